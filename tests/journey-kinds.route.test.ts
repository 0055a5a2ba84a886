import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faceChecks } from '../db/schema.ts';
import { FORM_SERVICES } from '../domain/forms/form.ts';
import type { DraftId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { ADVICE_REASONS } from '../domain/texts/advice.ts';
import { FAULT_TEXTS } from '../domain/texts/faults.ts';
import { CONFIRMATION_WORDS } from '../domain/texts/papers.ts';
import { newMember, oneWithSession, openApp, type Person, person, submit } from './support/app.ts';
import { readyDraft, rowOf } from './support/drafts.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { pdfText } from './support/pdf.ts';

// Rules that only show when an order that is not the plain renewal goes its whole way over HTTP.
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

const LANGS = { hans: 'zh-CN', hant: 'zh-TW', en: 'en' } as const;
const SOON = { timeout: 10_000 };
// Each test that reviews has a post of its own: officers take what came first.

/** The task of this order in the queue, in one's hand. */
async function next(member: Person, kind: string, orderNumber: string): Promise<{ version: number }> {
  const claim = () => member.send('POST', '/v1/staff/tasks/next', { kind });
  await expect.poll(claim, SOON).toMatchObject({ status: 200, body: { task: { kind, orderNumber } } });
  return (await claim()).body.task;
}

type Played = { applicant: Person; orderNumber: string; order: string; desk: string };

async function filed(service: string, situation: string, post: PostCode = 'LAX'): Promise<Played> {
  const { person: applicant } = await oneWithSession(app, rooms);
  const draftId = await readyDraft(rooms, applicant, rowOf(service, situation), { post });
  const submitted = await submit(applicant, draftId);
  expect(submitted.status).toBe(201);
  const { orderNumber } = submitted.body;
  return {
    applicant,
    orderNumber,
    order: `/v1/orders/${orderNumber}`,
    desk: `/v1/staff/cases/${orderNumber}`,
  };
}

/** Approved, and everything that the order asks for has come in the mail. */
async function mailIn({ applicant, orderNumber, order, desk }: Played, post: PostCode = 'LAX') {
  const [officer, mailroom] = await Promise.all([
    newMember(app, rooms, ['officer'], post),
    newMember(app, rooms, ['mailroom'], post),
  ]);
  const { version: seenVersion } = await next(officer, 'review', orderNumber);
  expect((await officer.send('POST', `${desk}/approval`, { seenVersion })).status).toBe(200);
  const { mailing } = (await applicant.get(order)).body;
  const received = await mailroom.send('POST', `${desk}/materials`, {
    items: mailing.items,
    payment: { kind: 'money-order', cents: mailing.feeCents, payee: mailing.payee },
    returnTracking: '9400111201080805483016',
  });
  expect(received).toMatchObject({ status: 200, body: { status: 'materials_received' } });
  return { officer, mailroom };
}

const makes = (member: Person, desk: string, seenVersion: number) =>
  member.send('POST', `${desk}/production`, { seenVersion, documentNumber: 'L12345678' });

test('R-37 R-19 R-20 a travel document is made by an officer of its own post, and New York never sees it', async () => {
  await engine.withWorkers(
    async () => {
      const played = await filed('travel-document.issue', 'hk-macau');
      const { applicant, orderNumber, order, desk } = played;
      const newYork = await newMember(app, rooms, ['production'], 'NYC');
      const { officer, mailroom } = await mailIn(played);

      // Who approved it does not make it (Z6).
      expect(
        (await officer.send('POST', '/v1/staff/tasks/next', { kind: 'production' })).body.task,
      ).toBeNull();
      const maker = await newMember(app, rooms, ['officer']);
      const { version } = await next(maker, 'production', orderNumber);
      expect((await newYork.get('/v1/staff/tasks?kind=production')).body.tasks).toEqual([]);
      expect((await newYork.get(desk)).status).toBe(404);
      expect((await makes(newYork, desk, version)).status).toBe(404);
      // It is being made: too late to withdraw.
      expect((await applicant.get(order)).body).toMatchObject({ status: 'in_production', madeAt: 'LAX' });
      expect(await applicant.send('POST', `${order}/withdrawal`, { note: '' })).toMatchObject({
        status: 409,
        body: { type: '/problems/command-not-allowed' },
      });
      expect(await makes(officer, desk, version)).toMatchObject({ status: 409 });
      expect(await makes(maker, desk, version)).toMatchObject({ body: { status: 'produced' } });

      const sent = await next(mailroom, 'dispatch', orderNumber);
      const dispatch = { seenVersion: sent.version, tracking: '9400111201080805483016' };
      await mailroom.send('POST', `${desk}/dispatch`, dispatch);
      expect(await applicant.send('POST', `${order}/receipt`, {})).toMatchObject({
        body: { status: 'closed' },
      });
      const { messages } = (await applicant.get('/v1/messages')).body;
      const told = messages.map(({ title, body }: { title: string; body: string }) => `${title} ${body}`);
      expect(told.join(' ')).not.toContain('New York');
    },
    { newYork: false },
  );
});

test('R-37 New York’s own travel documents are made by its production, not by its officers', async () => {
  await engine.withWorkers(async () => {
    const played = await filed('travel-document.renew', 'expired', 'NYC');
    const { officer } = await mailIn(played, 'NYC');
    const production = await newMember(app, rooms, ['production'], 'NYC');

    const { version } = await next(production, 'production', played.orderNumber);
    const asOfficer = await officer.send('POST', '/v1/staff/tasks/next', { kind: 'production' });
    expect(asOfficer.status).toBe(403);
    expect((await makes(officer, played.desk, version)).status).toBe(409);
    expect(await makes(production, played.desk, version)).toMatchObject({ body: { status: 'produced' } });
  });
});

test('R-20 R-05 R-32 withdrawn while its papers wait to be made, they go back, and the person may file again', async () => {
  await engine.withWorkers(
    async () => {
      const played = await filed('passport.renew', 'looks-changed', 'CHI');
      const { applicant, orderNumber, order } = played;
      const { mailroom } = await mailIn(played, 'CHI'); // New York is away
      const { answers } = (await applicant.get(order)).body;
      const numbers = ['passport.number', 'passport.mrz', 'person.bornOn', 'person.idNumber'];
      const again = await readyDraft(rooms, applicant, rowOf('passport.renew', 'looks-changed'), {
        changes: Object.fromEntries(numbers.map((field) => [field, answers[field]])),
      });
      expect(await submit(applicant, again)).toMatchObject({
        status: 409,
        body: { type: '/problems/open-order-exists' },
      });

      expect(await applicant.send('POST', `${order}/withdrawal`, { note: '' })).toMatchObject({
        status: 200,
        body: { status: 'withdrawn' },
      });
      expect((await mailroom.get('/v1/staff/tasks?kind=return-originals')).body.tasks).toMatchObject([
        { orderNumber },
      ]);
      expect((await submit(applicant, again)).status).toBe(201);
    },
    { newYork: false },
  );
});

test('R-17 R-26 who went on without a passed comparison is interviewed before the approval, for that reason', async () => {
  await engine.withWorkers(async () => {
    const { person: applicant } = await oneWithSession(app, rooms);
    const id = await readyDraft(rooms, applicant, rowOf('passport.issue', 'first'), { post: 'SFO' });
    const [check] = await rooms.db
      .update(faceChecks)
      .set({ outcome: 'likely-different' })
      .where(eq(faceChecks.applicationId, id as DraftId))
      .returning();
    if (!check) throw new Error('no comparison');
    const failed = {
      applicationId: id as DraftId,
      portraitId: check.portraitId,
      outcome: 'no-face',
    } as const;
    await rooms.db.insert(faceChecks).values(Array.from({ length: 10 }, () => failed));
    expect((await applicant.send('POST', `/v1/drafts/${id}/face-checks/skip`)).status).toBe(201);
    const { orderNumber } = (await submit(applicant, id)).body;
    const desk = `/v1/staff/cases/${orderNumber}`;

    const officer = await newMember(app, rooms, ['officer'], 'SFO');
    const { version: seenVersion } = await next(officer, 'review', orderNumber);
    expect((await officer.get(desk)).body).toMatchObject({
      approvalNeeds: ['interview'],
      traits: { faceSkipped: true, minor: false },
    });
    expect(await officer.send('POST', `${desk}/approval`, { seenVersion })).toMatchObject({
      status: 409,
      body: { type: '/problems/interview-due' },
    });
    const required = await officer.send('POST', `${desk}/interview-requirement`, {
      seenVersion,
      reason: 'face-check',
    });
    expect(required).toMatchObject({ status: 200, body: { status: 'interview_required' } });
  });
});

test('R-38 whoever asks for a passport’s requirements hears of fingerprints and lanes, for a travel document nobody does', async () => {
  for (const service of FORM_SERVICES) {
    const { advice } = (await person(app).get(`/v1/services/${service}/requirements?post=LAX`)).body;
    const text: string | undefined = advice.find(
      ({ code }: { code: string }) => code === 'no-fingerprints',
    )?.text;
    if (service.startsWith('passport.')) expect(text).toMatch(/no fingerprints.*manual lane/);
    else expect(text).toBeUndefined();
  }
});

test.each(Object.entries(LANGS))(
  'R-38 in %s the confirmation of a passport says it, of a travel document not',
  async (lang, tag) => {
    const notice = CONFIRMATION_WORDS.noFingerprints[lang as keyof typeof LANGS].replace(/\s+/g, '');
    const { token } = await oneWithSession(app, rooms);
    const applicant = person(app, token, tag);
    const printed = async (service: string, situation: string): Promise<string> => {
      const { body } = await submit(applicant, await readyDraft(rooms, applicant, rowOf(service, situation)));
      const paper = await applicant.get(`/v1/orders/${body.orderNumber}/confirmation.pdf`);
      return pdfText(paper.body).replace(/\s+/g, '');
    };
    expect(await printed('passport.issue', 'first')).toContain(notice);
    expect(await printed('travel-document.replace', 'lost')).not.toContain(notice);
  },
);

test.each(Object.entries(LANGS))(
  'R-04 in %s who is abroad is turned to the post there, in the advice and in the form',
  async (lang, tag) => {
    const { token } = await oneWithSession(app, rooms);
    const applicant = person(app, token, tag);
    const advice = await applicant.send('POST', '/v1/service-advice', {
      answers: {
        need: 'papers',
        inUnitedStates: 'no',
        foreign: 'no',
        held: 'ordinary',
        state: 'lost',
        stay: 'visitor',
        urgent: 'no',
      },
    });
    const reasons = [ADVICE_REASONS.outside[lang as keyof typeof LANGS]];
    expect(advice).toMatchObject({ status: 200, body: { service: null, orderable: false, reasons } });

    const id = await readyDraft(rooms, applicant, rowOf('travel-document.issue', 'taiwan'));
    await applicant.send('PATCH', `/v1/drafts/${id}`, { answers: { 'us.inUnitedStates': 'no' } });
    const refused = await submit(applicant, id);
    const reason = FAULT_TEXTS['not-in-united-states'][lang as keyof typeof LANGS];
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'us.inUnitedStates', reason }] },
    });
    expect((await applicant.get('/v1/orders')).body.orders).toEqual([]);
  },
);
