import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq, sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retainOnce } from '../activities/retention.ts';
import { KeyErased } from '../adapters/case-keys.ts';
import { createDocumentStore } from '../adapters/document-store.ts';
import { fileObjectStore } from '../adapters/object-store.ts';
import { createApplications } from '../db/applications.ts';
import { connect } from '../db/client.ts';
import { createRetention } from '../db/retention.ts';
import { applications, auditRecords, cases, mailOutbox, sessions } from '../db/schema.ts';
import type { DraftId, OrderNumber } from '../domain/ids.ts';
import { openKeyring } from '../keyring.ts';
import { caseWorkflowId } from '../workflows/messages.ts';
import {
  newApplicant,
  newDraft,
  newMember,
  oneWithSession,
  openApp,
  person,
  sessionToken,
  submit,
} from './support/app.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { onServer } from './support/servers.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let engine: Awaited<ReturnType<typeof openApp>>['engine'];
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app, engine } = await openApp(rooms, env));
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

const DAY_MS = 86_400_000;
const objects = () => fileObjectStore(join(rooms.dir, 'objects'));
const stored = () => readdirSync(join(rooms.dir, 'objects'), { recursive: true, withFileTypes: true });

/** As the worker does it, `days` from now. */
const retain = (days: number) =>
  retainOnce({
    retention: createRetention(rooms.worker, rooms.vault),
    documents: createDocumentStore({ objects: objects(), caseKeys: rooms.caseKeys }),
    engine: engine.engine,
    keys: rooms.keyring.store,
    log: { warn: () => undefined },
    nowMs: () => Date.now() + days * DAY_MS,
  });

/** A whole order that its applicant has withdrawn, with its pictures and its history. */
async function withdrawn() {
  const applicant = await newApplicant(app, rooms);
  const { body } = await submit(applicant, await newDraft(applicant));
  const orderNumber = body.orderNumber as OrderNumber;
  const answer = await applicant.send('POST', `/v1/orders/${orderNumber}/withdrawal`, { note: 'my reasons' });
  expect(answer.status).toBe(200);
  await expect.poll(() => engine.engine.isRunning(orderNumber), { timeout: 15_000 }).toBe(false);
  const [order] = await rooms.db.select().from(cases).where(eq(cases.orderNumber, orderNumber));
  return { applicant, orderNumber, order: order! };
}

test('D7 R-50 an order is erased on its day: not before, never twice, and its line remains', async () => {
  await engine.withWorkers(async () => {
    const gone = await withdrawn();
    /** A session of now: those of before have passed by the clock of the retention. */
    const applicant = async () => person(app, await sessionToken(rooms, { accountId: gone.order.accountId }));
    const path = `/v1/orders/${gone.orderNumber}`;
    const before = stored().filter((entry) => entry.isFile()).length;
    expect(before).toBeGreaterThan(0);

    await retain(89); // the policy keeps a withdrawn order 90 days
    expect((await (await applicant()).get(path)).status).toBe(200);
    await retain(91);

    const [own, officer] = [await applicant(), await newMember(app, rooms, ['officer'])];
    const line = (await own.get('/v1/orders')).body.orders;
    expect(line).toMatchObject([{ orderNumber: gone.orderNumber, status: 'withdrawn' }]);
    for (const [who, at] of [
      [own, path],
      [own, `/v1/drafts/${gone.order.applicationId}`],
      [officer, `/v1/staff/cases/${gone.orderNumber}`],
    ] as const)
      expect(await who.get(at)).toMatchObject({ status: 410, body: { type: '/problems/case-erased' } });
    expect(stored().filter((entry) => entry.isFile())).toEqual([]);
    const told = await rooms.db.select().from(auditRecords).where(eq(auditRecords.action, 'case.erase'));
    await retain(92);
    expect(told.map(({ objectId }) => objectId)).toEqual([gone.orderNumber]);
  });
}, 60_000);

