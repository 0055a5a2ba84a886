import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cases, faceChecks, rateLimits } from '../db/schema.ts';
import { addYears } from '../domain/calendar.ts';
import { shownForm } from '../domain/forms/conditions.ts';
import { FORM_SERVICES, formFor } from '../domain/forms/form.ts';
import type { DocumentId, DraftId, OrderNumber } from '../domain/ids.ts';
import { SITUATIONS } from '../domain/situations.ts';
import { FAULT_TEXTS } from '../domain/texts/faults.ts';
import type { StatementKind } from '../domain/texts/statements.ts';
import { soundAnswers } from '../scripts/demo/answers.ts';
import { ROWS, type Row, rowName } from '../scripts/demo/rows.ts';
import { type Answer, oneWithSession, openApp, type Person, sign, submit } from './support/app.ts';
import { contextAt, readyDraft, requiredKinds, rowOf, uploadKind } from './support/drafts.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let applicant: Person;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app } = await openApp(rooms, env));
  applicant = (await oneWithSession(app, rooms)).person;
});
// One applicant files everything, more than one may in an hour.
beforeEach(async () => {
  await rooms.db.delete(rateLimits);
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

const POST = 'LAX';
const context = () => contextAt(POST);

type Draft = {
  id: string;
  open: { field: string; rule: string }[];
  documents: { id: string; kind: string }[];
  statements: { kind: StatementKind; signer: string; signedAt: string | null }[];
  fee: { cents: number };
};

async function newDraft(service: string, answers: Record<string, string> = {}): Promise<string> {
  const { status, body } = await applicant.send('POST', '/v1/drafts', { service, post: POST });
  expect(status).toBe(201);
  if (Object.keys(answers).length > 0) {
    const saved = await applicant.send('PATCH', `/v1/drafts/${body.id}`, { answers });
    expect(saved).toMatchObject({ status: 200, body: { faults: [] } });
  }
  return body.id;
}
const look = async (id: string): Promise<Draft> => (await applicant.get(`/v1/drafts/${id}`)).body;
const upload = (id: string, kind: string, who: Person = applicant): Promise<Answer> =>
  uploadKind(rooms, who, id, kind);
const named = (faults: { field: string; rule: string }[]): string[] =>
  faults.map(({ field, rule }) => `${field}: ${rule}`).toSorted();

const missing = (kind: string): string =>
  `materials.${kind}: ${kind === 'annotation-proof' ? 'annotation-proof-needed' : 'material-required'}`;

/** A kind that some other service or situation asks for, and this row does not. */
function hiddenKind({ service }: Row, answers: Record<string, string>): string | undefined {
  const asked = shownForm(formFor(service), answers, context()).materials.map(({ kind }) => kind);
  return formFor(service).materials.find(({ kind }) => !asked.includes(kind))?.kind;
}

test('R-09 the table covers every service in at least 40 rows', () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(40);
  expect([...new Set(ROWS.map(({ service }) => service))]).toEqual([...Object.keys(SITUATIONS)]);
  expect(new Set(ROWS.map(({ service }) => service))).toEqual(new Set(FORM_SERVICES));
});

test.each(ROWS.map((row) => [rowName(row), row] as const))(
  'R-11 R-15 %s: from an empty draft to an accepted order; each missing or wrong material is named',
  async (_name, row) => {
    const answers = soundAnswers(row, context());
    const kinds = requiredKinds(row, answers, POST);
    const id = await newDraft(row.service);
    expect((await look(id)).open.length).toBeGreaterThan(10);
    const saved = await applicant.send('PATCH', `/v1/drafts/${id}`, { answers });
    expect(saved).toMatchObject({ status: 200, body: { faults: [] } });

    // Nothing but the materials is open, and every one of them by name: in the draft and at the submission.
    expect(named((await look(id)).open)).toEqual(kinds.map(missing).toSorted());
    const tooEarly = await submit(applicant, id);
    expect(tooEarly.status).toBe(422);
    expect(named(tooEarly.body.errors)).toEqual(kinds.map(missing).toSorted());

    const never = await upload(id, 'tax-return');
    expect(never).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'materials.tax-return', rule: 'material-unknown' }] },
    });

    // Each one alone makes exactly its own fault go away.
    const left = new Set(kinds);
    for (const kind of kinds) {
      expect((await upload(id, kind)).status).toBe(201);
      left.delete(kind);
      expect(named((await look(id)).open)).toEqual([...left].map(missing).toSorted());
    }
    const hidden = hiddenKind(row, answers);
    if (hidden) {
      const { body } = await upload(id, hidden);
      expect(named((await look(id)).open)).toEqual([`materials.${hidden}: material-unknown`]);
      expect(named((await submit(applicant, id)).body.errors)).toEqual([
        `materials.${hidden}: material-unknown`,
      ]);
      await applicant.send('DELETE', `/v1/drafts/${id}/documents/${body.id}`);
    }

    const { statements, fee } = await look(id);
    const unsigned = await submit(applicant, id);
    expect(unsigned).toMatchObject({
      status: 422,
      body: { type: '/problems/statement-missing', details: { kinds: statements.map(({ kind }) => kind) } },
    });
    for (const { kind } of statements) expect((await sign(applicant, id, kind)).status).toBe(204);

    const order = await submit(applicant, id);
    expect(order).toMatchObject({ status: 201, body: { feeCents: fee.cents, status: 'in_review' } });
    const gone = ['lost', 'stolen'].includes(answers['loss.kind'] ?? '');
    expect(await traitsIn(order.body.orderNumber)).toEqual({
      minor: row.minor,
      lost: gone && row.service.endsWith('.replace'),
      faceSkipped: false,
      nationalityDoubt: false,
    });
    expect(statements.map(({ kind }) => kind)).toEqual([
      'nationality',
      ...(gone ? ['loss'] : []),
      ...(row.minor ? ['guardian-consent'] : []),
    ]);
  },
);

