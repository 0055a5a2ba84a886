import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVision } from '../adapters/vision/vision.ts';
import type { Order } from '../db/orders.ts';
import { auditRecords, consents, faceChecks } from '../db/schema.ts';
import type { DocumentId, DraftId } from '../domain/ids.ts';
import { CONSENTS } from '../domain/texts/consents.ts';
import {
  answerConsent,
  consented,
  goodAnswers,
  newMember,
  oneWithSession,
  openAppAlone,
  person,
  storedDraft,
  submit,
} from './support/app.ts';
import { astronautJpeg, passportPortrait } from './support/faces.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { byEngine, takeStep } from './support/people.ts';

let rooms: Rooms;
let app: FastifyInstance;
const vision = createVision();
beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms, { vision });
});
afterAll(async () => {
  await app.close();
  await vision.close();
  await rooms.close();
});

/** A draft that could be submitted but for the comparison of faces. */
async function uncompared() {
  const one = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, one.accountId, goodAnswers());
  await rooms.db.delete(faceChecks).where(eq(faceChecks.applicationId, id));
  await rooms.db.delete(consents).where(eq(consents.applicationId, id));
  const { documents } = (await one.person.get(`/v1/drafts/${id}`)).body;
  const portraitId: DocumentId = documents.find(({ kind }: { kind: string }) => kind === 'portrait').id;
  const owner = { id, accountId: one.accountId };
  return { ...one, id, portraitId, owner, path: `/v1/drafts/${id}` };
}
const said = async (id: DraftId) =>
  (await rooms.consents.list({ id })).map(({ given, withdrawnAt }) => [given, withdrawnAt !== null]);
const deeds = async (id: DraftId) => {
  const records = await rooms.db
    .select({ action: auditRecords.action })
    .from(auditRecords)
    .where(and(eq(auditRecords.objectKind, 'draft'), eq(auditRecords.objectId, id)))
    .orderBy(auditRecords.id);
  return records.map(({ action }) => action).filter((action) => action.startsWith('consent'));
};

test('D8 the text about comparing faces is told to everybody, in three languages, with its version and hash', async () => {
  for (const [lang, tag] of [
    ['hans', 'zh-CN'],
    ['hant', 'zh-TW'],
    ['en', 'en'],
  ] as const) {
    const { status, body } = await person(app, undefined, tag).get('/v1/consents/face');
    const { version, title, text } = CONSENTS.face;
    expect(status).toBe(200);
    expect(body).toEqual({
      kind: 'face',
      version,
      title: title[lang],
      text: text[lang],
      textHash: createHash('sha256').update(text[lang]).digest('hex'),
    });
  }
});

test('D8 R-17 without consent nothing is compared, and no try is used up', async () => {
  const { person: applicant, path } = await uncompared();
  const answer = await applicant.upload(`${path}/face-checks`, await astronautJpeg());
  expect(answer).toMatchObject({ status: 409, body: { type: '/problems/consent-missing' } });
  expect((await applicant.get(`${path}/face-checks`)).body).toMatchObject({
    consent: 'none',
    needed: true,
    checks: [],
  });
});

test('D8 R-17 who refuses goes on at once, towards an interview', async () => {
  const { person: applicant, path, id } = await uncompared();
  expect((await answerConsent(applicant, id, false)).status).toBe(204);
  expect((await applicant.get(`${path}/face-checks`)).body).toMatchObject({
    consent: 'refused',
    standing: 'skipped',
    needed: false,
    maySkip: false,
  });
  const compared = await applicant.upload(`${path}/face-checks`, await astronautJpeg());
  expect(compared.body.type).toBe('/problems/consent-missing');
  const submitted = await submit(applicant, id);
  expect(submitted.status).toBe(201);
  const order = (await rooms.orders.findOrderOf(id)) as Order;
  expect(order.traits).toMatchObject({ faceSkipped: true });
  await takeStep(rooms, order, 'startReview', byEngine);
  const officer = await newMember(app, rooms, ['officer']);
  expect((await officer.get(`/v1/staff/cases/${submitted.body.orderNumber}`)).body).toMatchObject({
    consents: [{ kind: 'face', given: 'refused', version: CONSENTS.face.version, withdrawnAt: null }],
    approvalNeeds: ['interview'],
  });
  // The first one is the stored draft's own.
  expect(await deeds(id)).toEqual(['consent.give', 'consent.refuse']);
  // What was said stands with the order.
  expect((await answerConsent(applicant, id, true)).status).toBe(409);
});

