import { DAY_MS, localDate } from '../../../domain/calendar.ts';

/** Half hours in which staff hold interviews, on the post's clock: the hours in which its phone is answered. */
const HOURS = ['09:30', '10:00', '10:30', '11:00', '11:30', '14:00', '14:30', '15:00'];
const LEAD_MS = 2 * 60 * 60 * 1000;
const DAYS = 10;

export type Day = { on: string; times: { startsAt: string; clock: string }[] };

/** The next working days at the post with their times; none closer than two hours. The API has the last say. */
export function offeredDays(nowMs: number, timeZone: string): Day[] {
  const days: Day[] = [];
  for (let ahead = 0; days.length < DAYS && ahead < 30; ahead += 1) {
    const on = localDate(nowMs + ahead * DAY_MS, timeZone);
    const weekday = new Date(`${on}T12:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const times = HOURS.map((clock) => ({ clock, atMs: instantOf(on, clock, timeZone) }))
      .filter(({ atMs }) => atMs - nowMs > LEAD_MS)
      .map(({ clock, atMs }) => ({ clock, startsAt: new Date(atMs).toISOString() }));
    if (times.length > 0) days.push({ on, times });
  }
  return days;
}

/** When a clock at the post shows this; twice, as the first guess may lie across a change of the clocks. */
function instantOf(on: string, clock: string, timeZone: string): number {
  const wanted = Date.parse(`${on}T${clock}:00Z`);
  let atMs = wanted;
  for (let round = 0; round < 2; round += 1) atMs += wanted - shownAt(atMs, timeZone);
  return atMs;
}

function shownAt(atMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return Date.parse(`${localDate(atMs, timeZone)}T${format.format(atMs)}:00Z`);
}
