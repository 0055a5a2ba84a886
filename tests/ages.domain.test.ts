import { expect, test } from 'vitest';
import { dutiesOn, passportValidity } from '../domain/ages.ts';

test.each([
  ['2016-11-24', { years: 9, parentSigns: true, sensitive: true, guarded: true, represented: true }],
  ['2016-11-23', { years: 10, parentSigns: false, sensitive: true, guarded: true, represented: true }],
  ['2012-11-24', { years: 13, parentSigns: false, sensitive: true, guarded: true, represented: true }],
  ['2012-11-23', { years: 14, parentSigns: false, sensitive: false, guarded: true, represented: true }],
  ['2010-11-24', { years: 15, parentSigns: false, sensitive: false, guarded: true, represented: true }],
  ['2010-11-23', { years: 16, parentSigns: false, sensitive: false, guarded: false, represented: true }],
  ['2008-11-24', { years: 17, parentSigns: false, sensitive: false, guarded: false, represented: true }],
  ['2008-11-23', { years: 18, parentSigns: false, sensitive: false, guarded: false, represented: false }],
])('R-14 born on %s: what the age means on 2026-11-23', (bornOn, duties) => {
  expect(dutiesOn(bornOn, '2026-11-23')).toEqual(duties);
});

test('R-14 validity goes by the age on the day of issue, not of submission', () => {
  const bornOn = '2010-12-01';
  expect(dutiesOn(bornOn, '2026-11-23').guarded).toBe(true);
  expect(passportValidity(bornOn, '2026-11-30')).toEqual({ years: 5, expiresOn: '2031-11-29' });
  expect(passportValidity(bornOn, '2026-12-01')).toEqual({ years: 10, expiresOn: '2036-11-30' });
});

test('R-14 a passport issued on 29 February ends on the day before the next one, or before 28 February', () => {
  expect(passportValidity('1990-01-01', '2028-02-29')).toEqual({ years: 10, expiresOn: '2038-02-27' });
});

test('R-14 who was born on 29 February turns sixteen on 1 March of a common year', () => {
  expect(dutiesOn('2012-02-29', '2028-02-28').guarded).toBe(true);
  expect(dutiesOn('2012-02-29', '2028-02-29').guarded).toBe(false);
  expect(dutiesOn('2011-02-28', '2027-02-27').guarded).toBe(true);
});
