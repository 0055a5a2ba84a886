import type { api } from '../../../shared/api.ts';
import { useLang } from '../../../shared/words.ts';
import { useMe, usePost } from '../../asks.ts';
import { shortInstant } from '../../clock.ts';
import { type AuditWord, useAuditWords } from './trail.ts';

export type ChainState = Awaited<ReturnType<typeof api.getAuditState>>['data'];

/** How far the chain has come; a page cannot verify it, since no server that answers pages holds its key. */
export function AuditState({ state }: { state: ChainState }) {
  const sayAudit = useAuditWords();
  const lang = useLang();
  const zone = usePost(useMe()?.post)?.timeZone;
  const { records, head, pending, linkedAt } = state;
  const told: [AuditWord, string][] = [
    ['records', records.toLocaleString('en')],
    ['links', head.toLocaleString('en')],
    ['pending', pending.toLocaleString('en')],
    ['linkedAt', linkedAt ? shortInstant(linkedAt, lang, zone) : sayAudit('neverLinked')],
  ];
  return (
    <section className="audit-state" aria-label={sayAudit('chain')}>
      <dl>
        {told.map(([word, value]) => (
          <div key={word}>
            <dt>{sayAudit(word)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">
        {sayAudit('verify')} <code>npm run audit -- verify</code>
      </p>
    </section>
  );
}
