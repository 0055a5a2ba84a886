import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands (RFC 6238): SHA-1, six digits, 30 seconds. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 };
const ISSUER = 'Consular Cases';

/** A new secret: 20 random bytes (RFC 4226 §4 asks for 16 at least), base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator app reads from a picture or a link. @param label  whose it is, shown in the app */
export const totpUri = (secret: string, label: string): string =>
  new TOTP({ ...KIND, issuer: ISSUER, label, secret }).toString();

/**
 * The time step that a code belongs to: the present one, the one before or the one after (A4). Whoever accepts it must
 * keep it, and never take that step or an earlier one again.
 *
 * @param nowMs  the database's clock, so that all processes agree, milliseconds since the Unix epoch
 * @returns undefined when the code is none of the three
 */
export function totpStep(secret: string, code: string, nowMs: number): number | undefined {
  const delta = TOTP.validate({
    ...KIND,
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp: nowMs,
    window: 1,
  });
  return delta === null ? undefined : TOTP.counter({ period: KIND.period, timestamp: nowMs }) + delta;
}
