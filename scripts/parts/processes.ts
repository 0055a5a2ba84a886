import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A process as we remember it: the pid alone may by now belong to somebody else. */
export type ProcessMark = { pid: number; identity: string };

/** How a process is ended: each signal in turn, with the time it has before the next one. SIGKILL comes last. */
export type Ending = readonly { signal: NodeJS.Signals; withinMs: number }[];

/** Is there a process with this pid, be it only a stopped one? A zombie counts as gone: it holds nothing any more. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return procStat(pid)?.state !== 'Z';
}

/** Start time and command line: together with the pid they name one process for ever. Empty when it is gone. */
function identityOf(pid: number): string {
  const stat = procStat(pid);
  if (stat) return `${stat.startedAt} ${commandLine(pid)}`;
  if (process.platform === 'linux') return '';
  const ps = spawnSync('ps', ['-o', 'lstart=,args=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.status === 0 ? ps.stdout.trim() : '';
}

export function markOf(pid: number): ProcessMark {
  return { pid, identity: identityOf(pid) };
}

/** Does the process that we remember still run? A new process under its old pid is not it. */
export function isSameProcess(mark: ProcessMark): boolean {
  return mark.identity !== '' && isAlive(mark.pid) && identityOf(mark.pid) === mark.identity;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function procStat(pid: number): { state: string; startedAt: string } | undefined {
  try {
    // The name in parentheses may hold spaces, so the fields are counted from its end; the start time is field 22.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * Resolves once the process is gone. Works for processes that are not our children, so it has to look.
 * @param keepsUs  false: looking alone does not keep this process from ending
 */
export async function whenGone(pid: number, everyMs = 100, { keepsUs = true } = {}): Promise<void> {
  while (isAlive(pid)) await delay(everyMs, undefined, { ref: keepsUs });
}

/**
 * Ends one process by its pid and waits until it is gone, with SIGKILL when all else took too long.
 *
 * @returns false when it had to be killed
 */
export async function endProcess(pid: number, ending: Ending): Promise<boolean> {
  for (const { signal, withinMs } of ending) {
    if (!sendSignal(pid, signal)) return true;
    if (await becomesTrue(() => !isAlive(pid), withinMs, 25)) return true;
  }
  sendSignal(pid, 'SIGKILL');
  await whenGone(pid, 25);
  return false;
}

/** @returns false when there is no such process any more */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Looks again and again until the check holds. @returns false when the time ran out; a check that throws does not hold */
export async function becomesTrue(
  check: () => boolean | Promise<boolean>,
  withinMs: number,
  everyMs = 100,
): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (true) {
    if (await holds(check)) return true;
    if (Date.now() >= until) return false;
    await delay(everyMs);
  }
}

async function holds(check: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}

/** The preferred port, or the next free one after it; 0 asks the system for any. */
export async function freePort(preferred: number, host = '127.0.0.1'): Promise<number> {
  for (let port = preferred; port < preferred + 200; port += 1) {
    const got = await tryPort(port, host);
    if (got !== undefined) return got;
  }
  throw new Error(`No free port between ${preferred} and ${preferred + 199} on ${host}.`);
}

function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
