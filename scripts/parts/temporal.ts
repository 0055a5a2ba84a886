import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Say } from './cache.ts';
import { type Launched, launchChild } from './child.ts';
import { becomesTrue } from './processes.ts';

type SearchAttributes = Record<string, 'Keyword' | 'Datetime' | 'Int'>;

export type TemporalOptions = {
  binary: string;
  /** Where workflows outlive a restart; in memory when absent. */
  dbFile?: string;
  port: number;
  /** No Temporal Web when absent. */
  uiPort?: number;
  searchAttributes: SearchAttributes;
  /** Dynamic configuration, values as JSON. */
  dynamicConfig?: Record<string, string | number | boolean>;
  logFile?: string;
  say?: Say;
  /** Told the pid before the server answers. */
  spawned?: (pid: number) => void;
};

export type TemporalServer = Launched & { address: string; webUrl: string | undefined };

/**
 * Starts Temporal's development server on the loopback, with namespace "default", and waits until it answers.
 *
 * @throws Error when it does not within 60 s; then nothing of it is left
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const logFile = options.logFile ?? join(tmpdir(), `temporal-${options.port}.log`);
  const server = await launchChild({
    name: 'temporal',
    command: options.binary,
    args: serverArguments(options),
    cwd: '/',
    // Its own settings must not come from files and variables that a developer made for another server.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TZ: 'UTC',
      TEMPORAL_DISABLE_CONFIG_FILE: 'true',
    },
    logFile,
    ending: [{ signal: 'SIGTERM', withinMs: 10_000 }],
    say: options.say ?? (() => {}),
  });
  options.spawned?.(server.pid);
  const address = `127.0.0.1:${options.port}`;
  let gone = false;
  void server.exited.then(() => (gone = true));
  const up = await becomesTrue(async () => gone || (await answers(address)), 60_000, 50);
  if (!up || gone) {
    await server.stop();
    throw new Error(`The Temporal server did not come up on ${address}; see ${logFile}.`);
  }
  return { ...server, address, webUrl: options.uiPort ? `http://127.0.0.1:${options.uiPort}` : undefined };
}

function serverArguments(options: TemporalOptions): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port), '--log-level', 'error'],
    ...(options.uiPort ? ['--headless=false', '--ui-port', String(options.uiPort)] : ['--headless']),
    ...(options.dbFile ? ['--db-filename', options.dbFile] : []),
    ...Object.entries(options.searchAttributes).flatMap(([name, type]) => [
      '--search-attribute',
      `${name}=${type}`,
    ]),
    ...Object.entries(options.dynamicConfig ?? {}).flatMap(([key, value]) => [
      '--dynamic-config-value',
      `${key}=${JSON.stringify(value)}`,
    ]),
  ];
}

/** Does the server know the namespace? The port opens a little before it does. */
async function answers(address: string, namespace = 'default'): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
    return true;
  } finally {
    await connection.close();
  }
}
