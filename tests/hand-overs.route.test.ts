import { randomUUID } from 'node:crypto';
import { and, eq, isNull, like } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChanges } from '../api/changes.ts';
import { listenForChanges } from '../db/changes.ts';
import type { Order } from '../db/orders.ts';
import type { MailToSend } from '../db/outbox.ts';
import { place } from '../db/places.ts';
import { auditRecords, handOvers, mailOutbox, messages } from '../db/schema.ts';
import { addDays, localDate } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import type { AccountId } from '../domain/ids.ts';
import { mintOrderNumber } from '../domain/order-number.ts';
import type { PostCode } from '../domain/posts.ts';
import {
  goodAnswers,
  oneWithSession,
  openAppAlone,
  type Person,
  storedDraft,
  submit,
} from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { listenLive } from './support/live.ts';
import { authenticate, byEngine, passportNumber, prepareRenewal, takeStep } from './support/people.ts';

const changes = createChanges();
let rooms: Rooms;
let app: FastifyInstance;
let ears: ReturnType<typeof listenForChanges>;
beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms, { changes });
  ears = listenForChanges(rooms.url, changes.publish);
  await ears.ready;
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await ears.stop();
  await app.close();
  await rooms.close();
});

type Someone = Awaited<ReturnType<typeof oneWithSession>>;
const someone = (): Promise<Someone> => oneWithSession(app, rooms);

/** An order that a helper filed, in review, with a message. */
async function filed({
  guardianUntilOn = null,
  post = 'LAX',
}: {
  guardianUntilOn?: string | null;
  post?: PostCode;
} = {}) {
  const helper = await someone();
  const passport = passportNumber();
  const submission = await prepareRenewal(rooms, { accountId: helper.accountId, passport, post });
  const { order } = await rooms.orders.submit({ ...submission, guardianUntilOn });
  await takeStep(rooms, order, 'startReview', byEngine);
  return { helper, order, passport, path: `/v1/orders/${order.orderNumber}` };
}

async function offer(helper: Person, path: string): Promise<string> {
  const { status, body } = await helper.send('POST', `${path}/hand-over`, {});
  expect(status).toBe(201);
  return body.code;
}
const take = (who: Person, orderNumber: string, code?: string) =>
  who.send('POST', '/v1/hand-overs', { orderNumber, ...(code === undefined ? {} : { code }) });

/** The account's real name is the holder of this passport. */
const confirmName = (accountId: AccountId, passport: string): Promise<void> =>
  authenticate(rooms, accountId, { number: passport });

/** Everything that an account may ask about one order. */
const about = (who: Person, order: Order): Promise<{ status: number }>[] =>
  ['', '/confirmation.pdf', '/hand-over'].map((tail) => who.get(`/v1/orders/${order.orderNumber}${tail}`));
const statuses = async (answers: Promise<{ status: number }>[]): Promise<number[]> =>
  (await Promise.all(answers)).map(({ status }) => status);

async function expectGone(who: Person, order: Order): Promise<void> {
  expect(await statuses(about(who, order))).toEqual([404, 404, 404]);
  expect((await who.get(`/v1/drafts/${order.applicationId}`)).status).toBe(404);
  expect((await who.get(`/v1/messages?orderNumber=${order.orderNumber}`)).status).toBe(404);
  expect((await who.send('POST', `/v1/orders/${order.orderNumber}/withdrawal`, {})).status).toBe(404);
  expect((await who.get('/v1/orders')).body).toEqual({ orders: [] });
  expect((await who.get('/v1/messages')).body).toEqual({ unread: 0, messages: [] });
  expect((await who.get('/v1/messages/unread-count')).body).toEqual({ unread: 0 });
}

