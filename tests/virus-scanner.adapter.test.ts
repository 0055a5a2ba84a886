import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { clamd, ScannerAway } from '../adapters/virus-scanner.ts';
import { infected, startClamd } from './support/clamd.ts';
import { portraitJpeg } from './support/pictures.ts';

let daemon: Awaited<ReturnType<typeof startClamd>>;
let picture: Buffer;
beforeAll(async () => {
  [daemon, picture] = await Promise.all([startClamd(), portraitJpeg()]);
});
afterAll(() => daemon.stop());

let server: Server | undefined;
afterEach(() => void server?.close());

/** Something on clamd's port that hears and says this, or nothing. @returns its host:port */
async function stranger(says: string | undefined): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => says !== undefined && socket.end(says));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return `127.0.0.1:${port}`;
}

test('U7 V5.4.3 clamd calls a picture clean, and one that holds a known virus infected, also in its last bytes', async () => {
  const scanner = clamd(daemon.address);
  const bad = infected(picture);

  expect(await scanner.scan(Readable.from([picture]))).toBe('clean');
  expect(await scanner.scan(Readable.from([bad]))).toBe('infected');
  expect(await scanner.scan(Readable.from([Buffer.alloc(4 << 20, 1), bad]))).toBe('infected');
  const pieces = Array.from({ length: Math.ceil(bad.length / 7) }, (_, at) =>
    bad.subarray(at * 7, at * 7 + 7),
  );
  expect(await scanner.scan(Readable.from(pieces))).toBe('infected');
});

test.each([
  ['silence', undefined],
  ['the end', ''],
  ['an error of its own', 'INSTREAM size limit exceeded. ERROR\0'],
  ['something else', 'HTTP/1.1 200 OK\r\n\r\n'],
  ['a word that only looks like it', 'stream: OK?\0'],
])('U7 %s is not taken for clean', async (_what, says) => {
  const scanner = clamd(await stranger(says), { timeoutMs: 200 });
  await expect(scanner.scan(Readable.from([picture]))).rejects.toThrow(ScannerAway);
});

test('U7 no scanner there, and content that breaks off, are no answer', async () => {
  await expect(clamd(join(tmpdir(), 'no-such-socket')).scan(Readable.from([picture]))).rejects.toThrow(
    ScannerAway,
  );
  const broken = new Readable({ read: () => broken.destroy(new Error('broke off')) });
  await expect(clamd(daemon.address).scan(broken)).rejects.toThrow(ScannerAway);
});
