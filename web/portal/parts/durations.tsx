import type { Durations } from '../../client/api.ts';
import { useServicesWords } from './services-words.ts';

/** How long the post's own last orders took, by stage, with how many they were; nothing where they were too few. */
export function DurationTable({ durations, post }: { durations: Durations; post: string }) {
  const t = useServicesWords();
  const { sampleSize, days, stages, advice } = durations;
  if (sampleSize === null || stages.length === 0) return <p>{t('durationFew', { post })}</p>;
  return (
    <>
      <p id="durations">{t('durationSample', { post, days, count: sampleSize })}</p>
      <table className="durations" aria-labelledby="durations">
        <thead>
          <tr>
            <th scope="col">{t('stage')}</th>
            <th scope="col">{t('median')}</th>
            <th scope="col">{t('ninety')}</th>
            <th scope="col">{t('cases')}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map(({ stage, name, medianDays, p90Days, cases }) => (
            <tr key={stage} className={stage === 'total' ? 'durations-total' : undefined}>
              <th scope="row">{name}</th>
              <td>{t('daysValue', { days: medianDays })}</td>
              <td>{t('daysValue', { days: p90Days })}</td>
              <td>{cases}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">{advice}</p>
    </>
  );
}