/** Mails that leave now. */
async function mailsTo(accountIds: AccountId[]): Promise<(MailToSend & { accountId: AccountId })[]> {
  const sent: (MailToSend & { accountId: AccountId })[] = [];
  const rows = await rooms.db.select().from(mailOutbox).where(isNull(mailOutbox.sentAt));
  while (
    await rooms.outbox.sendWaitingMail(async (mail) => {
      const accountId = rows.find(({ id }) => id === mail.id)?.accountId;
      if (accountId && accountIds.includes(accountId)) sent.push({ ...mail, accountId });
    })
  )
    continue;
  return sent.filter(({ content }) => content.kind !== 'code');
}
const auditOf = async (order: Order) => {
  const records = await rooms.db
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.objectId, order.orderNumber), like(auditRecords.action, 'hand-over.%')))
    .orderBy(auditRecords.id);
  return records.map(({ action, actorId, reason, details }) => ({ action, actorId, reason, details }));
};

test('R-08 Z4 with a claim code the applicant’s account takes the order over, and the helper’s next request finds nothing', async () => {
  const { helper, order, path } = await filed();
  const applicant = await someone();
  const before = (await helper.person.get(path)).body;
  const code = await offer(helper.person, path);
  expect((await helper.person.get(`${path}/hand-over`)).body).toEqual({
    codeUntil: expect.stringMatching(/^20/),
    guardianUntilOn: null,
    handedOverAt: null,
  });

  const startedAt = Date.now();
  const taken = await take(applicant.person, order.orderNumber.toLowerCase(), code.toLowerCase());

  expect(taken).toMatchObject({ status: 200, body: { orderNumber: order.orderNumber, status: 'in_review' } });
  await expectGone(helper.person, order);
  expect(Date.now() - startedAt).toBeLessThan(1_000);
  const { body } = await applicant.person.get(path);
  // The case was not moved.
  expect(body).toEqual({ ...before, allowed: body.allowed });
  expect(body.version).toBe(before.version);
  const { messages } = (await applicant.person.get('/v1/messages')).body;
  expect(messages.map(({ title }: { title: string }) => title)).toEqual([
    'The order is yours now',
    'Your order was received',
  ]);
  expect((await applicant.person.get(`${path}/hand-over`)).body).toMatchObject({
    codeUntil: null,
    handedOverAt: expect.any(String),
  });
  expect(await auditOf(order)).toEqual([
    { action: 'hand-over.offer', actorId: helper.accountId, reason: null, details: {} },
    {
      action: 'hand-over.take',
      actorId: applicant.accountId,
      reason: 'code',
      details: { from: helper.accountId },
    },
  ]);
  // Asked again after a lost answer it is the same; the code opens it for nobody else.
  expect((await take(applicant.person, order.orderNumber, code)).status).toBe(200);
  expect((await take(helper.person, order.orderNumber, code)).status).toBe(422);
});

test('R-08 both are told, later news goes to the new account alone, and what waited for the helper is not sent', async () => {
  const { helper, order, path } = await filed();
  const applicant = await someone();
  const heard = {
    helper: await listenLive(app, helper.token),
    applicant: await listenLive(app, applicant.token),
  };
  const code = await offer(helper.person, path);
  await take(applicant.person, order.orderNumber, code);
  const taken = (await rooms.orders.findOrder(order.orderNumber)) as Order;
  await takeStep(rooms, taken, 'remind', byEngine);

  await expect
    .poll(() => heard.applicant.events().filter(({ event }) => event === 'message').length)
    .toBeGreaterThan(0);
  expect(heard.helper.events().filter(({ event }) => event !== 'open')).toEqual([]);
  const mails = await mailsTo([helper.accountId, applicant.accountId]);
  expect(
    mails.filter(({ accountId }) => accountId === helper.accountId).map(({ content }) => content),
  ).toEqual([{ kind: 'handed-over', orderNumber: order.orderNumber }]);
  expect(
    mails.filter(({ accountId }) => accountId === applicant.accountId).map(({ content }) => content.kind),
  ).toContain('announcement');
  heard.helper.close();
  heard.applicant.close();
});

