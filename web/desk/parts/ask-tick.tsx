import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { type DecisionDraft, itemKey, type Target } from '../decisions.ts';
import { useWords } from '../words.ts';
import { ReasonChoice } from './reason-choice.tsx';

type Props = Target & {
  label: string;
  items: DecisionDraft['items'];
  onItems: (items: DecisionDraft['items']) => void;
  children?: ReactNode;
};

/** The tick beside a field or a document. Arrow keys go from tick to tick. */
export function AskTick({ target, name, label, items, onItems, children }: Props) {
  const say = useWords();
  const key = itemKey({ target, name });
  function tick(isOn: boolean): void {
    const { [key]: _, ...rest } = items;
    onItems(isOn ? { ...rest, [key]: '' } : rest);
  }
  return (
    <Checkbox
      className="ask"
      checked={items[key] !== undefined}
      aria-label={say('supplement.ask', { name: label })}
      onChange={(event) => tick(event.target.checked)}
      onKeyDown={goAlong}
    >
      {children}
    </Checkbox>
  );
}

/** Why it is asked for; there once it is ticked. */
export function AskReason({ target, name, label, items, onItems }: Props) {
  const key = itemKey({ target, name });
  const reason = items[key];
  if (reason === undefined) return null;
  return <ReasonChoice name={label} value={reason} onChange={(next) => onItems({ ...items, [key]: next })} />;
}

function goAlong(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const ticks = [...document.querySelectorAll<HTMLElement>('.ask input[type="checkbox"]')];
  ticks[ticks.indexOf(event.target as HTMLElement) + step]?.focus();
}

/** To the first tick beside the form. */
export function focusFirstTick(): void {
  document.querySelector<HTMLElement>('.ask input[type="checkbox"]')?.focus();
}
