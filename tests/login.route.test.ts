import { hash } from 'argon2';
import { eq, sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOutdatedHash } from '../adapters/passwords.ts';
import { accounts, auditRecords, rateLimits } from '../db/schema.ts';
import type { AccountId } from '../domain/ids.ts';
import { openAppAlone, PASSWORD, person, sessionToken } from './support/app.ts';
import { newAuthenticator, totpCode } from './support/authenticator.ts';
import {
  addPasskey,
  addTotp,
  alike,
  type LetterBox,
  letterBox,
  newEmail,
  refusal,
  registered,
} from './support/doors.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { hire } from './support/people.ts';

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

const anyone = () => person(app);
const login = (email: string, password = PASSWORD, headers = {}) =>
  anyone().send('POST', '/v1/sessions', { email, password }, headers);
const inside = async (accountId: AccountId) => person(app, await sessionToken(rooms, { accountId }));
/** Lets this much time pass for everything that is limited. */
const pass = (minutes: number) =>
  rooms.db
    .update(rateLimits)
    .set({ windowEndsAt: sql`${rateLimits.windowEndsAt} - make_interval(mins => ${minutes})` });
const forgetLimits = () => rooms.db.delete(rateLimits);

describe('A3 a login with a second factor', () => {
  test('asks for it after the password, and opens the session with a code', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const secret = await addTotp(await inside(accountId));

    const first = await login(email);
    expect(first).toMatchObject({ status: 202, body: { secondFactor: { kinds: ['totp'] } } });
    expect(first.body.token).toBeUndefined();
    const { challenge } = first.body.secondFactor;
    const wrong = totpCode(secret) === '000000' ? '000001' : '000000';
    const finish = (code: string) => anyone().send('POST', '/v1/sessions/second-factor', { challenge, code });
    expect(refusal(await finish(wrong))).toEqual([422, '/problems/factor-wrong']);
    const opened = await finish(totpCode(secret));
    expect(opened.status).toBe(201);
    expect((await person(app, opened.body.token).get('/v1/me')).body).toMatchObject({
      email,
      secondFactor: true,
    });
    expect(refusal(await finish(totpCode(secret, 1)))).toEqual([409, '/problems/challenge-over']);
  });

  test('opens it with a passkey, and as a cookie where the login asked for one', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const authenticator = await addPasskey(await inside(accountId));
    const first = await anyone().send('POST', '/v1/sessions', {
      email,
      password: PASSWORD,
      transport: 'cookie',
    });
    const { challenge, passkey } = first.body.secondFactor;
    const opened = await anyone().send('POST', '/v1/sessions/second-factor', {
      challenge,
      passkey: authenticator.sign(passkey.challenge),
    });
    expect(opened).toMatchObject({ status: 201, body: {} });
    expect(String(opened.headers['set-cookie'])).toMatch(
      /^__Host-portal=.*HttpOnly; Secure; SameSite=Strict/,
    );
  });

  test('A6 tells nothing of the factor to who has not the password', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    await addTotp(await inside(accountId));
    const wrong = alike(await login(email, 'not the pass phrase'));
    expect(wrong).toEqual(alike(await login(newEmail(), 'not the pass phrase')));
  });

  test('a challenge of staff opens no portal, and the other way round', async () => {
    const member = await hire(rooms, ['officer']);
    const desk = person(app, await sessionToken(rooms, { staffId: member.id }));
    const secret = await addTotp(desk, '/v1/staff/me');
    const { challenge } = (await desk.send('POST', '/v1/staff/me/step-up/challenge')).body;
    const at = (path: string) => anyone().send('POST', path, { challenge, code: totpCode(secret) });
    expect(refusal(await at('/v1/sessions/second-factor'))).toEqual([409, '/problems/challenge-over']);
  });
});

describe('A5 a login with a passkey alone', () => {
  async function tryWith(authenticator: ReturnType<typeof newAuthenticator>) {
    const begun = await anyone().send('POST', '/v1/sessions/passkey/challenge', {});
    expect(begun.status).toBe(201);
    const { challenge, passkey } = begun.body;
    expect(passkey.allowCredentials ?? []).toEqual([]);
    return anyone().send('POST', '/v1/sessions/passkey', {
      challenge,
      passkey: authenticator.sign(passkey.challenge),
    });
  }

  test('opens the session of whose passkey it is', async () => {
    const { email, accountId } = await registered(app, rooms, letters);
    const authenticator = await addPasskey(await inside(accountId));
    const opened = await tryWith(authenticator);
    expect((await person(app, opened.body.token).get('/v1/me')).body.email).toBe(email);
  });

  test('a passkey that nobody has, and one of the staff, are refused alike', async () => {
    const member = await hire(rooms, ['officer']);
    const desk = person(app, await sessionToken(rooms, { staffId: member.id }));
    const ofStaff = await addPasskey(desk, '/v1/staff/me');
    const refused = alike(await tryWith(newAuthenticator()));
    expect(refused).toMatchObject({ status: 422, body: { type: '/problems/factor-wrong' } });
    expect(alike(await tryWith(ofStaff))).toEqual(refused);
  });
});

