import { Button } from 'antd';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Decision } from '../decisions.ts';
import { faultOf, intentionOf } from '../intentions.ts';
import { useWords, type Word } from '../words.ts';
import type { RailProps } from './rail.tsx';
import { SheetBody } from './sheet-bodies.tsx';
import { useSheetKeys } from './sheet-keys.ts';

type Props = RailProps & { kind: Decision; onBack: () => void };

/** One decision being written: its own questions, Ctrl+Enter sends it, Esc leaves it; what was typed stays. */
export function Sheet({ kind, onBack, shown, form, draft, change, command }: Props) {
  const say = useWords();
  const sheet = useRef<HTMLFormElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  const [fault, setFault] = useState<Word>();
  const { phase } = command.state;
  useLayoutEffect(() => {
    setFault(undefined);
    if (kind === 'requestSupplement') return;
    // The first question; where there is none but the note, the confirmation itself.
    const first = sheet.current?.querySelector<HTMLElement>(
      '[data-first] input:checked, [data-first] input, input[data-first]',
    );
    (first ?? confirm.current)?.focus();
  }, [kind]);
  function submit(event?: FormEvent): void {
    event?.preventDefault();
    const found = faultOf(kind, draft, shown);
    setFault(found);
    if (!found && phase !== 'sending') void command.give(intentionOf(kind, draft, shown));
  }
  useSheetKeys({ submit, onBack });
  return (
    <form className="decision" ref={sheet} onSubmit={submit} aria-label={say(kind)} noValidate>
      <h2>{say(kind)}</h2>
      <SheetBody kind={kind} shown={shown} form={form} draft={draft} change={change} />
      {fault && (
        <p role="alert" className="fault">
          {say(fault)}
        </p>
      )}
      <div className="choices">
        <Button
          ref={confirm}
          type="primary"
          htmlType="submit"
          danger={kind === 'refuse' || kind === 'lapse'}
          aria-disabled={phase === 'sending'}
          aria-keyshortcuts="Control+Enter"
        >
          {phase === 'sending' ? say('sending') : say(kind)} <kbd>Ctrl Enter</kbd>
        </Button>
        <Button onClick={onBack}>
          {say('back')} <kbd>Esc</kbd>
        </Button>
      </div>
      <p role="status" className="soft">
        {command.state.phase === 'sending' && command.state.waiting && say('stillSending')}
      </p>
    </form>
  );
}
