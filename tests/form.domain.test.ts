import { expect, test } from 'vitest';
import type { FieldFault } from '../domain/faults.ts';
import { shownForm } from '../domain/forms/conditions.ts';
import type { FormContext } from '../domain/forms/definition.ts';
import { checkAnswers, checkForm, formFor } from '../domain/forms/form.ts';

const context: FormContext = { todayOn: '2021-06-07', post: 'LAX' };
const form = formFor('passport.renew');

/** A person who does not exist, whose papers agree. */
const ANSWERS = {
  'name.chinese': '吕测试',
  'name.surnamePinyin': 'LYU',
  'name.givenPinyin': 'CESHI',
  'name.changed': 'no',
  'name.former': '無',
  'person.sex': 'F',
  'person.bornOn': '1990-01-01',
  'person.birthplace': '北京',
  'person.ethnicity': '汉',
  'person.idNumber': '無',
  'passport.number': 'EA1234567',
  'passport.issuedOn': '2021-06-01',
  'passport.expiresOn': '2031-06-14',
  'passport.authority': '公安部出入境管理局',
  'passport.mrz':
    'POCHNLYU<<CESHI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nEA12345676CHN9001011F3106143<<<<<<<<<<<<<<06',
  'renewal.ground': 'looks-changed',
  'us.inUnitedStates': 'yes',
  'us.statusKind': 'student',
  'us.status': 'F-1',
  'us.statusDocument': 'I-20',
  'us.leftChinaOn': '無',
  'address.street': '1 Test St',
  'address.city': 'Los Angeles',
  'address.state': 'CA',
  'address.county': 'Los Angeles',
  'address.zip': '90020',
  'contact.phone': '(213) 555-0100',
  'contact.email': 'a@example.org',
  'china.address': '無',
  'family.father': '吕大',
  'family.fatherAddress': '去世',
  'family.mother': '无',
  'family.spouse': '無',
  'nationality.foreign': 'never',
  'nationality.foreignPassport': 'no',
  'annotation.wanted': 'no',
  'handIn.way': 'mail',
  'collect.way': 'mail',
};
const DOCUMENTS = { 'passport-data-page': ['a'], portrait: ['b'], 'residence-proof': ['c', 'd'] };

