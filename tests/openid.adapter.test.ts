import { createHmac, generateKeyPairSync, type KeyObject, sign as signWith } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OpenIdRefused, openIdLogin } from '../adapters/openid.ts';

const CLIENT = { clientId: 'desk', clientSecret: 'a-secret-of-the-desk' };
const REDIRECT = 'https://cases.example/v1/staff/openid/callback';
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A provider of the test's own that says whatever a test wants it to. */
let server: Server;
let at = '';
let metadata: Record<string, unknown> = {};
let idToken: (claims: Record<string, unknown>) => string | undefined;
let claims: Record<string, unknown> = {};
beforeAll(async () => {
  server = createServer((request, response) => {
    const told: Record<string, unknown> = {
      '/.well-known/openid-configuration': metadata,
      '/jwks': {
        keys: [{ ...ours.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      },
      '/token': { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: idToken(claims) },
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(told[request.url ?? '']));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  metadata = {
    issuer: at,
    authorization_endpoint: `${at}/auth`,
    token_endpoint: `${at}/token`,
    jwks_uri: `${at}/jwks`,
    response_types_supported: ['code'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
  idToken = signed({ alg: 'RS256', kid: 'one' }, ours.privateKey);
});
afterAll(() => void server.close());

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed =
  (header: Record<string, string>, key: KeyObject | string) =>
  (body: Record<string, unknown>): string => {
    const text = `${part(header)}.${part(body)}`;
    if (header['alg'] === 'none') return `${text}.`;
    const signature =
      typeof key === 'string'
        ? createHmac('sha256', key).update(text).digest()
        : signWith('sha256', Buffer.from(text), key);
    return `${text}.${signature.toString('base64url')}`;
  };

/** One login at the provider; `change`s what its ID token claims, and what the browser brings back. */
async function login(
  change: Record<string, unknown> = {},
  brought: (request: { state: string }) => Record<string, string> = ({ state }) => ({ code: 'c', state }),
  multiFactorMethods = ['mfa'],
) {
  const openId = openIdLogin({
    issuer: at,
    ...CLIENT,
    redirectUri: REDIRECT,
    multiFactorMethods,
    allowPlainHttp: true,
  });
  const { url, request } = await openId.begin();
  const now = Math.floor(Date.now() / 1_000);
  claims = {
    iss: at,
    sub: 'lin',
    aud: 'desk',
    iat: now,
    exp: now + 60,
    nonce: request.nonce,
    auth_time: now - 60,
    ...change,
  };
  const back = new URL(`${REDIRECT}?${new URLSearchParams(brought(request)).toString()}`);
  return { url: new URL(url), identified: openId.finish(back, request) };
}

test('V10.2.3 V10.1.2 what is asked for: who it is and nothing more, with state, nonce and S256, all of them random', async () => {
  const [one, two] = [await login(), await login()];
  await Promise.all([one.identified, two.identified]);
  const asked = Object.fromEntries(one.url.searchParams);

  expect(asked).toMatchObject({ scope: 'openid', response_type: 'code', code_challenge_method: 'S256' });
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(Buffer.from(asked[name] ?? '', 'base64url').length).toBeGreaterThanOrEqual(32);
    expect(two.url.searchParams.get(name)).not.toBe(asked[name]);
  }
});

test('V6.8.4 S5 where the provider’s second factor is trusted it is a recent one, and the provider is asked for that', async () => {
  const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1_000) - seconds;
  const vouched = { amr: ['pwd', 'mfa'] };
  const fresh = await login({ ...vouched, auth_time: secondsAgo(590) });
  expect(fresh.url.searchParams.get('max_age')).toBe('600');
  expect(await fresh.identified).toMatchObject({ isMultiFactor: true });
  for (const auth_time of [secondsAgo(700), undefined])
    await expect((await login({ ...vouched, auth_time })).identified).rejects.toThrow(OpenIdRefused);

  // Where ours is asked for anyway, whoever is logged in there need not be once more.
  const ours = await login({ ...vouched, auth_time: undefined }, undefined, []);
  expect(ours.url.searchParams.has('max_age')).toBe(false);
  expect(await ours.identified).toMatchObject({ isMultiFactor: false });
});

test('V10.5.2 V6.8.1 who it is, is issuer and subject, whatever else the token says', async () => {
  const { identified } = await login({ email: 'somebody@else.example', preferred_username: 'admin' });

  expect(await identified).toEqual({ subject: JSON.stringify([at, 'lin']), isMultiFactor: false });
});

describe('an ID token is refused', () => {
  test.each([
    ['V6.8.2 V9.1.1 without a signature', () => signed({ alg: 'none' }, '')],
    [
      'V6.8.2 V9.1.1 with another’s signature',
      () => signed({ alg: 'RS256', kid: 'one' }, strangers.privateKey),
    ],
    [
      'V9.1.1 with a key that the provider does not publish',
      () => signed({ alg: 'RS256', kid: 'two' }, strangers.privateKey),
    ],
    ['V9.1.2 with a MAC under the client’s secret', () => signed({ alg: 'HS256' }, CLIENT.clientSecret)],
    [
      'V9.1.3 that brings its own key',
      () =>
        signed(
          { alg: 'RS256', jku: `${at}/evil`, jwk: part(strangers.publicKey.export({ format: 'jwk' })) },
          strangers.privateKey,
        ),
    ],
    ['V6.8.2 that is not there', () => () => undefined],
    [
      'V6.8.2 whose claims were changed after it was signed',
      () => (body: Record<string, unknown>) => {
        const [header, , signature] = signed({ alg: 'RS256', kid: 'one' }, ours.privateKey)(body).split('.');
        return `${header}.${part({ ...body, sub: 'admin' })}.${signature}`;
      },
    ],
  ] as [string, () => typeof idToken][])('%s', async (_what, made) => {
    idToken = made();
    await expect((await login()).identified).rejects.toThrow(OpenIdRefused);
  });

  const now = Math.floor(Date.now() / 1_000);
  test.each([
    ['V9.2.3 V10.5.4 for another audience', { aud: 'portal' }],
    ['V10.5.4 for us and others, without saying who asked', { aud: ['desk', 'portal'] }],
    ['V10.5.3 of another issuer', { iss: 'https://evil.example' }],
    ['V9.2.1 that is over', { iat: now - 900, exp: now - 600 }],
    ['V10.5.1 with another nonce', { nonce: 'y'.repeat(43) }],
    ['V10.5.1 without a nonce', { nonce: undefined }],
    ['V10.5.2 without a subject', { sub: undefined }],
  ])('%s', async (_what, change) => {
    await expect((await login(change)).identified).rejects.toThrow(OpenIdRefused);
  });
});

test('V10.1.2 V10.2.1 what comes back without our state, or with another, is refused', async () => {
  for (const brought of [() => ({ code: 'c' }), () => ({ code: 'c', state: 'x'.repeat(43) })])
    await expect((await login({}, brought as never)).identified).rejects.toThrow(OpenIdRefused);
});

test('V10.2.2 an answer in the name of another provider is refused', async () => {
  const { identified } = await login({}, ({ state }) => ({ code: 'c', state, iss: 'https://evil.example' }));

  await expect(identified).rejects.toThrow(OpenIdRefused);
});

test('V10.5.3 a provider that calls itself otherwise than we do is not used', async () => {
  metadata = { ...metadata, issuer: 'https://evil.example' };

  await expect(login()).rejects.toThrow();
});

test('V6.8.4 a second factor counts only when the token itself names a method that we trust', async () => {
  for (const [amr, isMultiFactor] of [
    [['pwd', 'mfa'], true],
    [['pwd'], false],
    ['mfa', false],
    [undefined, false],
  ] as const)
    expect(await (await login({ amr })).identified).toMatchObject({ isMultiFactor });
});
