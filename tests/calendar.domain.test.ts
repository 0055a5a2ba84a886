import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addYears,
  ageYears,
  deadlineMs,
  endOfLocalDayMs,
  isCalendarDate,
  localDate,
} from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { POST_CODES } from '../domain/posts.ts';

const HOUR_MS = 3_600_000;
const zones = POST_CODES.map((code) => [code, getPost(code).timeZone] as const);

/** Standard and summer offsets of each zone, in hours: written out, not asked of the code under test. */
const OFFSETS = {
  WAS: { winter: '-05:00', summer: '-04:00' },
  NYC: { winter: '-05:00', summer: '-04:00' },
  SFO: { winter: '-08:00', summer: '-07:00' },
  LAX: { winter: '-08:00', summer: '-07:00' },
  CHI: { winter: '-06:00', summer: '-05:00' },
};

test.each(zones)('R-21 the day of %s (%s) has 23 hours in March and 25 in November', (code, zone) => {
  const { winter, summer } = OFFSETS[code];
  // Clocks change at 02:00 on 2021-03-14 and 2021-11-07.
  expect(endOfLocalDayMs('2021-03-13', zone)).toBe(Date.parse(`2021-03-13T23:59:59.999${winter}`));
  expect(endOfLocalDayMs('2021-03-14', zone)).toBe(Date.parse(`2021-03-14T23:59:59.999${summer}`));
  expect(endOfLocalDayMs('2021-11-06', zone)).toBe(Date.parse(`2021-11-06T23:59:59.999${summer}`));
  expect(endOfLocalDayMs('2021-11-07', zone)).toBe(Date.parse(`2021-11-07T23:59:59.999${winter}`));
  expect(endOfLocalDayMs('2021-03-14', zone) - endOfLocalDayMs('2021-03-13', zone)).toBe(23 * HOUR_MS);
  expect(endOfLocalDayMs('2021-11-07', zone) - endOfLocalDayMs('2021-11-06', zone)).toBe(25 * HOUR_MS);
});

test.each(zones)('R-19 a deadline of %s (%s) over a clock change ends with the local day', (code, zone) => {
  const { winter, summer } = OFFSETS[code];
  const lateEvening = Date.parse(`2021-03-01T23:30:00${winter}`);
  expect(deadlineMs(lateEvening, 30, zone)).toBe(Date.parse(`2021-03-31T23:59:59.999${summer}`));
  const summerMorning = Date.parse(`2021-10-31T00:10:00${summer}`);
  expect(deadlineMs(summerMorning, 14, zone)).toBe(Date.parse(`2021-11-14T23:59:59.999${winter}`));
  expect(deadlineMs(summerMorning, 0, zone)).toBe(Date.parse(`2021-10-31T23:59:59.999${summer}`));
});

test.each(zones)('R-21 in %s (%s) a millisecond after the end of a day it is the next day', (_code, zone) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12_000 }), (days) => {
      const dateOn = addDays('2005-01-01', days);
      const endMs = endOfLocalDayMs(dateOn, zone);
      expect(localDate(endMs, zone)).toBe(dateOn);
      expect(localDate(endMs + 1, zone)).toBe(addDays(dateOn, 1));
    }),
  );
});

test('R-21 days begin right where a clock change skips or repeats midnight', () => {
  // Cuba skips 00:00 on 2021-03-14; in Brazil's last summer time the clock went from 24:00 back to 23:00 on 2019-02-16.
  for (const [zone, dateOn] of [
    ['America/Havana', '2021-03-13'],
    ['America/Havana', '2021-11-06'],
    ['America/Sao_Paulo', '2019-02-16'],
    ['America/Sao_Paulo', '2018-11-03'],
  ] as const) {
    const endMs = endOfLocalDayMs(dateOn, zone);
    expect(localDate(endMs, zone)).toBe(dateOn);
    expect(localDate(endMs + 1, zone)).toBe(addDays(dateOn, 1));
  }
});

test('R-21 the machine’s own time zone changes nothing', () => {
  const before = process.env['TZ'];
  const atMs = Date.parse('2021-06-07T06:30:00Z');
  try {
    for (const [machine, offsetMinutes] of [
      ['UTC', 0],
      ['Asia/Shanghai', -480],
      ['America/Los_Angeles', 420],
      ['Pacific/Kiritimati', -840],
    ] as const) {
      process.env['TZ'] = machine;
      expect(new Date(atMs).getTimezoneOffset()).toBe(offsetMinutes);
      expect(localDate(atMs, 'America/New_York')).toBe('2021-06-07');
      expect(localDate(atMs, 'America/Los_Angeles')).toBe('2021-06-06');
      expect(endOfLocalDayMs('2021-06-07', 'America/Chicago')).toBe(Date.parse('2021-06-08T04:59:59.999Z'));
      expect(addDays('2021-03-14', 1)).toBe('2021-03-15');
    }
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});

test('R-11 only days that exist are dates', () => {
  for (const text of ['2020-02-29', '0001-01-01', '9999-12-31']) expect(isCalendarDate(text)).toBe(true);
  for (const text of [
    '2021-02-29',
    '2021-04-31',
    '2021-13-01',
    '2021-00-10',
    '0000-01-01',
    '2021-1-1',
    '2021-01-01T00:00',
    '',
  ]) {
    expect(isCalendarDate(text)).toBe(false);
  }
});

test('R-14 sixteen is reached on the birthday, and on 1 March by who was born on 29 February', () => {
  expect(ageYears('2005-06-08', '2021-06-07')).toBe(15);
  expect(ageYears('2005-06-07', '2021-06-07')).toBe(16);
  expect(ageYears('2004-02-29', '2021-02-28')).toBe(16);
  expect(ageYears('2004-02-29', '2021-03-01')).toBe(17);
  expect(ageYears('2021-06-08', '2021-06-07')).toBe(-1);
});

test('R-14 years and days are added on the calendar', () => {
  expect(addYears('2021-06-07', 10)).toBe('2031-06-07');
  expect(addYears('2024-02-29', 5)).toBe('2029-02-28');
  expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
});

test('R-19 a deadline needs a whole number of days, a known zone and a real date', () => {
  expect(() => deadlineMs(0, 1.5, 'UTC')).toThrow(RangeError);
  expect(() => deadlineMs(0, -1, 'UTC')).toThrow(RangeError);
  expect(() => localDate(0, 'America/Nowhere')).toThrow(RangeError);
  expect(() => endOfLocalDayMs('2021-02-30', 'UTC')).toThrow(RangeError);
});