describe('A7 a login from elsewhere', () => {
  const chrome = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36' };
  const phone = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Mobile Safari/604.1' };

  test('is told when device or network are new; the first one and the same again are no news', async () => {
    const { email } = await registered(app, rooms, letters);
    await login(email, PASSWORD, chrome);
    await login(email, PASSWORD, chrome);
    expect(await letters.notices(email)).toEqual([]);
    const { body } = await login(email, PASSWORD, phone);
    expect(await letters.notices(email)).toEqual(['new-device']);
    const { sessions } = (await person(app, body.token).get('/v1/me/sessions')).body;
    expect(sessions.map(({ device }: { device: string }) => device).toSorted()).toEqual([
      'Chrome · Windows',
      'Chrome · Windows',
      'Safari · iPhone',
    ]);
  });
});

test('A2 a password whose hash is of another cost is hashed anew when it was right', async () => {
  const { email, accountId } = await registered(app, rooms, letters);
  const cheap = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 2, parallelism: 1 });
  await rooms.db.update(accounts).set({ passwordHash: cheap }).where(eq(accounts.id, accountId));
  const stored = async () => (await rooms.people.findAccount(accountId))!.passwordHash;
  await login(email, 'not the pass phrase');
  expect(await stored()).toBe(cheap);
  expect((await login(email)).status).toBe(201);
  expect(isOutdatedHash(await stored())).toBe(false);
  expect((await login(email)).status).toBe(201);
});

test('L3 refused logins are counted on record, without what was tried; opened and ended ones with whose they are', async () => {
  const { email, accountId } = await registered(app, rooms, letters);
  const refusedNow = () => rooms.db.$count(auditRecords, eq(auditRecords.action, 'session.refused'));
  const before = await refusedNow();
  await login(email, 'not the pass phrase');
  await login(newEmail(), 'not the pass phrase');
  expect(await refusedNow()).toBe(before + 2);
  const { body } = await login(email);
  await person(app, body.token).send('DELETE', '/v1/sessions/current');
  const rows = await rooms.db.select().from(auditRecords).where(eq(auditRecords.actorId, accountId));
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['session.open', 'session.end']));
  const [{ text } = { text: '' }] = await rooms.db
    .select({ text: sql<string>`string_agg(${auditRecords}::text, '')` })
    .from(auditRecords);
  expect(text).not.toContain(email);
});

describe('R1 wrong passwords', () => {
  const wrong = (email: string) => login(email, 'not the pass phrase');
  async function triesLetThrough(email: string, minutes: number): Promise<number> {
    let through = 0;
    for (let minute = 0; minute < minutes; minute += 1) {
      for (let n = 0; n < 6; n += 1) if ((await wrong(email)).status === 401) through += 1;
      await pass(1);
    }
    return through;
  }

  test('wait longer each time: five a minute, ten in a quarter of an hour, twenty an hour, fifty in twelve', async () => {
    await forgetLimits();
    const email = newEmail();
    expect(await triesLetThrough(email, 1)).toBe(5);
    expect(await triesLetThrough(email, 13)).toBe(5);
    expect(await triesLetThrough(email, 40)).toBe(10);
    await pass(10);
    expect(await triesLetThrough(email, 2)).toBe(10);
  });

  test('never more than a hundred in a row for one account, from wherever; passkey and reset go around it', async () => {
    await forgetLimits();
    const { email, accountId } = await registered(app, rooms, letters);
    const authenticator = await addPasskey(await inside(accountId));
    const from = async (network: number) => {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: '/v1/sessions',
        remoteAddress: `10.${network}.0.1`,
        payload: { email, password: 'not the pass phrase' },
      });
      return statusCode;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 102; n += 1) {
      if (n % 5 === 0) await pass(1);
      statuses.push(await from(Math.floor(n / 5)));
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(100);
    expect(statuses.slice(100)).toEqual([429, 429]);
    await pass(24 * 60);
    expect((await login(email)).status).toBe(429);

    const begun = (await anyone().send('POST', '/v1/sessions/passkey/challenge', {})).body;
    const passkey = authenticator.sign(begun.passkey.challenge);
    const opened = await anyone().send('POST', '/v1/sessions/passkey', {
      challenge: begun.challenge,
      passkey,
    });
    expect(opened.status).toBe(201);
    await pass(31 * 24 * 60);
    expect((await login(email)).status).toBe(202);
  });

  test('are forgotten after the right one; other people never wait', async () => {
    await forgetLimits();
    const { email } = await registered(app, rooms, letters);
    for (let round = 0; round < 4; round += 1) {
      for (let n = 0; n < 4; n += 1) expect((await wrong(email)).status).toBe(401);
      expect((await login(email)).status).toBe(201);
    }
    for (let n = 0; n < 6; n += 1) await wrong(email);
    expect((await login(email)).status).toBe(429);
    expect((await wrong(newEmail())).status).toBe(401);
  });
});
