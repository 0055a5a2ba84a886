import { plainCode } from './written.ts';

export type Phone = { e164: string; country: 'US' | 'CN' };
export type PhoneResult =
  | { ok: true; phone: Phone }
  | { ok: false; rule: 'phone-format' | 'phone-ambiguous' };

/** North American numbers: area and exchange code begin with 2 to 9. */
const US_NUMBER = /^[2-9]\d{2}[2-9]\d{6}$/;
const CN_MOBILE = /^1[3-9]\d{9}$/;

/**
 * Reads a US telephone number or a Chinese mobile number, however it is grouped, into E.164.
 * Eleven digits that could be either (1 + a US number, or a Chinese mobile) are `phone-ambiguous` unless `assume` decides.
 */
export function parsePhone(text: string, assume?: 'US' | 'CN'): PhoneResult {
  const written = plainCode(text).replace(/[\p{Pd}\u2212().·/]/gu, '');
  if (!/^\+?\d{10,17}$/.test(written)) return { ok: false, rule: 'phone-format' };
  const digits = written.replace(/^\+/, '').replace(/^(?:00|011)(?=86|1)/, '');
  const hasPrefix = written.startsWith('+') || digits.length < written.length;
  const us = digits.startsWith('1') ? digits.slice(1) : hasPrefix ? '' : digits;
  const cn = digits.startsWith('86') ? digits.slice(2) : hasPrefix ? '' : digits;
  const found: Phone[] = [];
  if (US_NUMBER.test(us)) found.push({ e164: `+1${us}`, country: 'US' });
  if (CN_MOBILE.test(cn)) found.push({ e164: `+86${cn}`, country: 'CN' });
  const phone = found.length > 1 ? found.find(({ country }) => country === assume) : found[0];
  if (phone) return { ok: true, phone };
  return { ok: false, rule: found.length > 1 ? 'phone-ambiguous' : 'phone-format' };
}
