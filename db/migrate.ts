import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any two numbers that nobody else uses as an advisory lock: 'CC', 'MI'. */
const LOCK = [0x4343, 0x4d49] as const;

/** Brings the database to this release's schema. Safe to call from several processes at once: one works, the others wait. */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // drizzle takes no lock of its own; the lock lives in this one connection's session.
    await client.query('select pg_advisory_lock($1, $2)', [...LOCK]);
    await runMigrations(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.end();
  }
}
