import type pg from 'pg';
import type { Connection } from './statement.ts';

/** One transaction for statements that are SQL (docs/adr/0009): all that `work` writes stands, or nothing. */
export async function inTransaction<T>(pool: pg.Pool, work: (on: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (err) {
    const isLost = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(isLost);
    throw err;
  }
}
