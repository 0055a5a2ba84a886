import { createCodes } from './codes.ts';
import { type Http, Refused } from './http.ts';
import type { KeptSessions } from './kept-sessions.ts';
import type { Door, StaffAccount } from './session.ts';

type Challenge = { challenge: string };
type Token = { token: string };

/** A code that somebody used elsewhere, or an answer that was lost: the next code opens. */
const AGAIN = ['factor-wrong', 'challenge-over'];
const TRIES = 4;

/** How one member of staff signs in: password, then a code of the authenticator; sessions of earlier runs are used first. */
export function staffDoor(
  http: Http,
  { login, password, totpSecret }: StaffAccount,
  { signal, kept }: { signal?: AbortSignal; kept?: KeptSessions | undefined } = {},
): Door {
  const nextCode = createCodes(totpSecret, signal);
  let last: string | undefined;

  async function withCode(begin: () => Promise<string>, finish: (proof: object) => Promise<string>) {
    for (let left = TRIES; ; left -= 1) {
      const challenge = await begin();
      try {
        last = await finish({ challenge, code: await nextCode() });
        kept?.keep(login, last);
        return last;
      } catch (error) {
        if (left <= 1 || !(error instanceof Refused) || !AGAIN.includes(error.code)) throw error;
      }
    }
  }
  const post = async <T>(path: string, body: object, token?: string): Promise<T> =>
    (await http.ask<T>({ method: 'POST', path, body, ...(token ? { token } : {}) })).body;

  return {
    async enter() {
      const earlier = kept?.find(login);
      if (earlier && earlier !== last) return (last = earlier);
      return withCode(
        async () => {
          const said = { login, password };
          return (await post<{ secondFactor: Challenge }>('/v1/staff/sessions', said)).secondFactor.challenge;
        },
        async (proof) => (await post<Token>('/v1/staff/sessions/second-factor', proof)).token,
      );
    },
    /** The present session ends with it; one whose answer was lost is not there any more, and one enters anew. */
    stepUp: (token) =>
      withCode(
        async () => (await post<Challenge>('/v1/staff/me/step-up/challenge', {}, token)).challenge,
        async (proof) => (await post<Token>('/v1/staff/me/step-up', proof, token)).token,
      ),
  };
}
