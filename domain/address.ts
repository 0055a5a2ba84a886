import { parsePhone } from './phones.ts';

/** Where an account is reached and by what it is known: an e-mail address, or a Chinese mobile number in E.164. */
export type Address = { kind: 'email' | 'phone'; text: string };

/**
 * The address as it is stored: an e-mail address as written, a mobile number as `+86…` however it is grouped.
 * Undefined for a number that is no Chinese mobile number.
 */
export function parseAddress(who: { email: string } | { phone: string }): Address | undefined {
  if ('email' in who) return { kind: 'email', text: who.email.trim() };
  const read = parsePhone(who.phone, 'CN');
  return read.ok && read.phone.country === 'CN' ? { kind: 'phone', text: read.phone.e164 } : undefined;
}

/** The one text of an address whatever its case: what look-ups and limits are keyed on. */
export const addressKey = ({ text }: Address): string => text.toLowerCase();

export const byEmail = (text: string): Address => ({ kind: 'email', text });
