import { expect, test } from 'vitest';
import { FORM_SERVICES } from '../domain/forms/form.ts';
import { expectedItems } from '../domain/materials.ts';

const ALWAYS = ['slip', 'photo', 'payment', 'return-envelope'];

test.each([
  ['passport.issue', false, false],
  ['passport.renew', false, true],
  ['passport.replace', true, false],
  ['passport.replace', false, true],
  ['travel-document.issue', false, false],
  ['travel-document.renew', false, true],
  ['travel-document.replace', true, false],
  ['travel-document.replace', false, true],
])('R-29 the envelope of %s (lost: %s) holds the old document: %s', (service, lost, old) => {
  expect(expectedItems(service, { lost })).toEqual([...(old ? ['old-passport'] : []), ...ALWAYS]);
});

test('R-29 every service that is ordered with a form has its list, and only these', () => {
  for (const service of FORM_SERVICES) expect(expectedItems(service, { lost: false })).toContain('slip');
  expect(() => expectedItems('pension', { lost: false })).toThrow();
  expect(() => expectedItems('toString', { lost: false })).toThrow();
});