test('R-08 a message that a step wrote while the order changed hands is the new account’s', async () => {
  const { helper, order, path } = await filed();
  const applicant = await someone();
  await take(applicant.person, order.orderNumber, await offer(helper.person, path));
  // As a step leaves it that read the order before and wrote after.
  const id = randomUUID();
  await rooms.db.insert(messages).values({
    id,
    orderNumber: order.orderNumber,
    accountId: helper.accountId,
    template: 'in-production',
    paramsSealed: await rooms.vault.seal(order.keyId, place.messageParams(id), { status: 'in_production' }),
    sentAt: new Date(),
  });
  expect((await helper.person.get('/v1/messages')).body.messages).toEqual([]);
  expect((await applicant.person.get('/v1/messages/unread-count')).body).toEqual({ unread: 3 });
  expect((await helper.person.send('POST', '/v1/messages/read', { ids: [id] })).body).toEqual({ unread: 0 });
});

test('R-08 without a code an applicant can always remove a helper, and nobody else can', async () => {
  const { helper, order, passport } = await filed();
  const [applicant, stranger] = [await someone(), await someone()];
  await confirmName(applicant.accountId, passport);
  await confirmName(stranger.accountId, passportNumber());

  expect((await take(stranger.person, order.orderNumber)).status).toBe(422);
  expect((await take(applicant.person, order.orderNumber)).status).toBe(200);
  await expectGone(helper.person, order);
  expect((await auditOf(order)).map(({ action, reason }) => [action, reason])).toEqual([
    ['hand-over.refused', 'real-name'],
    ['hand-over.take', 'real-name'],
  ]);
});

test('R-08 a new code ends the one before, a revoked and an expired one open nothing', async () => {
  const { helper, order, path } = await filed();
  const old = await offer(helper.person, path);
  const revoked = await offer(helper.person, path);
  expect((await take((await someone()).person, order.orderNumber, old)).status).toBe(422);
  expect((await helper.person.send('DELETE', `${path}/hand-over`)).status).toBe(204);
  expect((await helper.person.send('DELETE', `${path}/hand-over`)).status).toBe(204);
  expect((await take((await someone()).person, order.orderNumber, revoked)).status).toBe(422);
  const expired = await offer(helper.person, path);
  await rooms.db
    .update(handOvers)
    .set({ expiresAt: new Date(Date.now() - 1) })
    .where(and(eq(handOvers.orderNumber, order.orderNumber), isNull(handOvers.revokedAt)));
  expect((await helper.person.get(`${path}/hand-over`)).body.codeUntil).toBeNull();
  expect((await take((await someone()).person, order.orderNumber, expired)).status).toBe(422);
  expect((await helper.person.get(path)).status).toBe(200);
});

test('R-08 the code itself is kept nowhere', async () => {
  const { helper, order, path } = await filed();
  const code = await offer(helper.person, path);
  const { rows } = await rooms.db.$client.query(
    'select h::text as kept from hand_overs h union all select a::text from audit_records a union all select s::text from mail_outbox s',
  );
  const kept = JSON.stringify(rows);
  for (const form of [code, code.replaceAll('-', ''), Buffer.from(code.replaceAll('-', '')).toString('hex')])
    expect(kept).not.toContain(form);
  expect(kept).toContain(order.orderNumber);
});

test('D3 L3 what is no order number is refused on record, and itself kept nowhere', async () => {
  const [{ person: taker, accountId }, typed] = [await someone(), passportNumber()];

  expect((await take(taker, typed, 'AAA-AAA-AAA-AAA')).status).toBe(422);

  const own = await rooms.db.select().from(auditRecords).where(eq(auditRecords.actorId, accountId));
  expect(own.filter(({ action }) => action === 'hand-over.refused')).toMatchObject([
    { objectKind: null, objectId: null, reason: 'code' },
  ]);
  const { rows } = await rooms.db.$client.query('select a::text as kept from audit_records a');
  expect(JSON.stringify(rows)).not.toContain(typed);
});

test('E3 R-08 Z7 an unknown order, a wrong code, an expired one and another’s order answer alike', async () => {
  const { helper, order, path } = await filed();
  const code = await offer(helper.person, path);
  const wrong = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
  const answers = await Promise.all(
    [
      [mintOrderNumber(Buffer.from(randomUUID())), code],
      ['no order number', code],
      [order.orderNumber, wrong],
      [order.orderNumber, 'x'],
      [order.orderNumber, undefined],
    ].map(async ([number, each]) => take((await someone()).person, number ?? '', each)),
  );
  for (const { status, body } of answers)
    expect({ status, ...body, instance: '' }).toEqual({
      ...answers[0]?.body,
      status: 422,
      instance: '',
      type: '/problems/hand-over-refused',
    });
});

