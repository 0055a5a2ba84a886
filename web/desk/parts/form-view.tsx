import { Button, Checkbox } from 'antd';
import { useRef, useState } from 'react';
import type { Case, Form } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { usePost } from '../asks.ts';
import { shortInstant } from '../clock.ts';
import { type DecisionDraft, itemKey } from '../decisions.ts';
import { useKeys } from '../keys.ts';
import { useShownValues } from '../shown-values.ts';
import { useWords } from '../words.ts';
import { Answer, answerWords } from './answer.tsx';
import { AskReason, AskTick } from './ask-tick.tsx';
import { ProblemNote } from './problem-note.tsx';

type Field = Form['sections'][number]['fields'][number];
type Props = {
  shown: Case;
  form: Form | undefined;
  /** Given while a supplement request is written. */
  items: DecisionDraft['items'] | undefined;
  onItems: (items: DecisionDraft['items']) => void;
};

/** The answers under their questions. After a supplement only what changed, until one asks for all. */
export function FormView({ shown, form, items, onItems }: Props) {
  const say = useWords();
  const lang = useLang();
  const zone = usePost(shown.post)?.timeZone;
  const region = useRef<HTMLElement>(null);
  const plain = useShownValues(shown);
  useKeys([
    { key: 'f', label: say('focusForm'), group: 'looking', run: () => region.current?.focus() },
    ...(plain.canShow
      ? [
          {
            key: 'p',
            label: say(plain.isShown ? 'mask' : 'unmask'),
            group: 'looking',
            run: plain.toggle,
          } as const,
        ]
      : []),
  ]);
  const answered = shown.status === 'in_review' ? shown.answered : null;
  const [onlyChanged, setOnlyChanged] = useState(true);
  const changed = new Set(answered?.items.map(itemKey));
  const isFiltered = answered !== null && onlyChanged && !items;
  const sections = (form?.sections ?? [])
    .map((section) => ({
      ...section,
      fields: section.fields.filter(
        ({ id }) =>
          // What one may not see is not in the answers; an optional blank of a whole form is.
          (id in shown.answers || shown.traits !== null) &&
          (!isFiltered || changed.has(itemKey({ target: 'field', name: id }))),
      ),
    }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <section className="form-view" ref={region} tabIndex={0} aria-label={say('form')}>
      <div className="column-head">
        <h2>{say('form')}</h2>
        {plain.canShow && (
          <Button size="small" id="show-values" aria-pressed={plain.isShown} onClick={plain.toggle}>
            {say(plain.isShown ? 'mask' : 'unmask')} <kbd>p</kbd>
          </Button>
        )}
        {answered && (
          <>
            <span className="soft">
              {say('changedCount', {
                at: shortInstant(answered.answeredAt, lang, zone),
                count: answered.items.length,
              })}
            </span>
            <Checkbox checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)}>
              {say('onlyChanged')}
            </Checkbox>
          </>
        )}
      </div>
      {plain.error && <ProblemNote error={plain.error} />}
      {sections.map(({ id, title, fields }) => (
        <section key={id}>
          <h3>{title}</h3>
          <dl className="answers">
            {fields.map((field) => (
              <div key={field.id} data-asked={items && itemKey({ target: 'field', name: field.id }) in items}>
                <dt>
                  {items && <AskTick {...ask(field)} items={items} onItems={onItems} />}
                  {field.label}
                </dt>
                <dd>
                  <Answer field={field} value={plain.values[field.id] ?? shown.answers[field.id] ?? ''} />
                  {answered && changed.has(itemKey({ target: 'field', name: field.id })) && (
                    <Before
                      field={field}
                      before={plain.before[field.id] ?? answered.before[field.id]}
                      isSame={!answered.changed.includes(field.id)}
                    />
                  )}
                  {items && <AskReason {...ask(field)} items={items} onItems={onItems} />}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </section>
  );
}

const ask = ({ id, label }: Field) => ({ target: 'field', name: id, label }) as const;

function Before({
  field,
  before = '',
  isSame,
}: {
  field: Field;
  before: string | undefined;
  isSame: boolean;
}) {
  const say = useWords();
  if (isSame) return <span className="before">{say('wasSame')}</span>;
  return (
    <del className="before">
      {say('was', { value: before ? answerWords(field, before) : say('notAnswered') })}
    </del>
  );
}
