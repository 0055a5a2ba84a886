import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { isClaimCode, mintClaimCode, plainClaimCode } from '../domain/claim-code.ts';

test('R-08 a claim code has 135 random bits in nine groups of three, unlike an order number', () => {
  const codes = new Set(Array.from({ length: 2_000 }, () => mintClaimCode(randomBytes(27))));
  expect(codes.size).toBe(2_000);
  const seen = new Set<string>();
  for (const code of codes) {
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{3}-){8}[0-9A-HJKMNP-TV-Z]{3}$/);
    for (const character of code.replaceAll('-', '')) seen.add(character);
  }
  expect(seen.size).toBe(32);
  expect(mintClaimCode(Uint8Array.from({ length: 27 }, (_, at) => at))).toBe(
    '012-345-678-9AB-CDE-FGH-JKM-NPQ-RST',
  );
  expect(() => mintClaimCode(randomBytes(26))).toThrow(RangeError);
});

test('R-08 a claim code is read however it was copied', () => {
  for (const written of [
    '0AB-1CD-2EF-3GH',
    '0ab1cd2ef3gh',
    ' oab – icd − 2ef-3gh ',
    '０ＡＢ－１ＣＤ－２ＥＦ－３ＧＨ',
  ])
    expect(plainClaimCode(written)).toBe('0AB1CD2EF3GH');
});

test('R-08 what cannot be a claim code is known before it is tried', () => {
  expect(isClaimCode(mintClaimCode(randomBytes(27)))).toBe(true);
  expect(isClaimCode(' abc-def-ghj-km0 abcdefghj-km0-abc ')).toBe(true);
  for (const text of [
    '',
    'ABC-DEF-GHJ-KMN',
    `${'ABC-'.repeat(9)}D`,
    `${'ABC-'.repeat(8)}DEU`,
    `${'ABC-'.repeat(8)}DE*`,
  ])
    expect(isClaimCode(text), text).toBe(false);
});