test('E3 R-08 the work for an unknown order and for a wrong code is the same', async () => {
  const { helper, order, path } = await filed();
  await offer(helper.person, path);
  const unknown = mintOrderNumber(Buffer.from(randomUUID()));
  const by = { accountId: helper.accountId, requestId: 'x' };
  const taker = { ...by, accountId: (await someone()).accountId };
  const times: Record<string, number[]> = { [unknown]: [], [order.orderNumber]: [] };
  for (let round = 0; round < 60; round += 1)
    for (const number of Object.keys(times)) {
      const at = performance.now();
      expect(
        await rooms.handOvers.takeOver({ orderNumber: number, code: 'AAA-AAA-AAA-AAA' }, taker),
      ).toBeUndefined();
      times[number]?.push(performance.now() - at);
    }
  const [one = 0, other = 0] = Object.values(times).map(
    (each) => each.toSorted((a, b) => a - b)[each.length / 2],
  );
  expect(Math.abs(one - other)).toBeLessThan(5);
}, 60_000);

test('R6 R7 of 200 guesses at once by one account, or at one order, exactly 5 are looked at', async () => {
  const { helper, order, path } = await filed();
  await offer(helper.person, path);
  const guesser = await someone();
  const byOne = await Promise.all(
    Array.from({ length: 200 }, () =>
      take(guesser.person, mintOrderNumber(Buffer.from(randomUUID())), 'AAA'),
    ),
  );
  expect(byOne.filter(({ status }) => status === 422)).toHaveLength(5);
  expect(byOne.filter(({ status }) => status === 429)).toHaveLength(195);
  const crowd = await Promise.all(Array.from({ length: 20 }, someone));
  const atOne = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      take((crowd[at % 20] as Someone).person, order.orderNumber, 'AAA'),
    ),
  );
  expect(atOne.filter(({ status }) => status === 422)).toHaveLength(5);
  // The guesses of strangers do not keep the applicant out.
  const applicant = await someone();
  await confirmName(applicant.accountId, passportNumber());
  expect((await take(applicant.person, order.orderNumber)).status).toBe(422);
}, 60_000);

test('R-08 after ten wrong guesses a code opens nothing, the right one neither', async () => {
  const { helper, order, path } = await filed();
  const code = await offer(helper.person, path);
  const { accountId } = await someone();
  const guess = (each: string) =>
    rooms.handOvers.takeOver({ orderNumber: order.orderNumber, code: each }, { accountId, requestId: 'x' });
  for (let tries = 0; tries < 10; tries += 1) expect(await guess('AAA-AAA-AAA-AAA')).toBeUndefined();
  expect(await guess(code)).toBeUndefined();
  expect((await helper.person.get(`${path}/hand-over`)).body.codeUntil).toBeNull();
  expect(await guess(await offer(helper.person, path))).toMatchObject({ accountId });
});

test('R-08 of many who hold the code at once one becomes the owner', async () => {
  const { helper, order, path } = await filed();
  const code = await offer(helper.person, path);
  const takers = await Promise.all(Array.from({ length: 12 }, someone));
  const results = await Promise.all(
    takers.map(({ accountId }) =>
      rooms.handOvers.takeOver({ orderNumber: order.orderNumber, code }, { accountId, requestId: 'x' }),
    ),
  );
  expect(results.filter(Boolean)).toHaveLength(1);
});

