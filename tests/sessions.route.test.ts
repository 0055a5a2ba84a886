import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq, sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../adapters/passwords.ts';
import { hashToken } from '../api/sessions.ts';
import type { MailToSend } from '../db/outbox.ts';
import { accounts, oneTimeCodes, sessions, staff } from '../db/schema.ts';
import { byEmail } from '../domain/address.ts';
import { codeOf, stepNow } from '../scripts/demo/codes.ts';
import {
  type Answer,
  newApplicant,
  newMember,
  oneWithSession,
  openApp,
  PASSWORD,
  person,
  sessionToken,
} from './support/app.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { giveAuthenticator, hire } from './support/people.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app } = await openApp(rooms, env));
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

const newEmail = (): string => `${randomUUID()}@example.org`;
const anyone = () => person(app);
const register = (email: string, password = PASSWORD): Promise<Answer> =>
  anyone().send('POST', '/v1/accounts', { email, password });
const confirm = (email: string, code: string): Promise<Answer> =>
  anyone().send('POST', '/v1/accounts/confirmation', { email, code });
const login = (email: string, password = PASSWORD, more = {}): Promise<Answer> =>
  anyone().send('POST', '/v1/sessions', { email, password, ...more });
const without = ({ status, body }: Answer) => ({ status, body: { ...body, instance: '' } });

/** The codes that were mailed to an address, oldest first. */
async function codesOf(email: string): Promise<string[]> {
  const codes: string[] = [];
  const keep = async (mail: MailToSend) => {
    if (mail.to === email && mail.content.kind === 'code') codes.push(mail.content.code);
  };
  while (await rooms.outbox.sendWaitingMail(keep)) continue;
  return codes;
}

async function confirmed(): Promise<string> {
  const email = newEmail();
  await register(email);
  const [code = ''] = await codesOf(email);
  expect((await confirm(email, code)).status).toBe(200);
  return email;
}

const expectExpired = (answer: Answer): void => {
  expect(answer).toMatchObject({ status: 401, body: { type: '/problems/session-expired' } });
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.headers['www-authenticate']).toBe('Bearer');
};

test('S1 a session is 256 random bits of which only the hash is stored', async () => {
  const email = await confirmed();
  const [first, second] = [await login(email), await login(email)];

  for (const { status, body } of [first, second]) {
    expect(status).toBe(201);
    expect(Buffer.from(body.token, 'base64url')).toHaveLength(32);
  }
  expect(first.body.token).not.toBe(second.body.token);
  const rows = await rooms.db.select({ row: sql<string>`${sessions}::text` }).from(sessions);
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.some(({ row }) => row.includes(first.body.token))).toBe(false);
  expect(await rooms.db.$count(sessions, eq(sessions.tokenHash, hashToken(first.body.token)))).toBe(1);
});

