import { dictionary } from '@zxcvbn-ts/language-common';
import { argon2id, hash, needsRehash, verify } from 'argon2';
import { HOUSE_CORES } from './common-passwords.ts';
import { limitConcurrency } from './concurrency.ts';

/** OWASP Password Storage: Argon2id with 19 MiB, 2 passes, 1 lane (about 40 ms). */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
/** Of a password that nobody has; what an unknown account is checked against, so that it takes as long. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,p=1,t=2$YJC6jXeyXL3GjIWQv2m9mg$zEXcNzDhpkEaWYu01eptd6EY1caMbnb6eY79OCC3+8c';
/** Code points: fewer are enough where a second factor is asked for, too (ASVS 6.2.1). */
const LENGTH_MIN = { alone: 15, withFactor: 8 } as const;
const LENGTH_MAX = 128;
/** So many characters must remain when the words that an attacker tries first are taken out. */
const OWN_LENGTH_MIN = 8;
/** Shorter listed ones stand in many good passwords. */
const CORE_MIN = 6;
const CONTEXT_WORDS = [
  'passport',
  'consular',
  'consulate',
  'embassy',
  'huzhao',
  'lingshi',
  '護照',
  '护照',
  '領事',
  '领事',
];

/** Some 50,000 passwords of breaches, as they are guessed first, and those that the lists of others lack. */
const COMMON_CORES: ReadonlySet<string> = new Set([...dictionary['passwords-common'], ...HOUSE_CORES]);

const hashingQueue = limitConcurrency(2);

export type PasswordRule =
  | 'password-too-short'
  | 'password-too-long'
  | 'password-too-common'
  | 'password-too-obvious';

/** Whether it is too short to stand alone, or beside a second factor: what was enough may be so no longer. */
export const isTooShort = (password: string, { hasSecondFactor = false } = {}): boolean =>
  Array.from(password).length < LENGTH_MIN[hasSecondFactor ? 'withFactor' : 'alone'];

/**
 * The rule that a new password breaks, if any. 15 to 128 characters (Unicode code points), 8 beside a second factor, of
 * any kind; not a common one; not made of our words or the person's own.
 *
 * @param ownWords  e-mail address, names: what is known about the person
 */
export function passwordFault(
  password: string,
  ownWords: readonly string[] = [],
  { hasSecondFactor = false } = {},
): PasswordRule | undefined {
  if (isTooShort(password, { hasSecondFactor })) return 'password-too-short';
  if (Array.from(password).length > LENGTH_MAX) return 'password-too-long';
  const lower = password.toLowerCase();
  if (isObvious(lower, ownWords)) return 'password-too-obvious';
  return isCommon(lower) || new Set(lower).size <= 2 ? 'password-too-common' : undefined;
}

/** Whether little remains when our words and the person's own are taken out, or only what everybody adds to a word. */
function isObvious(lower: string, ownWords: readonly string[]): boolean {
  const words = [...CONTEXT_WORDS, ...ownWords.flatMap((word) => [word, ...word.split(/[@.\s]+/)])];
  const known = words
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= (/^[\x20-\x7e]+$/.test(word) ? 4 : 2));
  const rest = known.reduce((text, word) => text.replaceAll(word, ''), lower);
  return rest !== lower && (isCommon(rest) || Array.from(rest).length < OWN_LENGTH_MIN);
}

/** A listed one as it is, repeated, or with digits and signs before and after it. */
function isCommon(lower: string): boolean {
  const trimmed = lower.replace(/^[^a-z]+|[^a-z]+$/g, '');
  return [lower, trimmed].flatMap(repeatedIn).some((text) => COMMON_CORES.has(text)) || isLengthened(lower);
}

/** The text itself and all that it is a repetition of. */
const repeatedIn = (text: string): string[] =>
  Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1)).filter(
    (part) => part.repeat(text.length / part.length) === text,
  );

/** A listed one that has digits or signs at its own end, and more of them here. */
function isLengthened(lower: string): boolean {
  const bare = /^[^a-z]*/.exec(lower)?.[0].length ?? 0;
  const lettered = lower.replace(/[^a-z]*$/, '').length;
  for (let end = Math.max(CORE_MIN, lettered); end <= lower.length; end += 1)
    for (let start = 0; start <= Math.min(bare, end - CORE_MIN); start += 1)
      if (COMMON_CORES.has(lower.slice(start, end))) return true;
  return false;
}

/** An Argon2id hash in PHC form, salt and cost included. Two at a time; the others wait. */
export function hashPassword(password: string): Promise<string> {
  return hashingQueue(() => hash(password, { ...COST, type: argon2id }));
}

/**
 * Whether the password is right. Pass `undefined` for an unknown account: the same work is done and the answer is no.
 * Never trims or cuts what was typed.
 */
export async function verifyPassword(storedHash: string | undefined, password: string): Promise<boolean> {
  const isRight = await hashingQueue(() => verify(storedHash ?? NOBODYS_HASH, password));
  return isRight && storedHash !== undefined;
}

/** Whether a hash was made with other costs than today's: after a right password, hash again and store. */
export function isOutdatedHash(storedHash: string): boolean {
  return needsRehash(storedHash, COST);
}
