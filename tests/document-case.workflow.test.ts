import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOperatorDecoder } from '../adapters/payload-codec.ts';
import type { Order } from '../db/orders.ts';
import { cases, productionOrders } from '../db/schema.ts';
import type { CommandId } from '../domain/ids.ts';
import { STATUSES } from '../domain/statuses.ts';
import { caseWorkflowId } from '../workflows/messages.ts';
import { type Desk, openDesk, SOON } from './support/cases.ts';
import { caseEnvironment, type Engine, openEngine, openRooms, type Rooms } from './support/house.ts';
import { BODIES, passportNumber, submitRenewal } from './support/people.ts';

const { History } = proto.temporal.api.history.v1;

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  engine = openEngine(rooms, env);
  desk = await openDesk(rooms, engine);
});
afterAll(async () => {
  await env?.teardown();
  await rooms?.close();
});

const newId = () => randomUUID() as CommandId;

/** After a query, so that no workflow task is under way. */
async function eventCount(order: Order): Promise<number> {
  await engine.engine.findStanding(order.orderNumber);
  return (await desk.handle(order).describe()).historyLength;
}

describe('one case from submission to its end', () => {
  test('R-46 a renewal with a supplement and an interview runs to closed, within 90 events and 25 KB', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('supplement_requested');
      await desk.say(order, 'provideSupplement', 'applicant');
      await desk.hold(order, 'review');
      await desk.say(order, 'requireInterview', 'officer');
      await desk.say(order, 'bookInterview', 'applicant');
      await desk.say(order, 'recordInterview', 'officer');
      await desk.hold(order, 'review');
      await desk.say(order, 'approve', 'officer');
      await desk.say(order, 'receiveMaterials', 'mailroom');
      await desk.hold(order, 'production', 'maker');
      await desk.say(order, 'completeProduction', 'maker');
      await desk.hold(order, 'dispatch', 'mailroom');
      await desk.say(order, 'mailDocument', 'mailroom');
      const end = await desk.say(order, 'confirmReceipt', 'applicant');

      expect(end).toEqual({ status: 'closed', version: 12 });
      expect(await desk.handle(order).result()).toMatchObject({ ...end, waitingFor: null, bell: null });
      const { historyLength, historySize } = await desk.handle(order).describe();
      expect(historyLength).toBeLessThanOrEqual(90);
      expect(historySize).toBeLessThanOrEqual(25_000);
      const events = await rooms.orders.listEvents(order.orderNumber);
      expect(events.map(({ version, kind, status }) => [version, kind, status])).toEqual([
        [1, 'startReview', 'in_review'],
        [2, 'requestSupplement', 'supplement_requested'],
        [3, 'provideSupplement', 'in_review'],
        [4, 'requireInterview', 'interview_required'],
        [5, 'bookInterview', 'interview_booked'],
        [6, 'recordInterview', 'in_review'],
        [7, 'approve', 'awaiting_materials'],
        [8, 'receiveMaterials', 'materials_received'],
        [9, 'orderProduction', 'in_production'],
        [10, 'completeProduction', 'produced'],
        [11, 'mailDocument', 'mailed'],
        [12, 'confirmReceipt', 'closed'],
      ]);
      expect(await desk.openTasks(order)).toEqual([]);
      await desk.record(order, 'supplement-and-interview');
    });
  });

  test('R-46 the shortest way, and every status on it: the engine and the database agree', async () => {
    await engine.withWorkers(async () => {
      for (const status of STATUSES.filter((each) => each !== 'materials_received')) {
        const order = await desk.reach(status);
        const standing = await engine.engine.findStanding(order.orderNumber);
        const row = await rooms.orders.findOrder(order.orderNumber);
        expect(standing).toMatchObject({ status, version: row?.version });
        expect((await rooms.orders.listEvents(order.orderNumber)).at(-1)?.standing).toEqual(standing);
        if (status === 'closed') await desk.record(order, 'plain');
        if (status === 'refused') await desk.record(order, 'refused');
      }
    });
  });

  test('R-27 an interview that is rebooked, cancelled, missed and held at last', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('interview_booked');
      await desk.say(order, 'bookInterview', 'applicant');
      await desk.say(order, 'cancelInterview', 'applicant');
      await desk.say(order, 'bookInterview', 'applicant');
      const missed = await desk.say(order, 'recordInterview', 'officer', {
        body: { outcome: 'no-show', note: '' },
      });
      expect(missed.status).toBe('interview_required');
      await desk.say(order, 'bookInterview', 'applicant');
      expect(await rooms.orders.findBooking(order.orderNumber)).toBeDefined();
      await desk.say(order, 'recordInterview', 'officer');
      expect(await rooms.orders.findBooking(order.orderNumber)).toBeUndefined();
      expect(await desk.openTasks(order)).toEqual(['review']);
      await desk.record(order, 'interview-rebooked-and-no-show');
    });
  });

  test.each([
    'supplement_requested',
    'interview_required',
    'interview_booked',
    'awaiting_materials',
  ] as const)(
    'R-20 withdrawn from %s: the case ends, nothing is left to do, the person is free',
    async (status) => {
      await engine.withWorkers(async () => {
        const passport = passportNumber();
        const order = await desk.reach(status, { passport });
        expect(await desk.say(order, 'withdraw', 'applicant')).toMatchObject({ status: 'withdrawn' });
        expect(await desk.handle(order).result()).toMatchObject({ status: 'withdrawn', waitingFor: null });
        expect(await desk.openTasks(order)).toEqual([]);
        await desk.record(order, `withdrawn-from-${status.replace('_', '-')}`);
        const next = await submitRenewal(rooms, { passport });
        expect(next.status).toBe('in_review');
      });
    },
  );

  test('R-20 withdrawn from in_review', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('withdrawn');
      expect(await desk.kindsOfEvents(order)).toEqual(['startReview', 'withdraw']);
      await desk.record(order, 'withdrawn-from-in-review');
    });
  });
});