test.each([
  ['account', '/v1/me', '__Host-portal'],
  ['staff', '/v1/staff/me', '__Host-desk'],
] as const)('S2 S7 the %s cookie is for this host and its own pages only', async (door, me, cookieName) => {
  const opened =
    door === 'account'
      ? await login(await confirmed(), PASSWORD, { transport: 'cookie' })
      : await staffLogin({ transport: 'cookie' });
  expect(opened).toMatchObject({ status: 201, body: {} });
  expect(opened.body).not.toHaveProperty('token');
  const set = String(opened.headers['set-cookie']);
  const [cookie = '', ...attributes] = set.split('; ');
  expect(cookie.startsWith(`${cookieName}=`)).toBe(true);
  expect(attributes.toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);

  const ask = (method: 'GET' | 'DELETE' | 'PATCH', headers: Record<string, string>, url: string = me) =>
    app.inject({
      method,
      url,
      headers: { cookie, host: 'cases.example', ...headers },
      ...(method === 'PATCH' ? { payload: { lang: 'en' } } : {}),
    });
  expect((await ask('GET', {})).statusCode).toBe(200);
  const logout = door === 'account' ? '/v1/sessions/current' : '/v1/staff/sessions/current';
  for (const headers of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://cases.example.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ] as Record<string, string>[]) {
    const refused = await ask('DELETE', headers, logout);
    expect({ headers, status: refused.statusCode }).toEqual({ headers, status: 403 });
    expect(refused.json().type).toBe('/problems/not-permitted');
  }
  expect((await ask('GET', {})).statusCode).toBe(200);
  if (door === 'account') {
    expect((await ask('PATCH', { origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await ask('PATCH', { origin: 'https://cases.example' })).statusCode).toBe(204);
    expect((await ask('PATCH', { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(204);
  }
  expect((await ask('DELETE', { origin: 'https://cases.example' }, logout)).statusCode).toBe(204);
  expect((await ask('GET', {})).statusCode).toBe(401);
});

async function staffLogin(more = {}): Promise<Answer> {
  const { login: loginName, secret } = await memberWithAuthenticator();
  const first = await anyone().send('POST', '/v1/staff/sessions', {
    login: loginName,
    password: PASSWORD,
    ...more,
  });
  const { challenge } = first.body.secondFactor;
  const proof = { challenge, code: codeOf(secret, stepNow()) };
  return anyone().send('POST', '/v1/staff/sessions/second-factor', proof);
}

async function memberWithAuthenticator() {
  const loginName = `officer.${randomUUID()}`;
  const passwordHash = await hashPassword(PASSWORD);
  const [row] = await rooms.db
    .insert(staff)
    .values({ login: loginName, name: 'Test', passwordHash, post: 'LAX', roles: ['officer'] })
    .returning({ id: staff.id });
  return { login: loginName, secret: await giveAuthenticator(rooms, row!.id) };
}

test('S7 a bearer token is not bound to an origin', async () => {
  const { token } = await oneWithSession(app, rooms);

  const answer = await app.inject({
    method: 'PATCH',
    url: '/v1/me',
    headers: { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' },
    payload: { lang: 'en' },
  });

  expect(answer.statusCode).toBe(204);
});

test.each([
  ['account', 29, 31],
  ['staff', 14, 16],
] as const)('S4 an idle %s session lives %i minutes and is over after %i', async (door, lives, over) => {
  const who =
    door === 'staff'
      ? { staffId: (await hire(rooms, ['officer'])).id }
      : { accountId: (await oneWithSession(app, rooms)).accountId };
  const token = await sessionToken(rooms, who);
  const me = door === 'staff' ? '/v1/staff/me' : '/v1/me';
  const idle = (minutes: number) =>
    rooms.db
      .update(sessions)
      .set({ lastSeenAt: sql`now() - make_interval(mins => ${minutes})` })
      .where(eq(sessions.tokenHash, hashToken(token)));

  await idle(lives);
  expect((await person(app, token).get(me)).status).toBe(200);
  // That use has kept it alive: it is idle from now on.
  const [row] = await rooms.db
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, hashToken(token)));
  expect(Date.now() - (row?.lastSeenAt.getTime() ?? 0)).toBeLessThan(60_000);

  await idle(over);
  expectExpired(await person(app, token).get(me));
});

test('S4 twelve hours are the end of a session, however busy it is', async () => {
  const { token, person: one } = await oneWithSession(app, rooms);
  const [row] = await rooms.db
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, hashToken(token)));
  expect(Number(row?.expiresAt) - Number(row?.createdAt)).toBe(12 * 3_600_000);
  expect((await one.get('/v1/me')).status).toBe(200);

  await rooms.db
    .update(sessions)
    .set({ expiresAt: sql`now()` })
    .where(eq(sessions.tokenHash, hashToken(token)));

  expectExpired(await one.get('/v1/me'));
  expectExpired(await one.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' }));
});

test('S3 logging out ends the session at once, and only this one', async () => {
  const email = await confirmed();
  const [here, there] = [await login(email), await login(email)].map(({ body }) => person(app, body.token));

  expect((await here?.send('DELETE', '/v1/sessions/current'))?.status).toBe(204);

  expectExpired((await here?.get('/v1/me')) as Answer);
  expect((await there?.get('/v1/me'))?.status).toBe(200);
});

test.each([
  '',
  'Bearer',
  'Bearer x',
  `Bearer ${'A'.repeat(43)}`,
  `Bearer ${'A'.repeat(500)}`,
  'Basic dTpw',
  'Bearer \u00e9',
])('S1 the garbage %j opens no door', async (authorization) => {
  for (const url of [
    '/v1/me',
    '/v1/drafts',
    '/v1/orders',
    '/v1/messages',
    '/v1/staff/me',
    '/v1/staff/tasks',
  ]) {
    const answer = await app.inject({ url, headers: authorization ? { authorization } : {} });
    expect({ url, status: answer.statusCode }).toEqual({ url, status: 401 });
    expect(answer.json().type).toBe('/problems/session-expired');
  }
});

test('Z1 an account’s token does not open the desk, nor a member’s the portal', async () => {
  const applicant = await newApplicant(app, rooms);
  const officer = await newMember(app, rooms, ['officer', 'supervisor', 'operator']);

  for (const url of ['/v1/staff/me', '/v1/staff/queues', '/v1/staff/tasks', '/v1/staff/cases/X'])
    expectExpired(await applicant.get(url));
  expectExpired(await applicant.send('POST', '/v1/codec/decode', { payloads: [] }));
  for (const url of ['/v1/me', '/v1/drafts', '/v1/orders', '/v1/messages'])
    expectExpired(await officer.get(url));
});

test('A9 a member who left is out at once', async () => {
  const member = await hire(rooms, ['officer']);
  const officer = person(app, await sessionToken(rooms, { staffId: member.id }));
  expect((await officer.get('/v1/staff/me')).status).toBe(200);

  await rooms.db.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, member.id));

  expectExpired(await officer.get('/v1/staff/me'));
});

test('R-06 E3 registering, logging in and confirming answer alike for known and unknown addresses', async () => {
  const known = await confirmed();

  expect(without(await register(known))).toEqual(without(await register(newEmail())));
  expect(await codesOf(known)).toEqual([]); // nobody else's try confirms or changes anything
  expect((await login(known)).status).toBe(201);
  const wrong = without(await login(known, 'another long pass phrase'));
  expect(wrong.status).toBe(401);
  expect(wrong).toEqual(without(await login(newEmail())));
  const waiting = newEmail();
  await register(waiting);
  expect(without(await login(waiting))).toEqual(wrong);
  expect(without(await confirm(known, '000000'))).toEqual(without(await confirm(newEmail(), '000000')));
});

test('R-06 a code works once, and a wrong or an old one not at all', async () => {
  const email = newEmail();
  await register(email);
  const [code = ''] = await codesOf(email);
  const wrong = code === '111111' ? '222222' : '111111';

  const refused = await confirm(email, wrong);
  expect(refused).toMatchObject({ status: 422, body: { type: '/problems/code-wrong' } });
  expect((await confirm(email, code)).status).toBe(200);
  expect(without(await confirm(email, code))).toEqual(without(refused));

  const late = newEmail();
  await register(late);
  const [lateCode = ''] = await codesOf(late);
  await rooms.db
    .update(oneTimeCodes)
    .set({ expiresAt: sql`now()` })
    .where(sql`${oneTimeCodes.accountId} = (select id from ${accounts} order by created_at desc limit 1)`);
  expect(without(await confirm(late, lateCode))).toEqual(without(refused));
  expect((await login(late)).status).toBe(401);
});

test('R6 after five wrong codes the right one comes too late', async () => {
  const email = newEmail();
  await register(email);
  const [code = ''] = await codesOf(email);
  const wrong = code === '111111' ? '222222' : '111111';
  for (let at = 0; at < 5; at += 1) expect((await confirm(email, wrong)).status).toBe(422);

  const answer = await confirm(email, code);

  expect(answer).toMatchObject({ status: 429, body: { type: '/problems/rate-limited' } });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});

test('R-06 registering again before the confirmation replaces the password and the code', async () => {
  const email = newEmail();
  await register(email, 'the first pass phrase');
  await register(email, 'the second pass phrase');
  const [, second = ''] = await codesOf(email);

  expect((await confirm(email, second)).status).toBe(200);
  expect((await login(email, 'the first pass phrase')).status).toBe(401);
  expect((await login(email, 'the second pass phrase')).status).toBe(201);
});

test.each([
  ['short', 'password-too-short'],
  ['x'.repeat(200), 'password-too-long'],
  ['passwordpassword1234', 'password-too-common'],
  ['aaaaaaaaaaaaaaaa', 'password-too-common'],
  ['passport-embassy-1234', 'password-too-obvious'],
])('A1 the password %j is refused with its rule, and no account is made', async (password, rule) => {
  const email = newEmail();

  const answer = await register(email, password);

  expect(answer).toMatchObject({ status: 422, body: { type: '/problems/password-weak', details: { rule } } });
  expect(await rooms.people.findAccountAt(byEmail(email))).toBeUndefined();
});

test.each([
  ['no address', { email: 'nobody', password: PASSWORD }],
  ['a line break in the address', { email: 'a@b.example\r\nBcc: c@d.example', password: PASSWORD }],
  ['a NUL in the address', { email: 'a\0@b.example', password: PASSWORD }],
  ['no password', { email: 'a@b.example' }],
  ['a role for oneself', { email: 'a@b.example', password: PASSWORD, roles: ['officer'] }],
  ['a number for a password', { email: 'a@b.example', password: 123_456_789_012 }],
])('Z8 J3 registering with %s is 400', async (_what, body) => {
  const answer = await anyone().send('POST', '/v1/accounts', body);

  expect(answer).toMatchObject({ status: 400, body: { type: '/problems/invalid-request' } });
});

test.each(['\0', 'a\0b', 'x'.repeat(101), ''])(
  'the staff login %j is refused and is no fault of ours',
  async (name) => {
    const answer = await anyone().send('POST', '/v1/staff/sessions', { login: name, password: PASSWORD });

    expect(answer).toMatchObject({ status: 400, body: { type: '/problems/invalid-request' } });
  },
);

test.each(['account', 'staff'] as const)(
  'R7 of 200 tries at once at a %s login exactly five get through',
  async (door) => {
    const name = door === 'account' ? await confirmed() : `nobody.${randomUUID()}`;
    const attempt = (): Promise<Answer> =>
      door === 'account'
        ? login(name.toUpperCase(), 'not the pass phrase')
        : anyone().send('POST', '/v1/staff/sessions', { login: name, password: 'not the pass phrase' });

    const answers = await Promise.all(Array.from({ length: 200 }, attempt));

    const limited = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(limited).toHaveLength(195);
    for (const { headers, body } of limited) {
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
      expect(body.type).toBe('/problems/rate-limited');
    }
    // The right pass phrase waits as well; other people do not.
    if (door === 'account') {
      expect((await login(name)).status).toBe(429);
      expect((await login(newEmail())).status).toBe(401);
    }
  },
);
