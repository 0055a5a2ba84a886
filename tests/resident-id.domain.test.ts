import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseResidentId, parseResidentId, residentIdCheck } from '../domain/resident-id.ts';

const TODAY = '2026-11-23';
const VALID = [
  '11010519491231002X',
  '440524188001010014',
  '34052419800101001X',
  '370101190102039973',
  '513101198201130014',
];

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

test.each(VALID)('R-07 the published ID number %s is accepted', (number) => {
  expect(parseResidentId(number, TODAY)).toMatchObject({ ok: true, id: { number } });
});

test('R-07 every other last place of a valid ID number is a wrong check digit', () => {
  for (const number of VALID) {
    for (const last of '0123456789X') {
      if (last === number[17]) continue;
      expect(parseResidentId(number.slice(0, 17) + last, TODAY)).toEqual({
        ok: false,
        rule: 'id-number-check-digit',
      });
    }
  }
});

test('R-07 any single digit typed wrong is caught', () => {
  for (const number of VALID) {
    for (let place = 0; place < 17; place += 1) {
      for (const digit of '0123456789') {
        if (digit === number[place]) continue;
        const wrong = number.slice(0, place) + digit + number.slice(place + 1);
        expect(parseResidentId(wrong, TODAY).ok).toBe(false);
      }
    }
  }
});

test('R-07 the sum of the standard modulo 11 decides the check character of any body', () => {
  fc.assert(
    fc.property(digits(17), (body) => {
      // The standard's other formulation: Σ a(i)·2^(i-1) over all 18 places, check first, is 1 modulo 11.
      const check = residentIdCheck(body);
      const places = [check === 'X' ? 10 : Number(check), ...Array.from(body, Number).reverse()];
      const sum = places.reduce((total, digit, index) => total + digit * (2 ** index % 11), 0);
      expect(sum % 11).toBe(1);
    }),
  );
});

test.each([
  ['11010519491231002x'],
  [
    '\uFF11\uFF11\uFF10\uFF11\uFF10\uFF15\uFF11\uFF19\uFF14\uFF19\uFF11\uFF12\uFF13\uFF11\uFF10\uFF10\uFF12\uFF38',
  ],
  ['110105 19491231 002x'],
  ['110105\u300019491231\u00a0002X'],
  ['110105-19491231-002X'],
  ['110105491231002'],
  ['\uFF11\uFF11\uFF10\uFF11\uFF10\uFF15\uFF14\uFF19\uFF11\uFF12\uFF13\uFF11\uFF10\uFF10\uFF12'],
])('R-05 %s is the same number as 11010519491231002X', (written) => {
  expect(normaliseResidentId(written)).toBe('11010519491231002X');
  expect(parseResidentId(written, TODAY).ok).toBe(true);
});

test('R-07 birth date and sex are read from the number', () => {
  expect(parseResidentId('11010519491231002X', TODAY)).toEqual({
    ok: true,
    id: { number: '11010519491231002X', bornOn: '1949-12-31', sex: 'F' },
  });
  expect(parseResidentId('370101190102039973', TODAY)).toMatchObject({
    id: { bornOn: '1901-02-03', sex: 'M' },
  });
});

test.each([
  '11010519490231002',
  '11010519491331002',
  '11010519500229002',
  '11010520270101002',
  '11010500000101002',
])('R-07 body %s has an impossible or future birth date, though its check digit is right', (body) => {
  expect(parseResidentId(body + residentIdCheck(body), TODAY)).toEqual({ ok: false, rule: 'id-number-date' });
});

test.each([
  '',
  '1101051949123100',
  '11010519491231002XX',
  'A1010519491231002X',
  '11010519491231X02X',
  '01010519491231002X',
])('R-07 %j has not the shape of an ID number', (text) => {
  expect(parseResidentId(text, TODAY)).toEqual({ ok: false, rule: 'id-number-shape' });
});
