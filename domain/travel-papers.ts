import { plainCode } from './written.ts';

/** `ordinary` 因私普通護照 · `official` diplomatic, service and public-affairs 因公護照 · `unknown` no series we know. */
export type PassportKind = 'ordinary' | 'official' | 'hksar' | 'macau' | 'unknown';

/** The e-passport series leave out I and O; G, 14 and 15 are the older ordinary ones. */
const SERIES: readonly (readonly [PassportKind, RegExp])[] = [
  ['ordinary', /^(?:E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8}|1[45]\d{7})$/],
  ['hksar', /^(?:K\d{8}|KJ\d{7}|H\d{8})$/],
  ['macau', /^MA\d{7}$/],
  ['official', /^[DPS](?:E?\d{7}|\d{8})$/],
];

/** One spelling for one number: plain capitals and digits without blanks, dots or hyphens. Never judges. */
export function normalisePassportNumber(text: string): string {
  return plainCode(text).replace(/[\p{Pd}\u2212.·]/gu, '');
}

/** Which kind of Chinese passport has such a number, however it is written (R-07: official ones are not accepted). */
export function passportKind(text: string): PassportKind {
  const number = normalisePassportNumber(text);
  return SERIES.find(([, pattern]) => pattern.test(number))?.[0] ?? 'unknown';
}

/** Whether it can be the number of a paper whose rule is not published: 5 to 15 capitals and digits, however written. */
export function isPaperNumber(text: string): boolean {
  return /^[A-Z0-9]{5,15}$/.test(normalisePassportNumber(text));
}
