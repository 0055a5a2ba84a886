import { randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import {
  blindIndex,
  open,
  openJson,
  openStream,
  SealBroken,
  seal,
  sealJson,
  sealStream,
} from '../adapters/sealing.ts';

const FRAME = 64 * 1024;
const HEADER = 24;
const key = randomBytes(32);
const aad = 'drafts|form|42';

async function through(
  bytes: Buffer,
  stream: ReturnType<typeof sealStream>,
  chunkBytes = 10_000,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  const parts: Buffer[] = [];
  const collect = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk);
      done();
    },
  });
  await pipeline(Readable.from(chunks, { objectMode: false }), stream, collect);
  return Buffer.concat(parts);
}

const sealed = (bytes: Buffer): Promise<Buffer> => through(bytes, sealStream(key, aad));
const opened = (bytes: Buffer, chunkBytes?: number): Promise<Buffer> =>
  through(bytes, openStream(key, aad), chunkBytes);

/** A copy with one bit turned. */
function turned(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

describe('a sealed value', () => {
  test('D1 opens to what was sealed, and each sealing looks different', () => {
    const text = Buffer.from('護照 E12345678');
    const [first, second] = [seal(key, text, aad), seal(key, text, aad)];

    expect(open(key, first, aad)).toEqual(text);
    expect(first).not.toEqual(second);
    expect(first.includes(text)).toBe(false);
    expect(open(key, seal(key, Buffer.alloc(0), aad), aad)).toHaveLength(0);
  });

  test('D1 keeps JSON values', () => {
    const form = { name: '王小明', pages: [1, 2], note: null };

    expect(openJson(key, sealJson(key, form, aad), aad)).toEqual(form);
  });

  test('D1 does not open when any byte was changed or cut off', () => {
    const whole = seal(key, Buffer.from('a small sample'), aad);

    for (let at = 0; at < whole.length; at += 1) {
      expect(() => open(key, turned(whole, at), aad), `byte ${at}`).toThrow(SealBroken);
      expect(() => open(key, whole.subarray(0, at), aad), `cut at ${at}`).toThrow(SealBroken);
    }
    expect(() => open(key, Buffer.concat([whole, Buffer.of(0)]), aad)).toThrow(SealBroken);
  });

  test('D1 does not open in another place or with another key', () => {
    const whole = seal(key, Buffer.from('x'), aad);

    expect(() => open(key, whole, 'drafts|form|43')).toThrow(SealBroken);
    expect(() => open(randomBytes(32), whole, aad)).toThrow(SealBroken);
  });

  test('D2 the blind index is the same for the same text and key only', () => {
    expect(blindIndex(key, 'E12345678')).toEqual(blindIndex(key, 'E12345678'));
    expect(blindIndex(key, 'E12345678')).not.toEqual(blindIndex(key, 'E12345679'));
    expect(blindIndex(key, 'E12345678')).not.toEqual(blindIndex(randomBytes(32), 'E12345678'));
  });
});

describe('a sealed stream', () => {
  test.each([0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 5 * 1024 * 1024])(
    'D1 of %i bytes opens to what was sealed, however it is chunked',
    async (bytes) => {
      const plain = randomBytes(bytes);
      const whole = await sealed(plain);

      expect(whole).toHaveLength(HEADER + bytes + 16 * Math.max(1, Math.ceil(bytes / FRAME)));
      expect((await opened(whole)).equals(plain)).toBe(true);
      expect((await opened(whole, 1_048_576)).equals(plain)).toBe(true);
      if (bytes < FRAME) expect((await opened(whole, 1)).equals(plain)).toBe(true);
    },
  );

  test('D1 of a few bytes does not open when any byte was changed or cut off', async () => {
    const whole = await sealed(Buffer.from('a small sample'));

    for (let at = 0; at < whole.length; at += 1) {
      await expect(opened(turned(whole, at)), `byte ${at}`).rejects.toThrow(SealBroken);
      await expect(opened(whole.subarray(0, at)), `cut at ${at}`).rejects.toThrow(SealBroken);
    }
  });

  test('D1 does not open when whole frames are cut off, swapped, repeated or added', async () => {
    const whole = await sealed(randomBytes(3 * FRAME));
    const header = whole.subarray(0, HEADER);
    const [one, two, three] = [0, 1, 2].map((frame) => {
      return whole.subarray(HEADER + frame * (FRAME + 16), HEADER + (frame + 1) * (FRAME + 16));
    }) as [Buffer, Buffer, Buffer];

    for (const frames of [
      [],
      [one],
      [one, two],
      [two, one, three],
      [one, one, two, three],
      [one, two, three, three],
    ]) {
      await expect(opened(Buffer.concat([header, ...frames]))).rejects.toThrow(SealBroken);
    }
  });

  test('D1 does not open under another aad', async () => {
    const whole = await sealed(Buffer.from('x'));

    await expect(through(whole, openStream(key, 'other'))).rejects.toThrow(SealBroken);
  });

  test('D1 of 64 MB goes through with little in memory', async () => {
    const chunk = Buffer.alloc(FRAME, 7);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    let bytes = 0;
    const count = new Writable({
      write(part: Buffer, _encoding, done) {
        bytes += part.length;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        done();
      },
    });
    await pipeline(
      Readable.from(
        (function* () {
          for (let sent = 0; sent < 1_024; sent += 1) yield chunk;
        })(),
        { objectMode: false },
      ),
      sealStream(key, aad),
      openStream(key, aad),
      count,
    );

    expect(bytes).toBe(1_024 * FRAME);
    expect(most).toBeLessThan(48 * 1024 * 1024); // garbage of the collector included; the whole would be 64 MB thrice
  });

  test('an error of the source reaches the reader', async () => {
    const broken = new Readable({ read: () => void broken.destroy(new Error('line cut')) });

    await expect(buffer(broken.compose(sealStream(key, aad)))).rejects.toThrow('line cut');
  });
});
