import * as openid from 'openid-client';
import { STEP_UP_MINUTES } from '../domain/rights.ts';

/** Somebody whom the organisation's OpenID provider has identified. */
export type Identified = {
  /** Issuer and subject: the only thing by which a member is known there. An e-mail address is nobody's proof. */
  subject: string;
  /** The provider says that a second factor was given, in a way that the configuration trusts. */
  isMultiFactor: boolean;
};
/** What has to be known again when the provider sends the browser back. */
export type OpenIdRequest = { state: string; nonce: string; codeVerifier: string };

/** The provider said no, or what came back does not belong to what was asked. */
export class OpenIdRefused extends Error {
  override name = 'OpenIdRefused';
}

export type OpenId = {
  /** Where to send the browser, and what to keep until it is back. */
  begin(): Promise<{ url: string; request: OpenIdRequest }>;
  /** @param returnedTo  the whole address to which the browser came back @throws OpenIdRefused */
  finish(returnedTo: URL, request: OpenIdRequest): Promise<Identified>;
};

/** A second factor that the provider vouches for opens critical acts as ours does (S5), so it must not be older than ours may be. */
const FRESH_S = STEP_UP_MINUTES * 60;

export type OpenIdOptions = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Exactly as the provider has it on record. */
  redirectUri: string;
  /** Values of the ID token's `amr` that stand for a second factor (RFC 8176); none: ours is always asked for. */
  multiFactorMethods: readonly string[];
  /** For a provider on this machine, in tests. */
  allowPlainHttp?: boolean;
};

/**
 * Login at an OpenID provider: authorization code flow with PKCE, state and nonce (OpenID Connect Core 3.1, RFC 7636). The
 * provider is asked for its metadata when first needed, so that it may be away when we start. Where its second factor is
 * trusted, who was authenticated there more than ten minutes ago has to be once more (`max_age`, checked in `auth_time`).
 */
export function openIdLogin(options: OpenIdOptions): OpenId {
  const { issuer, clientId, clientSecret, redirectUri, multiFactorMethods, allowPlainHttp = false } = options;
  // TLS alone would vouch for the token that the provider hands us; its signature does so on whatever way it came (V6.8.2).
  const execute = [
    openid.enableNonRepudiationChecks,
    ...(allowPlainHttp ? [openid.allowInsecureRequests] : []),
  ];
  const isTrusted = multiFactorMethods.length > 0;
  let known: Promise<openid.Configuration> | undefined;
  const provider = (): Promise<openid.Configuration> => {
    const asked = (known ??= openid.discovery(
      new URL(issuer),
      clientId,
      undefined,
      openid.ClientSecretBasic(clientSecret),
      { execute, timeout: 10 },
    ));
    asked.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked;
  };

  return {
    async begin() {
      const request = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        codeVerifier: openid.randomPKCECodeVerifier(),
      };
      const url = openid.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        state: request.state,
        nonce: request.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(request.codeVerifier),
        code_challenge_method: 'S256',
        ...(isTrusted ? { max_age: String(FRESH_S) } : {}),
      });
      return { url: url.href, request };
    },

    async finish(returnedTo, { state, nonce, codeVerifier }) {
      const at = new URL(redirectUri);
      at.search = returnedTo.search; // behind a proxy our own address looks otherwise from inside
      const tokens = await openid
        .authorizationCodeGrant(await provider(), at, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
          ...(isTrusted ? { maxAge: FRESH_S } : {}),
        })
        .catch((cause: unknown) => {
          throw new OpenIdRefused('the provider’s answer was not accepted', { cause });
        });
      const claims = tokens.claims();
      if (!claims) throw new OpenIdRefused('the provider gave no ID token');
      const methods = Array.isArray(claims['amr']) ? claims['amr'] : [];
      return {
        subject: JSON.stringify([claims.iss, claims.sub]),
        isMultiFactor: methods.some((each) => typeof each === 'string' && multiFactorMethods.includes(each)),
      };
    },
  };
}