test('D8 R-17 given, a real comparison passes; withdrawn, its score and outcome are gone and the try stays counted', async () => {
  const { person: applicant } = await oneWithSession(app, rooms);
  const { body } = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  const [id, path] = [body.id as DraftId, `/v1/drafts/${body.id}`];
  await applicant.send('PATCH', path, { answers: goodAnswers() });
  await applicant.upload(`${path}/documents?kind=portrait`, await passportPortrait());
  await answerConsent(applicant, id);
  await answerConsent(applicant, id); // twice is once
  const passed = await applicant.upload(`${path}/face-checks`, await astronautJpeg());
  expect(passed.body).toMatchObject({ consent: 'given', standing: 'passed' });
  const { triesLeft } = passed.body;

  await answerConsent(applicant, id, false);

  const { body: now } = await applicant.get(`${path}/face-checks`);
  expect(now).toMatchObject({ consent: 'refused', standing: 'skipped', triesLeft });
  expect(now.checks.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['withdrawn']);
  const rows = await rooms.db.select().from(faceChecks).where(eq(faceChecks.applicationId, id));
  expect(rows.map(({ outcome, scoreSealed }) => [outcome, scoreSealed])).toEqual([['withdrawn', null]]);
  expect(await said(id)).toEqual([
    ['refused', false],
    ['given', true],
  ]);
  expect(await deeds(id)).toEqual(['consent.give', 'consent.withdraw']);

  await answerConsent(applicant, id);
  expect((await applicant.get(`${path}/face-checks`)).body).toMatchObject({
    consent: 'given',
    standing: 'open',
    needed: true,
  });
}, 60_000);

test('D8 a comparison that is under way when the consent is withdrawn leaves nothing', async () => {
  const { id, portraitId, owner } = await uncompared();
  await consented(rooms, owner);
  const application = (await rooms.applications.findApplication(id)) as NonNullable<
    Awaited<ReturnType<Rooms['applications']['findApplication']>>
  >;
  const check = await rooms.faces.begin({ id }, { portraitId, since: new Date(0), max: 5 });
  const { version } = CONSENTS.face;
  const refusal = { kind: 'face', version, textHash: '0'.repeat(64), given: 'refused' } as const;
  await rooms.consents.answer(owner, refusal);
  await rooms.faces.finish(application, check, 'likely-same', 0.2);
  const [row] = await rooms.faces.list({ id });
  expect(row).toMatchObject({ outcome: 'withdrawn', scoreSealed: null });
});

test('D8 of comparisons and withdrawals at once none is begun after the last withdrawal', async () => {
  const { id, portraitId, owner } = await uncompared();
  const { version } = CONSENTS.face;
  const answer = (given: 'given' | 'refused') =>
    rooms.consents.answer(owner, { kind: 'face', version, textHash: '0'.repeat(64), given });
  const begin = () => rooms.faces.begin({ id }, { portraitId, since: new Date(0), max: 50 });
  await Promise.allSettled(
    Array.from({ length: 30 }, (_, at) =>
      at % 3 === 0 ? begin() : answer(at % 3 === 1 ? 'given' : 'refused'),
    ),
  );
  await answer('refused');
  await expect(begin()).rejects.toMatchObject({ code: 'consent-missing' });
  const left = (await rooms.faces.list({ id })).map(({ outcome }) => outcome);
  expect(left.filter((outcome) => outcome !== 'withdrawn')).toEqual([]);
});

test('D8 an answer binds to the text as it reads now, and another’s draft does not exist', async () => {
  const { person: applicant, id } = await uncompared();
  const { body } = await applicant.get('/v1/consents/face');
  const put = (who: typeof applicant, version: string, textHash: string) =>
    who.send('PUT', `/v1/drafts/${id}/consents/face`, { version, textHash, given: true });
  for (const [version, hash] of [
    ['1999-1', body.textHash],
    [body.version, 'f'.repeat(64)],
  ])
    expect(await put(applicant, version, hash)).toMatchObject({
      status: 409,
      body: { type: '/problems/consent-outdated' },
    });
  const { person: stranger } = await oneWithSession(app, rooms);
  expect((await put(stranger, body.version, body.textHash)).status).toBe(404);
  expect(await said(id)).toEqual([]);
});

test('D8 one reads what was said last of each application of one’s own, and which of it can still be withdrawn', async () => {
  const [one, other] = [await oneWithSession(app, rooms), await oneWithSession(app, rooms)];
  const filed = await storedDraft(rooms, one.accountId, goodAnswers());
  const draft = await storedDraft(rooms, one.accountId, goodAnswers());
  await storedDraft(rooms, other.accountId, goodAnswers());
  const { orderNumber } = (await submit(one.person, filed)).body;
  await answerConsent(one.person, draft, false);

  const { status, body } = await one.person.get('/v1/me/consents');

  expect(status).toBe(200);
  expect(body.consents).toMatchObject([
    { applicationId: draft, orderNumber: null, given: 'refused', service: 'passport.renew', post: 'LAX' },
    { applicationId: filed, orderNumber, given: 'given', withdrawnAt: null },
  ]);
});

test('D8 R-08 of an order that was handed over its former helper reads no consent any more', async () => {
  const [helper, applicant] = [await oneWithSession(app, rooms), await oneWithSession(app, rooms)];
  const { orderNumber } = (
    await submit(helper.person, await storedDraft(rooms, helper.accountId, goodAnswers()))
  ).body;
  const { code } = (await helper.person.send('POST', `/v1/orders/${orderNumber}/hand-over`, {})).body;
  expect((await applicant.person.send('POST', '/v1/hand-overs', { orderNumber, code })).status).toBe(200);
  expect((await helper.person.get('/v1/me/consents')).body).toEqual({ consents: [] });
});
