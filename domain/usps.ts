import { plainCode } from './written.ts';

/** A doubtful number is questioned, not lost: new series exist, and a label may be misread. */
export type UspsVerdict = 'ok' | 'check-digit-doubtful' | 'not-usps';

/** One spelling for one tracking number: plain capitals without blanks and hyphens. */
function normaliseTracking(text: string): string {
  return plainCode(text).replace(/[\p{Pd}\u2212]/gu, '');
}

/** USPS's modulo 10: from the right, the payload's digits weigh 3, 1, 3, 1 … */
function hasMod10(digits: string): boolean {
  const payload = Array.from(digits.slice(0, -1), Number).reverse();
  const sum = payload.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
}

const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/** The check digit for the eight digits of a UPU S10 item number. Throws RangeError for anything else. */
export function s10CheckDigit(body: string): number {
  if (!/^\d{8}$/.test(body)) throw new RangeError('The body of an S10 number has 8 digits');
  const sum = S10_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  const digit = 11 - (sum % 11);
  return digit === 10 ? 0 : digit === 11 ? 5 : digit;
}

/** The number without `420` and the ZIP code of its destination, which scanners put in front. */
function withoutRouting(digits: string): string {
  return /^420(?:\d{5}|\d{9})(?=9[1-5]\d{20}$|9[2-5]\d{24}$)/.test(digits)
    ? digits.replace(/^420(?:\d{9}|\d{5})(?=9[1-5]\d{20}$|9[2-5]\d{24}$)/, '')
    : digits;
}

/**
 * Whether a tracking number is one of USPS's (R-31): an IMpb of 20, 22 or 26 digits, or an S10 number of the United
 * States. Other carriers' shapes, and S10 numbers of other posts, are `not-usps`.
 */
export function uspsVerdict(text: string): UspsVerdict {
  const number = normaliseTracking(text);
  if (/^[A-Z]{2}\d{9}US$/.test(number)) {
    return s10CheckDigit(number.slice(2, 10)) === Number(number[10]) ? 'ok' : 'check-digit-doubtful';
  }
  if (!/^\d+$/.test(number)) return 'not-usps';
  const digits = withoutRouting(number);
  // Twenty digits may be printed without the service's leading 91, which the check digit counts.
  if (/^\d{20}$/.test(digits))
    return hasMod10(digits) || hasMod10(`91${digits}`) ? 'ok' : 'check-digit-doubtful';
  if (!/^(?:9[1-5]\d{20}|9[2-5]\d{24})$/.test(digits)) return 'not-usps';
  return hasMod10(digits) ? 'ok' : 'check-digit-doubtful';
}
