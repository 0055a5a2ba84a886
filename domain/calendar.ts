/** Dates are 'YYYY-MM-DD' without a zone; instants are milliseconds since the Unix epoch (UTC). One day of UTC: */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** Building a formatter costs far more than using it; the cache never changes an answer. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

/** The wall clock at `atMs`, as the instant that shows the same figures in UTC. */
function wallClockMs(atMs: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function dateOfUtc(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function utcOf(dateOn: string): number {
  if (!isCalendarDate(dateOn)) throw new RangeError(`Not a calendar date: ${dateOn}`);
  return Date.parse(`${dateOn}T00:00:00Z`);
}

/** Whether `text` is a day that exists, written 'YYYY-MM-DD', years 0001 to 9999. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && dateOfUtc(atMs) === text;
}

/** The calendar date at `atMs` in `timeZone` (IANA). Throws RangeError for an unknown zone. */
export function localDate(atMs: number, timeZone: string): string {
  return dateOfUtc(wallClockMs(atMs, timeZone));
}

/** The first millisecond of the day `dateOn` in `timeZone`. Handles midnights that a clock change skips or repeats. */
export function startOfLocalDayMs(dateOn: string, timeZone: string): number {
  const midnight = utcOf(dateOn);
  const offsets = [midnight - DAY_MS, midnight + DAY_MS].map((atMs) => wallClockMs(atMs, timeZone) - atMs);
  const candidates = offsets.map((offsetMs) => midnight - offsetMs);
  const exact = candidates.filter((atMs) => wallClockMs(atMs, timeZone) === midnight);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/**
 * The last millisecond of the day `dateOn` in `timeZone`: what "until that day" means (R-21: days in the post's zone).
 * A day may have 23 or 25 hours. Throws RangeError for a date that does not exist or an unknown zone.
 */
export function endOfLocalDayMs(dateOn: string, timeZone: string): number {
  return startOfLocalDayMs(addDays(dateOn, 1), timeZone) - 1;
}

/**
 * The absolute deadline `days` calendar days after `fromMs`: the end of that local day. Whole days, weekends count.
 * 0 is the end of the same day. Throws RangeError when `days` is negative or not whole.
 */
export function deadlineMs(fromMs: number, days: number, timeZone: string): number {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a number of days: ${days}`);
  return endOfLocalDayMs(addDays(localDate(fromMs, timeZone), days), timeZone);
}

/** The date `days` days later, or earlier when negative. Throws RangeError for a date that does not exist. */
export function addDays(dateOn: string, days: number): string {
  return dateOfUtc(utcOf(dateOn) + days * DAY_MS);
}

/** The same day `years` years later; 29 February becomes 28 February where there is none. */
export function addYears(dateOn: string, years: number): string {
  utcOf(dateOn);
  const year = String(Number(dateOn.slice(0, 4)) + years).padStart(4, '0');
  const sameDay = `${year}${dateOn.slice(4)}`;
  return isCalendarDate(sameDay) ? sameDay : `${year}-02-28`;
}

/**
 * Age in whole years on `onDate`. Who was born on 29 February turns a year older on 1 March in other years.
 * Negative before birth. Throws RangeError for a date that does not exist.
 */
export function ageYears(bornOn: string, onDate: string): number {
  utcOf(bornOn);
  utcOf(onDate);
  const years = Number(onDate.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return onDate.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
