import { expect, test } from 'vitest';
import { mrzCheckDigit, mrzDisagreements, parseMrz } from '../domain/mrz.ts';

const SPECIMEN = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
] as const;
const CHINESE = [
  'POCHNLYU<<CESHI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<',
  'EA12345676CHN9001011F3106143<<<<<<<<<<<<<<06',
] as const;
const text = (lines: readonly string[]): string => lines.join('\n');

function read(lines: readonly string[]) {
  const result = parseMrz(text(lines));
  if (!result.ok) throw new Error(result.rule);
  return result.mrz;
}

test.each([
  ['L898902C3', 6],
  ['740812', 2],
  ['120415', 9],
  ['ZE184226B<<<<<', 1],
  ['L898902C3674081221204159ZE184226B<<<<<1', 0],
  ['D23145890', 7],
  ['E12345678', 2],
  ['EA1234567', 6],
  ['EK0000001', 9],
  ['G12345678', 6],
])('R-12 the check digit of %s is %i', (stretch, digit) => {
  expect(mrzCheckDigit(stretch)).toBe(digit);
});

test('R-12 the ICAO specimen is read', () => {
  expect(read(SPECIMEN)).toEqual({
    issuer: 'UTO',
    surname: 'ERIKSSON',
    givenNames: 'ANNA MARIA',
    number: 'L898902C3',
    nationality: 'UTO',
    bornYymmdd: '740812',
    sex: 'F',
    expiresYymmdd: '120415',
  });
});

test('R-12 a Chinese pair is read, also pasted as one line, in lower case, full-width or with blanks', () => {
  const mrz = read(CHINESE);
  expect(mrz).toMatchObject({ issuer: 'CHN', number: 'EA1234567', surname: 'LYU', givenNames: 'CESHI' });
  const fullWidth = text(CHINESE).replace(/[!-~]/g, (c) =>
    String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0),
  );
  for (const pasted of [
    CHINESE.join(''),
    text(CHINESE).toLowerCase(),
    fullWidth,
    `\r\n ${CHINESE.join(' \r\n')} \n`,
  ]) {
    expect(parseMrz(pasted)).toEqual({ ok: true, mrz });
  }
});

test('R-12 any guarded digit of line 2 read as another is caught, and the place is named', () => {
  for (const [first, second] of [SPECIMEN, CHINESE]) {
    for (const place of [...range(0, 9), ...range(13, 19), ...range(21, 27), 9, 19, 27, 43]) {
      const right = second[place] ?? '';
      if (!/\d/.test(right)) continue;
      for (const wrong of '0123456789') {
        if (wrong === right) continue;
        const result = parseMrz(text([first, second.slice(0, place) + wrong + second.slice(place + 1)]));
        expect(result).toMatchObject({ ok: false, rule: 'mrz-check-digit' });
        if (result.ok) continue;
        expect(result.params['from'] ?? 99).toBeLessThanOrEqual(place + 1);
      }
    }
  }
});

test('R-12 an empty optional field may leave its check digit out', () => {
  const blank = `${CHINESE[1].slice(0, 42)}<${CHINESE[1].slice(43)}`;
  expect(parseMrz(text([CHINESE[0], blank])).ok).toBe(true);
});

test.each([
  ['mrz-length', text([CHINESE[0], CHINESE[1].slice(1)]), { line: 2, length: 43 }],
  ['mrz-length', CHINESE[0], { line: 2, length: 0 }],
  ['mrz-length', '', { line: 1, length: 0 }],
  ['mrz-length', text([...CHINESE, 'CHN']), { line: 3, length: 3 }],
  ['mrz-characters', text([CHINESE[0].replace('LYU', 'L/U'), CHINESE[1]]), { line: 1, place: 7 }],
  ['mrz-not-passport', text([`V${CHINESE[0].slice(1)}`, CHINESE[1]]), {}],
])('R-12 %s is told apart', (rule, pasted, params) => {
  expect(parseMrz(pasted)).toEqual({ ok: false, rule, params });
});

const TYPED = {
  number: 'EA1234567',
  surnamePinyin: 'LYU',
  givenPinyin: 'CESHI',
  bornOn: '1990-01-01',
  sex: 'F',
  expiresOn: '2031-06-14',
};

test('R-12 a form that repeats the lines agrees with them', () => {
  expect(mrzDisagreements(read(CHINESE), TYPED)).toEqual([]);
});

test.each([
  ['number', 'EA1234568', 'EA1234567'],
  ['surnamePinyin', 'LU', 'LYU'],
  ['givenPinyin', 'CESHII', 'CESHI'],
  ['bornOn', '1990-01-10', '900101'],
  ['sex', 'M', 'F'],
  ['expiresOn', '2031-06-15', '310614'],
] as const)('R-12 a different %s is named with what the lines say', (part, value, mrz) => {
  expect(mrzDisagreements(read(CHINESE), { ...TYPED, [part]: value })).toEqual([{ part, mrz }]);
});

test('R-12 names are compared without gaps, and a name cut short by the line is accepted', () => {
  expect(mrzDisagreements(read(SPECIMEN), { surnamePinyin: 'ERIKSSON', givenPinyin: 'ANNAMARIA' })).toEqual(
    [],
  );
  const long = { ...read(CHINESE), surname: 'ABUDUREXITI', givenNames: 'MAIMAITIMINGMAIMAITIMINGMAI' };
  expect(mrzDisagreements(long, { givenPinyin: 'MAIMAITIMINGMAIMAITIMINGMAIMAITI' })).toEqual([]);
  expect(mrzDisagreements(long, { givenPinyin: 'MAIMAITI' })).toHaveLength(1);
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
