import { eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newTotpSecret } from '../adapters/totp.ts';
import { factors, policies, posts, staff } from '../db/schema.ts';
import { seed } from '../db/seed.ts';
import { deadlineMs } from '../domain/calendar.ts';
import { NOTICE_POLICY } from '../domain/policy.ts';
import { POST_CODES } from '../domain/posts.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { byEngine, submitRenewal, takeStep } from './support/people.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms?.close());

test('R-02 a case keeps the policy of its submission; the next one runs under the new', async () => {
  const before = await submitRenewal(rooms);
  const deadlines = {
    ...NOTICE_POLICY.deadlines,
    review: { ...NOTICE_POLICY.deadlines.review, dueAfterDays: 2 },
  };
  const effectiveOn = '2025-06-01';
  await rooms.db.insert(policies).values({
    post: 'LAX',
    effectiveFrom: effectiveOn,
    policy: { ...NOTICE_POLICY, post: 'LAX', effectiveOn, deadlines },
  });
  const after = await submitRenewal(rooms);

  const nowMs = Date.parse('2025-06-10T18:00:00Z');
  const old = await takeStep(rooms, before, 'startReview', byEngine, { nowMs });
  const fresh = await takeStep(rooms, after, 'startReview', byEngine, { nowMs });

  const due = (days: number) => deadlineMs(nowMs, days, 'America/Los_Angeles');
  expect(old.standing.dueAtMs).toBe(due(NOTICE_POLICY.deadlines.review.dueAfterDays));
  expect(fresh.standing.dueAtMs).toBe(due(2));
});

test('R-02 a policy is in force from its day at its post, and the day before the earlier one is', async () => {
  const effectiveOn = '2024-03-01';
  await rooms.db.insert(policies).values({
    post: 'NYC',
    effectiveFrom: effectiveOn,
    policy: { ...NOTICE_POLICY, post: 'NYC', effectiveOn, crossDistrictFiling: false },
  });

  expect((await rooms.orders.getPolicy('NYC', '2024-02-29')).policy.crossDistrictFiling).toBe(true);
  expect((await rooms.orders.getPolicy('NYC', '2024-03-01')).policy.crossDistrictFiling).toBe(false);
  expect((await rooms.orders.getPolicy('CHI', '2024-03-01')).policy.crossDistrictFiling).toBe(true);
});

test('R-01 the five posts are seeded once; what an administrator changed stays', async () => {
  const [lax] = await rooms.db.select().from(posts).where(eq(posts.code, 'LAX'));
  await rooms.db
    .update(posts)
    .set({ post: { ...lax!.post, payee: 'Changed' } })
    .where(eq(posts.code, 'LAX'));

  await seed(rooms.url);

  const all = await rooms.orders.listPosts();
  expect(all.map(({ code }) => code)).toEqual([...POST_CODES].toSorted());
  expect(all.find(({ code }) => code === 'LAX')?.payee).toBe('Changed');
});

test('A9 no demo account is made where none is asked for; each is made once, with a second factor', async () => {
  const hash = async (password: string) => `hash of ${password}`;
  const tools = { hash, newTotpSecret, vault: rooms.vault, known: [] };
  expect(await seed(rooms.url)).toEqual([]);
  expect(await rooms.db.$count(staff)).toBe(0);
  const made = await seed(rooms.url, tools);
  expect(new Set(made.map(({ login }) => login)).size).toBe(24);
  expect(new Set(made.map(({ password }) => password)).size).toBe(24);
  expect(new Set(made.map(({ totpSecret }) => totpSecret)).size).toBe(24);
  expect(await rooms.db.$count(factors, isNotNull(factors.confirmedAt))).toBe(24);
  const known = made.map(({ login }) => login);
  expect(await seed(rooms.url, { ...tools, known })).toEqual([]);
  // A start that was cut off before it could note the passwords makes new ones.
  expect(await seed(rooms.url, { ...tools, known: known.slice(1) })).toMatchObject([{ login: known[0] }]);
  expect(await rooms.db.$count(factors)).toBe(24);
});
