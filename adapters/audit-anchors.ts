import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { AuditAnchor } from '../domain/audit.ts';

/** Keeps heads of the audit chain outside the database. A file by default; a log host or a notary fits behind it. */
export type AuditAnchors = {
  /** Resolves when the anchor is kept for good. */
  append(anchor: AuditAnchor): Promise<void>;
  /** As they were appended; several workers may write, so the numbers need not rise. */
  list(): Promise<AuditAnchor[]>;
};

/** A line of the file is not an anchor; the message names the line, not its content. */
export class AnchorFileFault extends Error {
  override name = 'AnchorFileFault';
}

const APPEND = constants.O_APPEND | constants.O_CREAT | constants.O_RDWR;

/** One JSON line an anchor, readable by its owner only. Put the file on a disk that the database's host cannot write to. */
export function fileAuditAnchors(path: string): AuditAnchors {
  return {
    async append({ no, mac, at }) {
      const file = await open(path, APPEND, 0o600);
      try {
        if (await isTorn(file)) await file.write('\n');
        await file.write(`${JSON.stringify({ no, mac, at })}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async list() {
      const text = await readFile(path, 'utf8').catch((err: NodeJS.ErrnoException) => {
        if (err.code === 'ENOENT') return '';
        throw err;
      });
      // What stands behind the last line's end was cut off by a crash in the middle of writing it.
      return text
        .split('\n')
        .slice(0, -1)
        .map((line, index) => {
          const anchor = readAnchor(line);
          if (!anchor) throw new AnchorFileFault(`Line ${index + 1} of ${path} is not an anchor.`);
          return anchor;
        });
    },
  };
}

/** A power cut in the middle of a line: the next one must not be glued to it. */
async function isTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}

function readAnchor(line: string): AuditAnchor | undefined {
  try {
    const { no, mac, at } = JSON.parse(line) as Partial<Record<keyof AuditAnchor, unknown>>;
    const isAnchor = Number.isSafeInteger(no) && typeof mac === 'string' && typeof at === 'string';
    return isAnchor ? { no: no as number, mac, at } : undefined;
  } catch {
    return undefined;
  }
}
