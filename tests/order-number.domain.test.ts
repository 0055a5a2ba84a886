import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mintOrderNumber, parseOrderNumber } from '../domain/order-number.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytes = fc.uint8Array({ minLength: 11, maxLength: 11 });
const plain = (text: string): string => text.replaceAll('-', '');
/** Values 15 and 16 side by side at the start: the swap that ISO 7064 alone would miss. */
const HARD = [
  Uint8Array.from([16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  Uint8Array.from([15, 16, 15, 16, 15, 16, 15, 16, 15, 16, 15]),
  Uint8Array.from([16, 17, 16, 17, 16, 17, 16, 17, 16, 17, 16]),
];

test('E1 R-18 an order number is printed as XXXX-XXXX-XXXX without I, L, O and U, and reads back', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const number = mintOrderNumber(random);
      expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      expect(parseOrderNumber(number)).toBe(number);
    }),
  );
});

test('R-18 every single substitution is caught', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const number = plain(mintOrderNumber(random));
      for (let place = 0; place < number.length; place += 1) {
        for (const character of ALPHABET) {
          if (character === number[place]) continue;
          const wrong = number.slice(0, place) + character + number.slice(place + 1);
          expect(parseOrderNumber(wrong)).toBeUndefined();
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('R-18 every swap of neighbours is caught', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const number = plain(mintOrderNumber(random));
      for (let place = 0; place < number.length - 1; place += 1) {
        const [left = '', right = ''] = [number[place], number[place + 1]];
        if (left === right) continue;
        const swapped = number.slice(0, place) + right + left + number.slice(place + 2);
        expect(parseOrderNumber(swapped)).toBeUndefined();
      }
    }),
    { numRuns: 2000, examples: HARD.map((random) => [random]) },
  );
});

test('R-18 a number is read as people write it', () => {
  const number = mintOrderNumber(Uint8Array.from([0, 1, 10, 11, 0, 1, 20, 21, 22, 0, 1]));
  const written = number.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
  expect(parseOrderNumber(written)).toBe(number);
  expect(parseOrderNumber(number.replaceAll('1', 'I').replaceAll('0', 'O'))).toBe(number);
  expect(parseOrderNumber(` ${plain(number).split('').join(' ')} `)).toBe(number);
  expect(parseOrderNumber(number.replaceAll('-', '–'))).toBe(number);
  const fullWidth = Array.from(number, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join(
    '',
  );
  expect(parseOrderNumber(fullWidth)).toBe(number);
});

test('R-18 what cannot be an order number is not read', () => {
  const number = plain(mintOrderNumber(new Uint8Array(11)));
  for (const text of ['', number.slice(1), `${number}0`, `U${number.slice(1)}`, '領事']) {
    expect(parseOrderNumber(text)).toBeUndefined();
  }
});

test('R-18 different random bytes give different numbers, and too few are an error', () => {
  const minted = new Set<string>();
  for (let index = 0; index < 1024; index += 1) {
    minted.add(
      mintOrderNumber(Uint8Array.from([index % 32, 0, 0, 0, Math.floor(index / 32), 0, 0, 0, 0, 0, 0])),
    );
  }
  expect(minted.size).toBeGreaterThan(1000);
  expect(() => mintOrderNumber(new Uint8Array(10))).toThrow(RangeError);
});
