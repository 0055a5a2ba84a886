import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVision } from '../adapters/vision/vision.ts';
import { cases, faceChecks } from '../db/schema.ts';
import type { DocumentId, DraftId } from '../domain/ids.ts';
import { NOTICE_POLICY } from '../domain/policy.ts';
import {
  answerConsent,
  goodAnswers,
  newMember,
  oneWithSession,
  openApp,
  type Person,
  storedDraft,
  submit,
} from './support/app.ts';
import { astronautJpeg, passportPortrait, strangerJpeg } from './support/faces.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { pageJpeg, truncatedJpeg } from './support/pictures.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app } = await openApp(rooms, env));
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

const MAX = NOTICE_POLICY.faceAttemptsMax;

async function withPortrait(portrait?: Buffer) {
  const { person: applicant } = await oneWithSession(app, rooms);
  const created = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  const path = `/v1/drafts/${created.body.id}`;
  await applicant.send('PATCH', path, { answers: goodAnswers() });
  await upload(applicant, path, portrait ?? (await passportPortrait()));
  await answerConsent(applicant, created.body.id);
  return { applicant, path, id: created.body.id as DraftId };
}

const upload = (applicant: Person, path: string, portrait: Buffer) =>
  applicant.upload(`${path}/documents?kind=portrait`, portrait);
const openRules = async (applicant: Person, path: string): Promise<string[]> =>
  (await applicant.get(path)).body.open.map(({ rule }: { rule: string }) => rule);

test('R-17 a selfie of the same person passes, in words and without a score, and the draft waits for it no more', async () => {
  const { applicant, path } = await withPortrait();
  expect(await openRules(applicant, path)).toContain('face-check-needed');
  const answer = await applicant.upload(`${path}/face-checks`, await astronautJpeg());
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    standing: 'passed',
    consent: 'given',
    needed: false,
    triesLeft: MAX - 1,
    maySkip: false,
    checks: [{ outcome: 'likely-same', reason: 'The comparison passed.', at: expect.any(String) }],
  });
  expect(await openRules(applicant, path)).not.toContain('face-check-needed');
});

test('R-17 another person, and no person, do not pass; a broken or foreign file costs no try', async () => {
  const { applicant, path } = await withPortrait();
  expect((await applicant.upload(`${path}/face-checks`, await truncatedJpeg(0.5))).status).toBe(422);
  expect((await applicant.upload(`${path}/face-checks`, Buffer.from('no picture'))).status).toBe(415);
  const other = await applicant.upload(`${path}/face-checks`, await strangerJpeg());
  expect(other.body).toMatchObject({ standing: 'open', needed: true, triesLeft: MAX - 1 });
  expect(other.body.checks[0].outcome).toBe('likely-different');
  const none = await applicant.upload(`${path}/face-checks`, await pageJpeg());
  expect(none.body.checks[0].outcome).toBe('no-face');
  expect((await applicant.get(`${path}/face-checks`)).body).toEqual(none.body);
});

test('R-17 a new portrait asks for a new comparison', async () => {
  const { applicant, path } = await withPortrait();
  await applicant.upload(`${path}/face-checks`, await astronautJpeg());
  const [old] = (await applicant.get(path)).body.documents;
  await applicant.send('DELETE', `${path}/documents/${old.id}`);
  await upload(applicant, path, await passportPortrait({ width: 420, ratio: 0.75 }));
  expect((await applicant.get(`${path}/face-checks`)).body).toMatchObject({ standing: 'open', needed: true });
});

test('R-17 without a portrait there is nothing to compare with, and a draft of another is not found', async () => {
  const { person: applicant } = await oneWithSession(app, rooms);
  const { body } = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  const answer = await applicant.upload(`/v1/drafts/${body.id}/face-checks`, await astronautJpeg());
  expect(answer).toMatchObject({ status: 422, body: { type: '/problems/portrait-missing' } });
  const { person: stranger } = await oneWithSession(app, rooms);
  for (const tail of ['face-checks', 'face-checks/skip', 'portrait-check', 'portrait-fit', 'mrz-reading']) {
    const foreign = await (tail === 'face-checks'
      ? stranger.upload(`/v1/drafts/${body.id}/${tail}`, await astronautJpeg())
      : stranger.send('POST', `/v1/drafts/${body.id}/${tail}`));
    expect(foreign.status, tail).toBe(404);
  }
});

test('R3 R7 R-17 of 200 tries at once exactly the policy’s number is let through', async () => {
  const { id } = await withPortrait();
  const since = new Date(Date.now() - 1_000);
  const portraitId = crypto.randomUUID() as DocumentId;
  const begun = await Promise.allSettled(
    Array.from({ length: 200 }, () => rooms.faces.begin({ id }, { portraitId, since, max: MAX })),
  );
  expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(MAX);
  expect(await rooms.faces.countSince({ id }, since)).toBe(MAX);
});

test('R-17 selfies sent at once are compared as often as the policy says and not once more', async () => {
  const { applicant, path } = await withPortrait();
  const selfie = await strangerJpeg();
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => applicant.upload(`${path}/face-checks`, selfie)),
  );
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([
    ...Array.from({ length: MAX }, () => 201),
    ...Array.from({ length: 12 - MAX }, () => 429),
  ]);
  const refused = answers.find(({ status }) => status === 429)!;
  expect(refused.body).toMatchObject({ type: '/problems/face-tries-used' });
});

