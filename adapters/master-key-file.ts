import { randomBytes } from 'node:crypto';
import { closeSync, fchownSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Root, readMasterKeys, rootOf } from './master-key.ts';

/** The file with the master keys, for the rotation, which alone writes it. It is replaced as a whole and stays its owner's. */
export type MasterKeyFile = {
  /** The newest first. */
  list(): string[];
  /** A fresh key that is not in the file yet. */
  mint(): { id: string; text: string };
  /** Puts a key first: it wraps from now on. */
  putFirst(text: string): void;
  drop(id: string): void;
};

export function masterKeyFile(path: string): MasterKeyFile {
  const write = (roots: readonly Root[]): void =>
    replaceFile(path, roots.map(({ text }) => `${text}\n`).join(''));
  return {
    list: () => readMasterKeys(path).map(({ id }) => id),
    mint: () => rootOf(randomBytes(32).toString('base64'), path),
    putFirst: (text) => write([rootOf(text, path), ...readMasterKeys(path)]),
    drop: (id) => write(readMasterKeys(path).filter((root) => root.id !== id)),
  };
}

/** Beside and renamed, durably: a reader finds the old file or the new one, never half of one. */
function replaceFile(path: string, text: string): void {
  const { uid, gid } = statSync(path);
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    fchownSync(file, uid, gid); // a superuser may rotate for the user that the processes run as
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
