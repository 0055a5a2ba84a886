import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Say } from './cache.ts';
import { binaries, dataHome, type Owner, owner } from './postgres-place.ts';
import { becomesTrue, endProcess, isAlive, whenGone } from './processes.ts';

const USER = 'consular';
const DATABASE = 'consular';

export type PostgresOptions = {
  dataDir: string;
  port: number;
  /** false trades crash safety for speed: for throw-away databases of tests only. */
  durable?: boolean;
  /** The server's own output; `postgres.log` beside the data when absent. */
  logFile?: string;
  say?: Say;
};

export type Postgres = {
  url: string;
  pid: number;
  port: number;
  /** It ran already, left behind by an earlier process. */
  adopted: boolean;
  /** Resolves when the server is gone, whoever ended it. */
  exited: Promise<void>;
  /** Fast shutdown: running transactions are rolled back, committed ones are on disk. */
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL from the binaries among the dependencies, on the loopback only, or adopts the server that already
 * serves this data folder. It is detached: it outlives a crash of ours, and a drain can still write.
 *
 * @throws Error with the last lines of its log when it does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const say = options.say ?? (() => {});
  const as = owner();
  const dataDir = dataHome(options.dataDir, as, say);
  const running = findRunningPostgres(dataDir);
  if (running) return handle(dataDir, running, true);

  const bin = binaries(as, say);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(bin, dataDir, as, options.durable ?? true);
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  const pid = await launch(bin, dataDir, as, options);
  return handle(dataDir, { pid, port: options.port }, false);
}

/** The living server of this data folder, if any: its pid file may have been left by one that was killed. */
export function findRunningPostgres(dataDir: string): { pid: number; port: number } | undefined {
  const lines = pidFile(dataHome(dataDir, owner(), () => {}));
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port || !isAlive(pid) || !looksLikePostgres(pid)) return undefined;
  return { pid, port };
}

/** A stale pid file may name a pid that another program has today. */
function looksLikePostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

async function handle(
  dataDir: string,
  at: { pid: number; port: number },
  adopted: boolean,
): Promise<Postgres> {
  await waitUntilReady(dataDir, at.pid);
  const url = `postgres://${USER}:${readPassword(dataDir)}@127.0.0.1:${at.port}/${DATABASE}`;
  await createDatabase(url);
  return {
    ...at,
    url,
    adopted,
    // A command beside the running system ends when its own work has.
    exited: whenGone(at.pid, 200, { keepsUs: !adopted }),
    stop: async () => {
      const immediate = { signal: 'SIGQUIT', withinMs: 5_000 } as const;
      await endProcess(at.pid, [{ signal: 'SIGINT', withinMs: 20_000 }, immediate]);
    },
  };
}

/** A half-made folder would look like a database for ever, so it is made beside and renamed. */
async function initialise(bin: string, dataDir: string, as: Owner, durable: boolean): Promise<void> {
  const draft = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  const handedOver = `${dataDir}.pwfile`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  for (const file of [passwordFile, handedOver]) {
    rmSync(file, { force: true });
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
  }
  if (as) for (const path of [draft, handedOver]) chownSync(path, as.uid, as.gid);
  try {
    await run(
      join(bin, 'initdb'),
      [
        ...['-D', draft, '-U', USER, '--auth=scram-sha-256', `--pwfile=${handedOver}`],
        ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
        ...(durable ? [] : ['--no-sync']),
      ],
      as,
    );
    renameSync(draft, dataDir);
  } finally {
    rmSync(handedOver, { force: true });
  }
}

function run(command: string, args: string[], as: Owner): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: '/',
      env: bareEnvironment(),
      ...as,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} failed:\n${output}`)),
    );
  });
}

/** Locale and time zone of the machine must not decide how the data is sorted or stored. */
function bareEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
}

async function launch(bin: string, dataDir: string, as: Owner, options: PostgresOptions): Promise<number> {
  const logFile = options.logFile ?? `${dataDir}.log`;
  const log = openSync(logFile, 'a', 0o600);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...speed(options),
  };
  const args = [
    '-D',
    dataDir,
    '-p',
    String(options.port),
    ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ];
  const child = spawn(join(bin, 'postgres'), args, {
    cwd: dataDir,
    env: bareEnvironment(),
    ...as,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error('PostgreSQL did not start.');
  if (!(await becomesTrue(() => isReady(dataDir, pid) || !isAlive(pid), 60_000, 20)) || !isAlive(pid)) {
    await endProcess(pid, [{ signal: 'SIGQUIT', withinMs: 3_000 }]);
    throw new Error(
      `PostgreSQL did not become ready:\n${readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n')}`,
    );
  }
  return pid;
}

function speed({ durable = true }: PostgresOptions): Record<string, string> {
  return durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
}

async function waitUntilReady(dataDir: string, pid: number): Promise<void> {
  if (await becomesTrue(() => isReady(dataDir, pid), 60_000, 20)) return;
  throw new Error(`The PostgreSQL server with pid ${pid} in ${dataDir} does not become ready.`);
}

/** Line 8 of the pid file is the server's own word; the port opens earlier and refuses. */
function isReady(dataDir: string, pid: number): boolean {
  const lines = pidFile(dataDir);
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
}

function pidFile(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function readPassword(dataDir: string): string {
  return readFileSync(`${dataDir}.password`, 'utf8').trim();
}

async function createDatabase(url: string): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const sql = postgres(admin.href, { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
