import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StaffRow } from '../db/accounts.ts';
import type { Order } from '../db/orders.ts';
import { tasks } from '../db/schema.ts';
import { STAFF_ROLES } from '../domain/commands.ts';
import type { TaskKind } from '../domain/effects.ts';
import type { PostCode } from '../domain/posts.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { applicant, asStaff, BODIES, byEngine, hire, submitRenewal, takeStep } from './support/people.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms?.close());
beforeEach(async () => {
  await rooms.db.delete(tasks);
});

const MINUTE_MS = 60_000;
const MORNING = Date.parse('2026-05-05T16:00:00Z');

/** An order that waits for its review, submitted so many minutes after the morning's beginning. */
async function waiting(
  minute: number,
  homePost: PostCode | null = 'LAX',
  post: PostCode = 'LAX',
): Promise<Order> {
  const order = await submitRenewal(rooms, { post, homePost, now: new Date(MORNING + minute * MINUTE_MS) });
  await takeStep(rooms, order, 'startReview', byEngine);
  return order;
}
const hireAll = (count: number): Promise<StaffRow[]> =>
  Promise.all(Array.from({ length: count }, () => hire(rooms, ['officer'])));

describe('R-21 the order of the queue', () => {
  test('R-21 the own district’s residents come first, then who submitted earlier, for the list and for the claims', async () => {
    // Opened in another order than they were submitted in.
    const late = await waiting(5);
    const stranger = await waiting(1, 'SFO');
    const unmapped = await waiting(0, null);
    const early = await waiting(2);
    const inTurn = [early, late, unmapped, stranger].map(({ orderNumber }) => orderNumber);

    const [reader, ...officers] = await hireAll(5);
    const listed = await rooms.tasks.listTasks(reader!, { kind: 'review', limit: 10 });
    expect(listed.map(({ orderNumber }) => orderNumber)).toEqual(inTurn);
    const claimed: (string | undefined)[] = [];
    for (const officer of officers)
      claimed.push((await rooms.tasks.claimNext(officer, 'review'))?.orderNumber);
    expect(claimed).toEqual(inTurn);
    expect(await rooms.tasks.claimNext(reader!, 'review')).toBeUndefined();
  });

  test('R-21 orders of the same instant have one order too', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => waiting(3)));
    const [reader] = await hireAll(1);
    const listed = await rooms.tasks.listTasks(reader!, { limit: 10 });
    expect(listed.map(({ orderNumber }) => orderNumber)).toEqual(
      orders.map(({ orderNumber }) => orderNumber).toSorted(),
    );
  });

  test('R-21 a supplement brings a case back to the place that its submission gives it', async () => {
    const first = await waiting(0);
    const second = await waiting(1);
    const [officer, other] = await hireAll(2);
    expect(await rooms.tasks.claimNext(officer!, 'review')).toMatchObject({ orderNumber: first.orderNumber });
    await takeStep(rooms, first, 'requestSupplement', asStaff(officer!, 'officer'));
    const between = await rooms.tasks.listTasks(other!, { limit: 10 });
    expect(between.map(({ orderNumber }) => orderNumber)).toEqual([second.orderNumber]);
    await takeStep(rooms, first, 'provideSupplement', applicant);
    expect(await rooms.tasks.claimNext(other!, 'review')).toMatchObject({ orderNumber: first.orderNumber });
  });

  test('each post has its own queue', async () => {
    await waiting(0, 'NYC', 'NYC');
    const [officer] = await hireAll(1);
    expect(await rooms.tasks.claimNext(officer!, 'review')).toBeUndefined();
    const there = await hire(rooms, ['officer'], 'NYC');
    expect(await rooms.tasks.claimNext(there, 'review')).toMatchObject({ post: 'NYC' });
  });
});

