import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';

/** What has to be known of a passkey to check its signatures: binary parts in base64url. */
export type Passkey = { id: string; publicKey: string; transports: string[] };

const RP_NAME = 'Consular Cases 領事';
/** How long the browser waits for its owner, milliseconds; below the life of the challenge here. */
const TIMEOUT_MS = 240_000;

/**
 * Passkeys (WebAuthn) of one site. Challenges are 256 random bits that the caller keeps and lets be answered once; the
 * authenticator must have verified its user (A5). Attestation is not asked for: which maker's key one uses is nobody's business.
 *
 * @param publicUrl  where people reach us: its origin is the only one accepted, its host is the relying party
 */
export function createPasskeys(publicUrl: string) {
  const { origin, hostname } = new URL(publicUrl);
  const expected = { expectedOrigin: origin, expectedRPID: hostname, requireUserVerification: true };
  return {
    /** What the browser needs to make a passkey. @param owner  `id` is no personal value; `name` is shown by the authenticator */
    creationOptions(
      owner: { id: string; name: string },
      known: readonly Passkey[],
    ): Promise<PublicKeyCredentialCreationOptionsJSON> {
      return generateRegistrationOptions({
        rpName: RP_NAME,
        rpID: hostname,
        userName: owner.name,
        userID: new TextEncoder().encode(owner.id),
        timeout: TIMEOUT_MS,
        excludeCredentials: [...known],
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      });
    },

    /** The new passkey and its signature counter, or undefined when anything about it is not as it should be. */
    async readCreation(
      response: RegistrationResponseJSON,
      expectedChallenge: string,
    ): Promise<{ passkey: Passkey; counter: number } | undefined> {
      const { registrationInfo } = await orNothing(() =>
        verifyRegistrationResponse({ ...expected, response, expectedChallenge }),
      );
      if (!registrationInfo) return undefined;
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
      return {
        passkey: { id, publicKey: Buffer.from(publicKey).toString('base64url'), transports },
        counter,
      };
    },

    /** What the browser needs to sign. @param known  of whom; none: the authenticator offers what it has for this site */
    requestOptions(known: readonly Passkey[]): Promise<PublicKeyCredentialRequestOptionsJSON> {
      return generateAuthenticationOptions({
        rpID: hostname,
        timeout: TIMEOUT_MS,
        userVerification: 'required',
        ...(known.length > 0 ? { allowCredentials: [...known] } : {}),
      });
    },

    /**
     * The passkey's new signature counter (0 where it keeps none), or undefined when the signature does not count: another
     * challenge, origin or site, no user verified, or a counter that went backwards, as a copied key's does.
     */
    async readSignature(
      response: AuthenticationResponseJSON,
      expectedChallenge: string,
      { passkey, counter }: { passkey: Passkey; counter: number },
    ): Promise<number | undefined> {
      const credential = {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter,
        transports: passkey.transports,
      };
      const { verified, authenticationInfo } = await orNothing(() =>
        verifyAuthenticationResponse({ ...expected, response, expectedChallenge, credential }),
      );
      return verified ? authenticationInfo?.newCounter : undefined;
    },
  };
}
export type Passkeys = ReturnType<typeof createPasskeys>;

/** The library throws for whatever a client may send; each of those is a plain no. */
async function orNothing<T extends object>(check: () => Promise<T>): Promise<Partial<T>> {
  try {
    return await check();
  } catch {
    return {};
  }
}
