import { addDays, addYears, ageYears } from './calendar.ts';

/** Ages at which the rules change, each "under so many years" (domain: Passport Law art. 7, Nationality Law art. 14, R-14). */
export const AGE_LINES = { parentSigns: 10, sensitive: 14, guarded: 16, represented: 18 } as const;

/** What the age of a person means on one day. Duties are asked on the day of submission or interview, validity on the day of issue. */
export type AgeDuties = {
  years: number;
  /** Under 10: a parent or guardian signs. */
  parentSigns: boolean;
  /** Under 14: the personal data are sensitive by law, and a guardian consents to their use. */
  sensitive: boolean;
  /** Under 16: a parent or guardian acts, with proof of birth and custody. */
  guarded: boolean;
  /** Under 18: represented by a parent or legal guardian in questions of nationality. */
  represented: boolean;
};

/** @throws RangeError for a date that does not exist */
export function dutiesOn(bornOn: string, onDate: string): AgeDuties {
  const years = ageYears(bornOn, onDate);
  return {
    years,
    parentSigns: years < AGE_LINES.parentSigns,
    sensitive: years < AGE_LINES.sensitive,
    guarded: years < AGE_LINES.guarded,
    represented: years < AGE_LINES.represented,
  };
}

/**
 * How long a passport issued on `issuedOn` is valid: five years for who is under 16 that day, else ten.
 * (ours) It ends the day before the anniversary.
 */
export function passportValidity(bornOn: string, issuedOn: string): { years: 5 | 10; expiresOn: string } {
  const years = dutiesOn(bornOn, issuedOn).guarded ? 5 : 10;
  return { years, expiresOn: addDays(addYears(issuedOn, years), -1) };
}
