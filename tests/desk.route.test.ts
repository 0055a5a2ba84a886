import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRelays } from '../activities/relays.ts';
import { auditRecords, caseEvents, tasks } from '../db/schema.ts';
import type { StaffRole } from '../domain/commands.ts';
import type { AccountId, DraftId, OrderNumber, StaffId } from '../domain/ids.ts';
import { mintOrderNumber } from '../domain/order-number.ts';
import type { PostCode } from '../domain/posts.ts';
import { createLog } from '../log.ts';
import { caseWorkflowId } from '../workflows/messages.ts';
import {
  type Answer,
  newApplicant,
  newDraft,
  oneWithSession,
  openApp,
  type Person,
  person,
  sessionToken,
  submit,
} from './support/app.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { BODIES, hire, submitRenewal } from './support/people.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let engine: Awaited<ReturnType<typeof openApp>>['engine'];
let logged = '';
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  const log = createLog('api', 'info', { write: (line: string) => void (logged += line) });
  ({ app, engine } = await openApp(rooms, env, { log }));
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

const quiet = createLog('worker', 'silent');
const SOON = { timeout: 15_000, interval: 50 };
type Member = Person & { id: StaffId; token: string };

async function member(roles: StaffRole[], post: PostCode = 'LAX'): Promise<Member> {
  const { id } = await hire(rooms, roles, post);
  const token = await sessionToken(rooms, { staffId: id });
  return { ...person(app, token), id, token };
}

/** A submitted renewal with its pictures, in review. */
async function submitted() {
  const applicant = await newApplicant(app, rooms);
  const { body } = await submit(applicant, await newDraft(applicant));
  const orderNumber = body.orderNumber as OrderNumber;
  await taskOpens(orderNumber, 'review');
  return {
    applicant,
    orderNumber,
    desk: `/v1/staff/cases/${orderNumber}`,
    order: `/v1/orders/${orderNumber}`,
  };
}

async function taskOpens(orderNumber: OrderNumber, kind: string): Promise<void> {
  const kinds = async () => (await rooms.tasks.listOpenTasks(orderNumber)).map((task) => task.kind);
  await expect.poll(kinds, SOON).toContain(kind);
}

/** Waits for the order's task and puts it into these hands; whose turn it is is another test's matter. */
async function hold(orderNumber: OrderNumber, kind: 'review' | 'production' | 'dispatch', { id }: Member) {
  await taskOpens(orderNumber, kind);
  await rooms.db
    .update(tasks)
    .set({ claimedBy: id, claimedAt: new Date() })
    .where(and(eq(tasks.orderNumber, orderNumber), eq(tasks.kind, kind), eq(tasks.state, 'open')));
}

const alike = ({ status, body }: Answer) => ({ status, body: { ...body, instance: '' } });
const eventsOf = (orderNumber: OrderNumber) =>
  rooms.db.select().from(caseEvents).where(eq(caseEvents.orderNumber, orderNumber));
const problem = (status: number, code: string) => ({ status, body: { type: `/problems/${code}`, status } });

/** Everything that can be asked of one case. */
const COMMANDS: Record<string, unknown> = {
  'supplement-requests': { seenVersion: 1, ...BODIES.requestSupplement },
  'interview-requirement': { seenVersion: 1, ...BODIES.requireInterview },
  'interview-result': { seenVersion: 1, ...BODIES.recordInterview },
  approval: { seenVersion: 1 },
  refusal: { seenVersion: 1, ...BODIES.refuse },
  materials: BODIES.receiveMaterials,
  production: { seenVersion: 1, ...BODIES.completeProduction },
  dispatch: { seenVersion: 1, ...BODIES.mailDocument },
  closure: {},
  extension: { days: 10 },
  lapse: {},
};

