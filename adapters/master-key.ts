import { hkdfSync } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { open, seal } from './sealing.ts';

/**
 * The key that wraps all others. A key management service can stand behind it: the key itself never leaves.
 *
 * `wrap` and `unwrap` bind a data key to a context (which row it belongs to); `unwrap` throws SealBroken when either
 * was changed. `derive` gives 32 bytes for one purpose, always the same for the same label.
 */
export type MasterKey = {
  wrap(dataKey: Buffer, context: string): Promise<Buffer>;
  unwrap(wrapped: Buffer, context: string): Promise<Buffer>;
  derive(label: string): Promise<Buffer>;
};

/** The file with the master key cannot be used; the message names the file and the fault, never its content. */
export class MasterKeyFault extends Error {
  override name = 'MasterKeyFault';
}

/**
 * A master key from a file that holds 32 random bytes in base64, readable by its owner only.
 *
 * @throws MasterKeyFault when the file is missing, can be read or written by others, or does not hold 32 bytes
 */
export function fileMasterKey(path: string): MasterKey {
  const root = readRoot(path);
  const derived = (info: string): Buffer => Buffer.from(hkdfSync('sha256', root, '', info, 32));
  const kept = new Map<string, Buffer>();
  const wrapping = derived('wrapping'); // never the root itself: wrapping and derivation stay apart
  return {
    wrap: async (dataKey, context) => seal(wrapping, dataKey, context),
    unwrap: async (wrapped, context) => open(wrapping, wrapped, context),
    derive: async (label) => {
      // Asked for with every look-up and every mail; the labels are a handful.
      const known = kept.get(label) ?? derived(`derived: ${label}`);
      kept.set(label, known);
      return known;
    },
  };
}

function readRoot(path: string): Buffer {
  const { mode, text } = readKeyFile(path);
  if ((mode & 0o077) !== 0) {
    throw new MasterKeyFault(
      `The master key file ${path} is open to others; allow its owner only (chmod 600).`,
    );
  }
  const root = Buffer.from(text, 'base64');
  if (root.length !== 32 || root.toString('base64') !== text) {
    throw new MasterKeyFault(`The master key file ${path} does not hold 32 bytes in base64.`);
  }
  return root;
}

function readKeyFile(path: string): { mode: number; text: string } {
  try {
    return { mode: statSync(path).mode, text: readFileSync(path, 'utf8').trim() };
  } catch (cause) {
    throw new MasterKeyFault(`The master key file ${path} cannot be read.`, { cause });
  }
}
