import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

export type Database = PostgresJsDatabase;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** What a query runs on: alone, or as a part of a transaction. */
export type Queryable = Database | Transaction;

/** Pipelining lets the client's queue grow under load until each query costs more than the last (measured). Not in its types. */
const ONE_AT_A_TIME = { max_pipeline: 1 };

export type Pool = {
  db: Database;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * @param max connections of this pool; keep it at or above what runs at once, since a transaction holds one
 */
export function connect(databaseUrl: string, { max = 10 } = {}): Pool {
  const client = postgres(databaseUrl, {
    max,
    ...ONE_AT_A_TIME,
    connect_timeout: 5,
    // Its own waits grow to 20 s; a database that is back is to be found within a second.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    idle_timeout: 300,
    onnotice: () => undefined,
    connection: { application_name: 'consular-cases', statement_timeout: 15_000 },
  });
  return {
    db: drizzle(client),
    ping: async () => void (await client`select 1`),
    close: () => client.end({ timeout: 5 }),
  };
}
