import { Checkbox } from 'antd';
import { useRef, useState } from 'react';
import type { Case, Form } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { usePost } from '../asks.ts';
import { shortInstant } from '../clock.ts';
import { type DecisionDraft, itemKey } from '../decisions.ts';
import { useKeys } from '../keys.ts';
import { useWords } from '../words.ts';
import { AskReason, AskTick } from './ask-tick.tsx';

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
  useKeys([{ key: 'f', label: say('focusForm'), group: 'looking', run: () => region.current?.focus() }]);
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
          (id in shown.answers || shown.documents.length > 1) &&
          (!isFiltered || changed.has(itemKey({ target: 'field', name: id }))),
      ),
    }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <section className="form-view" ref={region} tabIndex={0} aria-label={say('form')}>
      <div className="column-head">
        <h2>{say('form')}</h2>
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
                  <Answer field={field} value={shown.answers[field.id] ?? ''} />
                  {answered && changed.has(itemKey({ target: 'field', name: field.id })) && (
                    <Before field={field} before={answered.before[field.id]} now={shown.answers[field.id]} />
                  )}
                  {items && <AskReason {...ask(field)} items={items} onItems={onItems} />}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {!isFiltered &&
        shown.statements.map(({ kind, title, signedAt }) => (
          <p className="statement" key={kind}>
            {title}: {say('signedAt', { at: shortInstant(signedAt, lang, zone) })}
          </p>
        ))}
    </section>
  );
}

const ask = ({ id, label }: Field) => ({ target: 'field', name: id, label }) as const;

/** What one typed, or the words of what one chose. */
const wordsOf = (field: Field, value: string): string =>
  field.options?.find((option) => option.value === value)?.label ?? value;

function Answer({ field, value }: { field: Field; value: string }) {
  const say = useWords();
  if (value === '') return <span className="soft">{say('notAnswered')}</span>;
  if (field.kind === 'mrz') return <pre className="mrz">{value}</pre>;
  const isCode = /number|Number|zip|phone|Pinyin/.test(field.id);
  return <span className={isCode ? 'answer code' : 'answer'}>{wordsOf(field, value)}</span>;
}

function Before({
  field,
  before = '',
  now,
}: {
  field: Field;
  before: string | undefined;
  now: string | undefined;
}) {
  const say = useWords();
  if (before === now) return <span className="before">{say('wasSame')}</span>;
  return (
    <del className="before">
      {say('was', { value: before ? wordsOf(field, before) : say('notAnswered') })}
    </del>
  );
}
