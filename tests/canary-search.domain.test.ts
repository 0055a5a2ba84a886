import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { createSearch, type Writing } from '../scripts/canary/search.ts';

const NAME = '鸝金絲Qx';
const EMAIL = 'Canary.7f3a@Bird.example';
const PICTURE = randomBytes(32);
const search = createSearch([
  { kind: 'name', value: NAME },
  { kind: 'e-mail', value: EMAIL },
  { kind: 'picture', value: PICTURE },
]);

const noise = (length: number): Buffer => randomBytes(length);
const among = (bytes: Buffer): Buffer => Buffer.concat([noise(997), bytes, noise(1_003)]);
const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const quoted = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('');

async function zip(text: string): Promise<Buffer> {
  const file = new ZipFile();
  file.addBuffer(Buffer.from(`${'x'.repeat(500)}${text}`), 'data.json');
  file.end();
  return buffer(file.outputStream);
}

const WAYS: [string, Writing, Buffer][] = [
  ['as it is', 'text', Buffer.from(NAME)],
  ['UTF-16, low byte first', 'utf-16', Buffer.from(NAME, 'utf16le')],
  ['UTF-16, high byte first', 'utf-16', swapped(NAME)],
  ['hex', 'hex', Buffer.from(Buffer.from(NAME).toString('hex'))],
  ['hex in capitals', 'hex', Buffer.from(Buffer.from(NAME).toString('hex').toUpperCase())],
  ['percent-encoding', 'percent-encoding', Buffer.from(encodeURIComponent(NAME))],
  [
    'percent-encoding in small letters',
    'percent-encoding',
    Buffer.from(encodeURIComponent(NAME).toLowerCase()),
  ],
  ['quoted-printable', 'quoted-printable', Buffer.from(`${quoted('鸝金絲')}Qx`)],
  ['escapes of JSON', 'json escapes', Buffer.from(String.raw`\u9e1d\u91d1\u7d72Qx`)],
  ['gzip', 'compressed', gzipSync(NAME)],
  ['deflate', 'compressed', deflateSync(NAME)],
];

test.each(WAYS)('D3 a name is found when it is written in %s', (_how, as, bytes) => {
  expect(search(among(bytes))).toEqual([{ kind: 'name', as }]);
});

test.each([0, 1, 2, 3, 4])('D3 a name is found in base64 when %i bytes stand before it', (before) => {
  const text = Buffer.concat([noise(before), Buffer.from(NAME), noise(7)]);

  expect(search(among(Buffer.from(text.toString('base64'))))).toEqual([{ kind: 'name', as: 'base64' }]);
  expect(search(among(Buffer.from(text.toString('base64url'))))).toEqual([{ kind: 'name', as: 'base64' }]);
});

test.each([
  ['small letters', Buffer.from(EMAIL.toLowerCase()), 'text'],
  ['capitals', Buffer.from(EMAIL.toUpperCase()), 'text'],
  ['hex of small letters', Buffer.from(Buffer.from(EMAIL.toLowerCase()).toString('hex')), 'hex'],
  ['base64 of small letters', Buffer.from(Buffer.from(EMAIL.toLowerCase()).toString('base64')), 'base64'],
  ['UTF-16 of small letters', Buffer.from(EMAIL.toLowerCase(), 'utf16le'), 'utf-16'],
] as const)('D3 an address is found when it is written in %s', (_how, bytes, as) => {
  expect(search(among(bytes))).toEqual([{ kind: 'e-mail', as }]);
});

test('D3 an address is found in a compressed entry of a ZIP file', async () => {
  expect(search(among(await zip(EMAIL)))).toEqual([{ kind: 'e-mail', as: 'compressed' }]);
});

test('D3 bytes of a picture are found as they are, in hex and in base64, and not when a letter of them is another', () => {
  const other = Buffer.from(PICTURE).fill((PICTURE[20] ?? 0) ^ 0x01, 20, 21);

  expect(search(among(PICTURE))).toEqual([{ kind: 'picture', as: 'text' }]);
  expect(search(Buffer.from(PICTURE.toString('hex')))).toEqual([{ kind: 'picture', as: 'hex' }]);
  expect(search(Buffer.from(PICTURE.toString('base64')))).toEqual([{ kind: 'picture', as: 'base64' }]);
  expect(search(among(other))).toEqual([]);
});

test('D3 several secrets are found at the very beginning and the very end, each once', () => {
  const bytes = Buffer.concat([
    Buffer.from(NAME),
    noise(100),
    Buffer.from(NAME),
    noise(10),
    Buffer.from(EMAIL),
  ]);

  expect(search(bytes)).toEqual([
    { kind: 'name', as: 'text' },
    { kind: 'e-mail', as: 'text' },
  ]);
});

test('D3 nothing is found in noise, and a secret that is too short to tell from it is refused', () => {
  expect(search(noise(2_000_000))).toEqual([]);
  expect(() => createSearch([{ kind: 'initial', value: 'Wang' }])).toThrow(RangeError);
});
