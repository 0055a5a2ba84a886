import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataHome, owner } from '../parts/postgres-place.ts';
import { type Stack, startStack } from '../parts/stack.ts';

/** Named here, they would replace parts of our own stack by somebody's: nothing may be killed or filled there. */
const FOREIGN = [
  'DATABASE_URL',
  'KEYS_DATABASE_URL',
  'API_DATABASE_URL',
  'WORKER_DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_WEB_URL',
  'SMTP_URL',
  'MASTER_KEY_FILE',
  'AUDIT_ANCHOR_FILE',
  'WORKFLOW_BUNDLE',
];

/** For a system that is asked far more often than people ask. */
export const FAR_MORE = { LIMITS_FACTOR: '100000' } as const;

export type OwnStack = Stack & { dataDir: string };

/** Starts the whole system on free ports in a folder that is thrown away with it. */
export async function withOwnStack<T>(
  work: (stack: OwnStack) => Promise<T>,
  { say = () => {}, env = {} }: { say?: (line: string) => void; env?: Record<string, string> } = {},
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'consular-cases-own-'));
  chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user and has to get in
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name)),
  );
  try {
    say('Starting a system of our own …');
    const stack = await startStack({
      dataDir,
      ports: 'free',
      demo: true,
      quiet: true,
      env: { ...inherited, LOG_LEVEL: 'warn', ...env },
    });
    // The parts live in sessions of their own: a Ctrl-C reaches this process alone, which has to end them.
    const interrupt = (): void => void stack.stop().finally(() => process.exit(130));
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, interrupt);
    try {
      return await work({ ...stack, dataDir });
    } finally {
      say('Stopping it …');
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, interrupt);
      await stack.stop();
    }
  } finally {
    for (const folder of [dataHome(join(dataDir, 'postgres'), owner(), () => {}), dataDir]) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