describe('refusals', () => {
  test('R-46 what the status forbids is refused by the validator: a typed answer and no trace in the history', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('awaiting_materials');
      const before = await eventCount(order);

      await expect(desk.say(order, 'approve', 'officer')).rejects.toMatchObject({
        name: 'CaseError',
        code: 'command-not-allowed',
        details: { command: 'approve', status: 'awaiting_materials' },
      });
      // the status is right and the person is not.
      await expect(desk.say(order, 'receiveMaterials', 'applicant')).rejects.toMatchObject({
        code: 'command-not-allowed',
      });

      expect(await eventCount(order)).toBe(before);
      expect(await desk.kindsOfEvents(order)).toEqual(['startReview', 'approve']);
    });
  });

  test('R-22 what only the database knows is refused by the step: the case stays where it is and usable', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('in_review');
      await expect(desk.say(order, 'approve', 'officer')).rejects.toMatchObject({ code: 'task-not-claimed' });
      await desk.hold(order, 'review', 'supervisor');
      await expect(desk.say(order, 'approve', 'officer')).rejects.toMatchObject({
        code: 'task-held-by-another',
      });
      await desk.hold(order, 'review');
      await expect(desk.say(order, 'approve', 'officer', { seenVersion: 0 })).rejects.toMatchObject({
        code: 'case-changed',
        details: { seen: 0, current: 1 },
      });
      await expect(
        desk.say(order, 'requestSupplement', 'officer', { body: { items: [], note: '' } }),
      ).rejects.toMatchObject({ code: 'supplement-empty' });
      expect(await desk.kindsOfEvents(order)).toEqual(['startReview']);
      expect(await desk.openTasks(order)).toEqual(['review']);

      const taken = await desk.say(order, 'approve', 'officer', { seenVersion: 1 });
      expect(taken).toEqual({ status: 'awaiting_materials', version: 2 });
      await desk.record(order, 'refusals-of-the-database');
    });
  });

  test('R-22 two decisions at once on one version: one wins, the other is told so', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('in_review');
      await desk.hold(order, 'review');
      const decisions = await Promise.allSettled([
        desk.say(order, 'approve', 'officer', { seenVersion: 1 }),
        desk.say(order, 'refuse', 'officer', { seenVersion: 1 }),
        desk.say(order, 'requireInterview', 'officer', { seenVersion: 1 }),
      ]);
      const won = decisions.filter(({ status }) => status === 'fulfilled');
      const lost = decisions.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
      expect(won).toHaveLength(1);
      expect(lost).toHaveLength(2);
      for (const code of lost) expect(['case-changed', 'command-not-allowed']).toContain(code);
      expect(await desk.kindsOfEvents(order)).toHaveLength(2);
    });
  });

  test('R-46 a command for a case that has ended is refused, and one for an order without workflow starts it', async () => {
    await engine.withWorkers(async () => {
      const ended = await desk.reach('refused');
      await expect(desk.say(ended, 'withdraw', 'applicant')).rejects.toMatchObject({
        code: 'command-not-allowed',
      });
      const unstarted = await submitRenewal(rooms);
      expect(await engine.engine.findStanding(unstarted.orderNumber)).toBeUndefined();
      expect(await desk.say(unstarted, 'withdraw', 'applicant')).toMatchObject({ status: 'withdrawn' });
    });
  });
});

