import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, isExecutable, type Say } from './cache.ts';
import { alone } from './lock.ts';
import { sendSignal } from './processes.ts';

/**
 * Makes a program once for all: under a lock, in a draft folder, moved when it is whole. A start that is interrupted
 * leaves nothing that looks like a program.
 *
 * @param make  fills the draft folder it is given
 * @returns `result`, the finished program's path
 */
export async function buildOnce(
  target: { folder: string; program: string; signal?: AbortSignal },
  say: Say,
  make: (draft: string) => Promise<void>,
): Promise<string> {
  const result = join(target.folder, target.program);
  const build = async () => {
    if (isExecutable(result)) return; // another process made it while we waited
    const draft = `${target.folder}.${process.pid}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    try {
      await make(draft);
      if (!isExecutable(join(draft, target.program))) throw new Error(`it left no program ${target.program}`);
      moveInto(target.folder, draft, target.program);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  };
  await alone(`${target.folder}.lock`, say, build, target.signal);
  return result;
}

/** The program comes last: where it is, everything beside it is too. */
function moveInto(folder: string, draft: string, program: string): void {
  mkdirSync(folder, { recursive: true });
  const others = readdirSync(draft).filter((name) => name !== program);
  for (const name of [...others, program]) {
    rmSync(join(folder, name), { recursive: true, force: true });
    renameSync(join(draft, name), join(folder, name));
  }
}

export type Command = {
  command: string;
  args: string[];
  cwd?: string;
  env: Environment;
  /** Ended when it takes longer. */
  withinMs: number;
  /** Ended when this fires; the reason is what the caller gets to see. */
  signal?: AbortSignal;
};

/**
 * Runs a command that may take minutes and shows that it lives: seconds and its last line.
 *
 * @throws Error with the last lines of its output
 */
export async function runShowing(label: string, todo: Command, say: Say): Promise<void> {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const tooLong = AbortSignal.timeout(todo.withinMs);
  const given = todo.signal ? AbortSignal.any([todo.signal, tooLong]) : tooLong;
  const { child, lines } = spawnGroup(todo);
  const show = setInterval(
    () => say(`${label}: ${seconds()} s … ${lines.at(-1)?.slice(0, 90) ?? ''}`),
    5_000,
  );
  const end = () => sendSignal(-(child.pid ?? 0), 'SIGKILL');
  given.addEventListener('abort', end);
  process.once('exit', end);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('close', resolve).once('error', reject);
    });
    if (todo.signal?.aborted) throw todo.signal.reason as Error;
    if (tooLong.aborted) throw new Error(`not done within ${Math.round(todo.withinMs / 1000)} s`);
    if (code !== 0) throw new Error(lines.slice(-4).join(' | ') || `it ended with ${code}`);
    say(`${label}: done in ${seconds()} s.`);
  } finally {
    process.off('exit', end);
    given.removeEventListener('abort', end);
    clearInterval(show);
  }
}

/** In a process group of its own, so that what it started in turn ends with it. */
function spawnGroup({ command, args, cwd, env }: Command): { child: ChildProcess; lines: string[] } {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
      lines.splice(0, lines.length - 12);
    });
  }
  return { child, lines };
}
