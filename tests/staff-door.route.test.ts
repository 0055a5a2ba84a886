import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../adapters/passwords.ts';
import type { MailToSend } from '../db/outbox.ts';
import { place } from '../db/places.ts';
import { auditRecords, caseEvents, staff, staffChanges, tasks } from '../db/schema.ts';
import type { StaffRole } from '../domain/commands.ts';
import type { StaffId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { codeOf, stepNow } from '../scripts/demo/codes.ts';
import { type Answer, openAppAlone, PASSWORD, type Person, person, sessionToken } from './support/app.ts';
import { newAuthenticator } from './support/authenticator.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { asStaff, byEngine, giveAuthenticator, hire, submitRenewal, takeStep } from './support/people.ts';

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

const anyone = (): Person => person(app);
const problem = (status: number, code: string) => ({ status, body: { type: `/problems/${code}`, status } });

async function employed(roles: StaffRole[] = ['officer'], post: PostCode = 'LAX') {
  const login = `m.${randomUUID()}`;
  const passwordHash = await hashPassword(PASSWORD);
  const values = { login, name: 'Test', passwordHash, post, roles };
  const [row] = await rooms.db.insert(staff).values(values).returning();
  if (!row) throw new Error('not employed');
  return row;
}
const logIn = (login: string, password = PASSWORD): Promise<Answer> =>
  anyone().send('POST', '/v1/staff/sessions', { login, password });
const prove = (proof: unknown): Promise<Answer> =>
  anyone().send('POST', '/v1/staff/sessions/second-factor', proof);

test('A3 a password alone opens no session: a code does, once', async () => {
  const member = await employed();
  const secret = await giveAuthenticator(rooms, member.id);

  const first = await logIn(member.login);
  expect(first).toMatchObject({ status: 202, body: { secondFactor: { kinds: ['totp'] } } });
  expect(first.body.token).toBeUndefined();
  const proof = { challenge: first.body.secondFactor.challenge, code: codeOf(secret, stepNow()) };
  const wrong = { ...proof, code: proof.code === '000000' ? '000001' : '000000' };
  expect(await prove(wrong)).toMatchObject(problem(422, 'factor-wrong'));
  const opened = await prove(proof);
  expect(opened.status).toBe(201);
  expect((await person(app, opened.body.token).get('/v1/staff/me')).body.id).toBe(member.id);

  expect(await prove(proof)).toMatchObject(problem(409, 'challenge-over'));
  const again = (await logIn(member.login)).body.secondFactor.challenge;
  expect(await prove({ challenge: again, code: proof.code })).toMatchObject(problem(422, 'factor-wrong'));
});

test('A3 who has no second factor enrols one before there is any session, an app or a passkey', async () => {
  const member = await employed();
  const { challenge } = (await logIn(member.login)).body.enrolment;
  expect(await prove({ challenge, code: '123456' })).toMatchObject(problem(409, 'challenge-over'));

  const app1 = await anyone().send('POST', '/v1/staff/enrolment/totp', { challenge, name: 'phone' });
  expect(app1.body.qr.path).toMatch(/^M\d/);
  const confirm = { challenge, id: app1.body.id, code: codeOf(app1.body.secret, stepNow()) };
  const opened = await anyone().send('POST', '/v1/staff/enrolment/totp/confirmation', confirm);
  expect(opened.status).toBe(201);
  // The way is over: nobody adds another factor with it.
  expect(await anyone().send('POST', '/v1/staff/enrolment/totp', { challenge, name: 'x' })).toMatchObject(
    problem(409, 'challenge-over'),
  );

  const other = await employed();
  const enrolment = (await logIn(other.login)).body.enrolment.challenge;
  const begun = await anyone().send('POST', '/v1/staff/enrolment/passkey', {
    challenge: enrolment,
    name: 'key',
  });
  const key = newAuthenticator();
  const made = { challenge: begun.body.challenge, passkey: key.create(begun.body.passkey.challenge) };
  const byKey = await anyone().send('POST', '/v1/staff/enrolment/passkey/confirmation', { enrolment, made });
  expect(byKey.status).toBe(201);
  const { secondFactor } = (await logIn(other.login)).body;
  expect(secondFactor.kinds).toEqual(['passkey']);
  const signed = key.sign(secondFactor.passkey.challenge);
  expect((await prove({ challenge: secondFactor.challenge, passkey: signed })).status).toBe(201);
});

test('A6 an unknown member, a wrong password and a disabled member are answered alike', async () => {
  const [member, gone] = [await employed(), await employed()];
  await giveAuthenticator(rooms, member.id);
  await rooms.db.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, gone.id));
  const answers = [
    await logIn(`nobody.${randomUUID()}`),
    await logIn(member.login, 'not the pass phrase'),
    await logIn(gone.login),
  ].map(({ status, body }) => ({ status, body: { ...body, instance: '' } }));
  expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(answers[0]).toMatchObject(problem(401, 'credentials'));
});

