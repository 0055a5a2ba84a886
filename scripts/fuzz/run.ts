import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { OperationId } from '../../domain/rights.ts';
import { sendSignal } from '../parts/processes.ts';
import { type Reading, readReport } from './report.ts';
import { settingsText, type Things } from './settings.ts';

export type Run = {
  program: string;
  api: string;
  /** Its files are kept here, to be looked at after a failure. */
  folder: string;
  seed: number;
  /** Made-up cases of one operation, at most. */
  perOperation: number;
  phases?: readonly ('examples' | 'coverage' | 'fuzzing' | 'stateful')[];
  /** All of them if absent. */
  operations?: readonly OperationId[];
  things: Things;
  token: string | undefined;
  signal?: AbortSignal;
};

const WITHIN_MS = 30 * 60_000;
/** 0: nothing found; 1: something found. */
const SOUND_CODES = [0, 1];

/** One run of Schemathesis as one person. @throws Error when it could not run */
export async function fuzz(run: Run): Promise<Reading> {
  mkdirSync(run.folder, { recursive: true, mode: 0o700 });
  const [settings, report, log] = ['settings.toml', 'report.ndjson', 'output.log'].map((name) =>
    join(run.folder, name),
  ) as [string, string, string];
  writeFileSync(settings, settingsText(run.things, run.token !== undefined), { mode: 0o600 });
  const code = await carryOut(run, ['--config-file', settings, ...argumentsOf(run, report)], log);
  if (!SOUND_CODES.includes(code)) throw new Error(`Schemathesis ended with ${code}; see ${log}`);
  return readReport(report);
}

function argumentsOf({ api, seed, perOperation, phases, operations }: Run, report: string): string[] {
  return [
    'run',
    `${api}/openapi.json`,
    '--checks=all',
    '--continue-on-failure',
    '--no-shrink',
    '--no-color',
    '--workers=1', // Hypothesis stumbles over itself in threads, and cases come in one order
    '--request-timeout=60',
    '--suppress-health-check=all',
    `--seed=${seed}`,
    `--max-examples=${perOperation}`,
    `--phases=${(phases ?? ['examples', 'coverage', 'fuzzing', 'stateful']).join(',')}`,
    '--report=ndjson',
    `--report-ndjson-path=${report}`,
    ...(operations ?? []).map((id) => `--include-operation-id=${id}`),
  ];
}

async function carryOut(
  { program, folder, token, signal }: Run,
  args: string[],
  logFile: string,
): Promise<number> {
  const env = { ...process.env, ...(token ? { FUZZ_TOKEN: token } : {}) };
  const child = spawn(program, args, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(logFile, { mode: 0o600 });
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
  const end = (): void => void sendSignal(-(child.pid ?? 0), 'SIGKILL');
  const over = new AbortController();
  process.once('exit', end);
  signal?.addEventListener('abort', end);
  void delay(WITHIN_MS, undefined, { signal: over.signal }).then(end, () => undefined);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('close', (code) => resolve(code ?? -1)).once('error', reject);
    });
  } finally {
    over.abort();
    process.off('exit', end);
    signal?.removeEventListener('abort', end);
    log.end();
  }
}
