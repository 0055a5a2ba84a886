import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localDate } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { shownForm } from '../domain/forms/conditions.ts';
import { formFor } from '../domain/forms/form.ts';
import { soundAnswers } from '../scripts/demo/answers.ts';
import { ROWS } from '../scripts/demo/rows.ts';
import { oneWithSession, openApp, person } from './support/app.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';

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

test('R-09 anybody sees the services, the questions and what is needed, in the own language', async () => {
  const anyone = (lang: string) => person(app, undefined, lang);
  const { services } = (await anyone('en').get('/v1/services?post=LAX')).body;
  const official = services.find((each: { code: string }) => each.code === 'official-passport');
  expect(official).toMatchObject({
    orderable: false,
    elsewhere: expect.stringContaining('visaoffice.dc@gmail.com'),
  });
  expect(services.filter((each: { orderable: boolean }) => each.orderable)).toHaveLength(6);
  const { questions } = (await anyone('zh-Hant').get('/v1/questionnaire')).body;
  expect(questions[0]).toMatchObject({ id: 'need', label: '您要辦理什麼', options: expect.any(Array) });
  expect(questions[1].when).toEqual({ field: 'need', is: ['papers'] });

  const advice = await anyone('en').send('POST', '/v1/service-advice', {
    answers: {
      need: 'papers',
      inUnitedStates: 'yes',
      foreign: 'no',
      held: 'ordinary',
      state: 'lost',
      stay: 'resident',
      urgent: 'no',
    },
  });
  expect(advice).toMatchObject({
    status: 200,
    body: { service: 'passport.replace', situation: 'lost', orderable: true, elsewhere: null },
  });
  const open = await anyone('en').send('POST', '/v1/service-advice', { answers: { need: 'papers' } });
  expect(open).toMatchObject({ status: 422, body: { type: '/problems/form-incomplete' } });
  const told = open.body.errors.map(({ field, rule }: Record<string, string>) => `${field}: ${rule}`);
  expect(told.toSorted()).toEqual(['foreign: required', 'held: required', 'inUnitedStates: required']);
});

test('R-09 R-38 the requirements of a lost passport of a child are complete before anything is filled in', async () => {
  const path = '/v1/services/passport.replace/requirements?post=LAX&minor=true&situation=lost';
  const { status, body } = await person(app).get(path);
  expect(status).toBe(200);
  const codes = (list: { code: string }[]) => list.map(({ code }) => code);
  const required = body.materials.filter((each: { required: boolean }) => each.required);
  expect(required.map(({ kind }: { kind: string }) => kind)).toEqual([
    'police-report',
    'portrait',
    'residence-proof',
    'birth-certificate',
    'custody-proof',
    'guardian-passport',
  ]);
  expect(
    body.statements.map(({ kind, signer }: { kind: string; signer: string }) => `${kind} ${signer}`),
  ).toEqual(['nationality guardian', 'loss guardian', 'guardian-consent guardian']);
  expect(body.fee.cents).toBe(2_300);
  expect(body.validityYears).toBe(5);
  expect(body.payment.payee).toBe('Chinese Consulate General in Los Angeles');
  expect(codes(body.payment.kinds)).toEqual(['money-order', 'cashiers-check', 'card-authorisation']);
  // A lost passport has no old one to mail.
  expect(codes(body.mailing.items)).toEqual(['slip', 'photo', 'payment', 'return-envelope']);
  expect(body.mailing.when).toContain('證件辦理');
  expect(codes(body.advice)).toEqual([
    'month',
    'lost',
    'no-ticket',
    'no-fingerprints',
    'interview',
    'one-post',
  ]);
});

test.each(ROWS)(
  'R-09 $service · $situation.id · under 16 $minor: what is told beforehand is what the form then asks for',
  async (row) => {
    const { service, situation, minor } = row;
    const path = `/v1/services/${service}/requirements?post=LAX&minor=${minor}&situation=${situation.id}`;
    const told = (await person(app).get(path)).body.materials;
    const context = { todayOn: localDate(Date.now(), getPost('LAX').timeZone), post: 'LAX' } as const;
    const asked = shownForm(formFor(service), soundAnswers(row, context), context).materials;
    const list = (materials: readonly { kind: string; required: boolean }[]) =>
      materials.map(({ kind, required }) => `${kind}${required ? '' : ' if any'}`);
    expect(list(told)).toEqual(list(asked));
  },
);

test('R-09 a draft that is begun with a situation has its choices answered, and nothing made up', async () => {
  const { person: applicant } = await oneWithSession(app, rooms);
  const begin = (situation: string) =>
    applicant.send('POST', '/v1/drafts', { service: 'passport.replace', post: 'LAX', situation });
  const begun = await begin('lost');
  expect(begun).toMatchObject({ status: 201, body: { answers: { 'loss.kind': 'lost' } } });
  expect(Object.keys(begun.body.answers)).toEqual(['loss.kind']);
  expect(await begin('eaten')).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
});

test('R-09 a service, a situation or an age that there is not has no requirements', async () => {
  const status = async (path: string) => (await person(app).get(`/v1/services/${path}`)).status;
  expect(await status('pension/requirements?post=LAX')).toBe(404);
  expect(await status('passport.renew/requirements?post=LAX&situation=bored')).toBe(404);
  expect(await status('travel-document.issue/requirements?post=LAX&situation=us-born-child')).toBe(404);
  expect(await status('passport.renew/requirements?post=XXX')).toBe(400);
});
