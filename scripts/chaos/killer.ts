import { setTimeout as delay } from 'node:timers/promises';
import type { Board } from '../demo/board.ts';
import { isAlive, sendSignal } from '../parts/processes.ts';
import { readRun } from '../parts/run-file.ts';
import { seeded } from './random.ts';

/** The parts that are killed; the mailbox is a stand-in for somebody else's system. */
const PARTS = ['worker', 'server', 'postgres', 'temporal'] as const;
export type Part = (typeof PARTS)[number];

export type Kill = { part: Part; atMs: number };

/** A kill that is due once so many commands have been acknowledged, and a little later. */
type Planned = { part: Part; afterCommands: number; delayMs: number };

const DELAY_MS_MAX = 400;
/** A part that is down already is waited for, so that every planned kill hits something. */
const UP_WITHIN_MS = 60_000;

/**
 * Which part dies when, from the seed alone. Counted in acknowledged commands and not in seconds, so that a campaign
 * hits the same stretches of work on a slow machine; every part gets its turn before any gets another.
 */
export function planKills(
  seed: number,
  kills: number,
  commands: number,
  which: readonly Part[] = PARTS,
): Planned[] {
  const random = seeded(seed);
  const parts = Array.from({ length: Math.ceil(kills / which.length) }, () => shuffled(which, random)).flat();
  const moments = Array.from({ length: kills }, () => Math.floor(random() * commands * 0.9)).toSorted(
    (a, b) => a - b,
  );
  return moments.map((afterCommands, index) => ({
    part: parts[index] ?? 'worker',
    afterCommands,
    delayMs: Math.floor(random() * DELAY_MS_MAX),
  }));
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

/** Carries a plan out with SIGKILL, by the pids that the run file names at that moment. */
export async function carryOut(
  plan: readonly Planned[],
  {
    dataDir,
    board,
    say,
    signal,
  }: { dataDir: string; board: Board; say: (line: string) => void; signal: AbortSignal },
): Promise<Kill[]> {
  const done: Kill[] = [];
  for (const { part, afterCommands, delayMs } of plan) {
    while (board.acknowledgements.length < afterCommands && !signal.aborted) await delay(20);
    if (signal.aborted) return done;
    await delay(delayMs);
    const pid = await pidOf(dataDir, part);
    if (pid === undefined) throw new Error(`${part} did not come back within ${UP_WITHIN_MS / 1_000} s.`);
    sendSignal(pid, 'SIGKILL');
    done.push({ part, atMs: Date.now() });
    say(`killed ${part} (pid ${pid}) after ${board.acknowledgements.length} commands`);
  }
  return done;
}

async function pidOf(dataDir: string, part: Part): Promise<number | undefined> {
  const untilMs = Date.now() + UP_WITHIN_MS;
  while (Date.now() < untilMs) {
    const pid = readRun(dataDir)?.pids[part];
    if (pid !== undefined && isAlive(pid)) return pid;
    await delay(50);
  }
  return undefined;
}
