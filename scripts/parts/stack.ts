import { join, resolve } from 'node:path';
import { readConfig } from '../../config.ts';
import type { DemoAccount } from '../../db/seed.ts';
import { buildWorkflowBundle } from './bundle.ts';
import type { Environment, Say } from './cache.ts';
import { type DatabaseUrls, databaseUrls, fillDatabase, makeKeysDatabase } from './database.ts';
import { untilReady, watchHealth } from './health.ts';
import { takeLock } from './lock.ts';
import { databasePart, mailboxPart, serverPart, temporalPart, workerPart } from './part-specs.ts';
import { findRunningPostgres } from './postgres.ts';
import { type Addresses, removeRun, stopLeftovers, writeRun } from './run-file.ts';
import {
  choosePorts,
  databasePasswords,
  keepDemoAccounts,
  makeFolders,
  masterKeyFile,
  type Ports,
  readDemoAccounts,
  standInKeyFile,
} from './settings.ts';
import { type PartSpec, type Supervised, supervise } from './supervisor.ts';
import { findTemporal } from './temporal-program.ts';
import { buildWeb } from './web.ts';

export type StackOptions = {
  /** Everything that outlives a restart: database, workflows, documents, keys, logs. */
  dataDir: string;
  /** Any free ports, or the wanted ones (the usual ones where none is named); a taken one gives way to the next. */
  ports: 'free' | Partial<Ports>;
  /** Fill the embedded database with example accounts. */
  demo: boolean;
  /** Say nothing on the console. */
  quiet?: boolean;
  /** DATABASE_URL, KEYS_DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL, MASTER_KEY_FILE … in it replace the embedded parts. */
  env?: Environment;
  /** Gives up a start that is under way; what has started is stopped. */
  signal?: AbortSignal;
};

