import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any two numbers that nobody else uses as an advisory lock: 'CC', 'MI'. */
const LOCK = [0x4343, 0x4d49] as const;

/** Brings the database to this release's schema. Safe to call from several processes at once: one works, the others wait. */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    // drizzle takes no lock of its own; the lock lives in this one connection's session.
    await client`select pg_advisory_lock(${LOCK[0]}, ${LOCK[1]})`;
    await runMigrations(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.end({ timeout: 5 });
  }
}
