import type { People } from '../db/accounts.ts';
import { CaseError } from '../domain/errors.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How often something may be tried (R1, R6): per target and per address; shared by all processes. */
export const LIMITS = {
  login: { max: 5, windowMs: MINUTE_MS },
  /** Wrong passwords from one address for one account: who goes on waits longer each time. */
  'login-quarter': { max: 10, windowMs: 15 * MINUTE_MS },
  'login-hour': { max: 20, windowMs: HOUR_MS },
  'login-half-day': { max: 50, windowMs: 12 * HOUR_MS },
  /** Wrong passwords for one account from anywhere (NIST SP 800-63B): a passkey and a reset go around it, so nobody is locked out. */
  'login-in-a-row': { max: 100, windowMs: 30 * DAY_MS },
  code: { max: 5, windowMs: 10 * MINUTE_MS },
  /** Answers with a second factor, of one owner. */
  factor: { max: 5, windowMs: 10 * MINUTE_MS },
  reset: { max: 5, windowMs: 10 * MINUTE_MS },
  'reset-code': { max: 5, windowMs: 10 * MINUTE_MS },
  register: { max: 5, windowMs: 10 * MINUTE_MS },
  address: { max: 600, windowMs: MINUTE_MS },
  /** Asks of the identity authority: of one account, and about one number by whomever (R2). */
  'real-name': { max: 5, windowMs: 6 * HOUR_MS },
  /** Its `max` is the policy's. */
  'real-name-day': { max: 10, windowMs: DAY_MS },
  /** Pictures sent in by one account, kept or not (R4). */
  upload: { max: 60, windowMs: HOUR_MS },
  /** Complete forms submitted by one account; what a form lacks is told before it counts (R5). */
  submit: { max: 10, windowMs: HOUR_MS },
  /** Asks to look at a picture, of one account: each costs a second of one processor. */
  vision: { max: 30, windowMs: MINUTE_MS },
  /** Claim codes made by one account. */
  offer: { max: 20, windowMs: 10 * MINUTE_MS },
  /** Tries to take an order over: of one account, and of one order by whomever. */
  claim: { max: 5, windowMs: 10 * MINUTE_MS },
  /** Masked values shown to one member of staff. */
  show: { max: 120, windowMs: MINUTE_MS },
  /** Copies of one's own data. */
  export: { max: 2, windowMs: 24 * 60 * MINUTE_MS },
  search: { max: 120, windowMs: MINUTE_MS },
  /** Reports of browsers from one address: more of them say nothing new. */
  report: { max: 30, windowMs: MINUTE_MS },
} as const;

const bucketOf = (limit: keyof typeof LIMITS, who: string): string => `${limit}|${who.trim().toLowerCase()}`;

/** @throws CaseError rate-limited with the seconds to wait */
export async function takeTry(
  people: People,
  limit: keyof typeof LIMITS,
  who: string,
  max: number = LIMITS[limit].max,
): Promise<void> {
  const waitMs = await people.takeTry(bucketOf(limit, who), { ...LIMITS[limit], max });
  if (waitMs > 0) throw new CaseError('rate-limited', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}

/** Gives a try back that came to nothing through no fault of who took it. */
export const returnTry = (people: People, limit: keyof typeof LIMITS, who: string): Promise<void> =>
  people.returnTry(bucketOf(limit, who));

const LOGIN_LIMITS = ['login', 'login-quarter', 'login-hour', 'login-half-day', 'login-in-a-row'] as const;
const loginBucket = (limit: (typeof LOGIN_LIMITS)[number], target: string, ip: string): string =>
  limit === 'login' || limit === 'login-in-a-row' ? target : `${target}|${ip}`;

/**
 * Takes a try at a password (R1). One that the shorter limits refuse does not count against the longer ones, so that a
 * flood of requests does not use them up.
 *
 * @param target  what is tried, the same text for known and unknown people
 */
export async function takeLoginTry(people: People, target: string, ip: string): Promise<void> {
  for (const limit of LOGIN_LIMITS) await takeTry(people, limit, loginBucket(limit, target, ip));
}

/** The right password, or a new one after a reset: what went wrong before is forgotten. */
export async function forgetLoginTries(people: People, target: string, ip: string): Promise<void> {
  await people.forgetTries(LOGIN_LIMITS.map((limit) => bucketOf(limit, loginBucket(limit, target, ip))));
}
