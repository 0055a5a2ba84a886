import type { StaffRole } from './commands.ts';
import { isNone } from './written.ts';

/** What is masked together, and shown and recorded together. */
export const FIELD_GROUPS = ['numbers', 'contact', 'addresses'] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

type MaskKind = 'number' | 'lines' | 'phone' | 'email' | 'address';
const GROUP_OF = {
  number: 'numbers',
  lines: 'numbers',
  phone: 'contact',
  email: 'contact',
  address: 'addresses',
} as const satisfies Record<MaskKind, FieldGroup>;

/** Answers with which somebody else could pose as the applicant or find the family; by field id, in every form. */
const MASKED: Readonly<Record<string, MaskKind>> = {
  'person.idNumber': 'number',
  'passport.number': 'number',
  'passport.mrz': 'lines',
  'travelDocument.number': 'number',
  'guardian.passport': 'number',
  'contact.phone': 'phone',
  'guardian.phone': 'phone',
  'contact.email': 'email',
  'address.street': 'address',
  'china.address': 'address',
  'family.fatherAddress': 'address',
  'family.motherAddress': 'address',
  'family.spouseAddress': 'address',
};

/** Why somebody at the desk may see a masked value (L2). */
export const SHOW_REASONS = [
  'compare-with-document',
  'contact-applicant',
  'mailing',
  'investigation',
] as const;
export type ShowReason = (typeof SHOW_REASONS)[number];

const REASONS_OF: { readonly [R in StaffRole]?: readonly ShowReason[] } = {
  officer: SHOW_REASONS,
  supervisor: ['contact-applicant', 'mailing', 'investigation'],
  mailroom: ['mailing'],
};

/** Whether one of these roles may see plain values for this reason. Comparing needs the case in one's hands beside it. */
export const mayShowFor = (roles: readonly StaffRole[], reason: ShowReason): boolean =>
  roles.some((role) => REASONS_OF[role]?.includes(reason) === true);

/** @returns undefined for an answer that is not masked */
export function groupOf(field: string): FieldGroup | undefined {
  const kind = kindOf(field);
  return kind && GROUP_OF[kind];
}

const kindOf = (field: string): MaskKind | undefined =>
  Object.hasOwn(MASKED, field) ? MASKED[field] : undefined;

const DOTS = '•••••';

/**
 * The answers as the desk shows them at first. So many dots whatever the length; a blank stays one, and so do 「無」 and
 * 「去世」, which say that there is nothing to mask.
 * @param plain  what may be seen as it is: what one is just printing
 */
export function maskAnswers(
  answers: Readonly<Record<string, string>>,
  plain: readonly string[] = [],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).map(([field, value]) => {
      const kind = plain.includes(field) ? undefined : kindOf(field);
      return [field, kind === undefined || saysNothing(value) ? value : mask(kind, value.trim())];
    }),
  );
}

/** Which of these answers {@link maskAnswers} does not show as they are. */
export const maskedFields = (
  answers: Readonly<Record<string, string>>,
  plain: readonly string[] = [],
): string[] =>
  Object.keys(answers).filter(
    (field) => !plain.includes(field) && groupOf(field) !== undefined && !saysNothing(answers[field] ?? ''),
  );

const saysNothing = (value: string): boolean =>
  value.trim() === '' || isNone(value) || value.trim() === '去世';

function mask(kind: MaskKind, value: string): string {
  switch (kind) {
    case 'number':
      return ends(value, 1, 2);
    case 'phone':
      return ends(value, value.startsWith('+') ? 1 : 0, 2);
    case 'email':
      return maskEmail(value);
    case 'lines':
    case 'address':
      return DOTS;
  }
}

/** `E•••••67`. What is too short to keep something back shows nothing. */
function ends(value: string, first: number, last: number): string {
  const characters = Array.from(value);
  if (characters.length < first + last + 3) return DOTS;
  return characters.slice(0, first).join('') + DOTS + characters.slice(-last).join('');
}

/** `a•••••@example.org`: enough to know one's own address by. */
function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return DOTS;
  return `${Array.from(address)[0] ?? ''}${DOTS}${address.slice(at)}`;
}

/** An e-mail address, or a telephone number as `+•••••88`. */
export const maskAddress = (address: string): string =>
  mask(address.includes('@') ? 'email' : 'phone', address);

/** `E•••••67`. */
export const maskNumber = (number: string): string => mask('number', number);

/** `王•••••`: enough to know one's own name by. */
export const maskName = (name: string): string => `${Array.from(name)[0] ?? ''}${DOTS}`;
