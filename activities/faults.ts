import { isOutage } from '../db/client.ts';

/** Classes of SQLSTATE that a second try cannot mend: data exceptions, broken constraints, wrong SQL. */
const HOPELESS_SQLSTATE = /^(22|23|42)/;
/** One of two that came at once; the second try finds what the first one wrote. */
const UNIQUE_VIOLATION = '23505';
const LOST_FOR_GOOD = ['KeyErased', 'SealBroken'];

/**
 * Whether an error is a mistake that would come again at every try, and not an outage that passes: a plain Error or
 * RangeError of our own code, a broken seal, a statement that the database will never take. What has a code of the
 * network or the server (connection lost, shutting down, deadlock, disk full) passes.
 */
export function isFault(err: unknown): boolean {
  if (!(err instanceof Error)) return true;
  if (isOutage(err)) return false;
  if (LOST_FOR_GOOD.includes(err.name)) return true;
  const code = 'code' in err && typeof err.code === 'string' ? err.code : undefined;
  if (code) return HOPELESS_SQLSTATE.test(code) && code !== UNIQUE_VIOLATION;
  if (err.cause !== undefined) return isFault(err.cause);
  return [Error, RangeError, TypeError, SyntaxError].some((kind) => err.constructor === kind);
}
