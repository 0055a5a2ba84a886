import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pwnedPasswords } from '../adapters/breached-passwords.ts';
import { rateLimits } from '../db/schema.ts';
import type { AccountId } from '../domain/ids.ts';
import { smsWords } from '../domain/texts/mails.ts';
import { createLog } from '../log.ts';
import { openAppAlone, PASSWORD, type Person, person, sessionToken } from './support/app.ts';
import { totpCode } from './support/authenticator.ts';
import { startBreaches } from './support/breaches.ts';
import {
  addPasskey,
  addTotp,
  alike,
  type LetterBox,
  letterBox,
  newEmail,
  newPhone,
  refusal,
  registered,
} from './support/doors.ts';
import { openRooms, PUBLIC_URL, type Rooms } from './support/house.ts';

const OTHER = 'quite another pass phrase';

let rooms: Rooms;
let app: FastifyInstance;
let letters: LetterBox;
beforeAll(async () => {
  rooms = await openRooms();
  letters = letterBox(rooms);
  app = await openAppAlone(rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});
beforeEach(async () => {
  await rooms.db.delete(rateLimits);
});

const anyone = () => person(app);
const post = (path: string, body: unknown) => anyone().send('POST', path, body);
const login = (who: object, password = PASSWORD) => post('/v1/sessions', { ...who, password });
const inside = async (accountId: AccountId, steppedUp = true): Promise<Person> =>
  person(app, await sessionToken(rooms, { accountId }, { steppedUp }));

describe('R-06 an account with a Chinese mobile number', () => {
  test('is registered, confirmed by a text message and logged in to, however the number is grouped', async () => {
    const phone = newPhone();
    const grouped = `${phone.slice(3, 6)} ${phone.slice(6, 10)}-${phone.slice(10)}`;
    expect((await post('/v1/accounts', { phone: grouped, password: PASSWORD })).status).toBe(202);
    const [letter] = await letters.open(phone);
    expect(letter).toMatchObject({ by: 'phone', to: phone, content: { kind: 'code' } });
    const code = await letters.lastCode(phone);
    expect((await post('/v1/accounts/confirmation', { phone, code })).status).toBe(200);
    const { body } = await login({ phone: `0086${phone.slice(3)}` });
    expect((await person(app, body.token).get('/v1/me')).body).toMatchObject({
      email: null,
      phone,
      noticesTo: phone,
    });
    expect((await post('/v1/accounts/confirmation', { phone, code })).status).toBe(422);
  });

  test.each(['+12138078088', '+8613800', '+86 138 0013 80001'])('%s is no such number', async (phone) => {
    const answer = await post('/v1/accounts', { phone, password: PASSWORD });
    expect([400, 422]).toContain(answer.status);
    expect(answer.body.type).toMatch(/phone-not-chinese|invalid-request/);
  });

  test('where no text messages can be sent, an address is asked for instead', async () => {
    const silent = await openAppAlone(rooms, { smsOffered: false });
    const answer = await person(silent).send('POST', '/v1/accounts', {
      phone: newPhone(),
      password: PASSWORD,
    });
    expect(refusal(answer)).toEqual([422, '/problems/sms-not-offered']);
    await silent.close();
  });

  test('B5 a text message is short, says who does not ask for money, and links to nobody but us', () => {
    for (const lang of ['hans', 'hant', 'en'] as const)
      for (const content of [
        { kind: 'code', code: '123456' },
        { kind: 'notice', notice: 'password-changed' },
      ] as const) {
        const text = smsWords(content, lang, PUBLIC_URL);
        expect(text.length).toBeLessThan(500);
        for (const url of text.match(/https?:\/\/[^\s,。]+/g) ?? [])
          expect(url.startsWith(PUBLIC_URL)).toBe(true);
        expect(text).toMatch(/诈骗|詐騙|money/);
      }
  });
});

describe('A7 a forgotten password', () => {
  const ask = (email: string) => post('/v1/password-resets', { email });
  const confirm = (email: string, code: string) => post('/v1/password-resets/confirmation', { email, code });
  const finish = (body: object) => anyone().send('PUT', '/v1/password-resets/password', body);

  test('is replaced by a code; every session ends, the old one opens nothing, and the owner is told', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const before = await inside(accountId);
    expect((await ask(email)).status).toBe(202);
    const confirmed = await confirm(email, await letters.lastCode(email));
    expect(confirmed).toMatchObject({ status: 201, body: { kinds: [] } });
    const { challenge } = confirmed.body;

    expect(refusal(await finish({ challenge, password: 'short' }))).toEqual([422, '/problems/password-weak']);
    expect((await finish({ challenge, password: OTHER })).status).toBe(204);
    expect((await before.get('/v1/me')).status).toBe(401);
    expect((await login({ email })).status).toBe(401);
    expect((await login({ email }, OTHER)).status).toBe(201);
    expect(await letters.notices(email)).toEqual(['password-reset']);
    expect(refusal(await finish({ challenge, password: OTHER }))).toEqual([409, '/problems/challenge-over']);
  });

  test('the code works once, for a reset alone, and not after five wrong ones', async () => {
    const { email } = await registered(app, rooms, letters);
    await ask(email);
    const code = await letters.lastCode(email);
    expect((await post('/v1/accounts/confirmation', { email, code })).status).toBe(422);
    expect((await confirm(email, code)).status).toBe(201);
    expect(refusal(await confirm(email, code))).toEqual([422, '/problems/code-wrong']);

    await ask(email);
    const next = await letters.lastCode(email);
    const wrong = next === '111111' ? '222222' : '111111';
    await rooms.db.delete(rateLimits);
    const tries = await Promise.all(Array.from({ length: 200 }, () => confirm(email, wrong)));
    expect(tries.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(195);
    await rooms.db.delete(rateLimits);
    expect((await confirm(email, next)).status).toBe(422);
  });

  test('E3 unknown addresses are answered alike and get nothing; unconfirmed ones neither', async () => {
    const { email } = await registered(app, rooms, letters);
    const unknown = newEmail();
    const waiting = newEmail();
    await post('/v1/accounts', { email: waiting, password: PASSWORD });
    const [known, nobody, unconfirmed] = [await ask(email), await ask(unknown), await ask(waiting)].map(
      alike,
    );
    expect(nobody).toEqual(known);
    expect(unconfirmed).toEqual(known);
    expect(await letters.open(unknown)).toEqual([]);
    expect(await letters.open(waiting)).toHaveLength(1);
    expect(alike(await confirm(unknown, '123456'))).toEqual(alike(await confirm(waiting, '123456')));
  });

  test('with a second factor the code is not enough, whatever the password', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const secret = await addTotp(await inside(accountId));
    await ask(email);
    const confirmed = await confirm(email, await letters.lastCode(email));
    expect(confirmed.body.kinds).toEqual(['totp']);
    const { challenge } = confirmed.body;
    const wrong = totpCode(secret) === '000000' ? '000001' : '000000';

    expect(refusal(await finish({ challenge, password: OTHER }))).toEqual([
      403,
      '/problems/step-up-required',
    ]);
    expect(refusal(await finish({ challenge, password: OTHER, code: wrong }))).toEqual([
      422,
      '/problems/factor-wrong',
    ]);
    expect((await login({ email }, OTHER)).status).toBe(401);
    // A1: beside a second factor eight characters are enough.
    const done = await finish({ challenge, password: 'vio7let9', code: totpCode(secret) });
    expect(done.status).toBe(204);
    expect((await login({ email }, 'vio7let9')).status).toBe(202);
  });

  test('a passkey finishes it as well; a challenge of another purpose does not', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const authenticator = await addPasskey(await inside(accountId));
    const other = (await login({ email })).body.secondFactor;
    const misused = {
      challenge: other.challenge,
      password: OTHER,
      passkey: authenticator.sign(other.passkey.challenge),
    };
    expect(refusal(await finish(misused))).toEqual([409, '/problems/challenge-over']);

    await ask(email);
    const { challenge, passkey } = (await confirm(email, await letters.lastCode(email))).body;
    const proof = { challenge, passkey: authenticator.sign(passkey.challenge) };
    expect((await finish({ ...proof, password: OTHER })).status).toBe(204);
  });
});

