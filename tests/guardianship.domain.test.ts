import { expect, test } from 'vitest';
import { startOfLocalDayMs } from '../domain/calendar.ts';
import { POSTS } from '../domain/data/posts.ts';
import { accountReaches, guardianEndOn } from '../domain/guardianship.ts';

const untouched = { guardianUntilOn: '2026-05-04', handedOverAt: null };

test.each([
  ['2010-05-04', '2026-05-03', '2026-05-04'],
  ['2010-05-04', '2020-01-01', '2026-05-04'],
  ['2010-05-04', '2026-05-04', null],
  ['1990-01-01', '2026-05-04', null],
  ['2012-02-29', '2026-05-04', '2028-02-29'],
  // 2100 has no 29 February: the rules count from 1 March.
  ['2084-02-29', '2095-01-01', '2100-03-01'],
])('Z4 the guardian of who was born on %s and filed on %s has rights until %s', (bornOn, filedOn, endOn) => {
  expect(guardianEndOn(bornOn, filedOn)).toBe(endOn);
});

test.each(Object.values(POSTS).map(({ code, timeZone }) => [code, timeZone]))(
  'Z4 at %s the guardian’s right ends with the first millisecond of the 16th birthday there',
  (_code, timeZone) => {
    const midnight = startOfLocalDayMs('2026-05-04', timeZone);
    expect(accountReaches(untouched, midnight - 1, timeZone)).toBe(true);
    expect(accountReaches(untouched, midnight, timeZone)).toBe(false);
    expect(accountReaches(untouched, midnight + 365 * 86_400_000, timeZone)).toBe(false);
  },
);

test('Z4 the same moment may be the day before in Los Angeles and the birthday in New York', () => {
  const justPastMidnightInNewYork = Date.parse('2026-05-04T04:00:00Z');
  expect(accountReaches(untouched, justPastMidnightInNewYork, 'America/New_York')).toBe(false);
  expect(accountReaches(untouched, justPastMidnightInNewYork, 'America/Los_Angeles')).toBe(true);
});

test('R-08 Z4 who took the order over has no end, and an adult’s order has none', () => {
  const later = Date.parse('2030-01-01T00:00:00Z');
  const zone = 'America/Chicago';
  expect(accountReaches({ ...untouched, handedOverAt: new Date() }, later, zone)).toBe(true);
  expect(accountReaches({ guardianUntilOn: null, handedOverAt: null }, later, zone)).toBe(true);
});
