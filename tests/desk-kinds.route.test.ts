import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applications, cases, tasks } from '../db/schema.ts';
import type { StaffRole } from '../domain/commands.ts';
import { POSTS } from '../domain/data/posts.ts';
import type { TaskKind } from '../domain/effects.ts';
import type { DraftId, OrderNumber, StaffId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { NO_TRAITS, type Traits } from '../domain/traits.ts';
import {
  goodAnswers,
  oneWithSession,
  openApp,
  person,
  sessionToken,
  storedDraft,
  submit,
} from './support/app.ts';
import { SOON } from './support/cases.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { BODIES, hire } from './support/people.ts';

// What the desk is told, and may say, of a case that is not the plain one.
let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let engine: Awaited<ReturnType<typeof openApp>>['engine'];
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app, engine } = await openApp(rooms, env));
});
afterAll(async () => {
  await app?.close();
  await env?.teardown();
  await rooms?.close();
});

async function member(role: StaffRole | StaffRole[], post: PostCode = 'LAX') {
  const { id } = await hire(rooms, [role].flat(), post);
  return { ...person(app, await sessionToken(rooms, { staffId: id })), id };
}

/** Submitted while nobody works, so that its first step finds the traits. */
async function submitted(traits: Partial<Traits>, post: PostCode = 'LAX') {
  const { person: applicant, accountId } = await oneWithSession(app, rooms);
  const { body } = await submit(applicant, await storedDraft(rooms, accountId, goodAnswers(), post));
  const orderNumber = body.orderNumber as OrderNumber;
  await rooms.db
    .update(cases)
    .set({ traits: { ...NO_TRAITS, ...traits } })
    .where(eq(cases.orderNumber, orderNumber));
  return {
    applicant,
    orderNumber,
    desk: `/v1/staff/cases/${orderNumber}`,
    order: `/v1/orders/${orderNumber}`,
  };
}

async function hold(orderNumber: OrderNumber, kind: TaskKind, { id }: { id: StaffId }): Promise<void> {
  const kinds = async () => (await rooms.tasks.listOpenTasks(orderNumber)).map((task) => task.kind);
  await expect.poll(kinds, SOON).toContain(kind);
  await rooms.db
    .update(tasks)
    .set({ claimedBy: id, claimedAt: new Date() })
    .where(and(eq(tasks.orderNumber, orderNumber), eq(tasks.kind, kind), eq(tasks.state, 'open')));
}

test('R-26 R-14 R-13 the desk sees what an approval needs, and is refused until it is there', async () => {
  const { applicant, orderNumber, desk, order } = await submitted({ minor: true, nationalityDoubt: true });
  await engine.withWorkers(async () => {
    const [officer, mailroom] = [await member('officer'), await member('mailroom')];
    await hold(orderNumber, 'review', officer);
    const shown = (await officer.get(desk)).body;
    expect(shown).toMatchObject({
      interviewState: 'due',
      approvalNeeds: ['interview', 'nationality-check'],
      traits: { minor: true, lost: false, faceSkipped: false, nationalityDoubt: true },
      oldPassport: 'valid',
      issuer: 'none',
      issuerAskedAt: null,
      madeAt: 'NYC',
    });
    expect(shown.allowed).toContain('requireInterview');
    expect(shown.allowed).not.toContain('approve');
    expect((await mailroom.get(desk)).body.traits).toBeNull();

    const approve = async (body: object = {}) =>
      officer.send('POST', `${desk}/approval`, {
        seenVersion: (await officer.get(desk)).body.version,
        ...body,
      });
    expect(await approve()).toMatchObject({ status: 409, body: { type: '/problems/interview-due' } });
    const why = { seenVersion: shown.version, reason: 'minor' };
    await officer.send('POST', `${desk}/interview-requirement`, why);
    const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
    await applicant.send('POST', `${order}/interview`, { startsAt });
    const seenVersion = (await officer.get(desk)).body.version;
    const held = { seenVersion, outcome: 'held' };
    expect(await officer.send('POST', `${desk}/interview-result`, held)).toMatchObject({
      status: 422,
      body: { type: '/problems/guardian-absent' },
    });
    await officer.send('POST', `${desk}/interview-result`, { ...held, guardianPresent: true });

    await hold(orderNumber, 'review', officer);
    expect((await officer.get(desk)).body).toMatchObject({
      interviewState: 'held',
      approvalNeeds: ['nationality-check'],
    });
    expect(await approve()).toMatchObject({ status: 422, body: { type: '/problems/nationality-unsettled' } });
    expect(await approve({ nationalityChecked: true })).toMatchObject({
      status: 200,
      body: { status: 'awaiting_materials' },
    });
    expect((await officer.get(desk)).body.approvalNeeds).toEqual([]);
  });
});