describe('A1 S3 a changed password', () => {
  const change = (one: Person, current: string, password: string) =>
    one.send('PUT', '/v1/me/password', { current, password });

  test('needs the present one, ends all other sessions, and is told', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const [here, elsewhere] = [await inside(accountId), await inside(accountId)];
    expect(refusal(await change(here, 'not the pass phrase', OTHER))).toEqual([
      422,
      '/problems/password-wrong',
    ]);
    expect(refusal(await change(here, PASSWORD, 'passport12345678'))).toEqual([
      422,
      '/problems/password-weak',
    ]);
    expect((await change(here, PASSWORD, OTHER)).status).toBe(204);
    expect((await elsewhere.get('/v1/me')).status).toBe(401);
    expect((await here.get('/v1/me')).status).toBe(200);
    expect((await login({ email }, OTHER)).status).toBe(201);
    expect(await letters.notices(email)).toEqual(['password-changed']);
  });

  test('R1 a stolen session cannot try passwords without end', async () => {
    const { accountId } = await registered(app, rooms, letters);
    const one = await inside(accountId);
    const tries = await Promise.all(
      Array.from({ length: 50 }, () => change(one, 'not the pass phrase', OTHER)),
    );
    expect(tries.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  test('15 characters without a second factor, 8 beside one', async () => {
    const { accountId } = await registered(app, rooms, letters);
    const one = await inside(accountId);
    expect((await change(one, PASSWORD, 'vio7let9')).body.details).toEqual({ rule: 'password-too-short' });
    await addTotp(one);
    expect((await change(one, PASSWORD, 'vio7let9')).status).toBe(204);
  });

  test('A1 a short one whose second factor was removed opens nothing until it is replaced', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const one = await inside(accountId);
    await addTotp(one);
    await change(one, PASSWORD, 'vio7let9');
    const [factor] = (await one.get('/v1/me/factors')).body.factors;
    await one.send('DELETE', `/v1/me/factors/${factor.id}`);
    const answer = await login({ email }, 'vio7let9');
    expect(refusal(answer)).toEqual([422, '/problems/password-weak']);
    await post('/v1/password-resets', { email });
    const code = await letters.lastCode(email);
    const { challenge } = (await post('/v1/password-resets/confirmation', { email, code })).body;
    await anyone().send('PUT', '/v1/password-resets/password', { challenge, password: OTHER });
    expect((await login({ email }, OTHER)).status).toBe(201);
  });
});

describe('the addresses of an account', () => {
  const ask = (one: Person, who: object) => one.send('POST', '/v1/me/addresses', who);
  const add = (one: Person, who: object, code: string) =>
    one.send('POST', '/v1/me/addresses/confirmation', { ...who, code });

  test('a number is added with the code that was sent there; both log in, and the old address is told', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const one = await inside(accountId);
    const phone = newPhone();
    expect((await ask(one, { phone })).status).toBe(202);
    const code = await letters.lastCode(phone);
    expect(refusal(await add(one, { phone: newPhone() }, code))).toEqual([422, '/problems/code-wrong']);
    expect((await add(one, { phone }, code)).status).toBe(204);
    expect((await login({ phone })).status).toBe(201);
    expect((await login({ email })).status).toBe(201);
    expect(await letters.notices(email)).toEqual(['address-added']);
    expect((await one.get('/v1/me')).body).toMatchObject({ email, phone, noticesTo: email });
  });

  test('another e-mail address takes the place of the first, which is told and logs in no more', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const one = await inside(accountId);
    const next = newEmail();
    await ask(one, { email: next });
    await add(one, { email: next }, await letters.lastCode(next));
    expect((await login({ email: next })).status).toBe(201);
    expect((await login({ email })).status).toBe(401);
    expect(await letters.notices(email)).toEqual(['address-removed']);
  });

  test("E3 somebody else's is answered alike, gets no code, and its owner is told", async () => {
    const other = await registered(app, rooms, letters);
    const { accountId } = await registered(app, rooms, letters);
    const one = await inside(accountId);
    const before = await letters.lastCode(other.email);
    expect(alike(await ask(one, { email: other.email }))).toEqual(
      alike(await ask(one, { email: newEmail() })),
    );
    expect(await letters.lastCode(other.email)).toBe(before);
    expect(await letters.notices(other.email)).toEqual(['address-taken']);
    expect((await add(one, { email: other.email }, before)).status).toBe(422);
  });

  test('an address that somebody registered and never confirmed is no hindrance', async () => {
    const waiting = newEmail();
    await post('/v1/accounts', { email: waiting, password: OTHER });
    const { accountId } = await registered(app, rooms, letters);
    const one = await inside(accountId);
    await ask(one, { email: waiting });
    expect((await add(one, { email: waiting }, await letters.lastCode(waiting))).status).toBe(204);
    expect((await login({ email: waiting })).status).toBe(201);
    expect((await login({ email: waiting }, OTHER)).status).toBe(401);
  });

  test('one stays; what is removed opens nothing; all of it needs a step-up', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const one = await inside(accountId);
    const phone = newPhone();
    await ask(one, { phone });
    await add(one, { phone }, await letters.lastCode(phone));
    expect((await one.send('DELETE', '/v1/me/addresses/email')).status).toBe(204);
    expect((await login({ email })).status).toBe(401);
    expect((await one.get('/v1/me')).body).toMatchObject({ email: null, phone, noticesTo: phone });
    expect(refusal(await one.send('DELETE', '/v1/me/addresses/email'))).toEqual([404, '/problems/not-found']);
    expect(refusal(await one.send('DELETE', '/v1/me/addresses/phone'))).toEqual([
      409,
      '/problems/last-address',
    ]);
    const stale = await inside(accountId, false);
    expect(refusal(await ask(stale, { phone }))).toEqual([403, '/problems/step-up-required']);
  });
});

