import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { PICTURE_BYTES_MAX, receivePicture } from '../adapters/picture-upload.ts';
import { prepareTempDir } from '../adapters/temp-files.ts';
import { jpegOfBytes, pngNamedJpg, portraitJpeg, truncatedJpeg } from './support/pictures.ts';

const tempDir = mkdtempSync(join(tmpdir(), 'uploads-'));
afterAll(() => rmSync(tempDir, { recursive: true }));
afterEach(() => expect(readdirSync(tempDir)).toEqual([]));

/** A stream as it comes from a socket: chunks of 16 KiB, made when they are asked for. */
function streamOf(bytes: Buffer): Readable {
  const chunks = function* () {
    for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384);
  };
  return Readable.from(chunks(), { objectMode: false });
}

const upload = (bytes: Buffer, more: Partial<Parameters<typeof receivePicture>[0]> = {}) =>
  receivePicture({ stream: streamOf(bytes), fileName: 'p.jpg', contentType: 'image/jpeg', tempDir, ...more });

test('R-15 a sound picture is received, measured and can be read again until it is discarded', async () => {
  const picture = await portraitJpeg();

  const received = await upload(picture);

  expect(received).toMatchObject({ width: 390, height: 567, bytes: picture.length });
  expect(received.sha256).toEqual(createHash('sha256').update(picture).digest());
  expect(await buffer(received.read())).toEqual(picture);
  expect(await buffer(received.read())).toEqual(picture);
  await received.discard();
  await received.discard();
  await expect(buffer(received.read())).rejects.toMatchObject({ code: 'ENOENT' });
});

test('D3 the temp file is sealed and open to its owner only', async () => {
  const received = await upload(await portraitJpeg());
  const path = join(tempDir, readdirSync(tempDir)[0]!);

  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path).includes('JFIF')).toBe(false);
  await received.discard();
});

test('R-15 exactly 5 MB is taken, one byte more is not', async () => {
  const received = await upload(await jpegOfBytes(PICTURE_BYTES_MAX));
  expect(received.bytes).toBe(5 * 1024 * 1024);
  await received.discard();

  await expect(upload(await jpegOfBytes(PICTURE_BYTES_MAX + 1))).rejects.toMatchObject({
    rule: 'picture-over-5-mb',
  });
});

test('R-15 an endless upload is stopped at the limit', async () => {
  let sent = 0;
  const endless = new Readable({
    read() {
      sent += 65_536;
      this.push(Buffer.alloc(65_536, 0xff));
    },
  });

  await expect(upload(Buffer.alloc(0), { stream: endless })).rejects.toMatchObject({
    rule: 'picture-over-5-mb',
  });
  const sentAtRefusal = sent;
  await vi.waitFor(() => expect(endless.destroyed).toBe(true));
  expect(sentAtRefusal).toBeLessThan(PICTURE_BYTES_MAX + 1024 * 1024);
  expect(sent).toBeLessThan(2 * PICTURE_BYTES_MAX + 1024 * 1024);
});

test('R-15 what breaks a rule is refused by it and leaves nothing', async () => {
  const picture = await portraitJpeg();

  await expect(upload(await pngNamedJpg())).rejects.toMatchObject({ rule: 'not-a-jpeg' });
  await expect(upload(Buffer.alloc(0))).rejects.toMatchObject({ rule: 'not-a-jpeg' });
  await expect(upload(await truncatedJpeg(0.5))).rejects.toMatchObject({ rule: 'jpeg-broken' });
  await expect(upload(picture, { fileName: 'p\0.jpg' })).rejects.toMatchObject({ rule: 'file-name-unsafe' });
  await expect(upload(picture, { contentType: 'image/png' })).rejects.toMatchObject({
    rule: 'declared-type-not-jpeg',
  });
  await expect(upload(picture, { limitBytes: 100 })).rejects.toMatchObject({ rule: 'picture-over-5-mb' });
});

test('R-15 what is refused early runs off, so that the request can end', async () => {
  const stream = streamOf(await jpegOfBytes(1_000_000));

  await expect(upload(Buffer.alloc(0), { stream, fileName: 'p.png' })).rejects.toMatchObject({
    rule: 'file-name-not-jpg',
  });

  await vi.waitFor(() => expect(stream.readableEnded).toBe(true));
});

test('R-15 a stream that closes without an end, or broke before, is a fault', async () => {
  const closing = new Readable({ read: () => void closing.destroy() });
  const broken = new Readable({ read: () => undefined });
  broken.on('error', () => undefined).destroy(new Error('gone'));

  await expect(upload(Buffer.alloc(0), { stream: closing })).rejects.toMatchObject({
    code: 'ERR_STREAM_PREMATURE_CLOSE',
  });
  await expect(upload(Buffer.alloc(0), { stream: broken })).rejects.toThrow();
});

test('R-15 a connection that breaks at any part leaves nothing', async () => {
  const picture = await jpegOfBytes(300_000);
  for (const part of [0.1, 0.5, 0.9, 0.99]) {
    const cut = async function* () {
      yield* streamOf(picture.subarray(0, part * picture.length));
      throw new Error('aborted');
    };
    await expect(upload(picture, { stream: Readable.from(cut(), { objectMode: false }) })).rejects.toThrow(
      'aborted',
    );
  }
});

test('a temp folder that does not take the file is a fault, not a refusal', async () => {
  const fault = upload(await portraitJpeg(), { tempDir: join(tempDir, 'nowhere') });

  await expect(fault).rejects.toMatchObject({ code: 'ENOENT' });
});

test('U3 a hundred uploads of 4 MB at once stay within 160 MB of memory', async () => {
  const picture = await jpegOfBytes(4_000_000);
  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before);
  }, 5);

  const received = await Promise.all(Array.from({ length: 100 }, () => upload(picture)));
  clearInterval(watch);
  await Promise.all(received.map((one) => one.discard()));

  expect(received.every((one) => one.width === 390)).toBe(true);
  expect(most / 1e6).toBeLessThan(160); // all of them whole would be 400 MB
}, 60_000);

test('what a crash left is swept at start, what may still be in use is not', () => {
  const [old, young] = [join(tempDir, 'old'), join(tempDir, 'young')];
  for (const path of [old, young]) writeFileSync(path, 'x');
  utimesSync(old, Date.now() / 1000 - 3_700, Date.now() / 1000 - 3_700);

  prepareTempDir(tempDir);

  expect(readdirSync(tempDir)).toEqual(['young']);
  rmSync(young);
});
