import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { applyGrants, applyKeyGrants } from './grants.ts';
import { assertPaired, moveKeys, pair } from './keys-move.ts';
import { ensureRoles, type RolePasswords } from './roles.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const KEYS_MIGRATIONS = fileURLToPath(new URL('./keys-migrations', import.meta.url));
/** Any two numbers that nobody else uses as an advisory lock: 'CC', 'MI'. */
const LOCK = [0x4343, 0x4d49] as const;

/**
 * Brings the main database and its key database to this release: roles, schema and what each role may do. Safe to call from
 * several processes at once: one works, the others wait. Keys that an earlier release kept in the main database are moved
 * before their table is dropped.
 *
 * @param databaseUrl  as the owner of the database
 * @param passwords    of the roles; without them a role that is missing is made and cannot log in
 * @throws Error when the key database belongs to another main database
 */
export async function migrate(
  databaseUrl: string,
  keysDatabaseUrl: string,
  passwords?: RolePasswords,
): Promise<void> {
  await underLock(databaseUrl, (main) =>
    underLock(keysDatabaseUrl, async (keys) => {
      await ensureRoles(main, passwords);
      await ensureRoles(keys, passwords);
      await runMigrations(drizzle(keys), { migrationsFolder: KEYS_MIGRATIONS });
      await assertPaired(main, keys);
      await moveKeys(main, keys);
      await runMigrations(drizzle(main), { migrationsFolder: MIGRATIONS });
      await pair(main, keys);
      await applyGrants(main);
      await applyKeyGrants(keys);
    }),
  );
}

/** drizzle takes no lock of its own; this one lives in the session of one connection. */
async function underLock(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1, $2)', [...LOCK]);
    await work(client);
  } finally {
    await client.end();
  }
}
