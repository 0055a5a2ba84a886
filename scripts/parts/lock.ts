import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Say } from './cache.ts';
import { becomesTrue, isSameProcess, markOf, type ProcessMark } from './processes.ts';

/** A lock file could not be had: the process that holds it still runs. */
export class Held extends Error {
  readonly holder: ProcessMark;

  constructor(lockFile: string, holder: ProcessMark) {
    super(`${lockFile} is held by process ${holder.pid}.`);
    this.holder = holder;
  }
}

/**
 * Takes a lock that dies with this process: one whose holder is gone is taken over.
 *
 * @returns the function that gives it back
 * @throws {@link Held} when another living process has it
 */
export function takeLock(lockFile: string): () => void {
  mkdirSync(dirname(lockFile), { recursive: true });
  while (!claim(lockFile)) {
    const holder = readMark(lockFile);
    if (holder && isSameProcess(holder)) throw new Held(lockFile, holder);
    removeStale(lockFile, holder);
  }
  return () => {
    if (readMark(lockFile)?.pid === process.pid) rmSync(lockFile, { force: true });
  };
}

/** Runs the work in one process at a time over the whole machine; waits for the others. */
export async function alone<T>(
  lockFile: string,
  say: Say,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  let release: (() => void) | undefined;
  let told = false;
  const tryIt = (): boolean => {
    try {
      release = takeLock(lockFile);
      return true;
    } catch (error) {
      if (!(error instanceof Held)) throw error;
      if (!told) say(`Process ${error.holder.pid} is at it already; waiting for it …`);
      told = true;
      return false;
    }
  };
  while (!tryIt()) {
    signal?.throwIfAborted();
    await becomesTrue(() => readMark(lockFile) === undefined, 500);
  }
  try {
    return await work();
  } finally {
    release?.();
  }
}

/** Who wrote this file; undefined when there is none. */
function readMark(file: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  } catch {
    return undefined;
  }
}

/** The file appears at once with its content, by a hard link, so that nobody reads half a lock. */
function claim(lockFile: string): boolean {
  const draft = `${lockFile}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(markOf(process.pid)), { mode: 0o600 });
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the lock aside before it is deleted: if it is not the stale one any more, another was quicker and gets it back. */
function removeStale(lockFile: string, stale: ProcessMark | undefined): void {
  const aside = `${lockFile}.${process.pid}.stale`;
  try {
    renameSync(lockFile, aside);
    if (readMark(aside)?.identity !== stale?.identity) linkSync(aside, lockFile);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