describe('R-22 one officer holds a case at a time', () => {
  test('R-22 ten clicks of one officer at once take one task', async () => {
    for (const minute of [1, 2, 3]) await waiting(minute);
    const officer = await hire(rooms, ['officer']);

    const claims = await Promise.all(
      Array.from({ length: 10 }, () => rooms.tasks.claimNext(officer, 'review')),
    );

    expect(new Set(claims.map((task) => task?.orderNumber)).size).toBe(1);
    expect(await rooms.db.$count(tasks, eq(tasks.claimedBy, officer.id))).toBe(1);
  });

  test('R-22 20 officers who claim at once get 20 different cases, and asking again gives the same one', async () => {
    for (let n = 0; n < 20; n++) await waiting(n);
    const officers = await hireAll(20);
    const claims = await Promise.all(officers.map((officer) => rooms.tasks.claimNext(officer, 'review')));
    expect(new Set(claims.map((task) => task?.orderNumber)).size).toBe(20);
    expect(claims.map((task) => task?.claimedBy)).toEqual(officers.map(({ id }) => id));
    const again = await Promise.all(officers.map((officer) => rooms.tasks.claimNext(officer, 'review')));
    expect(again).toEqual(claims);
  });

  test('R-22 one officer who claims twenty times at once holds one case', async () => {
    for (let n = 0; n < 5; n++) await waiting(n);
    const [officer] = await hireAll(1);
    await Promise.all(Array.from({ length: 20 }, () => rooms.tasks.claimNext(officer!, 'review')));
    const held = (await rooms.db.select().from(tasks)).filter(({ claimedBy }) => claimedBy === officer!.id);
    expect(held).toHaveLength(1);
  });

  test('R-22 20 officers for 5 cases: five get one, nobody shares', async () => {
    for (let n = 0; n < 5; n++) await waiting(n);
    const officers = await hireAll(20);
    const claims = await Promise.all(officers.map((officer) => rooms.tasks.claimNext(officer, 'review')));
    const got = claims.flatMap((task) => (task ? [task.orderNumber] : []));
    expect(got).toHaveLength(5);
    expect(new Set(got).size).toBe(5);
  });

  test('R-22 what is given back is next in its turn; what is not one’s own cannot be given back', async () => {
    const first = await waiting(0);
    await waiting(1);
    const [one, two] = await hireAll(2);
    const task = (await rooms.tasks.claimNext(one!, 'review'))!;
    expect(task.orderNumber).toBe(first.orderNumber);
    expect(await rooms.tasks.release(two!, task.id)).toBe(false);
    expect(await rooms.tasks.release(one!, task.id)).toBe(true);
    expect(await rooms.tasks.release(one!, task.id)).toBe(false);
    expect(await rooms.tasks.claimNext(two!, 'review')).toMatchObject({ orderNumber: first.orderNumber });
  });

  test('R-22 a paper in hand is claimed by its order: the second mailroom is told so, another post finds nothing', async () => {
    const order = await waiting(0);
    await rooms.db.update(tasks).set({ kind: 'dispatch' });
    const [one, two] = await Promise.all([hire(rooms, ['mailroom']), hire(rooms, ['mailroom'])]);
    expect(await rooms.tasks.claimOrder(one, order.orderNumber)).toMatchObject({ claimedBy: one.id });
    expect(await rooms.tasks.claimOrder(one, order.orderNumber)).toMatchObject({ claimedBy: one.id });
    await expect(rooms.tasks.claimOrder(two, order.orderNumber)).rejects.toMatchObject({
      code: 'task-held-by-another',
    });
    const away = await hire(rooms, ['mailroom'], 'CHI');
    await expect(rooms.tasks.claimOrder(away, order.orderNumber)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('R-21 a review cannot be picked by its order', async () => {
    const order = await waiting(0);
    const [officer] = await hireAll(1);
    await expect(rooms.tasks.claimOrder(officer!, order.orderNumber)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('whose queue it is', () => {
  const QUEUES: Record<TaskKind, string[]> = {
    review: ['officer'],
    interview: ['officer'],
    issuer: ['officer', 'supervisor'],
    production: ['officer', 'production'],
    dispatch: ['mailroom'],
    'return-originals': ['mailroom'],
    overdue: ['officer', 'supervisor'],
  };

  test('each role claims from its own queues and from no other', async () => {
    for (const role of STAFF_ROLES) {
      const member = await hire(rooms, [role]);
      for (const [kind, roles] of Object.entries(QUEUES) as [TaskKind, string[]][]) {
        const claim = rooms.tasks.claimNext(member, kind);
        if (roles.includes(role)) expect(await claim, `${role} ${kind}`).toBeUndefined();
        else await expect(claim, `${role} ${kind}`).rejects.toMatchObject({ code: 'not-permitted' });
      }
      const queues = await rooms.tasks.countQueues(member);
      const own = Object.keys(QUEUES).filter((kind) => QUEUES[kind as TaskKind].includes(role));
      expect(queues.map(({ kind }) => kind)).toEqual(own);
    }
  });

  test('a queue counts what waits and what is in hand, and since when', async () => {
    for (let n = 0; n < 3; n++) await waiting(n);
    const [officer] = await hireAll(1);
    await rooms.tasks.claimNext(officer!, 'review');
    const [review] = await rooms.tasks.countQueues(officer!);
    const oldest = (await rooms.db.select().from(tasks)).map(({ openedAt }) => openedAt.getTime()).toSorted();
    expect(review).toMatchObject({ kind: 'review', waiting: 2, claimed: 1 });
    expect(new Date(review!.oldest!).getTime()).toBe(oldest[0]);
  });

  test('one’s own task stands first in one’s list, and other officers’ are not in it', async () => {
    const orders = [await waiting(0), await waiting(1), await waiting(2)];
    const [one, two] = await hireAll(2);
    await rooms.tasks.claimNext(one!, 'review');
    await rooms.tasks.claimNext(two!, 'review');
    const listed = await rooms.tasks.listTasks(two!, { limit: 10 });
    expect(listed.map(({ orderNumber }) => orderNumber)).toEqual([
      orders[1]!.orderNumber,
      orders[2]!.orderNumber,
    ]);
  });

  test('R-34 production is at New York for every post', async () => {
    const order = await waiting(0);
    const officer = await hire(rooms, ['officer']);
    await rooms.tasks.claimNext(officer, 'review');
    await takeStep(rooms, order, 'approve', asStaff(officer, 'officer'));
    const mailroom = await hire(rooms, ['mailroom']);
    await takeStep(rooms, order, 'receiveMaterials', asStaff(mailroom, 'mailroom'));
    await takeStep(rooms, order, 'orderProduction', byEngine);
    const here = await hire(rooms, ['production'], 'LAX');
    expect(await rooms.tasks.claimNext(here, 'production')).toBeUndefined();
    const there = await hire(rooms, ['production'], 'NYC');
    expect(await rooms.tasks.claimNext(there, 'production')).toMatchObject({
      orderNumber: order.orderNumber,
      post: 'NYC',
    });
  });
});

test('R-37 Z6 a travel document waits at its own post, for its officers but who approved it; in New York production makes it', async () => {
  const order = await submitRenewal(rooms, {
    service: 'travel-document.issue',
    post: 'CHI',
    homePost: 'CHI',
  });
  await takeStep(rooms, order, 'startReview', byEngine);
  const officer = await hire(rooms, ['officer'], 'CHI');
  await rooms.tasks.claimNext(officer, 'review');
  await takeStep(rooms, order, 'approve', asStaff(officer, 'officer'));
  const payee = (await rooms.orders.listPosts()).find(({ code }) => code === 'CHI')?.payee ?? '';
  const mailroom = asStaff(await hire(rooms, ['mailroom'], 'CHI'), 'mailroom');
  const payment = { kind: 'money-order', cents: 2300, payee } as const;
  await takeStep(rooms, order, 'receiveMaterials', mailroom, {
    body: { ...BODIES.receiveMaterials, payment },
  });
  await takeStep(rooms, order, 'orderProduction', byEngine);

  const newYork = await hire(rooms, ['production'], 'NYC');
  expect(await rooms.tasks.claimNext(newYork, 'production')).toBeUndefined();
  const newYorksOfficer = await hire(rooms, ['officer'], 'NYC');
  await expect(rooms.tasks.claimNext(newYorksOfficer, 'production')).rejects.toMatchObject({
    code: 'not-permitted',
  });
  expect(await rooms.tasks.claimNext(officer, 'production')).toBeUndefined();
  await expect(rooms.tasks.claimOrder(officer, order.orderNumber)).rejects.toMatchObject({
    code: 'four-eyes',
  });
  const colleague = await hire(rooms, ['officer'], 'CHI');
  expect(await rooms.tasks.claimNext(colleague, 'production')).toMatchObject({
    orderNumber: order.orderNumber,
    post: 'CHI',
  });
});

test('R-32 originals that went back are ticked off by their holder; a task of a step is not', async () => {
  const mailroom = await hire(rooms, ['mailroom']);
  const order = await submitRenewal(rooms);
  const task = (kind: 'return-originals' | 'dispatch') => ({
    orderNumber: order.orderNumber,
    kind,
    post: 'LAX' as const,
    state: 'open' as const,
    ownDistrict: true,
    submittedAt: order.submittedAt,
    openedAt: order.submittedAt,
  });
  await rooms.db.insert(tasks).values([task('return-originals'), task('dispatch')]);
  const returned = await rooms.tasks.claimNext(mailroom, 'return-originals');
  const dispatched = await rooms.tasks.claimNext(mailroom, 'dispatch');
  const other = await hire(rooms, ['mailroom']);

  expect(await rooms.tasks.complete(other, returned!.id)).toBe(false);
  expect(await rooms.tasks.complete(mailroom, dispatched!.id)).toBe(false);
  expect(await rooms.tasks.complete(mailroom, returned!.id)).toBe(true);
  expect((await rooms.tasks.listOpenTasks(order.orderNumber)).map(({ kind }) => kind)).toEqual(['dispatch']);
});