test('Z5 Z7 another post’s case does not exist, whatever is asked of it', async () => {
  await engine.withWorkers(async () => {
    const { orderNumber, desk } = await submitted();
    const here = await member(['officer']);
    const view = await here.get(desk);
    expect(view.status).toBe(200);
    const [document] = view.body.documents;
    const unknown = mintOrderNumber(Buffer.alloc(16, 7));

    for (const there of [
      await member(['officer', 'supervisor', 'mailroom'], 'NYC'),
      await member(['production'], 'NYC'), // its turn has not come
      await member(['operator', 'auditor']),
    ]) {
      const asks: ((of: string) => Promise<Answer>)[] = [
        (of) => there.get(of),
        (of) => there.get(`${of}/documents/${document.id}`),
        (of) => there.get(`${of}/documents/${document.id}/preview`),
        (of) => there.get(`${of}/slip.pdf`),
        (of) => there.send('POST', `${of}/claim`),
        ...Object.entries(COMMANDS).flatMap(([path, body]) => [
          (of: string) => there.send('POST', `${of}/${path}`, body),
          (of: string) => there.send('POST', `${of}/${path}`, body, { 'idempotency-key': '' }),
        ]),
      ];
      for (const ask of asks) {
        const answer = alike(await ask(desk));
        expect(answer).toEqual(alike(await ask(`/v1/staff/cases/${unknown}`)));
        expect([400, 403, 404]).toContain(answer.status);
      }
    }
    expect((await eventsOf(orderNumber)).map(({ kind }) => kind)).toEqual(['startReview']);
    expect(await here.get(`${desk}/documents/${document.id}`)).toMatchObject({ status: 200 });
    const search = (who: Person) => who.send('POST', '/v1/staff/case-search', { text: orderNumber });
    expect((await search(here)).body.cases).toHaveLength(1);
    expect((await search(await member(['officer'], 'NYC'))).body.cases).toEqual([]);
  });
});

test('Z7 another’s order and one that is not there answer alike', async () => {
  await engine.withWorkers(async () => {
    const { orderNumber } = await submitted();
    const { person: other } = await oneWithSession(app, rooms);
    const asks: ((number: string) => Promise<Answer>)[] = [
      (number) => other.get(`/v1/orders/${number}`),
      (number) => other.get(`/v1/messages?orderNumber=${number}`),
      (number) => other.send('POST', `/v1/orders/${number}/withdrawal`, {}),
      (number) => other.send('POST', `/v1/orders/${number}/receipt`, {}),
      (number) => other.send('POST', `/v1/orders/${number}/supplement`, { answers: {} }),
      (number) => other.upload(`/v1/orders/${number}/documents?kind=portrait`, Buffer.from('x')),
    ];

    for (const ask of asks) {
      const foreign = alike(await ask(orderNumber));
      expect(foreign.status).toBe(404);
      expect(alike(await ask(mintOrderNumber(Buffer.alloc(16, 9))))).toEqual(foreign);
      expect(alike(await ask('not-an-order-number'))).toEqual(foreign);
    }
    expect(await eventsOf(orderNumber)).toHaveLength(1);
  });
});

test('Z1 R-22 roles, claims, versions and statuses are kept, and a refused command leaves no trace', async () => {
  await engine.withWorkers(async () => {
    const { applicant, orderNumber, desk, order } = await submitted();
    const [officer, second, mailroom] = [
      await member(['officer']),
      await member(['officer']),
      await member(['mailroom']),
    ];
    const approve = (who: Person, seenVersion = 1) => who.send('POST', `${desk}/approval`, { seenVersion });

    for (const path of ['approval', 'refusal', 'supplement-requests', 'interview-requirement', 'production'])
      expect(await mailroom.send('POST', `${desk}/${path}`, COMMANDS[path])).toMatchObject(
        problem(403, 'not-permitted'),
      );
    expect(await officer.send('POST', `${desk}/materials`, COMMANDS['materials'])).toMatchObject(
      problem(403, 'not-permitted'),
    );
    expect(await mailroom.send('POST', '/v1/staff/tasks/next', { kind: 'review' })).toMatchObject(
      problem(403, 'not-permitted'),
    );

    expect(await approve(officer)).toMatchObject(problem(409, 'task-not-claimed'));
    await hold(orderNumber, 'review', officer);
    expect(await approve(second)).toMatchObject(problem(409, 'task-held-by-another'));
    for (const lang of ['zh-CN', 'zh-TW', 'en'])
      expect(await approve(person(app, officer.token, lang), 7)).toMatchObject({
        ...problem(409, 'case-changed'),
        body: { details: { seen: 7, current: 1 } },
      });
    expect(await mailroom.send('POST', `${desk}/materials`, COMMANDS['materials'])).toMatchObject(
      problem(409, 'command-not-allowed'),
    );
    expect(await applicant.send('POST', `${order}/receipt`, {})).toMatchObject(
      problem(409, 'command-not-allowed'),
    );
    expect(await applicant.send('POST', `${order}/supplement`, { answers: {} })).toMatchObject(
      problem(409, 'command-not-allowed'),
    );
    expect((await eventsOf(orderNumber)).map(({ kind }) => kind)).toEqual(['startReview']);

    expect(await approve(officer)).toMatchObject({ status: 200, body: { status: 'awaiting_materials' } });
  });
});

