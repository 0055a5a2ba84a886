import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { ActingPool } from './acting-pool.ts';

export type Database = NodePgDatabase & { $client: pg.Pool };
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** What a query runs on: alone, or as a part of a transaction. */
export type Queryable = Database | Transaction;

export type Pool = {
  db: Database;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** How our sessions look to the server, and how long they wait. */
const SESSION = {
  application_name: 'consular-cases',
  // Also bounds the wait for a free connection of the pool: a storm of requests queues, it is not refused.
  connectionTimeoutMillis: 20_000,
  statement_timeout: 15_000,
  keepAlive: true,
};

/**
 * @param max  connections of this pool; keep it at or above what runs at once, since a transaction holds one
 * @param acting  whether it asks for whoever asks at the moment (db/acting.ts), as the API does
 */
export function connect(databaseUrl: string, { max = 10, acting = false } = {}): Pool {
  const options = { ...SESSION, connectionString: databaseUrl, max, idleTimeoutMillis: 300_000 };
  const pool = acting ? new ActingPool(options) : new pg.Pool(options);
  // A connection that the server ends is replaced: by the pool while it is idle, by the query that fails while it is in
  // use. Without a listener its end would end the process, between two statements of a transaction too.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    db: drizzle(pool),
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
}

/** One connection for LISTEN, outside of any pool. */
export const singleConnection = (databaseUrl: string): pg.Client =>
  new pg.Client({ ...SESSION, connectionString: databaseUrl });

const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // cannot connect now
  '55000', // the database takes no connections at this moment
  '57014', // statement timeout
  '53300', // too many connections
]);
/** The driver gives a lost connection no code, only words. */
const OUTAGE_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** The database is away, or coming back: what was asked may be asked again. */
export function isOutage(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  if ('code' in err && typeof err.code === 'string' && OUTAGE_CODES.has(err.code)) return true;
  if (OUTAGE_WORDS.test(err.message)) return true;
  return err.cause !== undefined && isOutage(err.cause);
}
