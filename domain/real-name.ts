import type { FieldFault } from './faults.ts';
import { findCheckFault } from './forms/answer-checks.ts';
import type { FormContext } from './forms/definition.ts';
import { normaliseChineseName } from './names.ts';
import { personIdentifiers } from './person.ts';
import { normaliseResidentId } from './resident-id.ts';
import { normalisePassportNumber } from './travel-papers.ts';

export const IDENTITY_KINDS = ['passport', 'resident-id'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];
/** Who somebody says to be, in one spelling: what an identity authority is asked. Personal data. */
export type Claim = { kind: IdentityKind; number: string; name: string };

/**
 * Reads what somebody types for the real-name authentication: an ordinary passport's or a resident identity number
 * (GB 11643), and the Chinese name. Official passports and those of Hong Kong and Macau are refused, with where to go instead.
 */
export function readClaim(
  said: Claim,
  context: FormContext,
): { ok: true; claim: Claim } | { ok: false; faults: FieldFault[] } {
  const { kind, number, name } = said;
  const check = kind === 'passport' ? 'passport-number' : 'resident-id';
  const faults = [
    { field: 'number', finding: findCheckFault(check, number, context) },
    { field: 'name', finding: findCheckFault('chinese-name', name, context) },
  ].flatMap(({ field, finding }) => (finding ? [{ field, ...finding }] : []));
  if (faults.length > 0) return { ok: false, faults };
  const normalise = kind === 'passport' ? normalisePassportNumber : normaliseResidentId;
  return { ok: true, claim: { kind, number: normalise(number), name: normaliseChineseName(name) } };
}

/** What a case's person of the same number is known by (domain/person.ts), so that an applicant is known as oneself. */
export function claimIdentifier({ kind, number }: Claim): string {
  const field = kind === 'passport' ? 'passport.number' : 'person.idNumber';
  const [identifier] = personIdentifiers({ [field]: number });
  if (identifier === undefined) throw new RangeError('a claim without a number');
  return identifier;
}
