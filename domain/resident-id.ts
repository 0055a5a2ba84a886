import { isCalendarDate } from './calendar.ts';
import { plainCode } from './written.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** A resident identity number that has passed every check of GB 11643. */
export type ResidentId = { number: string; bornOn: string; sex: 'M' | 'F' };
export type ResidentIdRule = 'id-number-shape' | 'id-number-date' | 'id-number-check-digit';
export type ResidentIdResult = { ok: true; id: ResidentId } | { ok: false; rule: ResidentIdRule };

/** The check character for 17 digits (GB 11643-1999). Throws RangeError for anything else. */
export function residentIdCheck(body: string): string {
  if (!/^\d{17}$/.test(body)) throw new RangeError('The body of an ID number has 17 digits');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/**
 * One spelling for one number: full-width digits, a lower-case x, blanks and hyphens, and the 15 places of cards
 * before 1999, all become the same 18 places. It never judges: what is no ID number comes back tidied only.
 */
export function normaliseResidentId(text: string): string {
  const plain = plainCode(text)
    .replace(/[\p{Pd}\u2212]/gu, '')
    .replace(/×$/, 'X');
  if (!/^\d{15}$/.test(plain)) return plain;
  // The standard puts the century in: old cards were given to people born in the twentieth.
  const body = `${plain.slice(0, 6)}19${plain.slice(6)}`;
  return body + residentIdCheck(body);
}

/**
 * Reads and checks a resident identity number, however it is written (R-07, R-12; GB 11643).
 *
 * @param todayOn  nobody is born after this date
 */
export function parseResidentId(text: string, todayOn: string): ResidentIdResult {
  const number = normaliseResidentId(text);
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return { ok: false, rule: 'id-number-shape' };
  const bornOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isCalendarDate(bornOn) || bornOn > todayOn) return { ok: false, rule: 'id-number-date' };
  if (residentIdCheck(number.slice(0, 17)) !== number[17])
    return { ok: false, rule: 'id-number-check-digit' };
  return { ok: true, id: { number, bornOn, sex: Number(number[16]) % 2 === 1 ? 'M' : 'F' } };
}
