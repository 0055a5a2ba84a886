import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where the person who started us reads along. */
export type Say = (line: string) => void;
export type Environment = Record<string, string | undefined>;

/** Where programs that are built or downloaded once are kept for all working copies of this person. */
export function cacheDir(env: Environment): string {
  return env['CONSULAR_CASES_CACHE'] ?? join(env['HOME'] ?? homedir(), '.cache', 'consular-cases');
}

/** The full path of a program on PATH, as the shell would find it. */
export function onPath(name: string, env: Environment): string | undefined {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
