import { expect, test } from 'vitest';
import { s10CheckDigit, uspsVerdict } from '../domain/usps.ts';

const VALID = [
  '9400111201080805483016',
  '9405803699300124287899',
  '9361289878700317633795',
  '9505511069605048600624',
  '9101123456789000000013',
  '9101026837331000039521',
  '92748931507708513018050063',
  '03071790000523483741',
  '71123456789123456787',
  'RB123456785US',
  'EA123456785US',
];

test.each(VALID)('R-31 the public sample %s is fine', (number) => {
  expect(uspsVerdict(number)).toBe('ok');
});

test('R-31 a sample with any other last digit is doubtful, never lost', () => {
  for (const number of VALID) {
    const place = number.endsWith('US') ? 10 : number.length - 1;
    for (const digit of '0123456789') {
      if (digit === number[place]) continue;
      const wrong = number.slice(0, place) + digit + number.slice(place + 1);
      // Twenty digits may be right with the unprinted 91 in front: that trap has a test of its own.
      if (number.length === 20 && uspsVerdict(`91${wrong}`) === 'ok') continue;
      expect(uspsVerdict(wrong)).toBe('check-digit-doubtful');
    }
  }
});

test('R-31 twenty digits that fit only with the unprinted 91 in front are fine', () => {
  expect(uspsVerdict('71969010756003077385')).toBe('ok');
});

test.each([
  '420102820000 9261290113185417468510',
  '420100233424 9200190132607600833457',
  '42090020 9400111201080805483016',
])('R-31 %s is read behind its routing code', (number) => {
  expect(uspsVerdict(number)).toBe('ok');
});

test('R-31 blanks, hyphens, full-width and lower case do not matter', () => {
  expect(uspsVerdict(' 9400 1112 0108 0805 4830 16 ')).toBe('ok');
  expect(uspsVerdict('94001112010808054830-16')).toBe('ok');
  expect(uspsVerdict('rb 123 456 785 us')).toBe('ok');
});

test.each(['03071790000523483742', '61299998820821171811', '9200000000000000000000', 'RB123456786US'])(
  'R-31 the public counter-sample %s is doubtful',
  (number) => {
    expect(uspsVerdict(number)).toBe('check-digit-doubtful');
  },
);

test.each([
  '1Z999AA10123456784',
  '123456789012',
  '1234567890',
  'JD014600003SE',
  'RB123456785GB',
  'EB000717618HK',
  'RB123456785XX',
  '9612345678901234567890',
  '',
  'US',
])('R-31 %j is another carrier’s, or none', (number) => {
  expect(uspsVerdict(number)).toBe('not-usps');
});

test.each([
  ['00000000', 5],
  ['00000001', 4],
  ['96633102', 0],
  ['76129403', 8],
  ['00071758', 1],
  ['47312482', 9],
  ['12345678', 5],
  ['00071761', 8],
  ['00071759', 5],
])('R-31 the S10 check digit of %s is %i', (body, digit) => {
  expect(s10CheckDigit(body)).toBe(digit);
});
