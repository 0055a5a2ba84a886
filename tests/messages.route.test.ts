import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChanges } from '../api/changes.ts';
import { listenForChanges } from '../db/changes.ts';
import { STATUSES } from '../domain/statuses.ts';
import { NEXT_STEPS } from '../domain/texts/next-steps.ts';
import { oneWithSession, openAppAlone, person } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { listenLive } from './support/live.ts';
import { applicant as byApplicant, byEngine, submitRenewal, takeStep } from './support/people.ts';

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

/** Someone with an order in review, and so with one message. */
async function filed() {
  const someone = await oneWithSession(app, rooms);
  const order = await submitRenewal(rooms, { accountId: someone.accountId });
  await takeStep(rooms, order, 'startReview', byEngine);
  return { ...someone, order };
}

test('R-19 unread messages are counted, and marked read one by one or as many as were on the screen', async () => {
  const { person: reader, order } = await filed();
  await takeStep(rooms, order, 'withdraw', byApplicant);
  const unread = async () => (await reader.get('/v1/messages/unread-count')).body;
  const { body } = await reader.get('/v1/messages');
  expect(body.unread).toBe(2);
  expect(await unread()).toEqual({ unread: 2 });

  const [first, second] = body.messages;
  expect((await reader.send('POST', `/v1/messages/${first.id}/read`)).status).toBe(204);
  expect(await unread()).toEqual({ unread: 1 });

  const all = await reader.send('POST', '/v1/messages/read', { ids: [first.id, second.id] });
  expect(all).toMatchObject({ status: 200, body: { unread: 0 } });
  const times = (await reader.get('/v1/messages')).body.messages.map(
    (each: { readAt: string }) => each.readAt,
  );
  expect(times).toEqual([expect.any(String), expect.any(String)]);
});

test('Z7 another’s messages cannot be marked, and the answer does not tell that they exist', async () => {
  const { person: owner } = await filed();
  const { person: other } = await filed();
  const [message] = (await owner.get('/v1/messages')).body.messages;

  const marked = await other.send('POST', '/v1/messages/read', { ids: [message.id] });

  expect(marked).toMatchObject({ status: 200, body: { unread: 1 } });
  expect((await owner.get('/v1/messages/unread-count')).body).toEqual({ unread: 1 });
  expect((await person(app).get('/v1/messages/unread-count')).status).toBe(401);
});

test('R-19 an open page hears of each new message by its id, and of nobody else’s', async () => {
  const { token, person: reader, order } = await filed();
  const { order: foreign } = await filed();
  const heard = await listenLive(app, token);

  await takeStep(rooms, foreign, 'withdraw', byApplicant);
  await takeStep(rooms, order, 'withdraw', byApplicant);

  await expect.poll(() => heard.events().filter(({ event }) => event === 'message')).toHaveLength(1);
  const [newest] = (await reader.get('/v1/messages')).body.messages;
  const news = heard.events().filter(({ event }) => event !== 'open');
  expect(news).toEqual([
    { event: 'change', data: { orderNumber: order.orderNumber } },
    { event: 'message', data: { messageId: newest.id, orderNumber: order.orderNumber } },
  ]);
  heard.close();
});

test('R-19 the list of orders says what happens next, who does it and until when', async () => {
  const { token, order } = await filed();

  for (const [lang, tag] of [
    ['hans', 'zh-CN'],
    ['hant', 'zh-TW'],
    ['en', 'en'],
  ] as const) {
    const [listed] = (await person(app, token, tag).get('/v1/orders')).body.orders;
    expect(listed).toMatchObject({
      orderNumber: order.orderNumber,
      nextAction: NEXT_STEPS.in_review.text[lang],
      nextActor: 'post',
      overdue: false,
      dueAt: expect.stringMatching(/^\d{4}-/),
    });
  }
});

test('R-19 each status says what happens next in three languages, and an ended order waits for nobody', () => {
  for (const status of STATUSES) {
    const { by, text } = NEXT_STEPS[status];
    expect(new Set(Object.values(text)).size).toBe(3);
    expect(by === 'nobody').toBe(['closed', 'refused', 'withdrawn'].includes(status));
  }
});
