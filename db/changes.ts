import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import type { AccountId, OrderNumber } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import type { Queryable } from './client.ts';

/** An order changed: whose it is and which post works on it. Ids only. */
export type Change = { orderNumber: OrderNumber; accountId: AccountId; post: PostCode };

const CHANNEL = 'case_changes';

/** Tells every API process of a change, when and if the transaction commits. */
export async function announceChange(tx: Queryable, { orderNumber, accountId, post }: Change): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ orderNumber, accountId, post })})`);
}

/** Hears of changes over a connection of its own, which comes back by itself after an outage. */
export async function listenForChanges(
  databaseUrl: string,
  hear: (change: Change) => void,
): Promise<{ stop(): Promise<void> }> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  await client.listen(CHANNEL, (payload) => hear(JSON.parse(payload) as Change));
  return { stop: () => client.end({ timeout: 5 }) };
}
