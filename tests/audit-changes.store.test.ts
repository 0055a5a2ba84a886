import { randomUUID } from 'node:crypto';
import { and, desc, eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Order } from '../db/orders.ts';
import { auditRecords, documents, statements, tasks } from '../db/schema.ts';
import type { CommandId, DocumentId, TaskId } from '../domain/ids.ts';
import { consented } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import {
  applicant,
  asStaff,
  byEngine,
  hire,
  prepareRenewal,
  registerAccount,
  submitRenewal,
  takeStep,
} from './support/people.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
  await rooms.db.$client.query(`
    create table refused (action text);
    create function refuse_record() returns trigger language plpgsql security definer as $$
    begin
      if exists (select from refused where action = new.action) then raise exception 'no record'; end if;
      return new;
    end $$;
    create trigger refused before insert on audit_records for each row execute function refuse_record();`);
});
afterAll(() => rooms.close());

/** Runs `work`, which must fail, while the database takes no record of this action. */
async function withoutRecord(action: string, work: () => Promise<unknown>): Promise<void> {
  const { $client } = rooms.db;
  await $client.query('insert into refused values ($1)', [action]);
  try {
    await expect(work()).rejects.toThrow();
  } finally {
    await $client.query('delete from refused');
  }
}

const latest = async (objectId: string) => {
  const [row] = await rooms.db
    .select()
    .from(auditRecords)
    .where(eq(auditRecords.objectId, objectId))
    .orderBy(desc(auditRecords.id))
    .limit(1);
  return row;
};

async function newDraft() {
  return rooms.applications.createDraft({
    accountId: await registerAccount(rooms),
    service: 'passport.renew',
    formVersion: 1,
    post: 'LAX',
  });
}

const picture = () => {
  const id = randomUUID() as DocumentId;
  return {
    ...({
      id,
      kind: 'portrait',
      state: 'current',
      objectKey: `x/${id}`,
      bytes: 1,
      width: 1,
      height: 1,
    } as const),
    ...{ fileName: 'photo.jpg', content: id },
  };
};

async function inReview(): Promise<Order> {
  const order = await submitRenewal(rooms);
  await takeStep(rooms, order, 'startReview', byEngine);
  return order;
}

const statusOf = async ({ orderNumber }: Order) => (await rooms.orders.findOrder(orderNumber))?.status;

describe('R-50 L3 a step of a case', () => {
  test('leaves one record: who, in which role and post, what, on which case, which version, why in a code', async () => {
    const officer = await hire(rooms, ['officer', 'supervisor']);
    const order = await inReview();
    await rooms.tasks.claimNext(officer, 'review');
    const body = { ground: 'identity-unproved', note: 'papers disagree' } as const;
    const id = randomUUID() as CommandId;
    await takeStep(rooms, order, 'refuse', asStaff(officer, 'officer'), { body, id });

    const record = await latest(order.orderNumber);

    expect(record).toMatchObject({
      actorKind: 'staff',
      actorId: officer.id,
      actorRoles: 'officer',
      actorPost: 'LAX',
      action: 'case.refuse',
      objectKind: 'case',
      reason: 'identity-unproved',
      requestId: id,
      details: { version: 2, statusBefore: 'in_review', status: 'refused', seenVersion: null },
    });
    expect(JSON.stringify(record)).not.toContain('papers disagree');
  });

  test('every event of a case has its record, the engine’s and the applicant’s too', async () => {
    const officer = await hire(rooms, ['officer']);
    const order = await inReview();
    await rooms.db
      .update(tasks)
      .set({ claimedBy: officer.id })
      .where(eq(tasks.orderNumber, order.orderNumber));
    await takeStep(rooms, order, 'requestSupplement', asStaff(officer, 'officer'));
    await takeStep(rooms, order, 'provideSupplement', { ...applicant, id: order.accountId });

    const events = await rooms.orders.listEvents(order.orderNumber);
    const records = await rooms.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.objectId, order.orderNumber), like(auditRecords.action, 'case.%')))
      .orderBy(auditRecords.id);

    expect(records.map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['case.submit', 'account'],
      ['case.startReview', 'engine'],
      ['case.requestSupplement', 'staff'],
      ['case.provideSupplement', 'account'],
    ]);
    expect(records.slice(1).map(({ requestId }) => requestId)).toEqual(
      events.map((event) => event.commandId),
    );
  });

  test('is not taken when it cannot be recorded', async () => {
    const order = await inReview();

    await withoutRecord('case.withdraw', () => takeStep(rooms, order, 'withdraw', applicant));

    expect(await statusOf(order)).toBe('in_review');
    expect(await rooms.orders.listEvents(order.orderNumber)).toHaveLength(1);
    expect((await takeStep(rooms, order, 'withdraw', applicant)).standing.status).toBe('withdrawn');
  });
});

