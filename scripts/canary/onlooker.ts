import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const EVERY_MS = 50;

/**
 * Keeps copies of files that live for moments only, as far as they had come when they were looked at.
 * @returns how the looking ends
 */
export function watchFolders(folders: readonly string[], copies: string): () => void {
  mkdirSync(copies, { recursive: true, mode: 0o700 });
  const seen = new Set<string>();
  const look = (): void => {
    for (const folder of folders)
      for (const name of namesIn(folder)) {
        const path = join(folder, name);
        try {
          const stat = statSync(path);
          const mark = `${basename(folder)}-${name}-${stat.size}`;
          if (!stat.isFile() || seen.has(mark)) continue;
          copyFileSync(path, join(copies, mark));
          seen.add(mark);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // it is gone already
        }
      }
  };
  const looking = setInterval(look, EVERY_MS);
  return () => clearInterval(looking);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