test('R-35 R-20 a lost passport over HTTP: void for the applicant, the issuer’s answer for officers, a denial for their eyes only', async () => {
  const { applicant, orderNumber, desk, order } = await submitted({ lost: true });
  await engine.withWorkers(async () => {
    const [officer, supervisor, mailroom] = [
      await member('officer'),
      await member('supervisor'),
      await member('mailroom'),
    ];
    await hold(orderNumber, 'review', officer);
    await officer.send('POST', `${desk}/approval`, { seenVersion: 1 });
    const own = (await applicant.get(order)).body;
    expect(own).toMatchObject({ oldPassport: 'void', issuer: 'asked', waitingFor: 'applicant' });
    expect(own.allowed).not.toContain('withdraw');
    expect(await applicant.send('POST', `${order}/withdrawal`, { note: '' })).toMatchObject({
      status: 409,
      body: { type: '/problems/old-passport-void' },
    });
    expect((await officer.get(desk)).body.allowed).not.toContain('refuse');
    const queues = (await supervisor.get('/v1/staff/queues')).body.queues;
    expect(queues.map(({ kind }: { kind: string }) => kind)).toContain('issuer');

    const answer = { outcome: 'denied', note: 'no such passport' };
    expect(await mailroom.send('POST', `${desk}/issuer-answer`, answer)).toMatchObject({ status: 403 });
    expect(await supervisor.send('POST', `${desk}/issuer-answer`, answer)).toMatchObject({
      status: 200,
      body: { status: 'awaiting_materials', version: 3 },
    });
    expect((await applicant.get(order)).body).toMatchObject({ issuer: 'asked', waitingFor: 'staff' });
    const shown = (await officer.get(desk)).body;
    expect(shown).toMatchObject({ issuer: 'denied', oldPassport: 'void' });
    expect(shown.allowed).toContain('refuse');
    await mailroom.send('POST', `${desk}/materials`, BODIES.receiveMaterials);
    await hold(orderNumber, 'issuer', officer);
    const refuse = { seenVersion: 4, ground: 'identity-unproved' };
    expect(await officer.send('POST', `${desk}/refusal`, refuse)).toMatchObject({
      body: { status: 'refused' },
    });
    expect((await mailroom.get('/v1/staff/tasks?kind=return-originals')).body.tasks).toMatchObject([
      { orderNumber },
    ]);
  });
});

test('R-34 who is officer and maker in New York makes a passport as maker', async () => {
  const { orderNumber, desk } = await submitted({});
  await engine.withWorkers(async () => {
    const [officer, mailroom] = [await member('officer'), await member('mailroom')];
    const both = await member(['officer', 'production'], 'NYC');
    await hold(orderNumber, 'review', officer);
    await officer.send('POST', `${desk}/approval`, { seenVersion: 1 });
    await mailroom.send('POST', `${desk}/materials`, BODIES.receiveMaterials);
    await hold(orderNumber, 'production', both);
    expect((await officer.get(desk)).body.allowed).not.toContain('completeProduction');
    const made = { seenVersion: 4, documentNumber: 'EJ0000001' };
    expect(await both.send('POST', `${desk}/production`, made)).toMatchObject({
      status: 200,
      body: { status: 'produced' },
    });
    expect((await officer.get(desk)).body.oldPassport).toBe('cancelled');
  });
});

test('Z6 who approved a case does not make its document, is not offered it, and is told why', async () => {
  const { orderNumber, desk } = await submitted({}, 'NYC');
  await engine.withWorkers(async () => {
    const [both, maker, mailroom] = [
      await member(['officer', 'production'], 'NYC'),
      await member('production', 'NYC'),
      await member('mailroom', 'NYC'),
    ];
    await hold(orderNumber, 'review', both);
    await both.send('POST', `${desk}/approval`, { seenVersion: 1 });
    const payment = { ...BODIES.receiveMaterials.payment, payee: POSTS.NYC.payee };
    await mailroom.send('POST', `${desk}/materials`, { ...BODIES.receiveMaterials, payment });
    await expect
      .poll(async () => (await maker.get('/v1/staff/tasks?kind=production')).body.tasks, SOON)
      .toMatchObject([{ orderNumber }]);
    expect((await both.get('/v1/staff/tasks?kind=production')).body.tasks).toEqual([]);
    expect((await both.get('/v1/staff/queues')).body.queues).toContainEqual(
      expect.objectContaining({ kind: 'production', waiting: 0 }),
    );
    const next = { kind: 'production' };
    expect((await both.send('POST', '/v1/staff/tasks/next', next)).body.task).toBeNull();
    const refused = { status: 409, body: { type: '/problems/four-eyes' } };
    expect(await both.send('POST', `${desk}/claim`, {})).toMatchObject(refused);
    expect((await both.get(desk)).body.allowed).not.toContain('completeProduction');
    const made = { seenVersion: 4, documentNumber: 'EJ0000001' };
    expect(await both.send('POST', `${desk}/production`, made)).toMatchObject(refused);

    expect((await maker.send('POST', '/v1/staff/tasks/next', next)).body.task).toMatchObject({ orderNumber });
    expect((await maker.get(desk)).body.allowed).toContain('completeProduction');
    expect(await maker.send('POST', `${desk}/production`, made)).toMatchObject({
      body: { status: 'produced' },
    });
  });
});

test('R-23 R-11 only what the order’s own version of the form has can be asked for again', async () => {
  const { orderNumber, desk } = await submitted({});
  await engine.withWorkers(async () => {
    const officer = await member('officer');
    await hold(orderNumber, 'review', officer);
    const { applicationId } = (await rooms.orders.findOrder(orderNumber)) ?? {};
    await rooms.db
      .update(applications)
      .set({ formVersion: 1 })
      .where(eq(applications.id, applicationId as DraftId));
    const ask = (name: string) =>
      officer.send('POST', `${desk}/supplement-requests`, {
        seenVersion: 1,
        items: [{ target: 'field', name, reason: 'incomplete' }],
      });
    expect(await ask('nationality.foreign')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'nationality.foreign', rule: 'unknown-field' }] },
    });
    expect(await ask('address.street')).toMatchObject({ body: { status: 'supplement_requested' } });
  });
});
