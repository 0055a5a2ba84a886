import { describe, expect, test } from 'vitest';
import { createPasskeys } from '../adapters/passkeys.ts';
import { newTotpSecret, totpStep, totpUri } from '../adapters/totp.ts';
import { newAuthenticator, type Slips, totpCode } from './support/authenticator.ts';
import { PUBLIC_URL } from './support/house.ts';

describe('A4 codes of an authenticator app', () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [2_000_000_000, '279037'],
  ])('at second %i the code of the RFC opens its step', (second, code) => {
    expect(totpStep(rfcSecret, code, second * 1000)).toBe(Math.floor(second / 30));
  });

  test('a secret has 160 random bits, and its URI says all that an app must know', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(totpUri(secret, 'a@b.example'));
    expect(uri.protocol).toBe('otpauth:');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  test('the steps before, now and after are good, two away is not', () => {
    const secret = newTotpSecret();
    const nowMs = 1_800_000_015_000;
    const now = Math.floor(nowMs / 30_000);
    for (const steps of [-1, 0, 1])
      expect(totpStep(secret, totpCode(secret, steps, nowMs), nowMs)).toBe(now + steps);
    for (const steps of [-2, 2])
      expect(totpStep(secret, totpCode(secret, steps, nowMs), nowMs)).toBeUndefined();
    expect(totpStep(secret, '', nowMs)).toBeUndefined();
  });
});

describe('A5 passkeys', () => {
  const passkeys = createPasskeys(`${PUBLIC_URL}/`);
  const owner = { id: 'account|1', name: 'a@b.example' };

  async function registered(counter: number | null = 0) {
    const authenticator = newAuthenticator({ counter });
    const { challenge } = await passkeys.creationOptions(owner, []);
    const made = await passkeys.readCreation(authenticator.create(challenge), challenge);
    if (!made) throw new Error('not registered');
    return { authenticator, ...made };
  }

  test('challenges have at least 64 random bits and ask for a verified user', async () => {
    const creation = await passkeys.creationOptions(owner, []);
    const request = await passkeys.requestOptions([]);
    for (const { challenge } of [creation, request])
      expect(Buffer.from(challenge, 'base64url').length).toBeGreaterThanOrEqual(8);
    expect(creation.challenge).not.toBe((await passkeys.creationOptions(owner, [])).challenge);
    expect(creation.authenticatorSelection?.userVerification).toBe('required');
    expect(request).toMatchObject({ userVerification: 'required', rpId: 'cases.example' });
  });

  test('a passkey that was made signs in, and its counter goes up', async () => {
    const { authenticator, passkey, counter } = await registered();
    const { challenge } = await passkeys.requestOptions([passkey]);
    const next = await passkeys.readSignature(authenticator.sign(challenge), challenge, { passkey, counter });
    expect(next).toBeGreaterThan(counter);
  });

  test('an authenticator that keeps no counter stays at 0', async () => {
    const { authenticator, passkey, counter } = await registered(null);
    expect(counter).toBe(0);
    expect(await passkeys.readSignature(authenticator.sign('YQ'), 'YQ', { passkey, counter })).toBe(0);
  });

  const slips: [string, Slips][] = [
    ['another origin', { origin: 'https://cases.example.evil.example' }],
    ['another site', { rpId: 'evil.example' }],
    ['no verified user', { verified: false }],
    ['another kind of answer', { type: 'webauthn.other' }],
  ];
  test.each(slips)('%s makes no passkey and opens nothing', async (_what, slip) => {
    const { authenticator, passkey, counter } = await registered();
    const { challenge } = await passkeys.requestOptions([passkey]);
    expect(
      await passkeys.readCreation(newAuthenticator().create(challenge, slip), challenge),
    ).toBeUndefined();
    const signature = authenticator.sign(challenge, slip);
    expect(await passkeys.readSignature(signature, challenge, { passkey, counter })).toBeUndefined();
  });

  test("another challenge, another's key, a counter that went back, a changed signature open nothing", async () => {
    const { authenticator, passkey, counter } = await registered();
    const { challenge } = await passkeys.requestOptions([passkey]);
    const read = (signature: ReturnType<typeof authenticator.sign>, asked = challenge, last = counter) =>
      passkeys.readSignature(signature, asked, { passkey, counter: last });

    expect(await read(authenticator.sign(challenge), 'YW5vdGhlcg')).toBeUndefined();
    expect(
      await read({ ...newAuthenticator().sign(challenge), id: passkey.id, rawId: passkey.id }),
    ).toBeUndefined();
    expect(await read(authenticator.sign(challenge, { counter: 7 }), challenge, 7)).toBeUndefined();
    const good = authenticator.sign(challenge);
    const changed = { ...good.response, signature: `AAAA${good.response.signature.slice(4)}` };
    expect(await read({ ...good, response: changed })).toBeUndefined();
    expect(await read({ ...good, response: { ...good.response, authenticatorData: 'x' } })).toBeUndefined();
    expect(await read(good)).toBeGreaterThan(0);
  });
});
