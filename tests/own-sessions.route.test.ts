import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Owner } from '../db/challenges.ts';
import type { MailToSend } from '../db/outbox.ts';
import { auditRecords, sessions } from '../db/schema.ts';
import type { AccountId } from '../domain/ids.ts';
import { type Answer, openAppAlone, type Person, person, sessionToken } from './support/app.ts';
import { newAuthenticator, totpCode } from './support/authenticator.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { hire, registerAccount } from './support/people.ts';

let rooms: Rooms;
let app: FastifyInstance;
beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

/** Somebody with a session that was just opened, and one that was opened long ago. */
async function somebody(door: 'account' | 'staff') {
  const owner: Owner =
    door === 'account'
      ? { accountId: await registerAccount(rooms) }
      : { staffId: (await hire(rooms, ['officer'])).id };
  const id = 'accountId' in owner ? owner.accountId : owner.staffId;
  const fresh = person(app, await sessionToken(rooms, owner));
  const stale = person(app, await sessionToken(rooms, owner, { steppedUp: false }));
  return { owner, id, fresh, stale };
}

async function addTotp(one: Person, me: string): Promise<string> {
  const begun = await one.send('POST', `${me}/factors/totp`, { name: 'phone' });
  expect(begun.status).toBe(201);
  const confirmed = await one.send('POST', `${me}/factors/${begun.body.id}/confirmation`, {
    code: totpCode(begun.body.secret, -1),
  });
  expect(confirmed.status).toBe(204);
  return begun.body.secret;
}

async function addPasskey(one: Person, me: string) {
  const authenticator = newAuthenticator();
  const { body } = await one.send('POST', `${me}/factors/passkey`, { name: 'key' });
  const made = await one.send('POST', `${me}/factors/passkey/confirmation`, {
    challenge: body.challenge,
    passkey: authenticator.create(body.passkey.challenge),
  });
  expect(made.status).toBe(201);
  return authenticator;
}

const actsOf = async (id: string): Promise<string[]> => {
  const rows = await rooms.db.select().from(auditRecords).where(eq(auditRecords.actorId, id));
  return rows.map(({ action }) => action);
};
async function noticesTo(id: string): Promise<string[]> {
  const found: string[] = [];
  const account = await rooms.people.findAccount(id as AccountId);
  const to = account ? await rooms.people.labelOf(account) : '';
  const keep = async (mail: MailToSend) => {
    if (mail.to === to && mail.content.kind === 'notice') found.push(mail.content.notice);
  };
  while (await rooms.outbox.sendWaitingMail(keep)) continue;
  return found;
}
const refusal = ({ status, body }: Answer) => [status, body.type];

