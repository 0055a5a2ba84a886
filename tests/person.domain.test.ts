import { expect, test } from 'vitest';
import { personIdentifiers } from '../domain/person.ts';

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));

test.each([
  '11010519491231002X',
  '11010519491231002x',
  ' 110105 19491231 002x ',
  '110105\u3000194912310\u00a002X',
  fullWidth('11010519491231002x'),
  '110105491231002',
  fullWidth('110105491231002'),
])('R-05 ID number %j is one and the same person', (number) => {
  expect(personIdentifiers({ 'person.idNumber': number })).toEqual(['id:11010519491231002X']);
});

test.each(['EA1234567', 'ea1234567', 'EA 123 4567', fullWidth('ea1234567')])(
  'R-05 passport %j is one and the same person',
  (number) => {
    expect(personIdentifiers({ 'passport.number': number })).toEqual(['passport:EA1234567']);
  },
);

test('R-05 both numbers count, so that one without the other finds the open order', () => {
  const both = personIdentifiers({ 'person.idNumber': '11010519491231002X', 'passport.number': 'EA1234567' });
  expect(both).toEqual(['id:11010519491231002X', 'passport:EA1234567']);
});

test.each(['無', '无', ' 無 ', '', '  ', '\u3000'])('R-05 %j is nobody’s number', (none) => {
  expect(personIdentifiers({ 'person.idNumber': none, 'passport.number': none })).toEqual([]);
});

test('R-05 different people stay different', () => {
  const ids = ['11010519491231002X', '440524188001010014', '34052419800101001X'];
  expect(new Set(ids.flatMap((id) => personIdentifiers({ 'person.idNumber': id }))).size).toBe(3);
  expect(personIdentifiers({})).toEqual([]);
});
