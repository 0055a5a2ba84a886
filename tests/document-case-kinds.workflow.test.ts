import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Order } from '../db/orders.ts';
import { productionOrders } from '../db/schema.ts';
import { type Desk, openDesk, SOON } from './support/cases.ts';
import { caseEnvironment, type Engine, openEngine, openRooms, type Rooms } from './support/house.ts';

// What the answers of an application ask for beyond the plain case: minors, lost passports, travel documents.
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

const stateOf = async (order: Order) => (await rooms.orders.findOrder(order.orderNumber))!.state;
const standingOf = (order: Order) => engine.engine.findStanding(order.orderNumber);

async function returnDocument(order: Order): Promise<void> {
  await desk.hold(order, 'dispatch', 'mailroom');
  await desk.say(order, 'mailDocument', 'mailroom');
  await desk.say(order, 'confirmReceipt', 'applicant');
  await desk.handle(order).result();
}

test('R-26 R-14 a minor is approved after an interview that the guardian took part in, and not before', async () => {
  await engine.withWorkers(async () => {
    const order = await desk.reach('in_review', { traits: { minor: true } });
    expect((await stateOf(order)).interview).toBe('due');
    await desk.hold(order, 'review');
    await expect(desk.say(order, 'approve', 'officer')).rejects.toMatchObject({ code: 'interview-due' });
    await desk.say(order, 'requireInterview', 'officer', { body: { reason: 'minor', note: '' } });
    await desk.say(order, 'bookInterview', 'applicant');
    await expect(desk.say(order, 'recordInterview', 'officer')).rejects.toMatchObject({
      code: 'guardian-absent',
    });
    await desk.say(order, 'recordInterview', 'officer', {
      body: { outcome: 'held', note: '', guardianPresent: true },
    });
    await desk.hold(order, 'review');
    expect(await desk.say(order, 'approve', 'officer')).toMatchObject({ status: 'awaiting_materials' });
    await desk.record(order, 'minor');
  });
});

