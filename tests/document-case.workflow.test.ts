import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandBodies } from '../domain/case-state.ts';
import type { Actor, PersonCommand } from '../domain/commands.ts';
import type { CommandId } from '../domain/ids.ts';
import type { Order } from '../db/orders.ts';
import { caseWorkflowId } from '../workflows/messages.ts';
import { caseEnvironment, openEngine, openRooms, type Rooms } from './support/house.ts';
import { applicant, asStaff, BODIES, hire, submitRenewal } from './support/people.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let engine: ReturnType<typeof openEngine>;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  engine = openEngine(rooms, env);
});
afterAll(async () => {
  await env.teardown();
  await rooms.close();
});

test('a renewal with a supplement and an interview runs to closed, within 90 events and 25 KB', async () => {
  await engine.withWorkers(async () => {
    const order = await submitRenewal(rooms);
    await engine.engine.start(order);
    const officer = await hire(rooms, ['officer']);
    const mailroom = await hire(rooms, ['mailroom']);
    const maker = await hire(rooms, ['production'], 'NYC');
    const say = <K extends PersonCommand>(kind: K, by: Actor, body: CommandBodies[K] = BODIES[kind]) => command(order, kind, by, body);
    const review = async () => {
      await expect.poll(() => rooms.tasks.claimNext(officer, 'review'), { timeout: 10_000 }).toMatchObject({ orderNumber: order.orderNumber });
      return asStaff(officer, 'officer');
    };

    await say('requestSupplement', await review());
    await say('provideSupplement', applicant);
    await say('requireInterview', await review());
    await say('bookInterview', applicant, { startsAtMs: Date.now() + 3 * 86_400_000 });
    await say('recordInterview', asStaff(officer, 'officer'));
    await say('approve', await review());
    await say('receiveMaterials', asStaff(mailroom, 'mailroom'));
    await expect.poll(() => rooms.tasks.claimNext(maker, 'production'), { timeout: 10_000 }).toBeDefined();
    await say('completeProduction', asStaff(maker, 'production'));
    await rooms.tasks.claimNext(mailroom, 'dispatch');
    await say('mailDocument', asStaff(mailroom, 'mailroom'));
    const end = await say('confirmReceipt', applicant);

    expect(end).toEqual({ status: 'closed', version: 12 });
    const handle = engine.client.workflow.getHandle(caseWorkflowId(order.orderNumber));
    await handle.result();
    const { historyLength, historySize } = await handle.describe();
    const h = await handle.fetchHistory(); const by: Record<string, number[]> = {};
    const P = (await import('@temporalio/proto')).default;
    for (const e of h.events ?? []) { const n = Object.keys(e).find((k) => k.endsWith('Attributes')) ?? ''; (by[n] ??= []).push(P.temporal.api.history.v1.HistoryEvent.encode(e).finish().length); }
    console.log({ historyLength, historySize }, Object.fromEntries(Object.entries(by).map(([k, v]) => [k, [v.length, v.reduce((a, b) => a + b), Math.max(...v)]])));
    expect(historyLength).toBeLessThanOrEqual(90);
    expect(historySize).toBeLessThanOrEqual(25_000);
    const events = await rooms.orders.listEvents(order.orderNumber);
    expect(events.map(({ status }) => status)).toEqual([
      'in_review',
      'supplement_requested',
      'in_review',
      'interview_required',
      'interview_booked',
      'in_review',
      'awaiting_materials',
      'materials_received',
      'in_production',
      'produced',
      'mailed',
      'closed',
    ]);
  });
});

async function command<K extends PersonCommand>(order: Order, kind: K, by: Actor, body: CommandBodies[K], seenVersion: number | null = null) {
  const id = randomUUID() as CommandId;
  await rooms.orders.stageCommand(order, { id, kind, body, seenVersion });
  return engine.engine.command(order, kind, id, { by, seenVersion });
}