test.each([
  ['an unknown field', 'approval', { seenVersion: 1, note: '', force: true }, 'force'],
  ['no version', 'approval', {}, 'seenVersion'],
  ['a version as text', 'approval', { seenVersion: '1' }, 'seenVersion'],
  ['null for a note', 'approval', { seenVersion: 1, note: null }, 'note'],
  ['a control character in a note', 'approval', { seenVersion: 1, note: 'a\u0007b' }, 'note'],
  ['an unknown ground', 'refusal', { seenVersion: 1, ground: 'mood' }, 'ground'],
  ['nothing asked for', 'supplement-requests', { seenVersion: 1, items: [] }, 'items'],
  [
    'half a cent',
    'materials',
    { ...BODIES.receiveMaterials, payment: { kind: 'money-order', cents: 23.5 } },
    'payment/cents',
  ],
  [
    'a document number of blanks',
    'production',
    { seenVersion: 1, documentNumber: '        ' },
    'documentNumber',
  ],
  ['no days', 'extension', { days: 0 }, 'days'],
])('Z8 a command with %s is refused by name', async (_what, path, body, field) => {
  const officer = await member(['officer', 'mailroom', 'production']);
  const { orderNumber: number } = await submitRenewal(rooms);

  const titles = new Set<string>();
  for (const lang of ['zh-CN', 'zh-TW', 'en']) {
    const who = person(app, officer.token, lang);
    const answer = await who.send('POST', `/v1/staff/cases/${number}/${path}`, body);
    expect(answer).toMatchObject(problem(400, 'invalid-request'));
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.errors).toEqual([
      { field, rule: expect.any(String), reason: expect.stringMatching(/./) },
    ]);
    titles.add(answer.body.title);
  }
  expect(titles.size).toBe(3);
});

test.each([
  ['dispatch', { seenVersion: 1, tracking: '1Z999AA10123456784' }, 'tracking'],
  ['materials', { ...BODIES.receiveMaterials, returnTracking: ' ' }, 'returnTracking'],
])('R-31 another carrier’s tracking number is refused by name at %s', async (path, body, field) => {
  const mailroom = await member(['mailroom']);
  const { orderNumber: number } = await submitRenewal(rooms);

  const answer = await mailroom.send('POST', `/v1/staff/cases/${number}/${path}`, body);

  expect(answer).toMatchObject(problem(422, 'form-incomplete'));
  expect(answer.body.errors).toEqual([
    { field, rule: 'tracking-not-usps', reason: expect.stringMatching(/USPS/) },
  ]);
});

test('F9 the same key twice is one step and one answer; with another body, or missing, it is refused', async () => {
  await engine.withWorkers(async () => {
    const { applicant, orderNumber, desk, order } = await submitted();
    const officer = await member(['officer']);
    await hold(orderNumber, 'review', officer);
    const key = { 'idempotency-key': randomUUID() };
    const ask = (note: string, headers: Record<string, string> = key) =>
      officer.send('POST', `${desk}/approval`, { seenVersion: 1, note }, headers);

    expect(await ask('fine', { 'idempotency-key': '' })).toMatchObject(
      problem(400, 'idempotency-key-required'),
    );
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask('fine')));
    const later = await ask('fine');

    expect(later).toMatchObject({
      status: 200,
      body: { orderNumber, status: 'awaiting_materials', version: 2 },
    });
    for (const answer of answers) expect(alike(answer)).toEqual(alike(later));
    expect(await ask('something else')).toMatchObject(problem(422, 'idempotency-key-reused'));
    expect((await eventsOf(orderNumber)).map(({ kind }) => kind)).toEqual(['startReview', 'approve']);

    // A key belongs to one person and one thing.
    expect(await applicant.send('POST', `${order}/withdrawal`, { note: '' }, key)).toMatchObject({
      body: { status: 'withdrawn' },
    });
  });
});

