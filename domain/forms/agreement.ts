import { addYears } from '../calendar.ts';
import type { FieldFault } from '../faults.ts';
import { mrzDisagreements, parseMrz, type TypedPassport } from '../mrz.ts';
import { parseResidentId } from '../resident-id.ts';
import { normalisePassportNumber } from '../travel-papers.ts';
import { isNone } from '../written.ts';
import type { FormContext } from './definition.ts';

/** The sound answer to a question: undefined when it is blank or has a fault of its own. */
export type SoundAnswer = (field: string) => string | undefined;

const MRZ_FIELDS: Readonly<Record<keyof TypedPassport, string>> = {
  number: 'passport.number',
  surnamePinyin: 'name.surnamePinyin',
  givenPinyin: 'name.givenPinyin',
  bornOn: 'person.bornOn',
  sex: 'person.sex',
  expiresOn: 'passport.expiresOn',
};

/** Faults that no answer shows alone; each is put beside the answer that is to be mended. */
export function findDisagreements(sound: SoundAnswer, context: FormContext): FieldFault[] {
  return [
    ...mrzFaults(sound),
    ...residentIdFaults(sound, context),
    ...passportDateFaults(sound),
    ...countyFaults(sound),
    ...renewalFaults(sound, context),
  ];
}

/** A Chinese passport's lines must agree with what was typed. */
function mrzFaults(sound: SoundAnswer): FieldFault[] {
  const result = parseMrz(sound('passport.mrz') ?? '');
  if (!result.ok) return [];
  const number = sound('passport.number');
  const given = sound('name.givenPinyin');
  const typed: TypedPassport = {
    number: number === undefined ? undefined : normalisePassportNumber(number),
    surnamePinyin: sound('name.surnamePinyin')?.trim(),
    givenPinyin: given !== undefined && isNone(given) ? '' : given?.trim(),
    bornOn: sound('person.bornOn'),
    sex: sound('person.sex'),
    expiresOn: sound('passport.expiresOn'),
  };
  return mrzDisagreements(result.mrz, typed).map(({ part, mrz }) => ({
    field: MRZ_FIELDS[part],
    rule: 'mrz-disagrees',
    params: { mrz },
  }));
}

/** An ID number tells birth date and sex (GB 11643); it must be the same person's. */
function residentIdFaults(sound: SoundAnswer, { todayOn }: FormContext): FieldFault[] {
  const result = parseResidentId(sound('person.idNumber') ?? '', todayOn);
  if (!result.ok) return [];
  const told = { 'person.bornOn': result.id.bornOn, 'person.sex': result.id.sex };
  return Object.entries(told).flatMap(([field, inNumber]): FieldFault[] => {
    const typed = sound(field);
    return typed === undefined || typed === inNumber ? [] : [{ field, rule: 'id-number-disagrees' }];
  });
}

function passportDateFaults(sound: SoundAnswer): FieldFault[] {
  const issuedOn = sound('passport.issuedOn');
  const expiresOn = sound('passport.expiresOn');
  const bornOn = sound('person.bornOn');
  if (issuedOn && expiresOn && expiresOn <= issuedOn) {
    return [{ field: 'passport.expiresOn', rule: 'passport-dates-order' }];
  }
  if (issuedOn && bornOn && issuedOn < bornOn) {
    return [{ field: 'passport.issuedOn', rule: 'passport-issued-before-birth' }];
  }
  return [];
}

/** California is divided between two posts by county. */
function countyFaults(sound: SoundAnswer): FieldFault[] {
  const state = sound('address.state');
  const county = sound('address.county');
  if (state === 'CA' && county === undefined) return [{ field: 'address.county', rule: 'county-needed' }];
  if (state !== undefined && state !== 'CA' && county !== undefined) {
    return [{ field: 'address.county', rule: 'county-outside-california' }];
  }
  return [];
}

/** More than a year left needs another ground than time; without any ground the same is said. */
function renewalFaults(sound: SoundAnswer, { todayOn }: FormContext): FieldFault[] {
  const expiresOn = sound('passport.expiresOn');
  const ground = sound('renewal.ground');
  const isAboutTime = ground === undefined || ground === 'expired' || ground === 'under-one-year';
  if (expiresOn === undefined || !isAboutTime) return [];
  if (expiresOn >= addYears(todayOn, 1)) return [{ field: 'renewal.ground', rule: 'renewal-too-early' }];
  if (ground === 'expired' && expiresOn >= todayOn)
    return [{ field: 'renewal.ground', rule: 'renewal-not-expired' }];
  return [];
}