/** An administrator with a session in which a second factor was given just now. */
async function administrator(post: PostCode = 'LAX') {
  const { id } = await hire(rooms, ['administrator'], post);
  return { id, person: person(app, await sessionToken(rooms, { staffId: id })) };
}
const mailbox = (): string => `${randomUUID()}@example.org`;
const heard = new Map<string, string>();
/** The secret of the link that was mailed there. */
async function invitationTo(address: string): Promise<string> {
  const keep = async ({ to, content }: MailToSend) => {
    if (content.kind === 'invitation') heard.set(to, content.invitation);
  };
  while (await rooms.outbox.sendWaitingMail(keep)) continue;
  const secret = heard.get(address);
  if (!secret) throw new Error('no invitation came');
  return secret;
}
const accept = (invitation: string) =>
  anyone().send('POST', '/v1/staff/invitations/acceptance', { invitation, password: PASSWORD });
const ask = (by: Person, body: unknown) => by.send('POST', '/v1/staff/changes', body);
const confirm = (by: Person, id: string) => by.send('POST', `/v1/staff/changes/${id}/confirmation`, {});

test('Z6 A9 nobody comes in by one administrator’s word: who asks never confirms, nor about oneself', async () => {
  const [one, two] = [await administrator(), await administrator()];
  const invited = {
    login: `new.${randomUUID()}`,
    name: 'New',
    email: mailbox(),
    post: 'LAX',
    roles: ['officer'],
  };
  const asked = await ask(one.person, { kind: 'invite', invited, reason: 'more work' });
  expect(asked.status).toBe(201);
  expect(await confirm(one.person, asked.body.id)).toMatchObject(problem(409, 'four-eyes'));
  const mine = (await one.person.get('/v1/staff/changes')).body.changes[0];
  expect(mine).toMatchObject({
    mine: true,
    mayConfirm: false,
    reason: 'more work',
    subject: { login: invited.login },
  });
  // Who confirms sees where the link will go: else the asker could name an own mailbox.
  const theirs = (await two.person.get('/v1/staff/changes')).body.changes;
  const waits = theirs.find(({ id }: { id: string }) => id === asked.body.id);
  expect(waits).toMatchObject({ mayConfirm: true, email: invited.email });

  const confirmed = await confirm(two.person, asked.body.id);
  expect(confirmed.status).toBe(204); // and no more: whoever confirms must not be able to accept
  expect(confirmed.headers['content-length'] ?? '0').toBe('0');
  const after = (await two.person.get('/v1/staff/changes')).body.changes;
  expect(after.find(({ id }: { id: string }) => id === asked.body.id)).toMatchObject({ email: null });
  const invitation = await invitationTo(invited.email);
  expect(await confirm(two.person, asked.body.id)).toMatchObject(problem(409, 'change-decided'));
  expect(await logIn(invited.login, '')).toMatchObject(problem(401, 'credentials'));
  const weak = await anyone().send('POST', '/v1/staff/invitations/acceptance', {
    invitation,
    password: 'short',
  });
  expect(weak).toMatchObject(problem(422, 'password-weak'));
  expect(await accept(invitation)).toMatchObject({ status: 202, body: { enrolment: {} } });
  expect(await accept(invitation)).toMatchObject(problem(409, 'challenge-over'));
  expect((await logIn(invited.login)).status).toBe(202);

  // Who asked may take it back, and another one refuses it, also about oneself.
  const refuse = (by: Person, id: string) => by.send('POST', `/v1/staff/changes/${id}/refusal`);
  for (const by of [one, two]) {
    const mistake = await ask(one.person, { kind: 'disable', staffId: two.id, reason: 'x' });
    expect((await refuse(by.person, mistake.body.id)).status).toBe(204);
  }

  // Not about oneself, asked for or confirmed.
  const self = { kind: 'roles', staffId: one.id, roles: ['auditor'], post: 'LAX', reason: 'x' };
  expect(await ask(one.person, self)).toMatchObject(problem(409, 'own-rights'));
  const { body } = await ask(two.person, self);
  expect(await confirm(one.person, body.id)).toMatchObject(problem(409, 'own-rights'));
  expect((await refuse(two.person, body.id)).status).toBe(204);
  expect(await refuse(one.person, body.id)).toMatchObject(problem(409, 'change-decided'));

  const deeds = await rooms.db.select().from(auditRecords);
  expect(deeds.filter(({ actorId }) => actorId === two.id).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['staff.invite', 'staff.ask']),
  );
});