function faultsOf(
  changes: Record<string, string | undefined>,
  documents: Record<string, string[]> = DOCUMENTS,
) {
  const answers = Object.fromEntries(
    Object.entries({ ...ANSWERS, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  return checkForm(form, answers, documents, context).map(({ field, rule }) => `${field}: ${rule}`);
}

const check = (field: string, value: string): FieldFault | undefined =>
  checkAnswers(form, { ...ANSWERS, [field]: value }, context).find((fault) => fault.field === field);

test('R-11 a renewal whose papers agree has no fault', () => {
  expect(faultsOf({})).toEqual([]);
});

test('R-11 each required question that is left blank is named, and nothing else', () => {
  const required = shownForm(form, {}, context).sections.flatMap(({ fields }) =>
    fields.filter((field) => field.required).map(({ id }) => id),
  );
  expect(required).not.toContain('address.county');
  expect(checkForm(form, {}, DOCUMENTS, context)).toEqual(
    required.map((field) => ({ field, rule: 'required' })),
  );
});

test.each([
  ['name.chinese', 'LYU', 'chinese-name-characters'],
  ['name.surnamePinyin', 'Lyu', 'pinyin-letters'],
  ['person.sex', 'X', 'not-a-choice'],
  ['person.bornOn', '1990-02-30', 'date-format'],
  ['person.bornOn', '01/31/1990', 'date-format'],
  ['person.bornOn', '2021-06-08', 'date-in-future'],
  ['person.bornOn', '1890-01-01', 'date-too-long-ago'],
  ['person.idNumber', '110105194912310021', 'id-number-check-digit'],
  ['person.idNumber', '11010519491331002X', 'id-number-date'],
  ['person.idNumber', '123', 'id-number-shape'],
  ['passport.number', 'PE1234567', 'passport-official'],
  ['passport.number', 'K12345678', 'passport-special-region'],
  ['passport.number', 'EO1234567', 'passport-number-shape'],
  ['passport.issuedOn', '2021-06-08', 'date-in-future'],
  ['passport.mrz', 'POCHN', 'mrz-length'],
  ['renewal.ground', 'bored', 'not-a-choice'],
  ['us.inUnitedStates', 'no', 'not-in-united-states'],
  ['address.state', 'XX', 'not-a-choice'],
  ['address.county', 'King', 'not-a-choice'],
  ['address.zip', '9002', 'zip-format'],
  ['contact.phone', '13125551234', 'phone-ambiguous'],
  ['contact.phone', '555', 'phone-format'],
  ['address.street', 'x'.repeat(121), 'too-long'],
  ['address.street', '1 Test\u0000 St', 'text-characters'],
  ['address.street', '1 Test\u202E St', 'text-characters'],
  ['address.street', '無', 'none-not-allowed'],
  ['collect.way', 'at-post', 'not-a-choice'],
  ['no.such.field', 'x', 'unknown-field'],
])('R-11 %s = %j is answered at once: %s', (field, value, rule) => {
  expect(check(field, value)).toMatchObject({ field, rule });
  expect(faultsOf({ [field]: value })).toContain(`${field}: ${rule}`);
});

test('R-11 length counts characters as people do, rare ones once', () => {
  expect(check('name.chinese', '𠮷'.repeat(60))).toBeUndefined();
  expect(check('name.chinese', '𠮷'.repeat(61))).toEqual({
    field: 'name.chinese',
    rule: 'too-long',
    params: { max: 60, length: 61 },
  });
});

test('R-11 「無」 is an answer exactly where the form says so', () => {
  const allowed = shownForm(form, ANSWERS, context).sections.flatMap(({ fields }) =>
    fields.filter(({ id }) => !check(id, '無')).map(({ id }) => id),
  );
  expect(allowed).toEqual([
    'name.givenPinyin',
    'name.former',
    'person.idNumber',
    'us.statusDocument',
    'us.leftChinaOn',
    'china.address',
    'family.father',
    'family.mother',
    'family.spouse',
  ]);
});

test('R-12 an old ü spelling is advised about and never stops the order', () => {
  expect(check('name.surnamePinyin', 'LV')).toEqual({ field: 'name.surnamePinyin', rule: 'pinyin-umlaut' });
  const old = ANSWERS['passport.mrz'].replace('LYU<', 'LV<<');
  expect(faultsOf({ 'name.surnamePinyin': 'LV', 'passport.mrz': old })).toEqual([]);
});

test.each([
  ['name.surnamePinyin', 'LU'],
  ['name.givenPinyin', 'CE'],
  ['name.givenPinyin', '無'],
  ['person.sex', 'M'],
  ['person.bornOn', '1990-01-10'],
  ['passport.number', 'EA1234568'],
  ['passport.expiresOn', '2031-06-15'],
])('R-12 %s = %s does not agree with the machine-readable lines', (field, value) => {
  expect(faultsOf({ [field]: value })).toEqual([`${field}: mrz-disagrees`]);
});

test('R-12 who has a single name writes 「無」 for the given name, and the lines agree', () => {
  const single = ANSWERS['passport.mrz'].replace('LYU<<CESHI', 'CESHI<<<<<');
  const answers = { 'name.surnamePinyin': 'CESHI', 'name.givenPinyin': '無', 'passport.mrz': single };
  expect(faultsOf(answers)).toEqual([]);
  expect(faultsOf({ ...answers, 'name.givenPinyin': 'CESHI' })).toEqual(['name.givenPinyin: mrz-disagrees']);
});

test('R-12 a passport of another country is not a Chinese one', () => {
  const foreign =
    'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
  expect(faultsOf({ 'passport.mrz': foreign })).toEqual(['passport.mrz: mrz-not-chinese']);
});

test('R-12 a number typed in full width with blanks still agrees with the lines', () => {
  expect(faultsOf({ 'passport.number': ' ea 123\u30004567' })).toEqual([]);
});

test('R-12 birth date and sex must be those of the ID number', () => {
  // Born on 1990-01-01, odd sequence: a man.
  expect(faultsOf({ 'person.idNumber': '110105199001010010' })).toEqual(['person.sex: id-number-disagrees']);
  expect(faultsOf({ 'person.idNumber': '440524188001010014' }).toSorted()).toEqual([
    'person.bornOn: id-number-disagrees',
    'person.sex: id-number-disagrees',
  ]);
});

test('R-12 the passport’s own dates must be in order', () => {
  expect(faultsOf({ 'passport.issuedOn': '1989-12-31' })).toEqual([
    'passport.issuedOn: passport-issued-before-birth',
  ]);
  expect(faultsOf({ 'passport.expiresOn': '2021-06-01', 'passport.mrz': undefined })).toContain(
    'passport.expiresOn: passport-dates-order',
  );
});

test('R-10 more than a year left needs a ground other than time', () => {
  for (const ground of ['expired', 'under-one-year', undefined]) {
    expect(faultsOf({ 'renewal.ground': ground })).toEqual(['renewal.ground: renewal-too-early']);
  }
  expect(faultsOf({ 'renewal.ground': 'pages-nearly-full' })).toEqual([]);
});

/** Without the machine-readable lines' own faults, so that the date of expiry may vary. */
const aboutGround = (expiresOn: string, ground: string) =>
  faultsOf({
    'passport.issuedOn': '2012-01-01',
    'passport.expiresOn': expiresOn,
    'renewal.ground': ground,
  }).filter((fault) => fault.startsWith('renewal.'));

test('R-10 less than one year means less than one year to the day', () => {
  expect(aboutGround('2022-06-06', 'under-one-year')).toEqual([]);
  expect(aboutGround('2022-06-07', 'under-one-year')).toEqual(['renewal.ground: renewal-too-early']);
});

test('R-10 a passport is expired from the day after its date', () => {
  expect(aboutGround('2021-06-06', 'expired')).toEqual([]);
  expect(aboutGround('2021-06-07', 'expired')).toEqual(['renewal.ground: renewal-not-expired']);
  expect(aboutGround('2021-06-07', 'under-one-year')).toEqual([]);
});

test.each(['90020', '90020-1234', ' 00501 '])('R-12 ZIP code %j is taken', (zip) => {
  expect(check('address.zip', zip)).toBeUndefined();
});

test.each(['9002', '900201', '90020-123', '90020 1234', '9002O'])('R-12 ZIP code %j is refused', (zip) => {
  expect(check('address.zip', zip)).toEqual({ field: 'address.zip', rule: 'zip-format' });
});

test.each([
  ['a@example.org', true],
  ['first.last+visa@mail.example.org', true],
  ['a@example', false],
  ['a example@example.org', false],
  ['@example.org', false],
])('R-12 e-mail address %j is taken: %s', (address, taken) => {
  expect(check('contact.email', address) === undefined).toBe(taken);
});

test('R-04 an order from outside the United States is refused', () => {
  expect(faultsOf({ 'us.inUnitedStates': 'no' })).toEqual(['us.inUnitedStates: not-in-united-states']);
});

test('R-03 California asks for the county, and only California', () => {
  expect(faultsOf({ 'address.county': undefined })).toEqual(['address.county: county-needed']);
  expect(faultsOf({ 'address.state': 'NV' })).toEqual([]);
  expect(faultsOf({ 'address.state': 'NV', 'address.county': '' })).toEqual([]);
});

test('R-15 every missing, double or foreign document is named', () => {
  expect(faultsOf({}, {})).toEqual([
    'materials.passport-data-page: material-required',
    'materials.portrait: material-required',
    'materials.residence-proof: material-required',
  ]);
  expect(faultsOf({}, { ...DOCUMENTS, portrait: ['b', 'c'] })).toEqual([
    'materials.portrait: material-too-many',
  ]);
  expect(faultsOf({}, { ...DOCUMENTS, selfie: ['x'] })).toEqual(['materials.selfie: material-unknown']);
  expect(faultsOf({}, { ...DOCUMENTS, selfie: [] })).toEqual([]);
});

test('R-15 an annotation needs its official proof', () => {
  const wanted = { 'annotation.wanted': 'yes', 'annotation.texts': '曾用名:吕小' };
  expect(faultsOf(wanted)).toEqual(['materials.annotation-proof: annotation-proof-needed']);
  expect(faultsOf(wanted, { ...DOCUMENTS, 'annotation-proof': ['x', 'y'] })).toEqual([]);
  // Left over from a change of mind: it counts for nothing.
  expect(faultsOf({ 'annotation.texts': '曾用名:吕小' })).toEqual([]);
});

test('R-33 each annotation says its kind, one a line', () => {
  const documents = { ...DOCUMENTS, 'annotation-proof': ['x'] };
  const told = (texts: string) =>
    faultsOf({ 'annotation.wanted': 'yes', 'annotation.texts': texts }, documents);
  expect(told('曾用名:吕小\n繁體:呂測試\n外文名: ANNA LU')).toEqual([]);
  expect(told('曾用名:吕小\n吕大')).toEqual(['annotation.texts: annotation-kind-missing']);
  expect(told('曾用名:')).toEqual(['annotation.texts: annotation-kind-missing']);
  expect(told('')).toEqual(['annotation.texts: required']);
});

test('R-10 who holds an official or a special region’s passport is told whom to ask', () => {
  for (const number of ['PE1234567', 'SE1234567', 'DE1234567', 'K12345678', 'MA1234567']) {
    expect(check('passport.number', number)?.params).toEqual({
      phone: '+12028551555, +12027908746',
      email: 'visaoffice.dc@gmail.com',
    });
  }
});

test('R-12 who has changed the name tells the former one, and the lines may carry it', () => {
  const renamed = { 'name.changed': 'yes', 'name.former': '吕旧', 'name.givenPinyin': 'XIN' };
  const proof = { ...DOCUMENTS, 'name-change-proof': ['x'] };
  expect(faultsOf(renamed, proof)).toEqual([]);
  expect(faultsOf(renamed)).toEqual(['materials.name-change-proof: material-required']);
  expect(faultsOf({ ...renamed, 'name.former': '無' }, proof)).toEqual(['name.former: none-not-allowed']);
  expect(faultsOf({ ...renamed, 'name.changed': 'no' })).toEqual(['name.givenPinyin: mrz-disagrees']);
});

test('R-15 a passport that expired more than two years ago asks for an explanation and a proof of status', () => {
  const told = (expiresOn: string) =>
    faultsOf({
      'passport.issuedOn': '2009-06-15',
      'passport.expiresOn': expiresOn,
      'renewal.ground': 'expired',
    }).filter((fault) => !fault.endsWith('mrz-disagrees'));
  expect(told('2019-06-06')).toEqual([
    'expired.explanation: required',
    'materials.us-status-proof: material-required',
  ]);
  expect(told('2019-06-07')).toEqual([]);
});

test('R-14 under 16 a guardian is asked for, from the sixteenth birthday on none is', () => {
  const guardian = {
    'guardian.name': '吕大',
    'guardian.relation': 'father',
    'guardian.passport': 'EB7654321',
    'guardian.phone': '+12135550100',
  };
  const lines = (bornOn: string) => ({
    'person.bornOn': bornOn,
    'passport.mrz': undefined,
    'passport.issuedOn': '2020-01-01',
  });
  const told = (changes: Record<string, string | undefined>) =>
    faultsOf(changes).filter((fault) => !fault.startsWith('passport.mrz'));
  expect(told(lines('2005-06-07'))).toEqual([]);
  expect(told({ ...lines('2005-06-08'), ...guardian })).toEqual([
    'materials.birth-certificate: material-required',
    'materials.custody-proof: material-required',
    'materials.guardian-passport: material-required',
  ]);
  expect(told(lines('2005-06-08')).filter((fault) => fault.endsWith(': required'))).toEqual(
    Object.keys(guardian).map((field) => `${field}: required`),
  );
  expect(told({ ...lines('2010-01-01'), ...guardian, 'guardian.name': '王五' })).toContain(
    'guardian.name: guardian-disagrees',
  );
});

test('R-11 a retired form is kept for the drafts that were begun with it', () => {
  const old = formFor('passport.renew', 1);
  expect(old.version).toBe(1);
  expect(form.version).toBe(2);
  expect(old.sections.flatMap(({ fields }) => fields.map(({ id }) => id))).not.toContain('contact.email');
  const { 'address.county': _county, ...rest } = ANSWERS;
  const known = new Set(old.sections.flatMap(({ fields }) => fields.map(({ id }) => id)));
  const answers = Object.fromEntries(Object.entries(rest).filter(([id]) => known.has(id)));
  expect(checkForm(old, answers, DOCUMENTS, context)).toEqual([
    { field: 'address.county', rule: 'county-needed' },
  ]);
  expect(
    checkForm(old, { ...answers, 'address.state': 'NV', 'annotation.texts': '曾用名' }, DOCUMENTS, context),
  ).toEqual([{ field: 'materials.annotation-proof', rule: 'annotation-proof-needed' }]);
});

test('R-11 a service or a version without a form is an error', () => {
  expect(() => formFor('passport.nothing')).toThrow(RangeError);
  expect(() => formFor('passport.renew', 99)).toThrow(RangeError);
});
