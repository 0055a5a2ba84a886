import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from './cache.ts';
import { endProcess, isSameProcess, markOf, type ProcessMark } from './processes.ts';

/** Where the parts can be reached. A part that is replaced from outside has the address it was given. */
export type Addresses = {
  api: string;
  docs: string;
  /** host:port */
  temporal: string;
  temporalWeb: string | undefined;
  /** The mailbox stand-in's list; undefined when mail goes to a provider. */
  mailbox: string | undefined;
  /** The codes of the demo's accounts; undefined where there are none. */
  authenticator?: string | undefined;
};

/** What runs now, for people and programs outside this process; `.data/run.json`. */
export type Run = {
  supervisor: ProcessMark;
  /** Absent while the parts are still starting. */
  addresses: Addresses | undefined;
  /** Of the parts that run at this moment; the fault campaign kills by these. */
  pids: Record<string, number>;
  marks: Record<string, ProcessMark>;
};

/** PostgreSQL is missing here on purpose: it is adopted, so that nobody's transaction is lost to a crash of ours. */
const NOT_ADOPTED = ['server', 'worker', 'temporal', 'mailbox'] as const;

function runFile(dataDir: string): string {
  return join(dataDir, 'run.json');
}

export function readRun(dataDir: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(runFile(dataDir), 'utf8')) as Run;
  } catch {
    return undefined;
  }
}

export function writeRun(
  dataDir: string,
  addresses: Addresses | undefined,
  pids: Record<string, number>,
): void {
  const marks = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, markOf(pid)]));
  const run: Run = { supervisor: markOf(process.pid), addresses, pids, marks };
  const draft = `${runFile(dataDir)}.draft`;
  writeFileSync(draft, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, runFile(dataDir));
}

export function removeRun(dataDir: string): void {
  rmSync(runFile(dataDir), { force: true });
}

/**
 * Ends what a killed supervisor left behind, so that no old worker takes tasks beside the new one. A pid counts only
 * with the start time and command line that were noted: it may be somebody else's by now.
 */
export async function stopLeftovers(dataDir: string, say: Say): Promise<void> {
  const marks = readRun(dataDir)?.marks ?? {};
  for (const name of NOT_ADOPTED) {
    const mark = marks[name];
    if (!mark || !isSameProcess(mark)) continue;
    say(`Ending the ${name} that an earlier start left behind (pid ${mark.pid}).`);
    await endProcess(mark.pid, [{ signal: 'SIGTERM', withinMs: 10_000 }]);
  }
}