test('S5 an account without a second factor steps up with its password, one with a factor does not', async () => {
  const { accountId } = await registered(app, rooms, letters);
  const stale = await inside(accountId, false);
  const asked = await stale.send('POST', '/v1/me/step-up/challenge');
  expect(asked.body).toEqual({ challenge: null, kinds: ['password'] });
  const stepUp = (one: Person, password: string) => one.send('POST', '/v1/me/step-up', { password });
  expect((await stepUp(stale, 'not the pass phrase')).status).toBe(422);
  const stepped = await stepUp(stale, PASSWORD);
  expect(stepped.status).toBe(200);
  const one = person(app, stepped.body.token);
  await addTotp(one);
  expect(refusal(await stepUp(await inside(accountId, false), PASSWORD))).toEqual([
    422,
    '/problems/factor-wrong',
  ]);
});

test('V6.2.12 a password of a breach is refused for a new account and a changed one; while nobody can say, none is', async () => {
  const known = 'violet teapot 93 ladder';
  const service = await startBreaches([known]);
  const log = createLog('api', 'silent');
  const wary = await openAppAlone(rooms, { breachedPasswords: pwnedPasswords({ url: service.url, log }) });
  const { accountId } = await registered(app, rooms, letters);
  const one = person(wary, await sessionToken(rooms, { accountId }));
  const weak = {
    status: 422,
    body: { type: '/problems/password-weak', details: { rule: 'password-breached' } },
  };

  const register = (password: string) =>
    person(wary).send('POST', '/v1/accounts', { email: newEmail(), password });
  expect(await register(known)).toMatchObject(weak);
  expect(await one.send('PUT', '/v1/me/password', { current: PASSWORD, password: known })).toMatchObject(
    weak,
  );
  expect((await register(`${known} and more`)).status).toBe(202);
  await service.stop();
  expect((await register(known)).status).toBe(202);
  await wary.close();
});
