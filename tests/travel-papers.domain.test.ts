import { expect, test } from 'vitest';
import { normalisePassportNumber, type PassportKind, passportKind } from '../domain/travel-papers.ts';

const KINDS: readonly (readonly [string, PassportKind])[] = [
  ['E12345678', 'ordinary'],
  ['EA1234567', 'ordinary'],
  ['EK0000001', 'ordinary'],
  ['G12345678', 'ordinary'],
  ['141234567', 'ordinary'],
  ['151234567', 'ordinary'],
  ['PE1234567', 'official'],
  ['P1234567', 'official'],
  ['P.1234567', 'official'],
  ['SE1234567', 'official'],
  ['S1234567', 'official'],
  ['S.1234567', 'official'],
  ['S12345678', 'official'],
  ['DE1234567', 'official'],
  ['D1234567', 'official'],
  ['K12345678', 'hksar'],
  ['KJ1234567', 'hksar'],
  ['H12345678', 'hksar'],
  ['MA1234567', 'macau'],
  ['EI1234567', 'unknown'],
  ['EO1234567', 'unknown'],
  ['E1234567', 'unknown'],
  ['E123456789', 'unknown'],
  ['EAB123456', 'unknown'],
  ['161234567', 'unknown'],
  ['', 'unknown'],
];

test.each(KINDS)('R-07 passport number %s is %s', (number, kind) => {
  expect(passportKind(number)).toBe(kind);
});

test.each([
  'ea1234567',
  'EA 123 4567',
  '\uFF25\uFF21\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17',
  ' ea-1234567 ',
  'EA\u30001234567',
])('R-05 %j is the same passport as EA1234567', (written) => {
  expect(normalisePassportNumber(written)).toBe('EA1234567');
  expect(passportKind(written)).toBe('ordinary');
});