test.each(['WAS', 'NYC', 'SFO', 'LAX', 'CHI'] as const)(
  'Z4 at %s a guardian reaches the order until the eve of the 16th birthday and not from that day on',
  async (post) => {
    const todayOn = localDate(Date.now(), getPost(post).timeZone);
    const minor = await filed({ guardianUntilOn: addDays(todayOn, 1), post });
    expect((await minor.helper.person.get(minor.path)).status).toBe(200);
    expect((await minor.helper.person.get('/v1/orders')).body.orders).toHaveLength(1);
    expect((await minor.helper.person.get('/v1/messages/unread-count')).body).toEqual({ unread: 1 });

    const grown = await filed({ guardianUntilOn: todayOn, post });
    await expectGone(grown.helper.person, grown.order);
  },
);

test('Z4 from the 16th birthday on no mail and no live news goes to the guardian; the messages wait for the young person', async () => {
  const todayOn = localDate(Date.now(), getPost('LAX').timeZone);
  const { helper, order, passport, path } = await filed({ guardianUntilOn: todayOn });
  const heard = await listenLive(app, helper.token);
  await takeStep(rooms, order, 'remind', byEngine);
  expect(await mailsTo([helper.accountId])).toEqual([]);
  expect(heard.events().filter(({ event }) => event !== 'open')).toEqual([]);

  const young = await someone();
  await confirmName(young.accountId, passport);
  expect((await take(young.person, order.orderNumber)).status).toBe(200);
  expect((await young.person.get(path)).status).toBe(200);
  expect((await young.person.get('/v1/messages')).body.messages.length).toBeGreaterThan(1);
  expect((await young.person.get(`${path}/hand-over`)).body.guardianUntilOn).toBeNull();
  expect(await mailsTo([helper.accountId])).toEqual([]);
  heard.close();
});

test('Z4 a claim code that the guardian made before the birthday still opens the order after it', async () => {
  const todayOn = localDate(Date.now(), getPost('LAX').timeZone);
  const { helper, order, path } = await filed({ guardianUntilOn: addDays(todayOn, 1) });
  const code = await offer(helper.person, path);
  await rooms.db.execute(
    `update cases set guardian_until_on = '${todayOn}' where order_number = '${order.orderNumber}'`,
  );
  expect((await helper.person.send('POST', `${path}/hand-over`, {})).status).toBe(404);
  const young = await someone();
  expect((await take(young.person, order.orderNumber, code)).status).toBe(200);
  expect((await young.person.get(path)).status).toBe(200);
});

test('Z4 PostgreSQL says of every post what the rule says, on both sides of the day', async () => {
  for (const post of ['WAS', 'NYC', 'SFO', 'LAX', 'CHI'] as const) {
    const todayOn = localDate(Date.now(), getPost(post).timeZone);
    const { rows } = await rooms.db.$client.query(
      `select guardian_ended($1::date, null, $4) as today, guardian_ended($2::date, null, $4) as tomorrow,
              guardian_ended($3::date, now(), $4) as handed, guardian_ended(null, null, $4) as adult`,
      [todayOn, addDays(todayOn, 1), addDays(todayOn, -1), post],
    );
    expect(rows[0]).toEqual({ today: true, tomorrow: false, handed: false, adult: false });
  }
});

test('Z4 R-14 the submission of a minor sets the end; an adult’s, and a minor’s own account, have none', async () => {
  const bornOn = addDays(localDate(Date.now(), 'America/Los_Angeles'), -365 * 12);
  const until = async (who: Someone, answers: Record<string, string>): Promise<string | null | undefined> => {
    const id = await storedDraft(rooms, who.accountId, answers);
    await submit(who.person, id);
    return (await rooms.orders.findOrderOf(id))?.guardianUntilOn;
  };
  expect(await until(await someone(), goodAnswers())).toBeNull();
  const { guardianEndOf } = await import('../api/submission.ts');
  const minor = { 'person.bornOn': bornOn, 'passport.number': passportNumber() };
  const own = await someone();
  await confirmName(own.accountId, minor['passport.number']);
  const today = localDate(Date.now(), 'America/Los_Angeles');
  const deps = { handOvers: rooms.handOvers };
  expect(await guardianEndOf(deps, await someone(), minor, today)).toBe(
    `${Number(bornOn.slice(0, 4)) + 16}${bornOn.slice(4)}`,
  );
  expect(await guardianEndOf(deps, own, minor, today)).toBeNull();
});