test('S3 who is disabled is out at once, and two administrators must remain', async () => {
  const [one, two, three] = [
    await administrator('WAS'),
    await administrator('WAS'),
    await administrator('WAS'),
  ];
  const { id } = await hire(rooms, ['officer'], 'CHI');
  const officer = person(app, await sessionToken(rooms, { staffId: id }));
  expect((await officer.get('/v1/staff/me')).status).toBe(200);
  const asked = await ask(one.person, { kind: 'disable', staffId: id, reason: 'left the service' });
  expect((await confirm(two.person, asked.body.id)).status).toBe(204);
  expect((await officer.get('/v1/staff/me')).status).toBe(401);

  const first = await ask(one.person, { kind: 'disable', staffId: two.id, reason: 'x' });
  const second = await ask(three.person, { kind: 'disable', staffId: one.id, reason: 'x' });
  expect((await confirm(two.person, second.body.id)).status).toBe(204);
  expect((await one.person.get('/v1/staff/me')).status).toBe(401);
  expect(await confirm(three.person, first.body.id)).toMatchObject(problem(409, 'last-administrators'));
});

test('Z5 an administrator sees and changes the own post’s staff; the embassy’s all', async () => {
  const [here, embassy] = [await administrator('SFO'), await administrator('WAS')];
  const { id } = await hire(rooms, ['officer'], 'NYC');
  const posts = (answer: Answer) => new Set(answer.body.people.map(({ post }: { post: string }) => post));
  expect([...posts(await here.person.get('/v1/staff/people'))]).toEqual(['SFO']);
  expect(posts(await embassy.person.get('/v1/staff/people')).has('NYC')).toBe(true);
  const change = { kind: 'disable', staffId: id, reason: 'x' };
  expect(await ask(here.person, change)).toMatchObject(problem(404, 'not-found'));
  expect((await ask(embassy.person, change)).status).toBe(201);
});

test('A7 starting anew takes factors, password and what was begun, and mails an invitation', async () => {
  const [one, two] = [await administrator('SFO'), await administrator('SFO')];
  const member = await employed(['officer'], 'SFO');
  await giveAuthenticator(rooms, member.id);
  const lost = { kind: 'reset-factors', staffId: member.id, reason: 'lost phone' };
  expect(await ask(one.person, lost)).toMatchObject(problem(409, 'staff-unreachable'));
  const email = mailbox();
  const emailSealed = await rooms.vault.sealShared(place.staffEmail(member.id), email);
  await rooms.db.update(staff).set({ emailSealed }).where(eq(staff.id, member.id));
  const before = (await logIn(member.login)).body.secondFactor.challenge;

  expect((await confirm(two.person, (await ask(one.person, lost)).body.id)).status).toBe(204);
  expect(await logIn(member.login)).toMatchObject(problem(401, 'credentials'));
  expect(await prove({ challenge: before, code: '000000' })).toMatchObject(problem(409, 'challenge-over'));
  const first = await invitationTo(email);
  expect((await confirm(two.person, (await ask(one.person, lost)).body.id)).status).toBe(204);
  expect(await accept(first)).toMatchObject(problem(409, 'challenge-over'));
  expect(await accept(await invitationTo(email))).toMatchObject({ status: 202, body: { enrolment: {} } });
});

test('Z5 A9 nobody is moved to a post by administrators who do not look after it', async () => {
  const [here, embassy] = [await administrator('NYC'), await administrator('WAS')];
  const { id } = await hire(rooms, ['officer'], 'NYC');
  const move = { kind: 'roles', staffId: id, roles: ['administrator'], post: 'WAS', reason: 'x' };
  expect(await ask(here.person, move)).toMatchObject(problem(403, 'not-permitted'));
  const asked = await ask(embassy.person, move);
  expect(await confirm(here.person, asked.body.id)).toMatchObject(problem(403, 'not-permitted'));
});

