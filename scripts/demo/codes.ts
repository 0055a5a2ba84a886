import { setTimeout as delay } from 'node:timers/promises';
import { TOTP } from 'otpauth';

const STEP_MS = 30_000;
/** A code of the next step is taken too, and each step once (RFC 6238 §5.2). */
const AHEAD = 1;

/** The present time step; each has its own code. */
export const stepNow = (nowMs = Date.now()): number => Math.floor(nowMs / STEP_MS);

/** The six digits that an authenticator app shows in that time step. */
export const codeOf = (secret: string, step: number): string =>
  new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: STEP_MS / 1_000 }).generate({
    timestamp: step * STEP_MS,
  });

/**
 * Codes of one authenticator, each given out once: the present one first, then the next, then one has to wait for the clock,
 * as a person with a telephone has.
 */
export function createCodes(secret: string, signal?: AbortSignal) {
  let used = 0;
  return async (): Promise<string> => {
    used = Math.max(used + 1, stepNow());
    const mine = used;
    const waitMs = (mine - AHEAD) * STEP_MS - Date.now();
    if (waitMs > 0) await delay(waitMs, undefined, { signal });
    return codeOf(secret, mine);
  };
}
