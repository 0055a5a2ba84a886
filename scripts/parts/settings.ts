import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RolePasswords } from '../../db/roles.ts';
import type { DemoAccount } from '../../db/seed.ts';
import type { Environment, Say } from './cache.ts';
import { freePort } from './processes.ts';

/** The port of each part, as `npm start` would like it. */
export const PORTS = {
  api: 3000,
  postgres: 5433,
  temporal: 7233,
  temporalWeb: 8233,
  smtp: 2525,
  mailbox: 8026,
};
export type Ports = typeof PORTS;

/** The wanted ports, or the next free one for each that is taken; 'free' takes any. */
export async function choosePorts(
  wanted: 'free' | Partial<Ports>,
  host: string,
  fixed: Partial<Ports>,
  say: Say,
): Promise<Ports> {
  const chosen = { ...PORTS, ...fixed };
  const given = new Set<number>(Object.values(fixed));
  for (const name of (Object.keys(PORTS) as (keyof Ports)[]).filter((key) => !(key in fixed))) {
    const first = wanted === 'free' ? 0 : (wanted[name] ?? PORTS[name]);
    let port = await freePort(first, name === 'api' ? host : '127.0.0.1');
    while (given.has(port)) port = await freePort(first === 0 ? 0 : port + 1);
    given.add(port);
    chosen[name] = port;
    if (first !== 0 && port !== first) say(`Port ${first} is taken; ${name} uses ${port}.`);
  }
  return chosen;
}

/**
 * The file with the master key. One is made only together with the embedded database: a key that is made beside an
 * existing database could read none of its documents.
 */
export function masterKeyFile(dataDir: string, env: Environment): string {
  const given = env['MASTER_KEY_FILE'];
  if (given) return given;
  if (env['DATABASE_URL'])
    throw new Error('DATABASE_URL is set, so MASTER_KEY_FILE has to name the key that belongs to it.');
  const file = join(dataDir, 'master.key');
  if (existsSync(file)) return file;
  const traces = ['postgres', 'temporal.db', 'demo-accounts.json'].map((name) => join(dataDir, name));
  if (traces.some((path) => existsSync(path))) {
    throw new Error(`${file} is missing, and the data beside it cannot be read with a new key. Restore it.`);
  }
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

/** The passwords of API and worker at the database: made at the first start, for nobody to read but these two. */
export function databasePasswords(dataDir: string): RolePasswords {
  const file = join(dataDir, 'database-passwords.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as RolePasswords;
  const password = (): string => randomBytes(24).toString('hex');
  const made: RolePasswords = { consular_api: password(), consular_worker: password() };
  writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}

/** The file of a key that we share with a stand-in of the demonstration; made at the first start. */
export function standInKeyFile(dataDir: string, name: 'sms' | 'identity'): string {
  const file = join(dataDir, `${name}.key`);
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

/** The accounts of the demonstration, with their passwords: added when they are made, read ever after. */
export function keepDemoAccounts(dataDir: string, made: readonly DemoAccount[]): DemoAccount[] {
  const file = demoFile(dataDir);
  const known = readDemoAccounts(dataDir);
  if (made.length === 0) return known;
  const all = [...known.filter(({ login }) => !made.some((account) => account.login === login)), ...made];
  writeFileSync(`${file}.draft`, `${JSON.stringify(all, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.draft`, file);
  return all;
}

export const demoFile = (dataDir: string): string => join(dataDir, 'demo-accounts.json');

/** The demo accounts on record, with their passwords; one of an earlier release, without a second factor, is made anew. */
export function readDemoAccounts(dataDir: string): DemoAccount[] {
  const file = demoFile(dataDir);
  if (!existsSync(file)) return [];
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoAccount>[];
  return kept.filter((each): each is DemoAccount => each.totpSecret !== undefined);
}

/** The folders of the data. The outer one is open, because PostgreSQL may have to run as another user. */
export function makeFolders(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  for (const name of ['documents', 'logs']) mkdirSync(join(dataDir, name), { recursive: true, mode: 0o700 });
}