describe('R-35 a lost passport', () => {
  const lost = { traits: { lost: true } };

  test('R-20 R-35 its papers wait for the issuing authority; confirmed, New York makes it', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('awaiting_materials', lost);
      expect(await stateOf(order)).toMatchObject({ oldPassport: 'void', issuer: 'asked' });
      expect((await desk.told(order)).toSorted()).toEqual([
        'mail-your-materials',
        'old-passport-void',
        'order-received',
      ]);
      await expect(desk.say(order, 'withdraw', 'applicant')).rejects.toMatchObject({
        code: 'old-passport-void',
      });
      await desk.hold(order, 'issuer');
      await desk.say(order, 'receiveMaterials', 'mailroom');
      expect(await standingOf(order)).toMatchObject({
        status: 'materials_received',
        waitingFor: 'issuer',
        gate: 'issuer',
      });
      // Still in the hands that wrote the letter.
      expect((await rooms.tasks.listOpenTasks(order.orderNumber)).map(({ claimedBy }) => claimedBy)).toEqual([
        desk.by.officer.id,
      ]);
      const details = await desk.handle(order).query('__temporal_workflow_metadata');
      expect(JSON.stringify(details)).toContain('原發照機關');
      const { searchAttributes } = await desk.handle(order).describe();
      expect(searchAttributes).toMatchObject({ CaseWaitingFor: ['issuer'] });

      await desk.say(order, 'recordIssuerAnswer', 'supervisor');
      await desk.hold(order, 'production', 'maker');
      expect((await standingOf(order))?.gate).toBeUndefined();
      await desk.say(order, 'completeProduction', 'maker');
      await returnDocument(order);
      expect(await desk.kindsOfEvents(order)).toEqual([
        'startReview',
        'approve',
        'receiveMaterials',
        'recordIssuerAnswer',
        'orderProduction',
        'completeProduction',
        'mailDocument',
        'confirmReceipt',
      ]);
      expect((await stateOf(order)).oldPassport).toBe('void');
      expect((await desk.told(order)).toSorted()).toEqual(
        [
          'closed',
          'in-production',
          'issuer-confirmed',
          'mail-your-materials',
          'mailed-new-only',
          'materials-await-issuer',
          'old-passport-void',
          'order-received',
          'produced',
        ].toSorted(),
      );
      await desk.record(order, 'lost-confirmed-late');
    });
  });

  test('R-35 confirmed before the papers come, nothing is waited for any more', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('awaiting_materials', lost);
      await expect.poll(() => desk.openTasks(order), SOON).toEqual(['issuer']);
      const { clock } = await stateOf(order);
      await desk.say(order, 'recordIssuerAnswer', 'officer');
      expect(await desk.openTasks(order)).toEqual([]);
      expect(await stateOf(order)).toMatchObject({ issuer: 'confirmed', clock });
      await expect(desk.say(order, 'recordIssuerAnswer', 'officer')).rejects.toMatchObject({
        code: 'command-not-allowed',
      });
      await desk.say(order, 'receiveMaterials', 'mailroom');
      await desk.arrives(order, 'in_production');
      await desk.record(order, 'lost-confirmed-early');
    });
  });

  test('R-35 R-32 denied, an officer refuses, and the originals go back', async () => {
    await engine.withWorkers(async () => {
      const order = await desk.reach('awaiting_materials', lost);
      await desk.say(order, 'receiveMaterials', 'mailroom');
      await desk.hold(order, 'issuer');
      await expect(desk.say(order, 'refuse', 'officer')).rejects.toMatchObject({
        code: 'command-not-allowed',
      });
      await desk.say(order, 'recordIssuerAnswer', 'officer', { body: { outcome: 'denied', note: '' } });
      expect(await standingOf(order)).toMatchObject({ waitingFor: 'issuer', gate: 'issuer' });
      expect(await desk.say(order, 'refuse', 'officer')).toMatchObject({ status: 'refused' });
      expect(await desk.handle(order).result()).toMatchObject({ status: 'refused', waitingFor: null });
      expect(await desk.openTasks(order)).toEqual(['return-originals']);
      const made = await rooms.db
        .select()
        .from(productionOrders)
        .where(eq(productionOrders.orderNumber, order.orderNumber));
      expect(made).toEqual([]);
      await desk.record(order, 'lost-denied');
    });
  });
});

test('R-37 Z6 a travel document is made by the post’s own officers, never by who approved it, while New York is away', async () => {
  await engine.withWorkers(
    async () => {
      const order = await desk.reach('awaiting_materials', { service: 'travel-document.issue' });
      await desk.say(order, 'receiveMaterials', 'mailroom');
      await desk.arrives(order, 'in_production');
      const made = await rooms.db
        .select()
        .from(productionOrders)
        .where(eq(productionOrders.orderNumber, order.orderNumber));
      expect(made).toMatchObject([{ post: 'LAX', madeAt: 'LAX' }]);
      const { officer, colleague } = desk.members;
      const queueOf = async (member: typeof officer) =>
        (await rooms.tasks.listTasks(member!, { kind: 'production', limit: 10 })).map(
          ({ orderNumber }) => orderNumber,
        );
      expect(await queueOf(colleague)).toContain(order.orderNumber);
      expect(await queueOf(officer)).not.toContain(order.orderNumber);
      await desk.hold(order, 'production', 'officer');
      const refused = { code: 'four-eyes' };
      await expect(desk.say(order, 'completeProduction', 'officer')).rejects.toMatchObject(refused);
      await desk.hold(order, 'production', 'colleague');
      await desk.say(order, 'completeProduction', 'colleague');
      await returnDocument(order);
      expect((await stateOf(order)).oldPassport).toBe('none');
      expect(await desk.told(order)).toContain('in-production-at-post');
      await desk.record(order, 'travel-document');
    },
    { newYork: false },
  );
});
