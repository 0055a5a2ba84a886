import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';
import type { Environment, Say } from './cache.ts';
import { type Launched, launchChild } from './child.ts';
import { startPostgres } from './postgres.ts';
import type { Ending } from './processes.ts';
import { demoFile, type Ports, standInKeyFile } from './settings.ts';
import type { PartSpec } from './supervisor.ts';
import { startTemporal } from './temporal.ts';

type Place = { dataDir: string; env: Environment; say: Say };

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** How long a part may take to finish what it has begun. The worker's activities get the most. */
const ENDINGS = {
  server: [{ signal: 'SIGTERM', withinMs: 15_000 }],
  worker: [{ signal: 'SIGTERM', withinMs: 30_000 }],
  mailbox: [{ signal: 'SIGTERM', withinMs: 5_000 }],
} as const satisfies Record<string, Ending>;

export function workerPart(place: Place, env: Record<string, string>): PartSpec {
  return {
    name: 'worker',
    launch: () => launchScript(place, 'worker', [join(REPOSITORY, 'worker.ts')], env),
  };
}

export function serverPart(place: Place, env: Record<string, string>): PartSpec {
  return {
    name: 'server',
    launch: () => launchScript(place, 'server', [join(REPOSITORY, 'server.ts')], env),
  };
}

export function mailboxPart(place: Place, ports: Ports): PartSpec {
  const script = join(REPOSITORY, 'scripts', 'parts', 'mailbox.ts');
  const args = [script, String(ports.smtp), String(ports.mailbox)];
  const env = {
    ...place.env,
    DEMO_ACCOUNTS_FILE: demoFile(place.dataDir),
    SMS_KEY_FILE: standInKeyFile(place.dataDir, 'sms'),
    IDENTITY_KEY_FILE: standInKeyFile(place.dataDir, 'identity'),
  };
  return { name: 'mailbox', launch: () => launchScript(place, 'mailbox', args, env) };
}

export function temporalPart({ dataDir, say }: Place, ports: Ports, binary: string): PartSpec {
  const dbFile = join(dataDir, 'temporal.db');
  const launch = async (spawned: (pid: number) => void) => {
    const server = await startTemporal({
      spawned,
      binary,
      dbFile,
      port: ports.temporal,
      uiPort: ports.temporalWeb,
      searchAttributes: SEARCH_ATTRIBUTES,
      logFile: logOf(dataDir, 'temporal'),
      say,
    });
    chmodSync(dbFile, 0o600);
    return server;
  };
  return { name: 'temporal', launch };
}

/** @returns the part, and its database's URL once it runs: the password is made at the first start */
export function databasePart({ dataDir, say }: Place, ports: Ports): { part: PartSpec; url(): string } {
  let url = '';
  const logFile = logOf(dataDir, 'postgres');
  const launch = async (): Promise<Launched> => {
    const server = await startPostgres({
      dataDir: join(dataDir, 'postgres'),
      port: ports.postgres,
      logFile,
      say,
    });
    if (server.adopted)
      say(`PostgreSQL runs already (pid ${server.pid}, port ${server.port}); taking it over.`);
    url = server.url;
    return { pid: server.pid, exited: server.exited.then(() => 'ended'), stop: () => server.stop() };
  };
  return { part: { name: 'postgres', launch }, url: () => url };
}

function launchScript(
  place: Place,
  name: keyof typeof ENDINGS,
  args: string[],
  env: Environment,
): Promise<Launched> {
  return launchChild({
    name,
    command: process.execPath,
    args: ['--import', 'tsx', ...args],
    cwd: REPOSITORY,
    env,
    logFile: logOf(place.dataDir, name),
    ending: ENDINGS[name],
    say: place.say,
  });
}

function logOf(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`);
}
