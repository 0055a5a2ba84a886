import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Claim, IDENTITY_KINDS } from '../domain/real-name.ts';
import { type SigningKey, signRequest, verifyResponse } from './http-signatures.ts';
import { shortAnswer } from './short-answer.ts';

/** Who knows whether number and name are one person's. Says no more than that, and keeps nothing of ours. */
export type IdentityAuthority = {
  /** @throws AuthorityAway when no answer can be had: nobody was refused */
  check(claim: Claim): Promise<'match' | 'no-match'>;
};

/** The authority does not answer, or what answers is not it. */
export class AuthorityAway extends Error {
  override name = 'AuthorityAway';
}

const Registry = z.strictObject({
  people: z.array(
    z.strictObject({ kind: z.enum(IDENTITY_KINDS), number: z.string(), name: z.string().min(1) }),
  ),
});

/** A register in memory, in which people are entered. */
export function registerOfPeople(
  people: readonly Claim[] = [],
): IdentityAuthority & { enter(person: Claim): void } {
  const names = new Map<string, string>();
  const enter = ({ kind, number, name }: Claim): void => void names.set(`${kind} ${number}`, name);
  people.forEach(enter);
  return {
    enter,
    check: async ({ kind, number, name }) => (names.get(`${kind} ${number}`) === name ? 'match' : 'no-match'),
  };
}

/**
 * The embedded authority: a register in a file, `{ "people": [{ "kind", "number", "name" }] }`, numbers and names in our
 * spelling. Read once, at start.
 *
 * @throws Error when the file cannot be read or is no such register; its content is never told
 */
export function fileAuthority(path: string): IdentityAuthority {
  let read: z.infer<typeof Registry>;
  try {
    read = Registry.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new Error(`The register of identities ${path} cannot be read, or is none.`);
  }
  return registerOfPeople(read.people);
}

const TIMEOUT_MS = 5_000;
const TRIES = 2;
const ANSWER_BYTES_MAX = 4_096;
const Answer = z.strictObject({ result: z.enum(['match', 'no-match']) });

/**
 * An authority behind HTTP: `POST url` with JSON `{"kind", "number", "name"}`; the answer is `{"result": "match" | "no-match"}`.
 * Requests and answers are signed (http-signatures.ts), so that nobody between us can say yes for it. At most 5 s, once more
 * after a failure; redirects are not followed (J5).
 */
export function httpAuthority({ url, key }: { url: string; key: SigningKey }): IdentityAuthority {
  return {
    async check(claim) {
      const body = JSON.stringify(claim);
      for (let left = TRIES; ; left -= 1) {
        try {
          return await ask(url, key, body);
        } catch (cause) {
          if (left <= 1) throw new AuthorityAway('the identity authority gave no answer', { cause });
        }
      }
    },
  };
}

async function ask(url: string, key: SigningKey, body: string): Promise<'match' | 'no-match'> {
  const signed = signRequest(key, { method: 'POST', url, body }, { nowMs: Date.now(), nonce: randomUUID() });
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { 'content-type': 'application/json', ...signed },
    body,
  });
  const text = await shortAnswer(response, ANSWER_BYTES_MAX);
  const answer = { status: response.status, body: text, answersTo: signed['signature'] ?? '' };
  // Its own words could repeat whom we asked about, so none of them is told.
  if (response.status !== 200) throw new Error(`the identity authority answered ${response.status}`);
  if (!verifyResponse(key, answer, Object.fromEntries(response.headers), Date.now()))
    throw new Error('the answer is not signed by the identity authority');
  return Answer.parse(JSON.parse(text)).result;
}