async function traitsIn(orderNumber: string) {
  const [row] = await rooms.db
    .select({ traits: cases.traits })
    .from(cases)
    .where(eq(cases.orderNumber, orderNumber as OrderNumber));
  return row?.traits;
}

test('R-33 a passport costs 23 dollars and 5 more for each annotation; a travel document 23', async () => {
  const cents = async (service: string, situation: string) => {
    const answers = soundAnswers(rowOf(service, situation), context());
    return (await look(await newDraft(service, answers))).fee.cents;
  };
  expect(await cents('passport.issue', 'first')).toBe(2_300);
  expect(await cents('passport.replace', 'annotation')).toBe(3_300);
  expect(await cents('travel-document.renew', 'expired')).toBe(2_300);
});

test.each([
  [
    'nationality-article-9',
    rowOf('passport.renew', 'expired'),
    {
      'nationality.foreign': 'acquired',
      'nationality.country': '美国',
      'nationality.how': 'voluntary',
      'nationality.settled': 'yes',
    },
    /art\. 9/,
  ],
  [
    'nationality-article-5',
    rowOf('travel-document.issue', 'us-born-child', true),
    { 'birth.settled': 'yes' },
    /art\. 5/,
  ],
])('R-13 who is no Chinese national is refused with %s', async (code, row, changes, title) => {
  const id = await readyDraft(rooms, applicant, row, { changes });
  expect((await applicant.get(`/v1/drafts/${id}`)).body.nationality.verdict).toBe('ineligible');
  const refused = await submit(applicant, id);
  expect(refused).toMatchObject({ status: 422, body: { type: `/problems/${code}` } });
  expect(refused.body.title).toMatch(title);
});

test('R-13 R-17 a doubt and a skipped face check are marked, never refused', async () => {
  const id = await readyDraft(rooms, applicant, rowOf('passport.issue', 'born-abroad'), {
    changes: { 'birth.settled': 'unclear', 'birth.foreignNationality': 'yes' },
  });
  const portrait = (await look(id)).documents.find(({ kind }) => kind === 'portrait');
  const inMs = (ms: number): Date => new Date(Date.now() + ms);
  await rooms.db.delete(faceChecks).where(eq(faceChecks.applicationId, id as DraftId));
  await rooms.db.insert(faceChecks).values([
    {
      applicationId: id as DraftId,
      portraitId: portrait?.id as DocumentId,
      outcome: 'likely-different',
      at: inMs(1_000),
    },
    {
      applicationId: id as DraftId,
      portraitId: portrait?.id as DocumentId,
      outcome: 'skipped',
      at: inMs(2_000),
    },
    {
      applicationId: id as DraftId,
      portraitId: randomUUID() as DocumentId,
      outcome: 'likely-same',
      at: inMs(3_000),
    },
  ]);
  const order = await submit(applicant, id);
  expect(order.status).toBe(201);
  expect(await traitsIn(order.body.orderNumber)).toMatchObject({ faceSkipped: true, nationalityDoubt: true });
});

