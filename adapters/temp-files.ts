import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const STALE_MS = 60 * 60 * 1000;

/**
 * Makes the folder (owner only) and removes files in it older than an hour: what a crash left behind. Younger ones
 * may belong to another process at work.
 */
export function prepareTempDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    const file = statSync(path, { throwIfNoEntry: false });
    if (file?.isFile() && Date.now() - file.mtimeMs > STALE_MS) rmSync(path, { force: true });
  }
}
