import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { TOTP } from 'otpauth';
import { PUBLIC_URL } from './house.ts';

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const text = (data: Uint8Array): string => Buffer.from(data).toString('base64url');

/** What an authenticator can get wrong, for the tests that it is noticed. */
export type Slips = { origin?: string; rpId?: string; verified?: boolean; counter?: number; type?: string };

/** A passkey as an authenticator in software holds it (ES256). `counter`: null for one that keeps none. */
export function newAuthenticator({ origin = PUBLIC_URL, counter = 0 as number | null } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let uses = counter ?? 0;

  const clientData = (type: string, challenge: string, slips: Slips): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: slips.type ?? type,
        challenge,
        origin: slips.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const authData = (flags: number, slips: Slips, attested = Buffer.alloc(0)): Buffer => {
    if (counter !== null) uses += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(slips.counter ?? uses);
    const seen = slips.verified === false ? flags & ~0x04 : flags;
    return Buffer.concat([sha256(slips.rpId ?? new URL(origin).hostname), Buffer.of(seen), count, attested]);
  };

  return {
    id: text(id),
    create(challenge: string, slips: Slips = {}): RegistrationResponseJSON {
      const idLength = Buffer.alloc(2);
      idLength.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), idLength, id, coseKey(publicKey)]);
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData(0x45, slips, attested))],
      ]);
      return {
        id: text(id),
        rawId: text(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(clientData('webauthn.create', challenge, slips)),
          attestationObject: text(isoCBOR.encode(attestation as never)),
          transports: ['internal'],
        },
      };
    },
    sign(challenge: string, slips: Slips = {}): AuthenticationResponseJSON {
      const authenticatorData = authData(0x05, slips);
      const client = clientData('webauthn.get', challenge, slips);
      const signed = Buffer.concat([authenticatorData, sha256(client)]);
      return {
        id: text(id),
        rawId: text(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(client),
          authenticatorData: text(authenticatorData),
          signature: text(createSign('sha256').update(signed).sign(privateKey)),
        },
      };
    },
  };
}

function coseKey(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const bytes = (part: string) => new Uint8Array(Buffer.from(part, 'base64url'));
  const key = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
  return isoCBOR.encode(key as never);
}

/** The code that an authenticator app shows. @param steps  so many times 30 seconds from now */
export const totpCode = (secret: string, steps = 0, nowMs = Date.now()): string =>
  new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: nowMs + steps * 30_000,
  });