test('D7 R-50 what was erased stays unreadable in a restored backup and in Temporal; other orders stay readable', async () => {
  await engine.withWorkers(async () => {
    const [gone, kept] = [await withdrawn(), await withdrawn()];
    const name = `backup_${randomBytes(4).toString('hex')}`;
    // As a backup of the main database is: without the keys, which are kept and backed up apart.
    const tables = await rooms.db.select().from(applications);
    await rooms.db.update(cases).set({ erasedAt: null }).where(eq(cases.orderNumber, kept.orderNumber));
    const source = new URL(rooms.url).pathname.slice(1);
    await onServer([
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${source}'`,
      `create database ${name} template ${source}`,
    ]);
    // `kept` is held back by its own workflow, as far as retention knows.
    const only = engine.engine.isRunning;
    await retainOnce({
      retention: createRetention(rooms.worker, rooms.vault),
      documents: createDocumentStore({ objects: objects(), caseKeys: rooms.caseKeys }),
      engine: { isRunning: async (number) => number === kept.orderNumber || only(number) },
      keys: rooms.keyring.store,
      log: { warn: () => undefined },
      nowMs: () => Date.now() + 100 * DAY_MS,
    });

    const restored = connect(Object.assign(new URL(rooms.url), { pathname: `/${name}` }).href, { max: 2 });
    const fresh = await openKeyring({
      masterKeyFile: rooms.keyFile,
      keysDatabaseUrl: rooms.keysUrl,
      db: restored.db,
      max: 2,
    });
    try {
      const backup = createApplications(restored.db, fresh.vault);
      expect(tables.map(({ id }) => id)).toContain(gone.order.applicationId);
      await expect(backup.findApplication(gone.order.applicationId as DraftId)).rejects.toThrow(KeyErased);
      const other = await backup.findApplication(kept.order.applicationId as DraftId);
      expect(other?.answers['name.chinese']).toBe('吕测试');
    } finally {
      await fresh.close();
      await restored.close();
      await onServer([`drop database ${name} with (force)`]);
    }
    const standing = (number: OrderNumber) =>
      engine.client.workflow.getHandle(caseWorkflowId(number)).result();
    await expect(standing(gone.orderNumber)).rejects.toThrow();
    expect(await standing(kept.orderNumber)).toMatchObject({ status: 'withdrawn' });
  });
}, 60_000);

test('D7 drafts that nobody touches and what has passed are forgotten, keys that belong to nothing too', async () => {
  const { person: applicant, accountId } = await oneWithSession(app, rooms);
  const { body } = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  const { keyId } = await rooms.caseKeys.newKey(); // of a draft whose row never came
  const keysPool = connect(rooms.keysUrl, { max: 1 });
  await keysPool.db.execute(sql`update data_keys set created_at = now() - interval '2 days'`);
  await keysPool.close();
  const [row] = await rooms.db
    .select()
    .from(applications)
    .where(eq(applications.id, body.id as DraftId));
  expect(await rooms.db.$count(mailOutbox)).toBeGreaterThan(0);
  await rooms.db.update(mailOutbox).set({ sentAt: new Date() });

  await retain(1);
  expect((await applicant.get(`/v1/drafts/${body.id}`)).status).toBe(200);
  expect(await rooms.keyring.store.findWrapped(keyId)).toBeUndefined();
  expect(await rooms.keyring.store.findWrapped(row!.keyId)).toBeDefined();

  await retain(91);
  expect(await rooms.db.$count(applications, eq(applications.id, body.id as DraftId))).toBe(0);
  expect(await rooms.keyring.store.findWrapped(row!.keyId)).toBeUndefined();
  expect(await rooms.db.$count(mailOutbox)).toBe(0);
  expect(await rooms.db.$count(sessions, eq(sessions.accountId, accountId))).toBe(0);
  expect((await person(app).get('/v1/me')).status).toBe(401);
});
