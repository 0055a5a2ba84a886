import { readFileSync, statSync } from 'node:fs';

const BYTES_MIN = 32;

/** A secret's file cannot be used; the message names the file and the fault, never its content. */
class SecretFault extends Error {
  override name = 'SecretFault';
}

/**
 * A secret that is shared with an outside system, from a file that holds at least 32 random bytes in base64, readable by
 * its owner only (C1).
 *
 * @throws SecretFault when the file is missing, is open to others, or holds too little
 */
export function readSecret(path: string): Buffer {
  const { mode, text } = readFile(path);
  checkMode(path, mode);
  const secret = Buffer.from(text, 'base64');
  if (secret.length < BYTES_MIN || secret.toString('base64') !== text)
    throw new SecretFault(`The key file ${path} does not hold ${BYTES_MIN} bytes or more in base64.`);
  return secret;
}

const CHARACTERS_MIN = 20;

/**
 * A secret that somebody else has chosen for us, such as an OpenID provider, as the text of a file of the same kind (C1).
 * @throws SecretFault when the file is missing, is open to others, or holds fewer than 20 characters
 */
export function readSecretText(path: string): string {
  const { mode, text } = readFile(path);
  checkMode(path, mode);
  if (text.length < CHARACTERS_MIN)
    throw new SecretFault(`The key file ${path} does not hold ${CHARACTERS_MIN} characters or more.`);
  return text;
}

function checkMode(path: string, mode: number): void {
  if ((mode & 0o077) !== 0)
    throw new SecretFault(`The key file ${path} is open to others; allow its owner only (chmod 600).`);
}

function readFile(path: string): { mode: number; text: string } {
  try {
    return { mode: statSync(path).mode, text: readFileSync(path, 'utf8').trim() };
  } catch (cause) {
    throw new SecretFault(`The key file ${path} cannot be read.`, { cause });
  }
}
