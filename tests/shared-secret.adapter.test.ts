import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSecret, readSecretText } from '../adapters/shared-secret.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'consular-cases-files-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const KEY = Buffer.alloc(32, 7).toString('base64');
const TEXT = 'a8Q~provider-chose-this-one';
function written(name: string, text: string, mode = 0o600): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('C1 a secret’s file', () => {
  test('that only its owner reads is read', () => {
    expect(readSecret(written('good.key', `${KEY}\n`))).toEqual(Buffer.alloc(32, 7));
    expect(readSecretText(written('good.txt', `${TEXT}\n`))).toBe(TEXT);
  });

  test.each([0o644, 0o640, 0o604, 0o602])('that others may open (%i) is refused', (mode) => {
    expect(() => readSecret(written(`open.${mode}`, KEY, mode))).toThrow('open to others');
    expect(() => readSecretText(written(`open.${mode}`, TEXT, mode))).toThrow('open to others');
  });

  test.each(['', 'secret', 'changeme', KEY.slice(0, 20)])(
    'that holds too little is refused, unsaid: %j',
    (text) => {
      const path = written('short', text);
      expect(() => readSecret(path)).toThrow(path);
      const short = written('shorter', text.slice(0, 19));
      expect(() => readSecretText(short)).toThrow('20 characters');
      if (text) expect(() => readSecret(path)).not.toThrow(text);
    },
  );

  test('that is not there is named', () => {
    expect(() => readSecret(join(dir, 'none'))).toThrow('cannot be read');
  });
});