describe('said twice, lost, early', () => {
  test('R-46 the same command id twice is one event and one answer, also at once and after the case has ended', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('mailed');
      const id = newId();
      await rooms.orders.stageCommand(order, { id, kind: 'confirmReceipt', body: {}, seenVersion: null });
      const again = () =>
        engine.engine.command(order, 'confirmReceipt', id, { by: desk.by.applicant, seenVersion: null });
      const [first, second] = await Promise.all([again(), again()]);
      await desk.handle(order).result();

      expect(first.status).toBe('closed');
      expect(second).toEqual(first);
      expect(await again()).toEqual(first);
      expect((await desk.kindsOfEvents(order)).filter((kind) => kind === 'confirmReceipt')).toHaveLength(1);
      expect((await desk.told(order)).filter((template) => template === 'closed')).toHaveLength(1);
    });
  });

  test('R-46 the same key with other words is refused', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('in_review');
      const id = newId();
      await desk.say(order, 'withdraw', 'applicant', { id });
      await expect(
        desk.say(order, 'withdraw', 'applicant', { id, body: { note: 'other' } }),
      ).rejects.toMatchObject({
        code: 'idempotency-key-reused',
      });
    });
  });

  test('a step that can never be committed fails for its caller and holds nobody up', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('in_review');
      const by = { role: 'applicant', id: 'applicant', post: null } as const;
      const never = engine.engine.command(order, 'withdraw', randomUUID() as CommandId, {
        by,
        seenVersion: null,
      });
      await expect(never).rejects.toMatchObject({ cause: { type: 'step-failed' } });
      expect(await desk.say(order, 'withdraw', 'applicant')).toMatchObject({ status: 'withdrawn' });
      await desk.record(order, 'step-failed');
    });
  });

  test('a step whose commit is not heard of is asked for again and taken once', async () => {
    let deaf = 0;
    const commitStep: Rooms['commitStep'] = async (step) => {
      const outcome = await rooms.commitStep(step);
      if (step.kind !== 'requestSupplement' || deaf++ > 0) return outcome;
      throw Object.assign(new Error('the connection broke after the commit'), { code: 'CONNECTION_CLOSED' });
    };
    await engine.withWorkers(
      async () => {
        const order = await desk.reach('supplement_requested');
        expect(deaf).toBe(2);
        expect(await desk.kindsOfEvents(order)).toEqual(['startReview', 'requestSupplement']);
        expect(await desk.told(order)).toEqual(['order-received', 'supplement-requested']);
      },
      { commitStep },
    );
  });

  test('a command that arrives with the very first workflow task is not lost', async () => {
    const order = await submitRenewal(rooms);
    await engine.engine.start(order);
    const early = desk.say(order, 'withdraw', 'applicant'); // nobody works yet
    await engine.withWorkers(async () => {
      expect(await early).toMatchObject({ status: 'withdrawn' });
      expect(await desk.handle(order).result()).toMatchObject({ status: 'withdrawn' });
      expect(await desk.openTasks(order)).toEqual([]);
      await desk.record(order, 'withdrawn-with-the-first-task');
    });
  });

  test('a case goes on with a new worker where another one left it', async () => {
    const order = await engine.withWorkers(() => desk.reach('interview_booked'));
    await engine.withWorkers(async () => {
      expect(await engine.engine.findStanding(order.orderNumber)).toMatchObject({
        status: 'interview_booked',
        version: 3,
      });
      await desk.say(order, 'recordInterview', 'officer');
    });
    await engine.withWorkers(async () => {
      await desk.hold(order, 'review');
      expect(await desk.say(order, 'refuse', 'officer')).toEqual({ status: 'refused', version: 5 });
    });
    expect(await desk.kindsOfEvents(order)).toHaveLength(5);
  });

  test('R-05 a start that comes again, at once or after the end, is the one workflow', async () => {
    await engine.withWorkers(async () => {
      const order = await submitRenewal(rooms);
      await Promise.all([1, 2, 3].map(() => engine.engine.start(order)));
      const { runId } = await desk.handle(order).describe();
      await expect.poll(() => desk.openTasks(order), SOON).toEqual(['review']);
      await engine.engine.start(order);
      await desk.say(order, 'withdraw', 'applicant');
      await desk.handle(order).result();
      await engine.engine.start(order);

      expect(await desk.handle(order).describe()).toMatchObject({ runId, status: { name: 'COMPLETED' } });
      expect(await desk.kindsOfEvents(order)).toEqual(['startReview', 'withdraw']);
      expect(await desk.told(order)).toEqual(['order-received', 'withdrawn']);
    });
  });

  test('R-48 a case whose history was lost is started anew and goes on from where the database says it stands', async () => {
    const order = await engine.withWorkers(() => desk.reach('awaiting_materials'));
    const bare = await caseEnvironment(); // a server that has never heard of the case
    try {
      const rebuilt = openEngine(rooms, bare);
      await rebuilt.withWorkers(async () => {
        const again = await openDesk(rooms, rebuilt);
        await rebuilt.engine.start(order);
        await again.arrives(order, 'awaiting_materials');
        await again.say(order, 'receiveMaterials', 'mailroom');
        await again.arrives(order, 'in_production');
        expect(await again.kindsOfEvents(order)).toEqual([
          'startReview',
          'approve',
          'receiveMaterials',
          'orderProduction',
        ]);
        await again.record(order, 'started-anew');
      });
    } finally {
      await bare.teardown();
    }
  });
});

