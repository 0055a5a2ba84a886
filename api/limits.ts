import type { People } from '../db/accounts.ts';
import { CaseError } from '../domain/errors.ts';

const MINUTE_MS = 60_000;

/** How often something may be tried (R1, R6): per target and per address; shared by all processes. */
export const LIMITS = {
  login: { max: 5, windowMs: MINUTE_MS },
  code: { max: 5, windowMs: 10 * MINUTE_MS },
  /** Answers with a second factor, of one owner. */
  factor: { max: 5, windowMs: 10 * MINUTE_MS },
  register: { max: 5, windowMs: 10 * MINUTE_MS },
  address: { max: 600, windowMs: MINUTE_MS },
  /** Asks to look at a picture, of one account: each costs a second of one processor. */
  vision: { max: 30, windowMs: MINUTE_MS },
  /** Claim codes made by one account. */
  offer: { max: 20, windowMs: 10 * MINUTE_MS },
  /** Tries to take an order over: of one account, and of one order by whomever. */
  claim: { max: 5, windowMs: 10 * MINUTE_MS },
  /** Masked values shown to one member of staff. */
  show: { max: 120, windowMs: MINUTE_MS },
  search: { max: 120, windowMs: MINUTE_MS },
} as const;

/** @throws CaseError rate-limited with the seconds to wait */
export async function takeTry(people: People, limit: keyof typeof LIMITS, who: string): Promise<void> {
  const waitMs = await people.takeTry(`${limit}|${who.trim().toLowerCase()}`, LIMITS[limit]);
  if (waitMs > 0) throw new CaseError('rate-limited', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
