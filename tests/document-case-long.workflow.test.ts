import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Order } from '../db/orders.ts';
import type { CommandId } from '../domain/ids.ts';
import { type Desk, openDesk } from './support/cases.ts';
import { caseEnvironment, type Engine, openEngine, openRooms, type Rooms } from './support/house.ts';

// A server that suggests continue-as-new after 40 events, where a real one waits for thousands.
const THRESHOLD = ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=40'];

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment(THRESHOLD)]);
  engine = openEngine(rooms, env);
  desk = await openDesk(rooms, engine);
});
afterAll(async () => {
  await env?.teardown();
  await rooms?.close();
});

const newId = () => randomUUID() as CommandId;
const runOf = async (order: Order) => (await desk.handle(order).describe()).runId;

/** One round of a supplement; both commands under ids of the caller's. */
async function round(order: Order, ask: CommandId = newId(), answer: CommandId = newId()) {
  await desk.hold(order, 'review');
  const asked = await desk.say(order, 'requestSupplement', 'officer', { id: ask });
  const answered = await desk.say(order, 'provideSupplement', 'applicant', { id: answer });
  return { asked, answered };
}

test('a case of many rounds continues as new; its first answers, its deadline and its place survive, and it closes', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('in_review');
    const firstRun = await runOf(order);
    const [ask, answer] = [newId(), newId()];
    const first = await round(order, ask, answer);
    for (let n = 0; n < 5; n++) await round(order);
    expect(await runOf(order)).not.toBe(firstRun);

    // An id that the earlier run has answered gets that answer, and nothing happens a second time.
    expect(await desk.say(order, 'requestSupplement', 'officer', { id: ask })).toEqual(first.asked);
    expect(await desk.say(order, 'provideSupplement', 'applicant', { id: answer })).toEqual(first.answered);
    expect(await desk.kindsOfEvents(order)).toHaveLength(1 + 6 * 2);

    await desk.hold(order, 'review');
    await desk.say(order, 'approve', 'officer');
    await desk.say(order, 'receiveMaterials', 'mailroom');
    await desk.hold(order, 'production', 'maker');
    await desk.say(order, 'completeProduction', 'maker');
    await desk.hold(order, 'dispatch', 'mailroom');
    await desk.say(order, 'mailDocument', 'mailroom');
    const end = await desk.say(order, 'confirmReceipt', 'applicant');
    expect(end).toEqual({ status: 'closed', version: 19 });
    expect(await desk.handle(order).result()).toMatchObject(end);
    const { searchAttributes } = await desk.handle(order).describe();
    expect(searchAttributes).toMatchObject({ CaseOrderNumber: [order.orderNumber], CaseStatus: ['closed'] });
    await desk.record(order, 'continued-as-new');
  });
});

test('a deadline is the same instant before and after continue-as-new', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('interview_booked');
    const firstRun = await runOf(order);
    const { clock } = (await rooms.orders.findOrder(order.orderNumber))!.state;
    // Refusals of the database fill the history and leave the case where it is.
    for (let n = 0; (await runOf(order)) === firstRun; n++) {
      expect(n, 'continues as new at last').toBeLessThan(30);
      await expect(
        desk.say(order, 'bookInterview', 'applicant', { body: { startsAtMs: 0 } }),
      ).rejects.toMatchObject({ code: 'interview-time' });
    }
    expect(await engine.engine.findStanding(order.orderNumber)).toMatchObject({
      status: 'interview_booked',
      version: 3,
      dueAtMs: clock!.dueAtMs,
      bell: { atMs: clock!.remindAtMs, command: 'remind' },
    });
    expect(await desk.say(order, 'recordInterview', 'officer')).toMatchObject({
      status: 'in_review',
      version: 4,
    });
  });
});

test('no command is lost that comes while the case changes over, and New York is asked once', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('interview_booked');
    const runs = new Set([await runOf(order)]);
    // Waves of commands at once, enough for several changes of run; every one must be answered.
    for (let wave = 0; wave < 12; wave++) {
      const startsAtMs = Date.now() + (3 + wave) * 86_400_000;
      const answers = await Promise.all(
        [1, 2, 3, 4].map((n) =>
          desk.say(order, 'bookInterview', 'applicant', { body: { startsAtMs: startsAtMs + n } }),
        ),
      );
      expect(new Set(answers.map(({ version }) => version)).size).toBe(4);
      runs.add(await runOf(order));
    }
    expect(runs.size).toBeGreaterThan(2);
    expect((await desk.kindsOfEvents(order)).filter((kind) => kind === 'bookInterview')).toHaveLength(
      1 + 12 * 4,
    );

    await desk.say(order, 'recordInterview', 'officer');
    await desk.hold(order, 'review');
    await desk.say(order, 'approve', 'officer');
    await desk.say(order, 'receiveMaterials', 'mailroom');
    await desk.arrives(order, 'in_production');
    expect((await desk.kindsOfEvents(order)).filter((kind) => kind === 'orderProduction')).toHaveLength(1);
  });
});

test('R-35 what production waits for survives continue-as-new', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('awaiting_materials', { traits: { lost: true } });
    await desk.say(order, 'receiveMaterials', 'mailroom');
    const firstRun = await runOf(order);
    for (let n = 0; (await runOf(order)) === firstRun; n++) {
      expect(n, 'continues as new at last').toBeLessThan(30);
      await expect(desk.say(order, 'withdraw', 'applicant')).rejects.toMatchObject({
        code: 'old-passport-void',
      });
    }
    expect(await engine.engine.findStanding(order.orderNumber)).toMatchObject({
      status: 'materials_received',
      waitingFor: 'issuer',
      gate: 'issuer',
    });
    await desk.say(order, 'recordIssuerAnswer', 'officer');
    await desk.arrives(order, 'in_production');
    expect((await desk.kindsOfEvents(order)).filter((kind) => kind === 'orderProduction')).toHaveLength(1);
  });
});