describe.each([
  ['account', '/v1/me'],
  ['staff', '/v1/staff/me'],
] as const)('the %s door', (door, me) => {
  test('S6 one sees the own sessions and no others, and what they run on', async () => {
    const { owner, fresh } = await somebody(door);
    await somebody(door);
    await rooms.people.openSession(Buffer.from(`${door} phone`), owner, { device: 'Safari · iPhone' });
    const { body, status } = await fresh.get(`${me}/sessions`);
    expect(status).toBe(200);
    expect(body.sessions).toHaveLength(3);
    expect(body.sessions.filter(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toHaveLength(1);
    expect(body.sessions.map(({ device }: { device: string }) => device)).toContain('Safari · iPhone');
  });

  test("S3 S6 an ended session is dead with its next request; another's cannot be ended", async () => {
    const { id, fresh, stale } = await somebody(door);
    const other = await somebody(door);
    const listed = (await fresh.get(`${me}/sessions`)).body.sessions;
    const old = listed.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);

    expect(refusal(await other.fresh.send('DELETE', `${me}/sessions/${old.id}`))).toEqual([
      404,
      '/problems/not-found',
    ]);
    expect((await stale.get(`${me}/sessions`)).status).toBe(200);
    expect((await fresh.send('DELETE', `${me}/sessions/${old.id}`)).status).toBe(204);
    expect((await stale.get(`${me}/sessions`)).status).toBe(401);
    expect(await actsOf(id)).toContain('session.end');
  });

  test('S5 V7.5.2 who has not just proved who one is ends no session', async () => {
    const { stale, fresh } = await somebody(door);
    const listed = (await stale.get(`${me}/sessions`)).body.sessions;
    for (const path of [`${me}/sessions`, `${me}/sessions/${listed[0].id}`])
      expect(refusal(await stale.send('DELETE', path))).toEqual([403, '/problems/step-up-required']);
    expect((await fresh.get(`${me}/sessions`)).body.sessions).toHaveLength(2);
  });

  test('S6 all others are ended at once, the present one stays', async () => {
    const { fresh, stale } = await somebody(door);
    expect((await fresh.send('DELETE', `${me}/sessions`)).status).toBe(204);
    expect((await stale.get(`${me}/sessions`)).status).toBe(401);
    expect((await fresh.get(`${me}/sessions`)).body.sessions).toHaveLength(1);
  });

  test('S5 factors are changed only after a step-up', async () => {
    const { stale } = await somebody(door);
    for (const [method, path, body] of [
      ['POST', `${me}/factors/totp`, { name: 'phone' }],
      ['POST', `${me}/factors/passkey`, { name: 'key' }],
      ['DELETE', `${me}/factors/${crypto.randomUUID()}`, undefined],
    ] as const)
      expect(refusal(await stale.send(method, path, body))).toEqual([403, '/problems/step-up-required']);
  });

  test('S3 S5 a code steps a session up and gives it a new token; the old one is dead', async () => {
    const { owner, id, fresh, stale } = await somebody(door);
    const secret = await addTotp(fresh, me);
    const asked = await stale.send('POST', `${me}/step-up/challenge`);
    expect(asked).toMatchObject({ status: 201, body: { kinds: ['totp'] } });
    const { challenge } = asked.body;

    const wrong = totpCode(secret) === '000000' ? '000001' : '000000';
    const refused = await stale.send('POST', `${me}/step-up`, { challenge, code: wrong });
    expect(refusal(refused)).toEqual([422, '/problems/factor-wrong']);
    const stepped = await stale.send('POST', `${me}/step-up`, { challenge, code: totpCode(secret) });
    expect(stepped.status).toBe(200);
    expect((await stale.get(`${me}/sessions`)).status).toBe(401);
    const again = person(app, stepped.body.token);
    expect((await again.send('POST', `${me}/factors/totp`, { name: 'phone 2' })).status).toBe(201);
    expect(await actsOf(id)).toEqual(
      expect.arrayContaining(['session.step-up', 'factor.add', 'factor.refused']),
    );
    const [row] = await rooms.db.select().from(sessions).where(ownRow(owner)).limit(1);
    expect(row?.steppedUpUntil).toBeInstanceOf(Date);
  });

  test("S5 a passkey steps up; another's challenge does not", async () => {
    const { fresh, stale } = await somebody(door);
    const stranger = await somebody(door);
    const authenticator = await addPasskey(fresh, me);
    const proof = async () => {
      const { challenge, passkey } = (await stale.send('POST', `${me}/step-up/challenge`)).body;
      return { challenge, passkey: authenticator.sign(passkey.challenge) };
    };
    const elsewhere = await stranger.stale.send('POST', `${me}/step-up`, await proof());
    expect(refusal(elsewhere)).toEqual([409, '/problems/challenge-over']);
    expect((await stale.send('POST', `${me}/step-up`, await proof())).status).toBe(200);
  });

  test('A3 factors are listed with their names; staff keep one, others may remove the last', async () => {
    const { id, fresh } = await somebody(door);
    await addTotp(fresh, me);
    await addPasskey(fresh, me);
    const { factors } = (await fresh.get(`${me}/factors`)).body;
    expect(factors.map(({ kind, name }: { kind: string; name: string }) => [kind, name])).toEqual([
      ['totp', 'phone'],
      ['passkey', 'key'],
    ]);
    expect((await fresh.send('DELETE', `${me}/factors/${factors[0].id}`)).status).toBe(204);
    const last = await fresh.send('DELETE', `${me}/factors/${factors[1].id}`);
    if (door === 'staff') expect(refusal(last)).toEqual([409, '/problems/last-factor']);
    else expect(last.status).toBe(204);
    const stranger = await somebody(door);
    const foreign = await stranger.fresh.send('DELETE', `${me}/factors/${factors[1].id}`);
    expect(refusal(foreign)).toEqual([404, '/problems/not-found']);
    expect(await actsOf(id)).toContain('factor.remove');
    if (door === 'account')
      expect(await noticesTo(id)).toEqual([
        'factor-added',
        'factor-added',
        'factor-removed',
        'factor-removed',
      ]);
  });
});

const ownRow = (owner: Owner) =>
  'accountId' in owner ? eq(sessions.accountId, owner.accountId) : eq(sessions.staffId, owner.staffId);
