import { dutiesOn } from '../ages.ts';
import { addYears, isCalendarDate } from '../calendar.ts';
import type { FieldFault } from '../faults.ts';
import { mrzDisagreements, parseMrz, type TypedPassport } from '../mrz.ts';
import { normaliseChineseName } from '../names.ts';
import type { ServiceCode } from '../policy.ts';
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

/** The fields of the two documents that can be held. */
const PAPERS = ['passport', 'travelDocument'] as const;

/** Faults that no answer shows alone; each is put beside the answer that is to be mended. */
export function findDisagreements(
  service: ServiceCode,
  sound: SoundAnswer,
  context: FormContext,
): FieldFault[] {
  return [
    ...mrzFaults(sound),
    ...residentIdFaults(sound, context),
    ...PAPERS.flatMap((paper) => paperDateFaults(paper, sound)),
    ...birthFaults(sound),
    ...countyFaults(sound),
    ...guardianFaults(sound),
    ...serviceFaults(service, sound, context),
  ];
}

/** Whether it is the right service at all. */
function serviceFaults(service: ServiceCode, sound: SoundAnswer, context: FormContext): FieldFault[] {
  switch (service) {
    case 'passport.renew':
      return renewalFaults('passport.expiresOn', sound, context);
    case 'travel-document.renew':
      return renewalFaults('travelDocument.expiresOn', sound, context);
    case 'passport.issue':
      return sound('passport.everHeld') === 'yes'
        ? [{ field: 'passport.everHeld', rule: 'passport-already-held' }]
        : [];
    case 'travel-document.issue':
      return travelGroundFaults(sound, context);
    case 'passport.replace':
    case 'travel-document.replace':
    case 'emergency-travel-document':
    case 'pension':
    case 'authentication-check':
      return [];
  }
}

/** A travel document in a passport's place is for those who cannot have the passport (Passport Law art. 23). */
function travelGroundFaults(sound: SoundAnswer, { todayOn }: FormContext): FieldFault[] {
  const faults: FieldFault[] = [];
  const ground = sound('travel.ground');
  const stay = sound('us.statusKind');
  const bornOn = sound('person.bornOn');
  if (sound('travelDocument.everHeld') === 'yes')
    faults.push({ field: 'travelDocument.everHeld', rule: 'travel-document-already-held' });
  if (ground === 'visitor-lost' && stay !== undefined && stay !== 'visitor')
    faults.push({ field: 'travel.ground', rule: 'visitors-only' });
  const isChildGround = ground === 'us-born-child' || ground === 'other-minor';
  if (isChildGround && bornOn && !dutiesOn(bornOn, todayOn).represented)
    faults.push({ field: 'travel.ground', rule: 'under-18-only' });
  return faults;
}

/** A Chinese passport's lines must agree with what was typed. */
function mrzFaults(sound: SoundAnswer): FieldFault[] {
  const result = parseMrz(sound('passport.mrz') ?? '');
  if (!result.ok) return [];
  const known = (field: string): string | undefined => {
    const value = sound(field);
    return value === undefined || isNone(value) ? undefined : value.trim();
  };
  const number = known('passport.number');
  const given = sound('name.givenPinyin');
  // The lines carry the old name of whoever has changed it.
  const isRenamed = sound('name.changed') === 'yes';
  const typed: TypedPassport = {
    number: number === undefined ? undefined : normalisePassportNumber(number),
    surnamePinyin: isRenamed ? undefined : sound('name.surnamePinyin')?.trim(),
    givenPinyin: isRenamed ? undefined : given !== undefined && isNone(given) ? '' : given?.trim(),
    bornOn: sound('person.bornOn'),
    sex: sound('person.sex'),
    expiresOn: known('passport.expiresOn'),
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

function paperDateFaults(paper: (typeof PAPERS)[number], sound: SoundAnswer): FieldFault[] {
  const issuedOn = dateIn(sound, `${paper}.issuedOn`);
  const expiresOn = dateIn(sound, `${paper}.expiresOn`);
  const bornOn = sound('person.bornOn');
  const goneOn = sound('loss.on');
  if (issuedOn && expiresOn && expiresOn <= issuedOn) {
    return [{ field: `${paper}.expiresOn`, rule: 'passport-dates-order' }];
  }
  if (issuedOn && bornOn && issuedOn < bornOn) {
    return [{ field: `${paper}.issuedOn`, rule: 'passport-issued-before-birth' }];
  }
  return issuedOn && goneOn && goneOn < issuedOn ? [{ field: 'loss.on', rule: 'loss-before-issue' }] : [];
}

/** A date where 「無」 is an answer too. */
function dateIn(sound: SoundAnswer, field: string): string | undefined {
  const value = sound(field);
  return value !== undefined && isCalendarDate(value) ? value : undefined;
}

function birthFaults(sound: SoundAnswer): FieldFault[] {
  const bornOn = sound('person.bornOn');
  return ['us.leftChinaOn', 'loss.on'].flatMap((field): FieldFault[] => {
    const date = dateIn(sound, field);
    return date && bornOn && date < bornOn ? [{ field, rule: 'date-before-birth' }] : [];
  });
}

/** The father or mother who acts for the child is the one named under family. */
function guardianFaults(sound: SoundAnswer): FieldFault[] {
  const relation = sound('guardian.relation');
  const parent = relation === 'father' || relation === 'mother' ? sound(`family.${relation}`) : undefined;
  const guardian = sound('guardian.name');
  const plain = (name: string): string => normaliseChineseName(name).toUpperCase();
  return parent !== undefined && guardian !== undefined && plain(parent) !== plain(guardian)
    ? [{ field: 'guardian.name', rule: 'guardian-disagrees' }]
    : [];
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
function renewalFaults(expiry: string, sound: SoundAnswer, { todayOn }: FormContext): FieldFault[] {
  const expiresOn = sound(expiry);
  const ground = sound('renewal.ground');
  const isAboutTime = ground === undefined || ground === 'expired' || ground === 'under-one-year';
  if (expiresOn === undefined || !isAboutTime) return [];
  if (expiresOn >= addYears(todayOn, 1)) return [{ field: 'renewal.ground', rule: 'renewal-too-early' }];
  if (ground === 'expired' && expiresOn >= todayOn)
    return [{ field: 'renewal.ground', rule: 'renewal-not-expired' }];
  return [];
}
