import { sql } from 'drizzle-orm';
import type { PostCode } from '../domain/posts.ts';
import { STAGE_OF, type Stage } from '../domain/stages.ts';
import { onErrand } from './acting.ts';
import type { Database } from './client.ts';
import { caseEvents, cases } from './schema.ts';

/** How long a stage took; days of 24 hours, weekends included. */
export type StageDuration = {
  stage: Stage | 'total';
  /** Cases that went through the stage. */
  cases: number;
  medianDays: number;
  /** Nine of ten were quicker. */
  p90Days: number;
};

/** What is looked at, and from how many cases on something is told: fewer would tell of single people. */
export const DURATION_SAMPLE = { casesMax: 200, days: 180, casesMin: 10 } as const;
const CACHE_MS = 5 * 60_000;

/**
 * How long orders took at each post (R-09), from the events of its own last closed ones. Refused and withdrawn orders
 * are left out: they would make the way to a document look shorter than it is.
 */
export function createDurations(db: Database) {
  const cache = new Map<string, { untilMs: number; answer: Promise<StageDuration[]> }>();

  async function measure(service: string, post: PostCode): Promise<StageDuration[]> {
    const { casesMax, days, casesMin } = DURATION_SAMPLE;
    const stages = Object.entries(STAGE_OF).flatMap(([status, stage]) =>
      stage ? [sql`(${status}::text, ${stage}::text)`] : [],
    );
    const { rows } = await db.execute<StageDuration>(sql`
      with recent as (
        select ${cases.orderNumber}, ${cases.submittedAt}
        from ${cases}
        where ${cases.post} = ${post} and ${cases.service} = ${service} and ${cases.status} = 'closed'
          and ${cases.endedAt} > now() - make_interval(days => ${days})
        order by ${cases.endedAt} desc
        limit ${casesMax}
      ), spans as (
        select order_number, submitted_at, ${caseEvents.status}, ${caseEvents.at},
          lead(${caseEvents.at}) over (partition by order_number order by ${caseEvents.version}) - ${caseEvents.at} as spent
        from recent join ${caseEvents} using (order_number)
      ), stages (status, stage) as (
        values ${sql.join(stages, sql`, `)}
      ), staged as (
        select order_number, stage, sum(spent) as spent
        from spans join stages using (status)
        group by order_number, stage
        union all
        select order_number, 'total', min(at) filter (where status = 'mailed') - min(submitted_at)
        from spans
        group by order_number
      )
      select stage, count(*)::int as "cases",
        extract(epoch from percentile_cont(0.5) within group (order by spent))::float8 / 86400 as "medianDays",
        extract(epoch from percentile_cont(0.9) within group (order by spent))::float8 / 86400 as "p90Days"
      from staged
      where spent is not null
      group by stage
      having count(*) >= ${casesMin}
    `);
    return rows;
  }

  return {
    /** Stages with too few cases are left out. The answer may be five minutes old. */
    async listDurations(service: string, post: PostCode): Promise<StageDuration[]> {
      const key = `${post} ${service}`;
      const known = cache.get(key);
      if (known && known.untilMs > Date.now()) return known.answer;
      const answer = onErrand('durations', () => measure(service, post));
      cache.set(key, { untilMs: Date.now() + CACHE_MS, answer });
      answer.catch(() => cache.delete(key)); // the next one asks again
      return answer;
    },
  };
}
export type Durations = ReturnType<typeof createDurations>;
