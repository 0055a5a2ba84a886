import { Button } from 'antd';
import type { Form } from '../../client/api.ts';
import { type DecisionDraft, itemKey, readItems } from '../decisions.ts';
import { useWords } from '../words.ts';
import { nameOf } from './history.tsx';
import { ReasonChoice } from './reason-choice.tsx';

type Props = {
  form: Form | undefined;
  draft: DecisionDraft;
  change: (part: Partial<DecisionDraft>) => void;
};

/** What is ticked so far, beside the pictures and far down in the form alike. */
export function Asked({ form, draft, change }: Props) {
  const say = useWords();
  const items = readItems(draft.items);
  if (items.length === 0) return <p className="soft">{say('supplement.none')}</p>;
  return (
    <>
      <h3>{say('supplement.count', { count: items.length })}</h3>
      <ul className="asked">
        {items.map((item) => {
          const name = nameOf(item.target, item.name, form);
          const key = itemKey(item);
          return (
            <li key={key}>
              <span>{name}</span>
              <ReasonChoice
                name={name}
                value={item.reason}
                onChange={(reason) => change({ items: { ...draft.items, [key]: reason } })}
              />
              <Button
                size="small"
                aria-label={say('supplement.remove', { name })}
                onClick={() => {
                  const { [key]: _, ...rest } = draft.items;
                  change({ items: rest });
                }}
              >
                ×
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
