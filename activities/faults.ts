import { isOutage } from '../db/client.ts';

/** Classes of SQLSTATE that a second try cannot mend: data exceptions, broken constraints, wrong SQL. */
const HOPELESS_SQLSTATE = /^(22|23|42)/;
/** One of two that came at once; the second try finds what the first one wrote. */
const UNIQUE_VIOLATION = '23505';
const LOST_FOR_GOOD = ['KeyErased', 'SealBroken', 'StepFault', 'RangeError'];

/**
 * Whether an error is a mistake that would come again at every try: something that ought to be in the database and is
 * not, a number out of range, a broken seal, a statement that the database will never take. Everything else is tried
 * again: an outage passes, and a bug is mended by a new release, upon which the case goes on.
 */
export function isFault(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  if (isOutage(err)) return false;
  if (LOST_FOR_GOOD.includes(err.name)) return true;
  const code = 'code' in err && typeof err.code === 'string' ? err.code : undefined;
  if (code) return HOPELESS_SQLSTATE.test(code) && code !== UNIQUE_VIOLATION;
  return err.cause !== undefined && isFault(err.cause);
}
