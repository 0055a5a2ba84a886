import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openIdLogin } from '../adapters/openid.ts';
import { auditRecords, staff } from '../db/schema.ts';
import type { StaffId } from '../domain/ids.ts';
import { codeOf, stepNow } from '../scripts/demo/codes.ts';
import { openAppAlone, person } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { giveAuthenticator, hire } from './support/people.ts';

let rooms: Rooms;
let app: FastifyInstance;
let provider: Server;
let issuer = '';
let usual: [FastifyInstance, string];
const REDIRECT = 'http://127.0.0.1/v1/staff/openid/callback';

/** A real OpenID provider on this machine whose login page takes a name and no password. */
beforeAll(async () => {
  rooms = await openRooms();
  provider = createServer();
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'desk', client_secret: 'a-secret-of-the-desk', redirect_uris: [REDIRECT] }],
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
  });
  const answer = oidc.callback();
  provider.on('request', (request, response) => void answer(request, response));
  const openId = openIdLogin({
    issuer,
    clientId: 'desk',
    clientSecret: 'a-secret-of-the-desk',
    redirectUri: REDIRECT,
    multiFactorMethods: [],
    allowPlainHttp: true,
  });
  app = await openAppAlone(rooms, { openId });
  usual = [app, issuer];
});
afterAll(async () => {
  await app.close();
  provider.closeAllConnections();
  await new Promise((done) => provider.close(done));
  await rooms.close();
});

/** A browser at the provider: follows redirects, keeps its cookies, fills in the login page as `who`. */
async function logInAt(url: string, who: string): Promise<string> {
  const jar = new Map<string, string>();
  const ask = async (to: string, form?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(to, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  let at = url;
  for (let left = 12; left > 0; left -= 1) {
    const answer = await ask(at);
    const next = answer.headers.get('location');
    if (next?.startsWith(REDIRECT)) return next;
    if (next) {
      at = new URL(next, issuer).href;
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const sent = await ask(new URL(action, issuer).href, { prompt, login: who, password: 'any' });
    at = new URL(sent.headers.get('location') ?? '', issuer).href;
  }
  throw new Error('the provider never sent the browser back');
}

async function start(invitation?: string) {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/staff/openid/start',
    payload: invitation ? { invitation } : {},
  });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return { url: answer.json().url as string, cookie };
}
async function comeBack(to: string, cookie: string) {
  const { pathname, search } = new URL(to);
  return app.inject({ method: 'GET', url: `${pathname}${search}`, headers: { cookie } });
}
const loginIn = (location: unknown): string => /#openid=([\w-]+)$/.exec(String(location))?.[1] ?? '';
const finish = (login: string) => person(app).send('POST', '/v1/staff/openid/session', { login });

/** A member who is known at the provider as `who`, through an invitation. */
async function linked(who: string): Promise<{ id: StaffId; secret: string }> {
  const { id } = await hire(rooms, ['officer']);
  const state = { step: 'password' };
  const invitation = await rooms.challenges.begin('invitation', {
    owner: { staffId: id },
    state,
    minutes: 5,
  });
  const { url, cookie } = await start(invitation);
  const back = await comeBack(await logInAt(url, who), cookie);
  expect(back.statusCode).toBe(303);
  expect((await finish(loginIn(back.headers.location))).body.enrolment.challenge).toBeTruthy();
  return { id, secret: await giveAuthenticator(rooms, id) };
}

test('V10 A3 who was linked by an invitation signs in with the organisation’s account and our second factor', async () => {
  const { id, secret } = await linked('lin.wei');
  const { url, cookie } = await start();
  expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
  const back = await comeBack(await logInAt(url, 'lin.wei'), cookie);
  const first = await finish(loginIn(back.headers.location));
  expect(first).toMatchObject({ status: 202, body: { secondFactor: { kinds: ['totp'] } } });
  const proof = { challenge: first.body.secondFactor.challenge, code: codeOf(secret, stepNow()) };
  const opened = await person(app).send('POST', '/v1/staff/sessions/second-factor', proof);
  expect((await person(app, opened.body.token).get('/v1/staff/me')).body.id).toBe(id);
  // The way behind the # opens nothing twice.
  expect((await finish(loginIn(back.headers.location))).status).toBe(409);
});

test('V10 a wrong state, a replayed code and another browser are refused', async () => {
  await linked('wang.fang');
  const one = await start();
  const back = await logInAt(one.url, 'wang.fang');
  const forged = new URL(back);
  forged.searchParams.set('state', 'x'.repeat(40));
  expect((await comeBack(forged.href, one.cookie)).statusCode).toBe(422);
  // That try has used the way up: also the right answer comes too late.
  expect((await comeBack(back, one.cookie)).statusCode).toBe(409);
  const two = await start();
  const right = await logInAt(two.url, 'wang.fang');
  expect((await comeBack(right, '')).statusCode).toBe(409);
  expect((await comeBack(right, two.cookie)).statusCode).toBe(303);
  const three = await start();
  const replayed = new URL(right);
  replayed.searchParams.set('state', new URL(three.url).searchParams.get('state') ?? '');
  expect((await comeBack(replayed.href, three.cookie)).statusCode).toBe(422);
});

test('V10 A9 a subject that nobody linked, and a disabled member, do not come in', async () => {
  const stranger = await start();
  const back = await comeBack(await logInAt(stranger.url, 'stranger'), stranger.cookie);
  expect(await finish(loginIn(back.headers.location))).toMatchObject({
    status: 422,
    body: { type: '/problems/openid-refused' },
  });
  const { id } = await linked('zhao.min');
  await rooms.db.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, id));
  const again = await start();
  const gone = await comeBack(await logInAt(again.url, 'zhao.min'), again.cookie);
  expect((await finish(loginIn(gone.headers.location))).status).toBe(422);
});

