import { createHash } from 'node:crypto';
import type { Log } from '../log.ts';
import { shortAnswer } from './short-answer.ts';

/** Whether a password is known from breaches: who guesses tries those first (ASVS 6.2.12). */
export type BreachedPasswords = { has(password: string): Promise<boolean> };

const TIMEOUT_MS = 2_000;
const ANSWER_BYTES_MAX = 256 * 1024;
/** What of the hash is told: some 800 known passwords share it, and those that are not known, too. */
const PREFIX = 5;

/**
 * The range protocol of Pwned Passwords: `GET {url}/range/{first five hex digits of the SHA-1}` is answered with the other 35
 * of each known password, `SUFFIX:COUNT` a line; padded, so that the length tells nothing either (padding counts 0). Of the
 * password itself nothing leaves us. A service that is away holds nobody up: the local list was asked before, and the log says so.
 *
 * @param url  the service or a mirror of it in the house, without `/range`
 */
export function pwnedPasswords({ url, log }: { url: string; log: Log }): BreachedPasswords {
  return {
    async has(password) {
      const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
      try {
        const known = await ask(`${url.replace(/\/+$/, '')}/range/${digest.slice(0, PREFIX)}`);
        const line = known
          .split(/\r?\n/)
          .find((each) => each.toUpperCase().startsWith(`${digest.slice(PREFIX)}:`));
        return line !== undefined && Number(line.split(':')[1]) > 0;
      } catch {
        // Neither the address nor its words: the first holds a part of the hash.
        log.warn({ errorCode: 'breached-passwords-away' }, 'breached passwords could not be asked for');
        return false;
      }
    },
  };
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { 'add-padding': 'true', 'user-agent': 'consular-cases' },
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`answered ${response.status}`);
  }
  return shortAnswer(response, ANSWER_BYTES_MAX);
}