test('R-34 the mailroom sees no pictures, New York what it prints and only while it prints', async () => {
  await engine.withWorkers(async () => {
    const { orderNumber, desk } = await submitted();
    const [officer, mailroom, maker] = [
      await member(['officer']),
      await member(['mailroom']),
      await member(['production'], 'NYC'),
    ];
    const full = (await officer.get(desk)).body;
    const portrait = full.documents.find((document: { kind: string }) => document.kind === 'portrait');
    const page = full.documents.find((document: { kind: string }) => document.kind === 'passport-data-page');

    const mail = (await mailroom.get(desk)).body;
    expect(Object.keys(mail.answers).toSorted()).toEqual([
      'name.chinese',
      'name.givenPinyin',
      'name.surnamePinyin',
      'passport.number',
    ]);
    expect(mail.documents).toEqual([]);
    for (const document of full.documents)
      expect(await mailroom.get(`${desk}/documents/${document.id}`)).toMatchObject(
        problem(403, 'not-permitted'),
      );
    expect(await maker.get(desk)).toMatchObject(problem(404, 'not-found'));

    await hold(orderNumber, 'review', officer);
    await officer.send('POST', `${desk}/approval`, { seenVersion: 1 });
    expect(await maker.get(desk)).toMatchObject(problem(404, 'not-found'));
    await mailroom.send('POST', `${desk}/materials`, BODIES.receiveMaterials);
    await hold(orderNumber, 'production', maker);

    const print = (await maker.get(desk)).body;
    expect(Object.keys(print.answers).toSorted()).toEqual([
      'name.chinese',
      'name.givenPinyin',
      'name.surnamePinyin',
      'passport.number',
      'person.birthplace',
      'person.bornOn',
      'person.sex',
    ]);
    expect(print.documents.map(({ kind }: { kind: string }) => kind)).toEqual(['portrait']);
    expect(await maker.get(`${desk}/documents/${portrait.id}`)).toMatchObject({ status: 200 });
    expect(await maker.get(`${desk}/documents/${page.id}`)).toMatchObject(problem(404, 'not-found'));
    const otherPost = await member(['production'], 'LAX');
    expect(await otherPost.get(desk)).toMatchObject(problem(404, 'not-found'));

    const key = { 'idempotency-key': randomUUID() };
    const made = { seenVersion: print.version, documentNumber: 'EJ0000001' };
    const produced = await maker.send('POST', `${desk}/production`, made, key);
    expect(produced).toMatchObject({ status: 200, body: { status: 'produced' } });
    expect(await maker.get(desk)).toMatchObject(problem(404, 'not-found'));
    expect(await maker.get(`${desk}/documents/${portrait.id}`)).toMatchObject(problem(404, 'not-found'));
    // Its answer was lost on the way: asking again gives it, and nothing more.
    expect(alike(await maker.send('POST', `${desk}/production`, made, key))).toEqual(alike(produced));
    expect(await maker.send('POST', `${desk}/production`, made)).toMatchObject(problem(404, 'not-found'));
  });
});

test('a submission while Temporal is away is accepted, and started by the relay later', async () => {
  const broken = {
    ...engine.engine,
    start: async () => Promise.reject(new Error('14 UNAVAILABLE: no connection')),
  };
  const { app: cut } = await openApp(rooms, env, { engine: broken });
  const applicant = await newApplicant(app, rooms);
  const draftId = await newDraft(applicant);
  const key = randomUUID();
  const owner = await rooms.applications.findApplication(draftId as DraftId);
  const token = await sessionToken(rooms, { accountId: owner?.accountId as AccountId });

  const accepted = await submit(person(cut, token), draftId, key);

  expect(accepted.status).toBe(201);
  const { orderNumber } = accepted.body;
  expect(await engine.engine.findStanding(orderNumber)).toBeUndefined();
  const waiting = (await rooms.outbox.listUnstarted(0)).filter((order) => order.orderNumber === orderNumber);
  expect(waiting).toHaveLength(1);
  await engine.withWorkers(async () => {
    const mailer = { send: async () => undefined };
    const publicUrl = 'https://cases.example';
    const relays = runRelays({
      outbox: rooms.outbox,
      mailer,
      sms: undefined,
      engine: engine.engine,
      publicUrl,
      log: quiet,
    });
    await taskOpens(orderNumber, 'review');
    await expect.poll(() => rooms.outbox.listUnstarted(0), SOON).toEqual([]);
    await relays.stop();
    expect(alike(await submit(applicant, draftId, key))).toEqual(alike(accepted));
  });
  await cut.close();
});