export type Stack = {
  addresses: Addresses;
  /** The environment of the worker, for more processes of the same stack. */
  env: Record<string, string>;
  /** The database as its owner, who may do everything. */
  ownerUrl: string;
  demoAccounts: DemoAccount[];
  /** Of the parts that run at this moment: postgres, temporal, mailbox, worker, server. */
  pids(): Record<string, number>;
  /** Drains in order: server, worker, then Temporal and the mailbox, then PostgreSQL. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 120_000;

/**
 * Starts the whole system and keeps it alive until `stop()`; resolves when the API says that it is ready.
 *
 * @throws Held (lock.ts) when a living process has this data folder already
 * @throws Error when a part cannot start or the whole is not ready within 120 s; nothing is left running
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = resolve(options.dataDir);
  makeFolders(dataDir);
  const release = takeLock(join(dataDir, 'lock'));
  let house: House;
  try {
    house = emptyHouse(options, dataDir);
  } catch (error) {
    release();
    throw error;
  }
  const stop = once(() => closeHouse(house).finally(release));
  try {
    return { ...(await open(house)), pids: () => Object.fromEntries(house.pids), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The parts of one stack and what they have to know of one another. */
type House = {
  dataDir: string;
  env: Environment;
  demo: boolean;
  wantedPorts: StackOptions['ports'];
  signal: AbortSignal;
  say: Say;
  parts: Map<string, Supervised>;
  pids: Map<string, number>;
  masterKey: string;
  addresses: Addresses | undefined;
  endWatch(): void;
};

function emptyHouse(options: StackOptions, dataDir: string): House {
  const env = options.env ?? process.env;
  return {
    dataDir,
    env,
    masterKey: masterKeyFile(dataDir, env),
    demo: options.demo,
    wantedPorts: options.ports,
    signal: options.signal ?? new AbortController().signal,
    say: options.quiet ? () => {} : (line) => console.log(line),
    parts: new Map(),
    pids: new Map(),
    addresses: undefined,
    endWatch: () => {},
  };
}

/** Everything at once that does not need another part: two cores have enough to wait for. */
async function open(house: House): Promise<Omit<Stack, 'pids' | 'stop'>> {
  const { dataDir, env, say, signal } = house;
  await stopLeftovers(dataDir, say);
  const running = env['DATABASE_URL'] ? undefined : findRunningPostgres(join(dataDir, 'postgres'));
  const fixed = running ? { postgres: running.port } : {};
  const ports = await choosePorts(house.wantedPorts, env['HOST'] ?? '127.0.0.1', fixed, say);
  const bundle = env['WORKFLOW_BUNDLE'] ?? join(dataDir, 'workflow-bundle.js');
  const [database, temporalAddress] = await allOrFirstFault([
    openDatabase(house, ports),
    openTemporal(house, ports),
    env['SMTP_URL'] ? undefined : keep(house, mailboxPart(house, ports)),
    env['WORKFLOW_BUNDLE'] ? undefined : buildWorkflowBundle(bundle),
    buildWeb(say),
  ] as const);
  signal.throwIfAborted();

  const { urls, keysUrls } = database;
  const made = { temporalAddress, bundle };
  const envOf = (who: 'api' | 'worker') =>
    environmentOf(house, ports, { ...made, databaseUrl: urls[who], keysDatabaseUrl: keysUrls[who] });
  const [workerEnv, serverEnv] = [envOf('worker'), envOf('api')];
  for (const each of [workerEnv, serverEnv]) readConfig(each); // all its faults at once, rather than a child that ends again and again
  house.addresses = addressesOf(house, ports, serverEnv);
  const worker = await keep(house, workerPart(house, workerEnv));
  const server = await keep(house, serverPart(house, serverEnv));
  const internal = `http://127.0.0.1:${ports.api}`;
  await untilReady(internal, READY_WITHIN_MS, say, signal);
  house.endWatch = watchHealth(internal, { worker, server }, say);
  const { accounts: demoAccounts } = database;
  return { addresses: house.addresses, env: workerEnv, ownerUrl: urls.owner, demoAccounts };
}

type Databases = { urls: DatabaseUrls; keysUrls: DatabaseUrls; accounts: DemoAccount[] };

async function openDatabase(house: House, ports: Ports): Promise<Databases> {
  const { dataDir, env, demo } = house;
  const given = env['DATABASE_URL'];
  const owner = given ?? (await startDatabase(house, ports));
  const keysOwner = env['KEYS_DATABASE_URL'] ?? (await makeKeysDatabase(owner));
  const { urls, keysUrls, passwords } = databaseUrls({ owner, keysOwner }, env, () =>
    databasePasswords(dataDir),
  );
  if (given) {
    await fillDatabase(given, keysOwner, { passwords });
    return { urls, keysUrls, accounts: [] };
  }
  const known = readDemoAccounts(dataDir).map(({ login }) => login);
  const tools = demo ? { known, masterKeyFile: house.masterKey } : undefined;
  const made = await fillDatabase(owner, keysOwner, { demo: tools, passwords });
  return { urls, keysUrls, accounts: keepDemoAccounts(dataDir, made) };
}

async function startDatabase(house: House, ports: Ports): Promise<string> {
  const database = databasePart(house, ports);
  await keep(house, database.part);
  return database.url();
}

async function openTemporal(house: House, ports: Ports): Promise<string> {
  const found = await findTemporal(house.env, house.say, house.signal);
  if ('address' in found) return found.address;
  await keep(house, temporalPart(house, ports, found.binary));
  return `127.0.0.1:${ports.temporal}`;
}

/** The environment of config.ts, from what was given and what runs here. */
function environmentOf(
  house: House,
  ports: Ports,
  made: { databaseUrl: string; keysDatabaseUrl: string; temporalAddress: string; bundle: string },
): Record<string, string> {
  const { dataDir, env } = house;
  const given = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return {
    DOCUMENTS_DIR: join(dataDir, 'documents'),
    AUDIT_ANCHOR_FILE: join(dataDir, 'audit-anchors.log'),
    // By its name: browsers make passkeys for names, not for numbers.
    PUBLIC_URL: `http://localhost:${ports.api}`,
    ...(env['SMTP_URL']
      ? {}
      : {
          SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
          MAIL_FROM: 'no-reply@consular-cases.invalid',
          SMS_URL: `http://127.0.0.1:${ports.mailbox}/sms`,
          SMS_KEY_FILE: standInKeyFile(dataDir, 'sms'),
        }),
    ...(env['IDENTITY_REGISTRY_FILE'] || env['IDENTITY_URL']
      ? {}
      : {
          IDENTITY_URL: `http://127.0.0.1:${ports.mailbox}/identity/check`,
          IDENTITY_KEY_FILE: standInKeyFile(dataDir, 'identity'),
        }),
    ...(env['TEMPORAL_ADDRESS'] ? {} : { TEMPORAL_WEB_URL: `http://localhost:${ports.temporalWeb}` }),
    ...given,
    DATABASE_URL: made.databaseUrl,
    KEYS_DATABASE_URL: made.keysDatabaseUrl,
    TEMPORAL_ADDRESS: made.temporalAddress,
    WORKFLOW_BUNDLE: made.bundle,
    MASTER_KEY_FILE: house.masterKey,
    PORT: String(ports.api),
    TZ: 'UTC',
  };
}

function addressesOf(house: House, ports: Ports, env: Record<string, string>): Addresses {
  const hasDemo = !house.env['SMTP_URL'] && !house.env['DATABASE_URL'] && house.demo;
  const api = env['PUBLIC_URL'] ?? '';
  return {
    api,
    docs: `${api}/docs`,
    temporal: env['TEMPORAL_ADDRESS'] ?? '',
    temporalWeb: env['TEMPORAL_WEB_URL'],
    mailbox: house.env['SMTP_URL'] ? undefined : `http://127.0.0.1:${ports.mailbox}`,
    authenticator: hasDemo ? `http://127.0.0.1:${ports.mailbox}/authenticator` : undefined,
  };
}

async function keep(house: House, part: PartSpec): Promise<Supervised> {
  const kept = await supervise(part, house.say, (pid) => {
    if (pid === undefined) house.pids.delete(part.name);
    else house.pids.set(part.name, pid);
    noteRun(house);
  });
  house.parts.set(part.name, kept);
  return kept;
}

function noteRun(house: House): void {
  writeRun(house.dataDir, house.addresses, Object.fromEntries(house.pids));
}

/** No new requests, then no new work, then nothing that either needs. */
async function closeHouse(house: House): Promise<void> {
  house.endWatch();
  for (const names of [['server'], ['worker'], ['temporal', 'mailbox'], ['postgres']]) {
    await Promise.all(names.map(async (name) => house.parts.get(name)?.stop()));
  }
  removeRun(house.dataDir);
}

/** Waits for all of them even if one fails: what is half started could not be stopped. */
async function allOrFirstFault<const T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return (await Promise.all(work)) as { -readonly [K in keyof T]: Awaited<T[K]> };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