test('R-17 after several failures one may go on, not before; the order can then be submitted', async () => {
  const { accountId, person: applicant } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  await rooms.db.delete(faceChecks).where(eq(faceChecks.applicationId, id));
  const path = `/v1/drafts/${id}`;
  const refused = await submit(applicant, id);
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'face', rule: 'face-check-needed' }] },
  });

  const portraitId = (await applicant.get(path)).body.documents.find(
    ({ kind }: { kind: string }) => kind === 'portrait',
  ).id;
  const owner = (await rooms.applications.findApplication(id))!;
  for (let tries = 0; tries < MAX; tries += 1) {
    expect(await applicant.send('POST', `${path}/face-checks/skip`)).toMatchObject({
      status: 409,
      body: { type: '/problems/face-skip-too-early' },
    });
    const check = await rooms.faces.begin(owner, { portraitId, since: new Date(0), max: MAX });
    await rooms.faces.finish(owner, check, 'likely-different', 0.7);
  }
  expect((await applicant.get(`${path}/face-checks`)).body).toMatchObject({ triesLeft: 0, maySkip: true });
  expect((await applicant.send('POST', `${path}/face-checks/skip`)).body).toMatchObject({
    standing: 'skipped',
  });
  expect((await applicant.send('POST', `${path}/face-checks/skip`)).status).toBe(201);
  expect((await rooms.faces.list({ id })).filter(({ outcome }) => outcome === 'skipped')).toHaveLength(1);
  expect((await submit(applicant, id)).status).toBe(201);
});

test('R-17 under 16 no comparison is asked for', async () => {
  const { applicant, path } = await withPortrait();
  await applicant.send('PATCH', path, { answers: { 'person.bornOn': '2020-05-05' } });
  expect(await openRules(applicant, path)).not.toContain('face-check-needed');
});

test('R-17 officers see score, band and time; the mailroom does not; the score lies sealed', async () => {
  const { accountId, person: applicant } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  const { orderNumber } = (await submit(applicant, id)).body;
  const officer = await newMember(app, rooms, ['officer']);
  const seen = await officer.get(`/v1/staff/cases/${orderNumber}`);
  expect(seen.body.faceChecks).toEqual([
    { outcome: 'likely-same', score: 0.2, ofCurrentPortrait: true, at: expect.any(String) },
  ]);
  expect(seen.body.faceNote).toContain('never the only reason to refuse');
  const mailroom = await newMember(app, rooms, ['mailroom']);
  expect((await mailroom.get(`/v1/staff/cases/${orderNumber}`)).body.faceChecks ?? []).toEqual([]);
  const [row] = await rooms.db
    .select({ sealed: faceChecks.scoreSealed })
    .from(faceChecks)
    .innerJoin(cases, eq(cases.applicationId, faceChecks.applicationId))
    .where(eq(cases.orderNumber, orderNumber));
  expect(row?.sealed?.toString('latin1')).not.toContain('0.2');
});

test('R-17 nothing of a selfie is left: neither its file nor its bytes nor a descriptor', async () => {
  const { applicant, path, id } = await withPortrait();
  const objects = join(rooms.dir, 'objects');
  const before = readdirSync(objects, { recursive: true }).length;
  const selfie = await strangerJpeg();
  await applicant.upload(`${path}/face-checks`, selfie);
  expect(readdirSync(objects, { recursive: true })).toHaveLength(before);
  expect(readdirSync(join(rooms.dir, 'uploads'))).toEqual([]);
  const files = readdirSync(rooms.dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const { parentPath, name } of files) {
    expect(readFileSync(join(parentPath, name)).includes(selfie.subarray(600, 700)), name).toBe(false);
  }
  const [row] = await rooms.faces.list({ id });
  // One sealed number: nonce, tag and a few characters, where a descriptor would be half a kilobyte.
  expect(row?.scoreSealed?.length).toBeLessThan(80);
});

test('R-17 a try that we could not carry out is given back, and the answer says when to ask again', async () => {
  const { vision, app: dying } = await withDyingVision();
  const { person: applicant } = await oneWithSession(dying, rooms);
  const { body } = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  const path = `/v1/drafts/${body.id}`;
  await upload(applicant, path, await passportPortrait());
  await answerConsent(applicant, body.id);
  const answer = await applicant.upload(`${path}/face-checks`, await astronautJpeg());
  expect(answer).toMatchObject({ status: 503, body: { type: '/problems/vision-failed' } });
  expect(answer.headers['retry-after']).toBe('5');
  expect((await applicant.get(`${path}/face-checks`)).body).toMatchObject({ triesLeft: MAX, checks: [] });
  await dying.close();
  await vision.close();
});

/** The real thing, whose process is killed each time as soon as it starts. */
async function withDyingVision() {
  const vision = createVision({ onStart: (pid) => process.kill(pid, 'SIGKILL') });
  return { vision, ...(await openApp(rooms, env, { vision })) };
}
