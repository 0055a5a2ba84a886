import { hkdfSync } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { open, seal } from './sealing.ts';

/** A key as it is stored: sealed by the master key with this id. */
export type WrappedKey = { wrapped: Buffer; by: string };

/**
 * The keys that wrap all others; the newest one wraps. A key management service can stand behind it: the keys never leave.
 *
 * `wrap` and `unwrap` bind a key to a context (which row it belongs to); `unwrap` throws SealBroken when either was changed,
 * MasterKeyFault when the master key that it needs is not there. `ids` gives all of them, the newest first. `derive` gives 32
 * bytes for a label out of the oldest one, always the same: purpose keys of a system of before they were kept are made of it.
 */
export type MasterKey = {
  wrap(key: Buffer, context: string): Promise<WrappedKey>;
  unwrap(key: WrappedKey, context: string): Promise<Buffer>;
  ids(): Promise<string[]>;
  derive(label: string): Promise<Buffer>;
};

/** The file with the master keys cannot be used, or lacks one; the message names file and fault, never its content. */
export class MasterKeyFault extends Error {
  override name = 'MasterKeyFault';
}

/** One master key. Its id is a fingerprint of it, so that no line can be taken for another key. */
export type Root = { id: string; text: string; wrapping: Buffer; bytes: Buffer };

/**
 * Master keys from a file that its owner alone can read: 32 random bytes in base64 a line, the newest first. It is read again
 * when it was changed, so that a rotation needs no restart.
 *
 * @throws MasterKeyFault when the file is missing, can be read or written by others, or holds anything else
 */
export function fileMasterKey(path: string): MasterKey {
  let known = readMasterKeys(path);
  let stamp = stampOf(path);
  const reread = (): Root[] => {
    const now = stampOf(path);
    if (now !== stamp) known = readMasterKeys(path);
    stamp = now;
    return known;
  };
  /** What wraps next; while the file is being replaced, what was known of it. */
  const newest = (): Root => {
    try {
      reread();
    } catch {
      // the keys that are known still wrap and unwrap
    }
    return first(known, path);
  };
  return {
    wrap: async (key, context) => {
      const { id, wrapping } = newest();
      return { wrapped: seal(wrapping, key, context), by: id };
    },
    unwrap: async ({ wrapped, by }, context) => {
      const root = known.find(({ id }) => id === by) ?? reread().find(({ id }) => id === by);
      if (!root) throw new MasterKeyFault(`The master key file ${path} lacks the key ${by}.`);
      return open(root.wrapping, wrapped, context);
    },
    ids: async () => reread().map(({ id }) => id),
    derive: async (label) => {
      const oldest = known.at(-1) ?? first(known, path);
      return derived(oldest.bytes, `derived: ${label}`);
    },
  };
}

/** @throws MasterKeyFault */
export function readMasterKeys(path: string): Root[] {
  const { mode, text } = readKeyFile(path);
  if ((mode & 0o077) !== 0) {
    throw new MasterKeyFault(
      `The master key file ${path} is open to others; allow its owner only (chmod 600).`,
    );
  }
  const roots = text.split(/\r?\n/).map((line) => rootOf(line, path));
  if (new Set(roots.map(({ id }) => id)).size !== roots.length)
    throw new MasterKeyFault(`The master key file ${path} holds the same key twice.`);
  return roots;
}

/** @throws MasterKeyFault naming `path` when the text is not 32 bytes in base64 */
export function rootOf(text: string, path: string): Root {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== text) {
    throw new MasterKeyFault(`The master key file ${path} does not hold 32 bytes in base64 a line.`);
  }
  return {
    id: derived(bytes, 'id').subarray(0, 4).toString('hex'),
    text,
    bytes,
    wrapping: derived(bytes, 'wrapping'), // never the root itself: wrapping and derivation stay apart
  };
}

const derived = (root: Buffer, info: string): Buffer => Buffer.from(hkdfSync('sha256', root, '', info, 32));

function first(roots: readonly Root[], path: string): Root {
  const [newest] = roots;
  if (!newest) throw new MasterKeyFault(`The master key file ${path} is empty.`);
  return newest;
}

function readKeyFile(path: string): { mode: number; text: string } {
  try {
    return { mode: statSync(path).mode, text: readFileSync(path, 'utf8').trim() };
  } catch (cause) {
    throw new MasterKeyFault(`The master key file ${path} cannot be read.`, { cause });
  }
}

/** Changes with the file: it is replaced as a whole, so it is another file then. */
function stampOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false });
  return file ? `${file.dev} ${file.ino} ${file.mtimeMs} ${file.size} ${file.mode}` : '';
}