test('a command that the engine does not answer in time is 503 command-pending, and asking again gives its answer', async () => {
  const { applicant, orderNumber, order } = await engine.withWorkers(submitted);
  const key = { 'idempotency-key': randomUUID() };
  const withdraw = () => applicant.send('POST', `${order}/withdrawal`, { note: 'changed my mind' }, key);

  const pending = await withdraw();
  expect(pending).toMatchObject(problem(503, 'command-pending'));
  expect(Number(pending.headers['retry-after'])).toBeGreaterThan(0);

  await engine.withWorkers(async () => {
    await expect.poll(async () => (await withdraw()).status, SOON).toBe(200);
    expect(await withdraw()).toMatchObject({ status: 200, body: { orderNumber, status: 'withdrawn' } });
  });
  expect((await eventsOf(orderNumber)).map(({ kind }) => kind)).toEqual(['startReview', 'withdraw']);
}, 60_000);

test('R-47 D6 only an operator decodes payloads, only for Temporal Web’s pages, and each use is logged and on record', async () => {
  const { orderNumber } = await engine.withWorkers(submitted);
  const handle = engine.client.workflow.getHandle(caseWorkflowId(orderNumber));
  const { events } = await handle.fetchHistory();
  const base64 = (bytes: Uint8Array | null | undefined): string =>
    Buffer.from(bytes ?? []).toString('base64');
  const input = {
    payloads: (events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? []).map(
      ({ metadata, data }) => ({
        metadata: Object.fromEntries(
          Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]),
        ),
        data: base64(data),
      }),
    ),
  };
  expect(input.payloads).toHaveLength(1);
  const plain = { metadata: { encoding: btoa('json/plain') }, data: btoa('"forged"') };
  const encrypted = { encoding: btoa('binary/encrypted') };
  const namespace = { 'x-namespace': engine.namespace };
  const decode = (who: Person, body: unknown, headers: Record<string, string> = namespace) =>
    who.send('POST', '/v1/codec/decode', body, headers);
  const { id, ...operator } = await member(['operator']);

  expect(await decode(person(app), input)).toMatchObject(problem(401, 'session-expired'));
  expect(await decode((await oneWithSession(app, rooms)).person, input)).toMatchObject(
    problem(401, 'session-expired'),
  );
  expect(await decode(await member(['officer', 'supervisor', 'administrator']), input)).toMatchObject(
    problem(403, 'not-permitted'),
  );

  logged = '';
  const decoded = await decode(operator, input);
  expect(decoded.status).toBe(200);
  expect(atob(decoded.body.payloads[0].data)).toContain(orderNumber);
  expect(logged).toContain(id);
  expect(logged).toContain('an operator decoded payloads');
  const [record] = await rooms.db.select().from(auditRecords).where(eq(auditRecords.action, 'codec.decode'));
  expect(record).toMatchObject({ actorId: id, objectId: orderNumber, details: { payloads: 1 } });
  expect(logged).not.toContain(decoded.body.payloads[0].data);

  for (const payload of [
    { metadata: encrypted, data: btoa('x') },
    { metadata: { ...encrypted, 'key-id': btoa(randomUUID()) }, data: btoa('x'.repeat(60)) },
    { metadata: { ...encrypted, 'key-id': btoa('namespace') }, data: btoa('x'.repeat(60)) },
    { metadata: { ...encrypted, 'key-id': btoa("' or 1=1 --") }, data: btoa('x'.repeat(60)) },
  ]) {
    const answer = await decode(operator, { payloads: [...input.payloads, payload] });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  }
  // What the SDK itself wrote in the clear comes back as it is.
  expect((await decode(operator, { payloads: [plain] })).body.payloads).toEqual([plain]);
  expect((await decode(operator, input, { 'x-namespace': 'another' })).status).toBe(400);
  expect((await decode(operator, { payloads: 'x' })).status).toBe(400);

  const from = async (origin: string, method: 'OPTIONS' | 'POST') => {
    const { headers } = await app.inject({
      method,
      url: '/v1/codec/decode',
      headers: {
        origin,
        authorization: `Bearer ${operator.token}`,
        ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST' } : {}),
      },
      ...(method === 'POST' ? { payload: { payloads: [] } } : {}),
    });
    expect(headers['vary']).toMatch(/origin/i);
    return headers['access-control-allow-origin'];
  };
  for (const method of ['OPTIONS', 'POST'] as const) {
    expect(await from('http://127.0.0.1:8233', method)).toBe('http://127.0.0.1:8233');
    for (const origin of [
      'http://evil.example',
      'null',
      'http://127.0.0.1:8234',
      'http://127.0.0.1:8233.evil.example',
    ])
      expect(await from(origin, method)).toBeUndefined();
  }
  expect(
    (await app.inject({ url: '/v1/posts', headers: { origin: 'http://127.0.0.1:8233' } })).headers[
      'access-control-allow-origin'
    ],
  ).toBeUndefined();
});