describe('R-34 New York', () => {
  test('R-34 R-20 while New York is away a withdrawal wins; when it is back nothing is produced', async () => {
    const passport = passportNumber();
    const order = await engine.withWorkers(
      async () => {
        const waiting = await desk.reach('materials_received', { passport });
        await desk.record(waiting, 'new-york-away-open');
        expect(await desk.say(waiting, 'withdraw', 'applicant')).toMatchObject({ status: 'withdrawn' });
        expect(await desk.openTasks(waiting)).toEqual(['return-originals']);
        expect((await submitRenewal(rooms, { passport })).status).toBe('in_review');
        expect(await desk.handle(waiting).result()).toMatchObject({ status: 'withdrawn' });
        await desk.record(waiting, 'new-york-away-withdrawn');
        return waiting;
      },
      { newYork: false },
    );
    // New York's worker comes back and works on another order: nothing of this one is left in its queue.
    await engine.withWorkers(() => desk.reach('in_production'));

    expect(await desk.kindsOfEvents(order)).toEqual([
      'startReview',
      'approve',
      'receiveMaterials',
      'withdraw',
    ]);
    expect(await desk.openTasks(order)).toEqual(['return-originals']);
    const produced = await rooms.db.select().from(productionOrders);
    expect(produced.map(({ orderNumber }) => orderNumber)).not.toContain(order.orderNumber);
  });

  test('R-34 the order waits for New York and is made when it is back, at New York, for the case’s post', async () => {
    const order = await engine.withWorkers(() => desk.reach('materials_received'), { newYork: false });
    expect(await desk.openTasks(order)).toEqual([]);
    await engine.withWorkers(async () => {
      await desk.hold(order, 'production', 'maker');
      expect(await desk.say(order, 'completeProduction', 'maker')).toMatchObject({ status: 'produced' });
    });
    const queued = await rooms.tasks.countQueues(desk.members.maker!);
    expect(queued).toMatchObject([{ kind: 'production' }]);
    const rows = await rooms.db.select().from(productionOrders);
    expect(rows.filter(({ orderNumber }) => orderNumber === order.orderNumber)).toMatchObject([
      { post: 'LAX' },
    ]);
    await desk.record(order, 'new-york-away');
  });
});

test('R-34 R-48 while New York is away its bells ring: staff are told that the order is not taken', async () => {
  // The server that skips time stands still while an activity waits; here the case is due in half a second instead.
  const commitStep: Rooms['commitStep'] = async (step) => {
    const outcome = await rooms.commitStep(step);
    if (step.kind !== 'receiveMaterials') return outcome;
    const dueAtMs = Date.now() + 500;
    await rooms.db
      .update(cases)
      .set({ state: sql`jsonb_set(${cases.state}, '{clock,dueAtMs}', ${String(dueAtMs)}::jsonb)` })
      .where(eq(cases.orderNumber, step.orderNumber));
    return { standing: { ...outcome.standing, dueAtMs, bell: { atMs: dueAtMs, command: 'expire' } } };
  };
  await engine.withWorkers(
    async () => {
      const order = await desk.reach('materials_received');
      await expect.poll(() => desk.openTasks(order), SOON).toEqual(['overdue']);
      await expect
        .poll(() => engine.engine.findStanding(order.orderNumber), SOON)
        .toMatchObject({ status: 'materials_received', waitingFor: 'overdue' });
      expect(await desk.say(order, 'withdraw', 'applicant')).toMatchObject({ status: 'withdrawn' });
      await desk.record(order, 'new-york-away-overdue');
    },
    { newYork: false, commitStep },
  );
});

