import postgres from 'postgres';
import { hashPassword } from '../../adapters/passwords.ts';
import { newTotpSecret } from '../../adapters/totp.ts';
import { connect } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { type RolePasswords, urlOf } from '../../db/roles.ts';
import { type DemoAccount, seed } from '../../db/seed.ts';
import { openKeyring } from '../../keyring.ts';
import type { Environment } from './cache.ts';

/** The same database as each of those who ask it (db/roles.ts). */
export type DatabaseUrls = { owner: string; api: string; worker: string };

/**
 * How API and worker reach a database and the one of its keys. With URLs of their own its roles are somebody else's to make;
 * else they are made with the passwords on record.
 * @throws Error when only one of the two has a URL
 */
export function databaseUrls(
  { owner, keysOwner }: { owner: string; keysOwner: string },
  env: Environment,
  passwords: () => RolePasswords,
) {
  const [api, worker] = [env['API_DATABASE_URL'], env['WORKER_DATABASE_URL']];
  if (api && worker) {
    const keysUrls = { owner: keysOwner, api: sameUser(keysOwner, api), worker: sameUser(keysOwner, worker) };
    return { urls: { owner, api, worker }, keysUrls, passwords: undefined };
  }
  if (api || worker)
    throw new Error('API_DATABASE_URL and WORKER_DATABASE_URL are set together or not at all.');
  const made = passwords();
  return { urls: roleUrls(owner, made), keysUrls: roleUrls(keysOwner, made), passwords: made };
}

const roleUrls = (owner: string, passwords: RolePasswords): DatabaseUrls => ({
  owner,
  api: urlOf(owner, 'consular_api', passwords),
  worker: urlOf(owner, 'consular_worker', passwords),
});

/** The database of the first address as the user of the second. */
function sameUser(databaseUrl: string, userUrl: string): string {
  const url = new URL(databaseUrl);
  const { username, password } = new URL(userUrl);
  return Object.assign(url, { username, password }).href;
}

/**
 * Brings a database and the one of its keys to this release.
 *
 * @param demo  make the demo accounts that are not `known`, with second factors sealed under the master key
 * @param passwords  of the roles of API and worker, where they are ours to make
 * @returns the demo accounts made by this very call, with their passwords
 */
export async function fillDatabase(
  url: string,
  keysUrl: string,
  { demo, passwords }: { demo?: Demo | undefined; passwords?: RolePasswords | undefined } = {},
): Promise<DemoAccount[]> {
  await migrate(url, keysUrl, passwords);
  if (!demo) return seed(url);
  const { db, close } = connect(url, { max: 1 });
  try {
    const keyring = await openKeyring({ ...demo, keysDatabaseUrl: keysUrl, db, max: 1 });
    const { vault } = keyring;
    try {
      return await seed(url, { hash: hashPassword, newTotpSecret, vault, known: demo.known });
    } finally {
      await keyring.close();
    }
  } finally {
    await close();
  }
}

type Demo = { known: readonly string[]; masterKeyFile: string };

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