test('V10 another nonce in the ID token is refused, and the invitation is not used up by it', async () => {
  const { id } = await hire(rooms, ['officer']);
  const owner = { staffId: id };
  const invited = { owner, state: { step: 'password' }, minutes: 5 };
  const invitation = await rooms.challenges.begin('invitation', invited);
  const one = await start(invitation);
  const forged = new URL(one.url);
  forged.searchParams.set('nonce', 'y'.repeat(40));
  expect((await comeBack(await logInAt(forged.href, 'chen.jie'), one.cookie)).statusCode).toBe(422);

  const two = await start(invitation);
  expect((await comeBack(await logInAt(two.url, 'chen.jie'), two.cookie)).statusCode).toBe(303);
  expect((await start(invitation)).url).toBeUndefined();
  const joined = await rooms.db.select().from(auditRecords).where(eq(auditRecords.objectId, id));
  expect(joined).toMatchObject([{ action: 'staff.join', reason: 'openid' }]);
});

/** A provider that says how its people were identified, and asks them nothing. */
async function openVouching(amr: string[]) {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const oidc = new Provider(at, {
    clients: [{ client_id: 'desk', client_secret: 'a-secret-of-the-desk', redirect_uris: [REDIRECT] }],
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub', 'amr'] },
    interactions: { url: (_context, { uid }) => `/at-once/${uid}` },
    async loadExistingGrant({ oidc: { provider: self, client, session } }) {
      if (!client || !session?.accountId) return undefined;
      const grant = new self.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  const usual = oidc.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/at-once/')) return void usual(request, response);
    void oidc.interactionFinished(request, response, { login: { accountId: 'lin.wei', amr } });
  });
  const openId = openIdLogin({
    issuer: at,
    clientId: 'desk',
    clientSecret: 'a-secret-of-the-desk',
    redirectUri: REDIRECT,
    multiFactorMethods: ['mfa'],
    allowPlainHttp: true,
  });
  return {
    at,
    openId,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test.each([
  ['mfa', 201],
  ['pwd', 202],
])('V10 A3 the provider vouches with %s: answered %i', async (method, status) => {
  const vouching = await openVouching([method]);
  const theirs = await openAppAlone(rooms, { openId: vouching.openId });
  [app, issuer] = [theirs, vouching.at];
  try {
    const { id } = await hire(rooms, ['officer']);
    await giveAuthenticator(rooms, id);
    const subject = JSON.stringify([vouching.at, 'lin.wei']);
    expect(await rooms.staffing.linkSubject(id, subject, {})).toBe(true);
    const { url, cookie } = await start();
    const back = await comeBack(await logInAt(url, 'lin.wei'), cookie);
    expect((await finish(loginIn(back.headers.location))).status).toBe(status);
  } finally {
    [app, issuer] = usual;
    await theirs.close();
    await vouching.close();
  }
});
