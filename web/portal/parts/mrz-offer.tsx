import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Draft, Form, MrzReading } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import type { BoxView, DraftBox } from '../draft/box.ts';
import { useAction } from './action.ts';
import type { FieldSpec } from './field.tsx';
import { useFormWords } from './form-words.ts';
import { Refusal } from './notices.tsx';
import { Sign } from './signs.tsx';

const PAGE = 'passport-data-page';
/** What the two lines say; other questions need no offer. */
const READABLE: ReadonlySet<string> = new Set([
  'name.surnamePinyin',
  'person.bornOn',
  'passport.number',
  'passport.mrz',
]);

/**
 * The machine-readable lines of the uploaded data page as suggestions for these questions: one takes them over
 * one by one, or all at once. Nothing is filled in by itself.
 */
export function MrzOffer({ draft, form, box, view, fields }: Props) {
  const t = useFormWords();
  const [reading, setReading] = useState<MrzReading>();
  const { run, busy, failure } = useAction(async () => setReading(await data(api.readMrz(draft.id, {}))));
  const isAsked = fields.some(({ id }) => READABLE.has(id));
  const isThere = draft.documents.some(({ kind }) => kind === PAGE);
  const isWanted = form.materials.some(({ kind, required }) => kind === PAGE && required);
  if (!isAsked || !(isThere || isWanted)) return null;
  return (
    <section className="offer" aria-labelledby="mrz-title">
      <h2 id="mrz-title">{t('mrzTitle')}</h2>
      {isThere ? (
        <>
          <p>{t('mrzOffer')}</p>
          <button type="button" className="button-quiet" disabled={busy} onClick={() => void run()}>
            {busy ? t('mrzReading') : t('mrzRead')}
          </button>
        </>
      ) : (
        <p>
          <Link to="/drafts/$id/documents" params={{ id: draft.id }} hash={`materials.${PAGE}`}>
            {t('mrzUploadFirst')}
          </Link>
        </p>
      )}
      <Refusal failure={failure} />
      <div aria-live="polite">
        {reading ? <Suggestions reading={reading} fields={fields} box={box} view={view} /> : null}
      </div>
    </section>
  );
}
type Props = {
  draft: Draft;
  /** As far as it applies. */
  form: Form;
  box: DraftBox;
  view: BoxView;
  fields: readonly FieldSpec[];
};

function Suggestions({
  reading,
  fields,
  box,
  view,
}: Pick<Props, 'fields' | 'box' | 'view'> & { reading: MrzReading }) {
  const t = useFormWords();
  const rows = reading.suggestions.flatMap((suggestion) => {
    const field = fields.find(({ id }) => id === suggestion.field);
    return field ? [{ ...suggestion, spec: field, now: view.answers[field.id] ?? '' }] : [];
  });
  const open = rows.filter(({ value, now }) => value !== now);
  if (rows.length === 0) return <p>{t('mrzNothing')}</p>;
  const shown = (spec: FieldSpec, value: string): string =>
    spec.options?.find((option) => option.value === value)?.label ?? value;
  return (
    <>
      <p>{t('mrzLook')}</p>
      <dl className="answers">
        {rows.map(({ spec, value, now, checked }) => (
          <div key={spec.id} className={spec.kind === 'mrz' ? 'mrz-row' : undefined}>
            <dt>{spec.label}</dt>
            <dd className={spec.kind === 'mrz' ? 'mrz-shown' : 'code'}>{shown(spec, value)}</dd>
            {checked ? null : <dd className="hint">{t('mrzUnchecked')}</dd>}
            {now === '' || now === value ? null : (
              <dd className="hint">{t('mrzNow', { value: shown(spec, now) })}</dd>
            )}
            <dd className="answers-change">
              {now === value ? (
                <span className="taken">
                  <Sign of="tick" />
                  {t('mrzSame')}
                </span>
              ) : (
                <button type="button" className="button-quiet" onClick={() => box.change(spec.id, value)}>
                  {t('mrzTake')}
                  <span className="unseen"> {spec.label}</span>
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {open.length > 1 ? (
        <button
          type="button"
          className="button-quiet"
          onClick={() => open.forEach(({ spec, value }) => box.change(spec.id, value))}
        >
          {t('mrzTakeAll')}
        </button>
      ) : null}
    </>
  );
}
