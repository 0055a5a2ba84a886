import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Order } from '../db/orders.ts';
import { policies } from '../db/schema.ts';
import { NOTICE_POLICY, type Policy } from '../domain/policy.ts';
import type { PostCode } from '../domain/posts.ts';
import { type Desk, openDesk, SOON } from './support/cases.ts';
import { type Engine, openEngine, openRooms, type Rooms, timeEnvironment } from './support/house.ts';

const DAY_MS = 86_400_000;

// On the server that skips time: its clock runs on only while a test sleeps on it, and never turns back. Each test ends
// its cases: one that is left would be woken in a later test, on a worker that is gone.
let rooms: Rooms;
let env: TestWorkflowEnvironment;
let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), timeEnvironment()]);
  engine = openEngine(rooms, env);
  desk = await openDesk(rooms, engine);
});
afterAll(async () => {
  await env?.teardown();
  await rooms?.close();
});

/** The policy that this post's next orders are submitted under. */
async function enact(post: PostCode, deadlines: Partial<Policy['deadlines']>): Promise<void> {
  const policy: Policy = { ...NOTICE_POLICY, post, deadlines: { ...NOTICE_POLICY.deadlines, ...deadlines } };
  await rooms.db.insert(policies).values({ post, effectiveFrom: '2025-01-01', policy });
}
/** Lets the server's clock run on until this instant. */
async function sleepUntil(atMs: number): Promise<void> {
  await env.sleep(Math.max(0, atMs - (await engine.nowMs())));
}
const standingOf = async (order: Order) => {
  const standing = await engine.engine.findStanding(order.orderNumber);
  if (!standing) throw new Error('no such workflow');
  return standing;
};
/** Until the step's bell has rung: its instant was reached, the step itself follows. */
async function rings(order: Order, kind: 'remind' | 'expire', times = 1): Promise<void> {
  await expect
    .poll(async () => (await desk.kindsOfEvents(order)).filter((each) => each === kind).length, SOON)
    .toBe(times);
}

test('R-48 45 days in 待制證: reminded after 30, overdue after 45 for applicant and staff; extended, it rings again; then it lapses', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('awaiting_materials');
    const approvedAtMs = await engine.nowMs();
    const { bell, dueAtMs } = await standingOf(order);
    expect(bell?.command).toBe('remind');
    // Whole local days: at most a day, and an hour of a clock change, beyond 30 and 45.
    const daysUntil = (atMs: number | null | undefined) => ((atMs ?? 0) - approvedAtMs) / DAY_MS;
    expect(Math.floor(daysUntil(bell?.atMs) - 1 / 24)).toBe(30);
    expect(Math.floor(daysUntil(dueAtMs) - 1 / 24)).toBe(45);

    await sleepUntil(bell!.atMs - 60_000);
    expect(await desk.kindsOfEvents(order)).toEqual(['startReview', 'approve']);
    await sleepUntil(bell!.atMs + 1);
    await rings(order, 'remind');
    expect(await desk.told(order)).toEqual(['order-received', 'mail-your-materials', 'reminder']);
    expect(await desk.openTasks(order)).toEqual([]);

    await sleepUntil(dueAtMs! + 1);
    await rings(order, 'expire');
    expect((await desk.told(order)).at(-1)).toBe('overdue');
    expect(await desk.openTasks(order)).toEqual(['overdue']);
    expect(await standingOf(order)).toMatchObject({
      status: 'awaiting_materials',
      waitingFor: 'overdue',
      bell: null,
    });

    await desk.say(order, 'extendDeadline', 'supervisor');
    expect(await desk.openTasks(order)).toEqual([]);
    const extended = await standingOf(order);
    expect(extended).toMatchObject({ waitingFor: 'applicant', bell: { command: 'expire' } });
    await sleepUntil(extended.dueAtMs! - 60_000);
    expect(await desk.openTasks(order)).toEqual([]);
    await sleepUntil(extended.dueAtMs! + 1);
    await rings(order, 'expire', 2);
    expect(await desk.openTasks(order)).toEqual(['overdue']);

    expect(await desk.say(order, 'lapse', 'supervisor')).toMatchObject({ status: 'withdrawn' });
    expect(await desk.openTasks(order)).toEqual([]);
    expect((await desk.told(order)).slice(-4)).toEqual(['overdue', 'extended', 'overdue', 'lapsed']);
    await desk.record(order, 'overdue-and-extended');
  });
});

test('R-48 under a policy that lets cases lapse, 待制證 ends by itself', async () => {
  await enact('SFO', { materials: { remindAfterDays: 5, dueAfterDays: 10, onDue: 'lapse' } });
  const there = await openDesk(rooms, engine, 'SFO');
  await engine.withWorkers(async () => {
    const order = await there.reach('awaiting_materials');
    await sleepUntil((await standingOf(order)).dueAtMs! + 1);
    await there.arrives(order, 'withdrawn');
    expect(await there.handle(order).result()).toMatchObject({ status: 'withdrawn' });
    expect(await there.kindsOfEvents(order)).toEqual(['startReview', 'approve', 'remind', 'expire']);
    expect((await there.told(order)).slice(-2)).toEqual(['reminder', 'lapsed']);
    expect(await there.openTasks(order)).toEqual([]);
    await there.record(order, 'lapsed');
  });
});

