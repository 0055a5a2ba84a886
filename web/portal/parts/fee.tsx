import type { Draft } from '../../client/api.ts';
import { useFormWords } from './form-words.ts';

export const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;

/** What the order costs, line by line. */
export function FeeTable({ fee }: { fee: Draft['fee'] }) {
  const t = useFormWords();
  const names = { document: t('feeDocument'), mailing: t('feeMailing'), annotation: t('feeAnnotation') };
  return (
    <section className="fee" aria-labelledby="fee-title">
      <h2 id="fee-title">{t('feeTitle')}</h2>
      <dl>
        {fee.lines.map(({ kind, count, eachCents }) => (
          <div key={kind}>
            <dt>
              {names[kind]}
              {count > 1 ? ` × ${count}` : ''}
            </dt>
            <dd>{dollars(count * eachCents)}</dd>
          </div>
        ))}
        <div className="fee-sum">
          <dt>{t('feeSum')}</dt>
          <dd>{dollars(fee.cents)}</dd>
        </div>
      </dl>
      <p className="hint">{t('feeWhen')}</p>
    </section>
  );
}
