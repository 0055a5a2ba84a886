import postgres from 'postgres';
import { hashPassword } from '../../adapters/passwords.ts';
import { migrate } from '../../db/migrate.ts';
import { type DemoAccount, seed } from '../../db/seed.ts';

/**
 * Brings a database and the one of its keys to this release.
 *
 * @param known  logins of demo accounts whose passwords are on record
 * @returns the demo accounts made by this very call, with their passwords
 */
export async function fillDatabase(
  url: string,
  keysUrl: string,
  { demo, known = [] }: { demo: boolean; known?: readonly string[] },
): Promise<DemoAccount[]> {
  await migrate(url, keysUrl);
  return seed(url, { demo, hash: hashPassword, known });
}

/** The address of the database `<name>_keys` beside this one. */
export function keysDatabaseOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `${url.pathname}_keys`;
  return url.href;
}

/**
 * Makes the key database beside this one when it is not there yet.
 * @returns its address
 * @throws Error when we may not: then KEYS_DATABASE_URL has to name one
 */
export async function makeKeysDatabase(databaseUrl: string): Promise<string> {
  const url = keysDatabaseOf(databaseUrl);
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
    return url;
  } catch (cause) {
    throw new Error(`The database ${name} for the keys cannot be made; name one in KEYS_DATABASE_URL.`, {
      cause,
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
