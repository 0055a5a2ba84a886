import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileMasterKey, MasterKeyFault } from '../adapters/master-key.ts';
import { SealBroken } from '../adapters/sealing.ts';

const dir = mkdtempSync(join(tmpdir(), 'master-key-'));
afterAll(() => rmSync(dir, { recursive: true }));

function keyFile(name: string, content: string, mode = 0o600): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const base64 = randomBytes(32).toString('base64');
const masterKey = fileMasterKey(keyFile('good', `${base64}\n`));

test('D1 a wrapped key unwraps in its own context only', async () => {
  const dataKey = randomBytes(32);
  const wrapped = await masterKey.wrap(dataKey, 'case key 1');

  expect(await masterKey.unwrap(wrapped, 'case key 1')).toEqual(dataKey);
  expect(wrapped.wrapped.includes(dataKey)).toBe(false);
  expect(await masterKey.ids()).toEqual([wrapped.by]);
  await expect(masterKey.unwrap(wrapped, 'case key 2')).rejects.toThrow(SealBroken);
});

test('D1 a wrapped key does not unwrap when any byte was changed, nor under another master key', async () => {
  const wrapped = await masterKey.wrap(randomBytes(32), 'c');
  for (let at = 0; at < wrapped.wrapped.length; at += 1) {
    const changed = Buffer.from(wrapped.wrapped);
    changed.writeUInt8(changed.readUInt8(at) ^ 0x80, at);
    await expect(masterKey.unwrap({ ...wrapped, wrapped: changed }, 'c')).rejects.toThrow(SealBroken);
  }
  const other = fileMasterKey(keyFile('other', randomBytes(32).toString('base64')));
  await expect(other.unwrap(wrapped, 'c')).rejects.toThrow(`lacks the key ${wrapped.by}`);
  const [by = ''] = await other.ids();
  await expect(other.unwrap({ ...wrapped, by }, 'c')).rejects.toThrow(SealBroken);
});

test('D2 derived keys are stable, differ by label, and survive a restart', async () => {
  const first = await masterKey.derive('person index');

  expect(first).toHaveLength(32);
  expect(await fileMasterKey(join(dir, 'good')).derive('person index')).toEqual(first);
  expect(await masterKey.derive('account e-mail')).not.toEqual(first);
});

test.each([
  ['that is missing', () => join(dir, 'nowhere'), /cannot be read/],
  ['that is a folder', () => dir, /cannot be read/],
  ['of 31 bytes', () => keyFile('short', randomBytes(31).toString('base64')), /32 bytes/],
  ['of 33 bytes', () => keyFile('long', randomBytes(33).toString('base64')), /32 bytes/],
  ['that is not base64', () => keyFile('text', 'not base64 at all, but rather long a text!!'), /32 bytes/],
  ['that is empty', () => keyFile('empty', ''), /32 bytes/],
  ['that the group may read', () => keyFile('group', base64, 0o640), /open to others/],
  ['that all may read', () => keyFile('world', base64, 0o604), /open to others/],
])('C1 a master key file %s is refused by name', (_what, path, message) => {
  const bad = path();

  expect(() => fileMasterKey(bad)).toThrow(MasterKeyFault);
  expect(() => fileMasterKey(bad)).toThrow(message);
  expect(() => fileMasterKey(bad)).toThrow(bad);
});
