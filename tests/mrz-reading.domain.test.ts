import { expect, test } from 'vitest';
import { findMrz, suggestionsOf } from '../domain/mrz-reading.ts';

const LINE_1 = 'POCHNLYU<<CESHI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<';
const LINE_2 = 'EA12345676CHN9001011F3106143<<<<<<<<<<<<<<06';

test.each([
  ['as they are', `${LINE_1}\n${LINE_2}`],
  ['with other text around', `PASSPORT\n中华人民共和国\n${LINE_1}\n${LINE_2}\n`],
  ['with fillers taken for letters', `POCHNLYU<<CESHI<<<LLLLLLLLLLLLKKLLLLLLLLLLLL\n${LINE_2}`],
  ['with a line too short', `POCHNLYU<<CESHI<<<<<<<<<<<<<<<<<\n${LINE_2}`],
  ['with O for 0 in a date', `${LINE_1}\n${LINE_2.replace('900101', '9OO1O1')}`],
  ['with a 0 in the nationality', `${LINE_1}\n${LINE_2.replace('1F31', 'IF31')}`],
  ['with both of two look-alikes written down', `${LINE_1}\n${LINE_2.replace('F', '7F')}`],
])('R-12 the lines are found %s', (_name, text) => {
  expect(findMrz(text)).toMatchObject({
    line1: LINE_1,
    line2: LINE_2,
    mrz: { surname: 'LYU', givenNames: 'CESHI' },
  });
});

test('R-12 a given name of filler-like letters stays when fillers were read as fillers', () => {
  const line1 = 'P<UTOSMITH<<ANNA<LEE<<<<<<<<<<<<<<<<<<<<<<<<';
  expect(findMrz(`${line1}\n${LINE_2}`)).toMatchObject({ line1 });
});

test('R-12 line 2 alone is suggested without names', () => {
  expect(findMrz(`something\n${LINE_2}`)).toMatchObject({ line1: null, line2: LINE_2 });
});

test.each(Array.from({ length: 9 }, (_, place) => place))(
  'R-12 a line 2 with another character in place %i of the number is not found',
  (place) => {
    const wrong = LINE_2[place] === '5' ? '8' : '5';
    expect(findMrz(`${LINE_1}\n${LINE_2.slice(0, place)}${wrong}${LINE_2.slice(place + 1)}`)).toBeUndefined();
  },
);

test('R-12 suggestions name the fields of the form, with the century that fits, and say what a check digit guards', () => {
  const reading = findMrz(`${LINE_1}\n${LINE_2}`)!;
  expect(suggestionsOf(reading, '2026-11-23')).toEqual([
    { field: 'passport.mrz', value: `${LINE_1}\n${LINE_2}`, checked: false },
    { field: 'name.surnamePinyin', value: 'LYU', checked: false },
    { field: 'name.givenPinyin', value: 'CESHI', checked: false },
    { field: 'passport.number', value: 'EA1234567', checked: true },
    { field: 'person.bornOn', value: '1990-01-01', checked: true },
    { field: 'person.sex', value: 'F', checked: false },
    { field: 'passport.expiresOn', value: '2031-06-14', checked: true },
  ]);
  const child = { ...reading, mrz: { ...reading.mrz, bornYymmdd: '200229' } };
  expect(suggestionsOf(child, '2026-11-23')).toContainEqual({
    field: 'person.bornOn',
    value: '2020-02-29',
    checked: true,
  });
});
