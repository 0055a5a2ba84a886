import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished, type Readable, Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { FILE_HEAD_BYTES, fileKindOf } from '../domain/file-kinds.ts';
import { inspectJpeg, jpegRules, nameRules, PictureFault, type PictureSize } from './jpeg.ts';
import { openStream, sealStream } from './sealing.ts';

export const PICTURE_BYTES_MAX = 5 * 1024 * 1024;

/**
 * A picture that kept all rules, waiting in a temp file. The file is sealed with a key that exists only in this
 * process: what a crash leaves behind is noise. `read` gives the plain bytes; call `discard` in the end, always.
 */
export type ReceivedPicture = PictureSize & {
  bytes: number;
  /** SHA-256 of the plain bytes. */
  sha256: Buffer;
  read(): Readable;
  discard(): Promise<void>;
};

export type Upload = {
  stream: Readable;
  fileName: string;
  contentType: string;
  tempDir: string;
  limitBytes?: number;
};

/**
 * Takes an upload in: checks the name, then what the first bytes say it is, counts and hashes while it streams into a
 * sealed temp file, then decodes it all. Keeps nothing past the limit. On any failure the temp file is gone; up to `limitBytes` more of the stream run
 * off unread, then it is destroyed: a request left half read would hold its connection and the server's stop.
 *
 * A multipart parser in front must not cut silently at the limit: give it a limit of at least `limitBytes` + 1.
 *
 * @param tempDir     an existing folder, see prepareTempDir
 * @param limitBytes  5 MiB unless told
 * @throws PictureFault with the rule; other errors are faults of the disk or the connection
 */
export async function receivePicture(upload: Upload): Promise<ReceivedPicture> {
  const { stream, tempDir, limitBytes = PICTURE_BYTES_MAX } = upload;
  const path = join(tempDir, randomUUID());
  const key = randomBytes(32);
  const discard = (): Promise<void> => rm(path, { force: true });
  const read = (): Readable => openedFile(path, key);
  let file: WriteStream | undefined;
  try {
    nameRules(upload.fileName);
    const meter = createMeter(limitBytes, (head) => beginningRules(head, upload));
    file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    finished(stream, { writable: false }, (error) => error && meter.pass.destroy(error));
    await pipeline(stream.pipe(meter.pass), sealStream(key, path), file);
    const size = await inspectJpeg(() => buffer(read()));
    return { ...size, ...meter.result(), read, discard };
  } catch (error) {
    await closed(file); // one that is still being opened would appear after its removal
    await discard();
    letRunOff(stream, limitBytes);
    throw error;
  }
}

const closed = (file: WriteStream | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (!file || file.closed) resolve();
    else file.destroy().once('close', resolve);
  });

function letRunOff(stream: Readable, bytesMax: number): void {
  let bytes = 0;
  stream.on('error', () => undefined); // the refusal is said already
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) stream.destroy();
  });
  stream.resume();
}

function openedFile(path: string, key: Buffer): Readable {
  const opened = openStream(key, path);
  pipeline(createReadStream(path), opened).catch((error: Error) => opened.destroy(error));
  return opened;
}

/** @throws PictureFault not-a-jpeg with its kind, before the name and the declared type are asked */
function beginningRules(head: Buffer, upload: Upload): void {
  const kind = fileKindOf(head);
  if (kind) throw new PictureFault('not-a-jpeg', { kind });
  jpegRules(upload);
}

/**
 * Counts and hashes what passes; fails at the first byte over the limit.
 *
 * @param begin  is shown the first bytes once they are there, and throws when nothing more is to be taken
 */
function createMeter(limitBytes: number, begin: (head: Buffer) => void) {
  const hash = createHash('sha256');
  let bytes = 0;
  let head: Buffer | undefined = Buffer.alloc(0);
  /** @returns why it may not begin, once there is enough to tell */
  const refusal = (next: Buffer, isLast: boolean): Error | undefined => {
    if (!head) return undefined;
    head = Buffer.concat([head, next.subarray(0, FILE_HEAD_BYTES)]);
    if (head.length < FILE_HEAD_BYTES && !isLast) return undefined;
    try {
      begin(head);
    } catch (error) {
      return error as Error;
    }
    head = undefined;
    return undefined;
  };
  const pass = new Transform({
    flush: (done) => done(refusal(Buffer.alloc(0), true)),
    transform(chunk: Buffer, _encoding, done) {
      const refused = refusal(chunk, false);
      if (refused) return done(refused);
      bytes += chunk.length;
      if (bytes > limitBytes) return done(new PictureFault('picture-over-5-mb'));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { pass, result: () => ({ bytes, sha256: hash.digest() }) };
}
