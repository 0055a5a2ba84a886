import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment, Say } from './cache.ts';
import { type Ending, endProcess } from './processes.ts';

/** A part that runs. */
export type Launched = {
  pid: number;
  /** Resolves, with the reason in words, once it is gone. */
  exited: Promise<string>;
  stop(): Promise<void>;
};

export type ChildSpec = {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env: Environment;
  /** Everything it prints, appended. */
  logFile: string;
  ending: Ending;
  /** Told the lines that are warnings or worse. */
  say: Say;
};

/**
 * Starts a program in a session of its own: Ctrl-C in the terminal must reach us alone, because the order in which
 * the parts stop is ours to keep.
 */
export async function launchChild(spec: ChildSpec): Promise<Launched> {
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
  });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = createWriteStream(spec.logFile, { flags: 'a', mode: 0o600 });
  const tell = sparingly(spec.name, spec.logFile, spec.say);
  for (const [stream, isError] of [
    [child.stdout, false],
    [child.stderr, true],
  ] as const) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      if (isWorthTelling(line, isError)) tell(line);
    });
  }
  void exited.then(() => log.end());
  const pid = child.pid as number; // set, because it was spawned
  return { pid, exited, stop: async () => void (await endProcess(pid, spec.ending)) };
}

/** Warnings and worse by their level; of plain text, what goes to the error output without a lower level's name. */
export function isWorthTelling(line: string, isError: boolean): boolean {
  if (line.trim() === '') return false;
  const level = jsonLevel(line);
  if (typeof level === 'number') return level >= 40;
  if (typeof level === 'string') return /^(warn|error|fatal|panic)/i.test(level);
  return isError && !/\b(INFO|DEBUG|TRACE)\b|level=(info|debug)/.test(line);
}

function jsonLevel(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return (JSON.parse(line) as { level?: unknown }).level;
  } catch {
    return undefined;
  }
}

/** A part in trouble can print thousands of lines a second; the console gets 20 in ten seconds, the log gets all. */
function sparingly(name: string, logFile: string, say: Say): Say {
  let windowEndsAt = 0;
  let told = 0;
  return (line) => {
    if (Date.now() > windowEndsAt) [windowEndsAt, told] = [Date.now() + 10_000, 0];
    told += 1;
    if (told <= 20) say(`[${name}] ${line.slice(0, 2_000)}`);
    else if (told === 21) say(`[${name}] … more in ${logFile}`);
  };
}