describe('R-50 L1 what is no step shares one transaction with its record', () => {
  test('a submission', async () => {
    const submission = await prepareRenewal(rooms);
    await withoutRecord('case.submit', () => rooms.orders.submit(submission));
    expect(await rooms.orders.findOrder(submission.orderNumber)).toBeUndefined();

    await rooms.orders.submit(submission);

    const { id: draftId, accountId } = submission.application;
    expect(await latest(submission.orderNumber)).toMatchObject({
      action: 'case.submit',
      actorId: accountId,
      requestId: submission.submitId,
      details: { draftId, post: 'LAX', documents: 0 },
    });
  });

  test('a draft begun and deleted', async () => {
    await withoutRecord('draft.create', newDraft);
    const draft = await newDraft();
    expect(await latest(draft.id)).toMatchObject({ action: 'draft.create', actorId: draft.accountId });

    await withoutRecord('draft.delete', () => rooms.applications.deleteDraft(draft));
    expect(await rooms.applications.findApplication(draft.id)).toBeDefined();

    await rooms.applications.deleteDraft(draft);
    expect(await latest(draft.id)).toMatchObject({ action: 'draft.delete', actorId: draft.accountId });
  });

  test('a document added, replaced and removed', async () => {
    const draft = await newDraft();
    const stored = () => rooms.db.select().from(documents).where(eq(documents.applicationId, draft.id));
    await withoutRecord('document.add', () => rooms.applications.addDocument(draft, picture()));
    expect(await stored()).toEqual([]);

    const { document: old } = await rooms.applications.addDocument(draft, picture());
    const { document } = await rooms.applications.addDocument(draft, picture(), { replace: true });
    expect(await latest(draft.id)).toMatchObject({
      action: 'document.add',
      actorId: draft.accountId,
      details: { documentId: document.id, kind: 'portrait', replaces: [old.id] },
    });

    await withoutRecord('document.remove', () => rooms.applications.removeDocument(document));
    expect(await stored()).toHaveLength(1);
    await rooms.applications.removeDocument(document);
    expect(await latest(draft.id)).toMatchObject({
      action: 'document.remove',
      details: { documentId: document.id },
    });
  });

  test('a document for a supplement is recorded with the order', async () => {
    const order = await submitRenewal(rooms);
    const owner = await rooms.applications.findApplication(order.applicationId);

    await rooms.applications.addDocument(owner!, { ...picture(), state: 'pending' });

    expect(await latest(order.orderNumber)).toMatchObject({
      action: 'document.add',
      objectKind: 'case',
      actorId: order.accountId,
      details: { state: 'pending' },
    });
  });

  test('a statement', async () => {
    const draft = await newDraft();
    const signed = {
      version: '1',
      textHash: 'abc',
      signature: { width: 1, height: 1, strokes: [] },
      signedAtMs: Date.now(),
    };
    const sign = () => rooms.applications.signStatement(draft, 'nationality', signed);
    await withoutRecord('statement.sign', sign);
    expect(await rooms.db.$count(statements, eq(statements.applicationId, draft.id))).toBe(0);

    await sign();
    expect(await latest(draft.id)).toMatchObject({
      action: 'statement.sign',
      details: { kind: 'nationality', version: '1', textHash: 'abc' },
    });
  });

  test('a comparison of faces, without its score', async () => {
    const draft = await newDraft();
    await consented(rooms, draft);
    const check = await rooms.faces.begin(draft, {
      portraitId: randomUUID() as DocumentId,
      since: new Date(),
      max: 3,
    });

    await rooms.faces.finish(draft, check, 'likely-same', 0.21);

    const record = await latest(draft.id);
    expect(record).toMatchObject({ action: 'face.check', details: { outcome: 'likely-same' } });
    expect(JSON.stringify(record?.details)).not.toContain('0.21');
  });

  test('a task claimed and released; a second click on what one holds leaves no second record', async () => {
    const officer = await hire(rooms, ['officer'], 'SFO');
    const order = await submitRenewal(rooms, { post: 'SFO' });
    await takeStep(rooms, order, 'startReview', byEngine);
    const held = async () =>
      (await rooms.tasks.listOpenTasks(order.orderNumber)).find(({ kind }) => kind === 'review')?.claimedBy ??
      null;
    await withoutRecord('task.claim', () => rooms.tasks.claimNext(officer, 'review'));
    expect(await held()).toBeNull();

    const task = await rooms.tasks.claimNext(officer, 'review');
    await rooms.tasks.claimNext(officer, 'review');
    const claims = await rooms.db.$count(
      auditRecords,
      and(eq(auditRecords.objectId, order.orderNumber), eq(auditRecords.action, 'task.claim')),
    );
    expect(claims).toBe(1);
    expect(await latest(order.orderNumber)).toMatchObject({
      action: 'task.claim',
      actorId: officer.id,
      actorRoles: 'officer',
      actorPost: 'SFO',
      reason: 'in-turn',
      details: { kind: 'review', taskId: task?.id },
    });

    await withoutRecord('task.release', () => rooms.tasks.release(officer, task?.id as TaskId));
    expect(await held()).toBe(officer.id);
    await rooms.tasks.release(officer, task?.id as TaskId);
    expect(await latest(order.orderNumber)).toMatchObject({ action: 'task.release' });
  });
});
