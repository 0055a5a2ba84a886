import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Transaction } from './client.ts';

/**
 * Runs several writes as one statement: one plan and one round trip instead of many, which is most of a step's cost.
 * All see the database as it was before the statement, so none may depend on what another one writes.
 *
 * @param asked  an expression to be evaluated with it, such as a notification
 */
export async function together(
  tx: Transaction,
  writes: readonly SQLWrapper[],
  asked: SQL = sql`1`,
): Promise<void> {
  const named = writes.map((write, index) => sql`${sql.identifier(`write_${index}`)} as ${write}`);
  await tx.execute(sql`with ${sql.join(named, sql`, `)} select ${asked}`);
}