describe('R-47 what operators see', () => {
  const SECRETS = {
    name: '吕测试',
    passport: 'EA7654321',
    note: 'canary-note-of-the-officer',
    answer: 'canary-street 77',
    tracking: '9400111201080805483016',
    document: 'EJ0000001',
  };

  async function fullCase(): Promise<Order> {
    const order = await desk.reach('in_review', { passport: SECRETS.passport });
    await desk.hold(order, 'review');
    await desk.say(order, 'requestSupplement', 'officer', {
      body: { ...BODIES.requestSupplement, note: SECRETS.note },
    });
    await desk.say(order, 'provideSupplement', 'applicant', {
      body: { answers: { 'address.street': SECRETS.answer } },
    });
    await desk.hold(order, 'review');
    await desk.say(order, 'approve', 'officer', { body: { note: SECRETS.note } });
    await desk.say(order, 'receiveMaterials', 'mailroom');
    await desk.hold(order, 'production', 'maker');
    await desk.say(order, 'completeProduction', 'maker');
    await desk.hold(order, 'dispatch', 'mailroom');
    await desk.say(order, 'mailDocument', 'mailroom');
    return order;
  }

  test('D5 R-47 search attributes and current details name status, who must act and until when, and nothing personal', async () => {
    await engine.withWorkers(async () => {
      const order = await fullCase();
      const { searchAttributes, memo } = await desk.handle(order).describe();
      expect(searchAttributes).toMatchObject({
        CaseOrderNumber: [order.orderNumber],
        CaseService: ['passport.renew'],
        CasePost: ['LAX'],
        CaseStatus: ['mailed'],
        CaseWaitingFor: ['applicant'],
      });
      const dueAt = (await engine.engine.findStanding(order.orderNumber))?.dueAtMs ?? 0;
      expect(searchAttributes['CaseDueAt']?.[0]).toEqual(new Date(dueAt));
      const metadata: unknown = await desk.handle(order).query('__temporal_workflow_metadata');
      const { currentDetails } = metadata as { currentDetails: string };
      for (const shown of [
        '已寄出',
        'Mailed',
        'applicant',
        order.orderNumber,
        new Date(dueAt).toISOString(),
      ]) {
        expect(currentDetails).toContain(shown);
      }
      const shown = JSON.stringify([searchAttributes, memo, metadata]);
      for (const secret of Object.values(SECRETS)) expect(shown).not.toContain(secret);

      await desk.say(order, 'confirmReceipt', 'applicant');
      await desk.handle(order).result();
      expect((await desk.handle(order).describe()).searchAttributes).toMatchObject({
        CaseStatus: ['closed'],
        CaseWaitingFor: ['nobody'],
      });
    });
  });

  test('R-47 R-50 the history holds no personal data, neither as Temporal keeps it nor inside its payloads', async () => {
    await engine.withWorkers(async () => {
      await rooms.db.execute('delete from case_persons'); // the same person again, in a second order
      const order = await fullCase();
      const stranger = new Client({ connection: env.connection, namespace: engine.namespace });
      const history = await stranger.workflow.getHandle(caseWorkflowId(order.orderNumber)).fetchHistory();
      const kept = Buffer.from(History.encode(history).finish());
      expect(kept.includes(order.orderNumber), 'the search finds what is there').toBe(true);
      // Codes and names of the casework are inside the payloads only.
      for (const hidden of [
        ...Object.values(SECRETS),
        'officer',
        'mailroom',
        '"status"',
        desk.by.officer.id ?? '',
      ]) {
        expect(kept.includes(hidden), hidden).toBe(false);
      }

      const decode = createOperatorDecoder(rooms.keyring);
      const sealed = payloadsIn(History.toObject(History.fromObject(history)));
      const inside = Buffer.concat(
        (await decode(sealed, engine.namespace)).map(({ data }) => Buffer.from(data ?? [])),
      );
      expect(inside.includes(desk.by.officer.id ?? ''), 'the payloads were opened').toBe(true);
      for (const secret of Object.values(SECRETS)) expect(inside.includes(secret), secret).toBe(false);
    });
  });

  type Sealed = { metadata: Record<string, Uint8Array>; data: Uint8Array };
  function payloadsIn(value: unknown): Sealed[] {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
    const { metadata } = value as Partial<Sealed>;
    const encoding = metadata?.['encoding'] ? Buffer.from(metadata['encoding']).toString() : '';
    if (encoding === 'binary/encrypted') return [value as Sealed];
    return Object.values(value).flatMap(payloadsIn);
  }
});