test('R-36 a mailed case whose receipt nobody confirms is closed by itself', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('mailed');
    await sleepUntil((await standingOf(order)).dueAtMs! + 1);
    await desk.arrives(order, 'closed');
    expect(await desk.handle(order).result()).toMatchObject({ status: 'closed', waitingFor: null });
    expect((await desk.told(order)).slice(-3)).toEqual(['mailed', 'reminder', 'closed']);
    await desk.record(order, 'closed-by-time');
  });
});

test('R-48 a step that must be woken earlier than the armed alarm is woken in time', async () => {
  await engine.withWorkers(async () => {
    // The alarm was armed for the review's reminder, three days hence; an interview in 26 hours is remembered in two.
    const order = await desk.reach('interview_required');
    const startsAtMs = (await engine.nowMs()) + 26 * 3_600_000;
    await desk.say(order, 'bookInterview', 'applicant', { body: { startsAtMs } });
    const { bell, dueAtMs } = await standingOf(order);
    expect(bell).toEqual({ atMs: startsAtMs - DAY_MS, command: 'remind' });
    await sleepUntil(bell!.atMs + 1);
    await rings(order, 'remind');
    expect((await desk.told(order)).at(-1)).toBe('reminder');
    await sleepUntil(dueAtMs! + 1);
    await rings(order, 'expire');
    expect((await desk.openTasks(order)).toSorted()).toEqual(['interview', 'overdue']);

    // Staff's own work goes on, overdue or not.
    expect(await desk.say(order, 'recordInterview', 'officer')).toMatchObject({ status: 'in_review' });
    expect(await desk.openTasks(order)).toEqual(['review']);
    await desk.record(order, 'woken-earlier');
    await desk.say(order, 'withdraw', 'applicant');
    await desk.handle(order).result();
  });
});

test('R-34 R-48 what New York has made and nobody mails is remembered and overdue', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('produced');
    const { bell, dueAtMs } = await standingOf(order);
    await sleepUntil(bell!.atMs + 1);
    await rings(order, 'remind');
    await sleepUntil(dueAtMs! + 1);
    await rings(order, 'expire');
    expect((await desk.openTasks(order)).toSorted()).toEqual(['dispatch', 'overdue']);
    // The mailroom's work is the mailroom's, and the applicant is not told of its delay.
    expect((await desk.told(order)).at(-1)).toBe('produced');
    await desk.hold(order, 'dispatch', 'mailroom');
    expect(await desk.say(order, 'mailDocument', 'mailroom')).toMatchObject({ status: 'mailed' });
    expect(await desk.openTasks(order)).toEqual([]);
    await desk.record(order, 'dispatch-overdue');
    await desk.say(order, 'confirmReceipt', 'applicant');
    await desk.handle(order).result();
  });
});

test('R-35 a lost passport’s issuer is silent: the applicant hears so after 30 days, staff decide after 60, counted from the asking', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('awaiting_materials', { traits: { lost: true } });
    const askedAtMs = (await rooms.orders.findOrder(order.orderNumber))!.state.issuerAskedAtMs!;
    const daysSinceAsked = (atMs: number) => Math.floor((atMs - askedAtMs) / DAY_MS - 1 / 24);
    await sleepUntil(askedAtMs + 20 * DAY_MS);
    await desk.say(order, 'receiveMaterials', 'mailroom');
    const { bell, dueAtMs } = await standingOf(order);
    expect(bell?.command).toBe('remind');
    expect([daysSinceAsked(bell!.atMs), daysSinceAsked(dueAtMs!)]).toEqual([30, 60]);
    const [task] = await rooms.tasks.listOpenTasks(order.orderNumber);
    expect(task).toMatchObject({ kind: 'issuer', dueAt: new Date(dueAtMs!) });

    await sleepUntil(bell!.atMs + 1);
    await rings(order, 'remind');
    expect((await desk.told(order)).at(-1)).toBe('issuer-silent');
    await sleepUntil(dueAtMs! + 1);
    await rings(order, 'expire');
    expect((await desk.openTasks(order)).toSorted()).toEqual(['issuer', 'overdue']);
    expect(await standingOf(order)).toMatchObject({ waitingFor: 'overdue', gate: 'issuer' });
    expect(await desk.kindsOfEvents(order)).not.toContain('orderProduction');

    await desk.say(order, 'recordIssuerAnswer', 'officer');
    await desk.arrives(order, 'in_production');
    expect(await desk.openTasks(order)).toEqual(['production']);
    await desk.record(order, 'lost-overdue');
  });
});
