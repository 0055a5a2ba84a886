import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDurations } from '../db/durations.ts';
import type { Order } from '../db/orders.ts';
import { caseEvents, cases } from '../db/schema.ts';
import type { CommandId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { SUBMITTED_STANDING } from '../domain/standing.ts';
import type { Status } from '../domain/statuses.ts';
import { DURATION_ADVICE, STAGE_WORDS } from '../domain/texts/stages.ts';
import { openAppAlone, person } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { registerAccount, submitRenewal } from './support/people.ts';

let rooms: Rooms;
let app: FastifyInstance;
let accountId: Order['accountId'];
beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms);
  accountId = await registerAccount(rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

const DAY_MS = 86_400_000;
type Span = [status: Status, days: number];

/** An order that went this way: so many days in each status, ended some days ago. */
async function walked(post: PostCode, way: Span[], { endedDaysAgo = 1, ended = 'closed' as Status } = {}) {
  const endedAt = Date.now() - endedDaysAgo * DAY_MS;
  const days = way.reduce((sum, [, each]) => sum + each, 0);
  let atMs = endedAt - days * DAY_MS;
  const order = await submitRenewal(rooms, { post, accountId, now: new Date(atMs) });
  const events = [...way, [ended, 0] as Span].map(([status, spent], index) => {
    const at = new Date(atMs);
    atMs += spent * DAY_MS;
    return {
      orderNumber: order.orderNumber,
      version: index + 1,
      commandId: randomUUID() as CommandId,
      kind: 'remind' as const,
      statusBefore: status,
      status,
      actorRole: 'engine' as const,
      standing: SUBMITTED_STANDING,
      at,
    };
  });
  await rooms.db.insert(caseEvents).values(events);
  const done = { status: ended, endedAt: new Date(endedAt) };
  await rooms.db.update(cases).set(done).where(eq(cases.orderNumber, order.orderNumber));
}

const plainWay = (review: number): Span[] => [
  ['in_review', review],
  ['awaiting_materials', 4],
  ['materials_received', 1],
  ['in_production', 10],
  ['produced', 2],
  ['mailed', 20],
];
const ask = async (post: PostCode, lang = 'en') =>
  (await person(app, undefined, lang).get(`/v1/services/passport.renew/durations?post=${post}`)).body;

test('R-09 median and 90th percentile of each stage come from the post’s own closed orders', async () => {
  for (let review = 1; review <= 11; review += 1) await walked('LAX', plainWay(review));
  await walked('SFO', plainWay(100));
  await walked('LAX', [['in_review', 50]], { ended: 'refused' });
  await walked('LAX', plainWay(60), { endedDaysAgo: 181 });

  const told = await ask('LAX');

  expect(told).toMatchObject({ sampleSize: 11, days: 180, advice: DURATION_ADVICE.en });
  const figures = Object.fromEntries(
    told.stages.map(({ stage, cases: count, medianDays, p90Days }: Record<string, unknown>) => [
      stage,
      [count, medianDays, p90Days],
    ]),
  );
  expect(figures).toEqual({
    review: [11, 6, 10],
    materials: [11, 5, 5],
    production: [11, 10, 10],
    return: [11, 2, 2],
    total: [11, 23, 27],
  });
});

test('R-09 a stage that was entered twice counts once, with its whole time; one that few went through is hidden', async () => {
  const twice: Span[] = [
    ['in_review', 1],
    ['supplement_requested', 5],
    ['in_review', 2],
    ['supplement_requested', 3],
    ['in_review', 1],
    ...plainWay(0).slice(1),
  ];
  const interviewed: Span[] = [
    ['in_review', 4],
    ['interview_required', 1],
    ['interview_booked', 2],
    ...plainWay(0),
  ];
  for (let count = 0; count < 10; count += 1) await walked('NYC', twice);
  for (let count = 0; count < 9; count += 1) await walked('NYC', interviewed);

  const { sampleSize, stages } = await ask('NYC');

  expect(sampleSize).toBe(19);
  const of = (stage: string) => stages.find((each: { stage: string }) => each.stage === stage);
  expect(of('review')).toMatchObject({ cases: 19, medianDays: 4, p90Days: 4 });
  expect(of('supplement')).toMatchObject({ cases: 10, medianDays: 8, p90Days: 8 });
  expect(of('interview')).toBeUndefined();
});

test('R-09 fewer than ten closed orders tell nothing, their number neither', async () => {
  for (let count = 0; count < 9; count += 1) await walked('CHI', plainWay(3));
  expect(await ask('CHI')).toMatchObject({ sampleSize: null, stages: [] });

  await walked('CHI', plainWay(3));
  const later = await createDurations(rooms.db).listDurations('passport.renew', 'CHI');
  expect(later.find(({ stage }) => stage === 'review')).toMatchObject({ cases: 10, medianDays: 3 });
});

test('R-09 only the last 200 closed orders count', async () => {
  for (let count = 0; count < 20; count += 1) await walked('WAS', plainWay(90), { endedDaysAgo: 30 });
  for (let count = 0; count < 200; count += 1) await walked('WAS', plainWay(2));

  const { stages } = await ask('WAS');

  expect(stages[0]).toMatchObject({ stage: 'review', cases: 200, medianDays: 2, p90Days: 2 });
});

test('R-09 stages are named in the reader’s language, and an unknown service or post is refused', async () => {
  expect((await ask('LAX', 'zh-CN')).stages[0].name).toBe(STAGE_WORDS.review.hans);
  expect((await ask('LAX', 'zh-TW')).stages[0].name).toBe(STAGE_WORDS.review.hant);
  const anyone = person(app);
  expect((await anyone.get('/v1/services/passport.steal/durations?post=LAX')).status).toBe(404);
  expect((await anyone.get('/v1/services/passport.renew/durations?post=XXX')).status).toBe(400);
});
