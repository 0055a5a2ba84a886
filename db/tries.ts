import { eq, inArray, sql } from 'drizzle-orm';
import type { Vault } from '../domain/vault.ts';
import type { Database } from './client.ts';
import { rateLimits } from './schema.ts';

/**
 * How often things were tried, by keyed hash of who or what; shared by all processes, exact under any load (R7).
 * @param factor  how many times as often anything may be tried
 */
export function createTries(db: Database, vault: Vault, factor = 1) {
  return {
    /**
     * Takes one try from a shared, atomic allowance: at most `max` tries per window and bucket, over all processes.
     * @returns milliseconds until the next try when none is left, otherwise 0
     */
    async takeTry(bucket: string, { max, windowMs }: { max: number; windowMs: number }): Promise<number> {
      const bucketIndex = await vault.index('rate limit', bucket);
      const windowEnd = sql`now() + make_interval(secs => ${windowMs / 1000})`;
      const [row] = await db
        .insert(rateLimits)
        .values({ bucketIndex, used: 1, windowEndsAt: windowEnd })
        .onConflictDoUpdate({
          target: rateLimits.bucketIndex,
          set: {
            used: sql`case when ${rateLimits.windowEndsAt} <= now() then 1 else ${rateLimits.used} + 1 end`,
            windowEndsAt: sql`case when ${rateLimits.windowEndsAt} <= now() then ${windowEnd} else ${rateLimits.windowEndsAt} end`,
          },
        })
        .returning({
          used: rateLimits.used,
          leftMs: sql<number>`extract(epoch from ${rateLimits.windowEndsAt} - now())::float8 * 1000`,
        });
      return row && row.used > max * factor ? Math.max(1, Math.ceil(row.leftMs)) : 0;
    },

    async returnTry(bucket: string): Promise<void> {
      await db
        .update(rateLimits)
        .set({ used: sql`greatest(0, ${rateLimits.used} - 1)` })
        .where(eq(rateLimits.bucketIndex, await vault.index('rate limit', bucket)));
    },

    async forgetTries(buckets: readonly string[]): Promise<void> {
      const indexes = await Promise.all(buckets.map((bucket) => vault.index('rate limit', bucket)));
      await db.delete(rateLimits).where(inArray(rateLimits.bucketIndex, indexes));
    },
  };
}