test.each([
  ['passport.issue', 'first', { 'passport.everHeld': 'yes' }, 'passport.everHeld', 'passport-already-held'],
  ['travel-document.issue', 'visitor-lost', { 'us.statusKind': 'worker' }, 'travel.ground', 'visitors-only'],
  [
    'passport.renew',
    'pages-nearly-full',
    { 'renewal.ground': 'expired' },
    'renewal.ground',
    'renewal-too-early',
  ],
  ['passport.replace', 'lost', { 'us.inUnitedStates': 'no' }, 'us.inUnitedStates', 'not-in-united-states'],
  ['passport.replace', 'lost', { 'passport.number': 'SE1234567' }, 'passport.number', 'passport-official'],
  [
    'passport.replace',
    'stolen',
    { 'passport.number': 'K12345678' },
    'passport.number',
    'passport-special-region',
  ],
] as const)(
  'R-04 R-10 %s · %s with %j is refused: %s %s',
  async (service, situation, changes, field, rule) => {
    const answers: Record<string, string> = {
      ...soundAnswers(rowOf(service, situation), context()),
      ...changes,
    };
    const { body } = await applicant.send('POST', '/v1/drafts', { service, post: POST });
    await applicant.send('PATCH', `/v1/drafts/${body.id}`, { answers });
    const refused = await submit(applicant, body.id);
    const fault = refused.body.errors.find((each: { field: string }) => each.field === field);
    expect(fault.rule).toBe(rule);
    if (rule.startsWith('passport-') && field === 'passport.number') {
      expect(fault.reason).toContain('+12028551555');
      expect(fault.reason).toContain('visaoffice.dc@gmail.com');
    } else expect(fault.reason).toBe(FAULT_TEXTS[rule].en);
  },
);

test('R-05 a child without any number has one open order all the same', async () => {
  const row = rowOf('travel-document.issue', 'us-born-child', true);
  const bornOn = addYears(context().todayOn, -3);
  const changes = { 'person.idNumber': '無', 'name.chinese': '李一一', 'person.bornOn': bornOn };
  expect((await submit(applicant, await readyDraft(rooms, applicant, row, { changes }))).status).toBe(201);
  const again = await submit(applicant, await readyDraft(rooms, applicant, row, { changes }));
  expect(again).toMatchObject({ status: 409, body: { type: '/problems/open-order-exists' } });
  const sibling = await readyDraft(rooms, applicant, row, {
    changes: { ...changes, 'name.chinese': '李二二' },
  });
  expect((await submit(applicant, sibling)).status).toBe(201);
});

test('R-11 a draft of an earlier form is finished with it', async () => {
  const { person: owner, accountId } = await oneWithSession(app, rooms);
  const draft = await rooms.applications.createDraft({
    accountId,
    service: 'passport.renew',
    formVersion: 1,
    post: POST,
  });
  const answers = soundAnswers(rowOf('passport.renew', 'expired'), context());
  const old = await owner.get('/v1/forms/passport.renew?version=1');
  expect(old.body.version).toBe(1);
  const asked: string[] = old.body.sections.flatMap((section: { fields: { id: string }[] }) =>
    section.fields.map(({ id }) => id),
  );
  const known = Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id)));
  const path = `/v1/drafts/${draft.id}`;
  expect((await owner.send('PATCH', path, { answers: known })).body.faults).toEqual([]);
  const unknown = await owner.send('PATCH', path, { answers: { 'contact.email': 'a@example.org' } });
  expect(unknown.body.errors).toMatchObject([{ field: 'contact.email', rule: 'unknown-field' }]);
  for (const kind of ['passport-data-page', 'portrait', 'residence-proof'])
    await upload(draft.id, kind, owner);
  await sign(owner, draft.id, 'nationality');
  expect((await submit(owner, draft.id)).status).toBe(201);
  expect((await owner.get('/v1/forms/passport.renew?version=9')).status).toBe(404);
});

test('R-11 R-33 what was typed into questions that are hidden at the end is no part of the order', async () => {
  const row = rowOf('passport.renew', 'expired');
  const id = await readyDraft(rooms, applicant, row, {
    changes: { 'annotation.texts': '曾用名:吕旧' },
  });
  expect((await look(id)).fee.cents).toBe(2_300);
  expect((await submit(applicant, id)).body.feeCents).toBe(2_300);
  const stored = await rooms.applications.findApplication(id as DraftId);
  expect(stored?.answers).not.toHaveProperty('annotation.texts');
  expect(stored?.answers).toMatchObject({ 'renewal.ground': 'expired', 'annotation.wanted': 'no' });
});
