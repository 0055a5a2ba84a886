import type { InputHTMLAttributes } from 'react';
import type { FieldSpec } from './field.tsx';

type Traits = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'autoComplete'
  | 'autoCapitalize'
  | 'autoCorrect'
  | 'spellCheck'
  | 'inputMode'
  | 'type'
  | 'className'
  | 'placeholder'
>;

const CODE: Traits = {
  autoCapitalize: 'characters',
  autoCorrect: 'off',
  spellCheck: false,
  className: 'code',
};

/** What a phone's keyboard and the browser's memory should know about a question. */
const OF_FIELD: Record<string, Traits> = {
  'name.surnamePinyin': { ...CODE },
  'name.givenPinyin': { ...CODE },
  'person.idNumber': { ...CODE },
  'passport.number': { ...CODE },
  'person.bornOn': { autoComplete: 'bday' },
  'address.street': { autoComplete: 'address-line1' },
  'address.city': { autoComplete: 'address-level2' },
  'address.state': { autoComplete: 'address-level1' },
  'address.zip': { autoComplete: 'postal-code', inputMode: 'numeric', className: 'short' },
  'travelDocument.number': { ...CODE },
  'guardian.passport': { ...CODE },
  'guardian.phone': { inputMode: 'tel', type: 'tel' },
  'contact.email': { autoComplete: 'email', inputMode: 'email', type: 'email', autoCapitalize: 'none' },
  'contact.phone': { autoComplete: 'tel', inputMode: 'tel', type: 'tel' },
};

export function traitsOf(field: FieldSpec): Traits & { autoComplete: string; type: string } {
  const kind: Traits =
    field.kind === 'date'
      ? { inputMode: 'numeric', placeholder: 'YYYY-MM-DD', className: 'short' }
      : field.kind === 'mrz'
        ? { ...CODE, className: 'mrz' }
        : {};
  const own: Traits = { ...kind, ...OF_FIELD[field.id] };
  return { ...own, autoComplete: own.autoComplete ?? 'off', type: own.type ?? 'text' };
}

/** 19900131, 1990/1/31, 1990年1月31日 → 1990-01-31, so that a keypad without a hyphen will do; anything else stays. */
export function tidyDate(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/.exec(plain);
  if (!match) return text;
  const [, year = '', month = '', day = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
