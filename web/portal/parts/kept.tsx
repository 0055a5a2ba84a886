import { HOUSE_RETENTION_DAYS } from '../../../domain/retention.ts';
import type { Post } from '../../client/api.ts';
import { LANG_TAGS, type Lang } from '../../shared/lang.ts';
import { useLang } from '../../shared/words.ts';
import { usePosts } from '../queries.ts';
import { useOwnDataWords } from './own-data-words.ts';

/** What the house keeps of a person, and how long (R-50): by the posts' policies of today, and by its own table. */
export function Kept() {
  const t = useOwnDataWords();
  const lang = useLang();
  const posts = usePosts();
  const byPolicy = (kind: keyof Post['retentionDays']): string =>
    daysWords(
      posts.map(({ retentionDays }) => retentionDays[kind]),
      lang,
    );
  const byHouse = (kind: keyof typeof HOUSE_RETENTION_DAYS): string =>
    daysWords([HOUSE_RETENTION_DAYS[kind]], lang);
  const rows = [
    [t('keptAccount'), t('keptAccountFor')],
    [t('keptDraft'), t('keptDraftFor', { days: byPolicy('draft') })],
    [t('keptIssued'), t('keptAfterEnd', { days: byPolicy('issued') })],
    [t('keptRefused'), t('keptAfterEnd', { days: byPolicy('refused') })],
    [t('keptWithdrawn'), t('keptAfterEnd', { days: byPolicy('withdrawn') })],
    [t('keptFace'), t('keptFaceFor')],
    [t('keptMail'), byHouse('mail')],
    [t('keptDevice'), t('keptAfterUse', { days: byHouse('device') })],
    [t('keptPassing'), t('keptAfterExpiry', { days: byHouse('passing') })],
    [t('keptHandOver'), t('keptAfterExpiry', { days: byHouse('handOver') })],
  ];
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{t('keptTitle')}</h2>
      <dl className="kept">
        {rows.map(([what, days]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{days}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{t('keptEnd')}</p>
    </section>
  );
}

/** "90 days"; "60–90 days" where the posts differ. */
function daysWords(days: readonly number[], lang: Lang): string {
  const format = new Intl.NumberFormat(LANG_TAGS[lang], { style: 'unit', unit: 'day', unitDisplay: 'long' });
  const [least, most] = [Math.min(...days), Math.max(...days)];
  return least === most ? format.format(least) : format.formatRange(least, most);
}
