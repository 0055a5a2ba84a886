import { AGE_LINES } from './ages.ts';
import { addDays, addYears, ageYears, localDate } from './calendar.ts';

/** What of an order says whether its account still reaches it. */
export type Guardianship = {
  guardianUntilOn: string | null;
  handedOverAt: Date | null;
};

/**
 * The day on which a minor's guardian has no right to the order any more (Z4): the 16th birthday. Who was born on 29 February
 * turns 16 on 1 March where there is no such day, as everywhere in these rules.
 * @param bornOn  'YYYY-MM-DD'
 * @param filedOn  the day of submission in the post's calendar
 * @returns null for who is 16 already: then there is no guardian
 * @throws RangeError for a date that does not exist
 */
export function guardianEndOn(bornOn: string, filedOn: string): string | null {
  if (ageYears(bornOn, filedOn) >= AGE_LINES.guarded) return null;
  const sameDay = addYears(bornOn, AGE_LINES.guarded);
  return ageYears(bornOn, sameDay) < AGE_LINES.guarded ? addDays(sameDay, 1) : sameDay;
}

/**
 * Whether the account of an order may still see it and act on it: a guardian's right ends by rule with the first moment of
 * the 16th birthday in the post's time zone. Who took the order over has no such end.
 * PostgreSQL's `guardian_ended` says the same for lists and row-level security.
 */
export function accountReaches(
  { guardianUntilOn, handedOverAt }: Guardianship,
  nowMs: number,
  timeZone: string,
): boolean {
  if (guardianUntilOn === null || handedOverAt !== null) return true;
  return localDate(nowMs, timeZone) < guardianUntilOn;
}