test('Z6 the database itself lets nobody confirm the own change, nor make what the same person approved', async () => {
  const one = await administrator('NYC');
  const { id } = await hire(rooms, ['officer'], 'NYC');
  const change = { kind: 'disable' as const, staffId: id, change: {}, reason: 'x', askedBy: one.id };
  await expect(rooms.db.insert(staffChanges).values({ ...change, decidedBy: one.id })).rejects.toThrow();

  const officer = asStaff(await hire(rooms, ['officer']), 'officer');
  const order = await submitRenewal(rooms);
  await takeStep(rooms, order, 'startReview', byEngine);
  await rooms.db.update(tasks).set({ claimedBy: officer.id as StaffId });
  await takeStep(rooms, order, 'approve', officer);
  const made = { kind: 'completeProduction', actorId: officer.id, version: 9, commandId: randomUUID() };
  const [event] = await rooms.db.select().from(caseEvents).where(eq(caseEvents.kind, 'approve'));
  const forged = rooms.db.insert(caseEvents).values({ ...event, ...made } as typeof caseEvents.$inferInsert);
  await expect(forged).rejects.toMatchObject({ cause: { code: '23514' } });
});

test('R-48 what a disabled member held goes back to the queue', async () => {
  const [one, two] = [await administrator('LAX'), await administrator('LAX')];
  const { id } = await hire(rooms, ['officer']);
  const order = await submitRenewal(rooms);
  await takeStep(rooms, order, 'startReview', byEngine);
  const ofOrder = eq(tasks.orderNumber, order.orderNumber);
  await rooms.db.update(tasks).set({ claimedBy: id, claimedInTurn: true }).where(ofOrder);
  const asked = await ask(one.person, { kind: 'disable', staffId: id, reason: 'left' });
  expect((await confirm(two.person, asked.body.id)).status).toBe(204);
  expect(await rooms.db.select().from(tasks).where(ofOrder)).toMatchObject([
    { claimedBy: null, claimedInTurn: false },
  ]);
});

test('A7 S3 a new password ends the other sessions and is told by mail; a guess at the present one is not let through', async () => {
  const member = await employed();
  const email = mailbox();
  const emailSealed = await rooms.vault.sealShared(place.staffEmail(member.id), email);
  await rooms.db.update(staff).set({ emailSealed }).where(eq(staff.id, member.id));
  const sessionOf = async (steppedUp = true) =>
    person(app, await sessionToken(rooms, { staffId: member.id }, { steppedUp }));
  const [here, elsewhere, old] = [await sessionOf(), await sessionOf(), await sessionOf(false)];
  const put = (by: Person, current: string, password: string) =>
    by.send('PUT', '/v1/staff/me/password', { current, password });
  const next = 'another quiet morning';
  expect(await put(old, PASSWORD, next)).toMatchObject(problem(403, 'step-up-required'));
  expect(await put(here, 'not it, surely', next)).toMatchObject(problem(422, 'password-wrong'));
  expect(await put(here, PASSWORD, 'passport')).toMatchObject(problem(422, 'password-weak'));
  expect((await put(here, PASSWORD, next)).status).toBe(204);

  expect((await elsewhere.get('/v1/staff/me')).status).toBe(401);
  expect((await here.get('/v1/staff/me')).status).toBe(200);
  expect(await logIn(member.login)).toMatchObject(problem(401, 'credentials'));
  expect((await logIn(member.login, next)).status).toBe(202);
  const told: string[] = [];
  const keep = async ({ to, content }: MailToSend) => {
    if (to === email && content.kind === 'notice') told.push(content.notice);
  };
  while (await rooms.outbox.sendWaitingMail(keep)) continue;
  expect(told).toEqual(['password-changed']);
});

test('A9 the first administrators are made by whoever runs the installation, and only until there are two', async () => {
  const alone = await openRooms();
  try {
    const first = (n: number) =>
      alone.staffing.addFirst({
        login: `first.${n}`,
        name: 'First',
        email: mailbox(),
        post: 'WAS',
        roles: ['administrator'],
      });
    expect(await alone.db.$count(staff)).toBe(0);
    expect(await first(1)).toMatch(/^[\w-]{43}$/);
    await first(2);
    await expect(first(2)).rejects.toMatchObject({ code: 'login-taken' });
    await first(3); // who was invited and never came does not count
    await alone.db.update(staff).set({ passwordHash: 'x' });
    await expect(first(4)).rejects.toMatchObject({ code: 'four-eyes' });
    const made = await alone.db.select().from(auditRecords);
    expect(made.map(({ action }) => action)).toEqual(['staff.invite', 'staff.invite', 'staff.invite']);
  } finally {
    await alone.close();
  }
});

test('L3 a refused login is on record', async () => {
  const refused = () => rooms.db.$count(auditRecords, eq(auditRecords.action, 'session.refused'));
  const before = await refused();
  await logIn(`nobody.${randomUUID()}`);
  expect(await refused()).toBe(before + 1);
});
