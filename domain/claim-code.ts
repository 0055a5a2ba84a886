import { plainCode } from './written.ts';

/** Crockford's base 32, as order numbers have it: what is written by hand is read as it was meant. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 27;

/** What a claim code is made of and how it lives: used once, guessed at most so often. */
export const CLAIM_CODE = { bytes: CHARACTERS, days: 30, attempts: 10 } as const;

/**
 * A new code with which an applicant takes an order over: 27 characters, 135 random bits, in nine groups of three, so
 * that it is not taken for an order number. It is copied from a message rather than typed; whoever would have to type it
 * takes the order over by the confirmed real name.
 * @param random  at least 27 bytes from a cryptographic source; five bits of each are used
 * @throws RangeError when there are fewer bytes
 */
export function mintClaimCode(random: Uint8Array): string {
  if (random.length < CHARACTERS) throw new RangeError(`A claim code needs ${CHARACTERS} bytes`);
  const text = Array.from(random.subarray(0, CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length]).join(
    '',
  );
  return (text.match(/.{3}/g) ?? []).join('-');
}

/** Whether somebody can have meant a claim code. */
export const isClaimCode = (text: string): boolean => {
  const plain = plainClaimCode(text);
  return plain.length === CHARACTERS && [...plain].every((character) => ALPHABET.includes(character));
};

/** One spelling for one code, however it was copied: lower case, blanks, any dashes, O for 0, I or L for 1. */
export function plainClaimCode(text: string): string {
  return plainCode(text)
    .replace(/[\p{Pd}\u2212]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
