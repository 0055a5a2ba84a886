import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { fileObjectStore, ObjectMissing, type ObjectStore } from '../adapters/object-store.ts';

const dir = mkdtempSync(join(tmpdir(), 'objects-'));
const store = fileObjectStore(dir);
afterAll(() => rmSync(dir, { recursive: true }));

const put = (key: string, bytes: Buffer): ReturnType<ObjectStore['put']> =>
  store.put(key, Readable.from([bytes]));
const incoming = (): string[] => readdirSync(join(dir, 'incoming'));
async function list(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  return keys.sort();
}

test('an object is kept, found, replaced and deleted', async () => {
  const key = `${randomUUID()}/${randomUUID()}`;
  const [first, second] = [randomBytes(200_000), randomBytes(10)];

  expect(await store.exists(key)).toBe(false);
  expect(await put(key, first)).toEqual({ bytes: 200_000 });
  expect(await buffer(await store.get(key))).toEqual(first);
  await put(key, second);
  expect(await buffer(await store.get(key))).toEqual(second);
  expect(await store.exists(key)).toBe(true);
  await store.delete(key);
  await store.delete(key);
  expect(await store.exists(key)).toBe(false);
  await expect(store.get(key)).rejects.toThrow(ObjectMissing);
});

test('a second store on the same folder sees what the first one kept', async () => {
  const key = randomUUID();
  await put(key, Buffer.from('x'));

  expect(await fileObjectStore(dir).exists(key)).toBe(true);
});

test('objects are listed by prefix, across shards; a key may be the beginning of another', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  for (const key of [one, `${one}/aa`, `${one}/ab/cd`, `${two}/aa`]) await put(key, Buffer.from(key));

  expect(await list(`${one}/`)).toEqual([`${one}/aa`, `${one}/ab/cd`]);
  expect(await list(`${one}/a`)).toEqual([`${one}/aa`, `${one}/ab/cd`]);
  expect(await list(one)).toEqual([one, `${one}/aa`, `${one}/ab/cd`]);
  expect(await list(two.slice(0, 12))).toEqual([`${two}/aa`]);
  expect(await list('')).toEqual(expect.arrayContaining([one, `${two}/aa`]));
  expect(await list(`${randomUUID()}/`)).toEqual([]);
});

test.each([
  '',
  '/',
  'a/',
  '/a',
  'a//b',
  '..',
  'a/../b',
  'a.b',
  'A',
  'incoming',
  'a\0',
  'a b',
  '-a',
  `${'a/'.repeat(6)}a`,
])('U5 the key "%s" is refused by every operation', async (key) => {
  await expect(put(key, Buffer.from('x'))).rejects.toThrow(RangeError);
  await expect(store.get(key)).rejects.toThrow(RangeError);
  await expect(async () => store.exists(key)).rejects.toThrow(RangeError);
  await expect(async () => store.delete(key)).rejects.toThrow(RangeError);
});

test('a prefix cannot lead out of the folder', async () => {
  for (const prefix of ['..', '../', '/etc', 'a/../']) await expect(list(prefix)).rejects.toThrow(RangeError);
});

test('a body that breaks leaves neither the object nor a temp file, nor harms what was there', async () => {
  const key = randomUUID();
  await put(key, Buffer.from('before'));
  const broken = Readable.from(
    (async function* () {
      yield randomBytes(100_000);
      throw new Error('line cut');
    })(),
  );

  await expect(store.put(key, broken)).rejects.toThrow('line cut');

  expect((await buffer(await store.get(key))).toString()).toBe('before');
  expect(incoming()).toEqual([]);
});

test('many puts of one key at once leave one whole object', async () => {
  const key = randomUUID();
  const bodies = Array.from({ length: 20 }, (_, at) => Buffer.alloc(100_000, at));

  await Promise.all(bodies.map((body) => put(key, body)));

  const kept = await buffer(await store.get(key));
  expect(bodies.some((body) => body.equals(kept))).toBe(true);
  expect(incoming()).toEqual([]);
});

test('objects are open to their owner only', async () => {
  const key = randomUUID();
  await put(key, Buffer.from('x'));
  const shard = readdirSync(dir).find((name) => readdirSync(join(dir, name)).includes(`${key}.object`))!;

  expect(statSync(join(dir, shard, `${key}.object`)).mode & 0o777).toBe(0o600);
  expect(statSync(join(dir, shard)).mode & 0o777).toBe(0o700);
});

test('temp files that a crash left an hour ago are swept at start, younger ones are not', () => {
  const [old, young] = [randomUUID(), randomUUID()];
  for (const name of [old, young]) writeFileSync(join(dir, 'incoming', name), 'x');
  const longAgo = Date.now() / 1000 - 3_700;
  utimesSync(join(dir, 'incoming', old), longAgo, longAgo);

  fileObjectStore(dir);

  expect(incoming()).toEqual([young]);
});
