import type { OrderNumber } from './ids.ts';

/** Crockford's base 32: no I, L, O or U, so that a hand-written number is read as it was written. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE = ALPHABET.length;
const RANDOM_CHARACTERS = 11;

/** One step of ISO 7064 hybrid MOD 33,32; `product` is 32 before the first character. */
function nextProduct(product: number, value: number): number {
  return (((product + value) % BASE || BASE) * 2) % (BASE + 1);
}

/** The value that brings the sum to 1 modulo 32, as ISO 7064 wants. */
function checkValue(product: number): number {
  return (BASE + 1 - product) % BASE;
}

/**
 * Whether swapping these neighbours would escape the check. ISO 7064's hybrid systems miss exactly one pair of values
 * per product; we never mint one, so that every swap of neighbours is caught (R-18: easy to write on paper).
 */
function swapEscapes(product: number, left: number, right: number): boolean {
  if (left === right) return false;
  return nextProduct(nextProduct(product, left), right) === nextProduct(nextProduct(product, right), left);
}

/** The same for the last random value and the check value after it. */
function lastSwapEscapes(product: number, last: number): boolean {
  const check = checkValue(nextProduct(product, last));
  return last !== check && checkValue(nextProduct(product, check)) === last;
}

/** Eleven values nearest to `drawn` of which no two neighbours can be swapped unseen, and the check value. */
function withCheck(drawn: readonly number[]): number[] {
  const values: number[] = [];
  let product = BASE;
  let productBefore = BASE;
  for (const [index, value] of drawn.entries()) {
    const left = values.at(-1);
    const isLast = index === drawn.length - 1;
    let safe = value;
    while (
      (left !== undefined && swapEscapes(productBefore, left, safe)) ||
      (isLast && lastSwapEscapes(product, safe))
    ) {
      safe = (safe + 1) % BASE;
    }
    values.push(safe);
    productBefore = product;
    product = nextProduct(product, safe);
  }
  return [...values, checkValue(product)];
}

function print(values: readonly number[]): OrderNumber {
  const text = values.map((value) => ALPHABET[value]).join('');
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}` as OrderNumber;
}

/**
 * A new order number: 11 random characters and a check character (ISO 7064 hybrid MOD 33,32), `XXXX-XXXX-XXXX`.
 *
 * @param random  at least 11 bytes from a cryptographic source; five bits of each are used
 * @throws RangeError  when there are fewer bytes
 */
export function mintOrderNumber(random: Uint8Array): OrderNumber {
  if (random.length < RANDOM_CHARACTERS)
    throw new RangeError(`An order number needs ${RANDOM_CHARACTERS} bytes`);
  return print(withCheck(Array.from(random.subarray(0, RANDOM_CHARACTERS), (byte) => byte % BASE)));
}

/**
 * Reads an order number as people write it: lower case, blanks, any dashes, full-width, O for 0, I or L for 1.
 * Undefined when it cannot be one of ours: wrong length, foreign character, wrong check, or a number we never mint.
 */
export function parseOrderNumber(text: string): OrderNumber | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\u2212]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (plain.length !== RANDOM_CHARACTERS + 1) return undefined;
  const values = Array.from(plain, (character) => ALPHABET.indexOf(character));
  if (values.includes(-1)) return undefined;
  const minted = withCheck(values.slice(0, RANDOM_CHARACTERS));
  return minted.every((value, index) => value === values[index]) ? print(values) : undefined;
}
