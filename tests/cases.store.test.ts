import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Change, listenForChanges } from '../db/changes.ts';
import type { Order } from '../db/orders.ts';
import { caseEvents, casePersons, cases, documents, mailOutbox, messages, tasks } from '../db/schema.ts';
import { byEmail } from '../domain/address.ts';
import { CaseError } from '../domain/errors.ts';
import type { CommandId, DocumentId } from '../domain/ids.ts';
import { mintOrderNumber } from '../domain/order-number.ts';
import { openRooms, type Rooms } from './support/house.ts';
import {
  applicant,
  asStaff,
  BODIES,
  byEngine,
  hire,
  passportNumber,
  prepareRenewal,
  registerAccount,
  submitRenewal,
  takeStep,
} from './support/people.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms?.close());

const newId = () => randomUUID() as CommandId;
const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' && result.reason instanceof CaseError ? result.reason.code : result;

async function begun(overrides?: Parameters<typeof submitRenewal>[1]): Promise<Order> {
  const order = await submitRenewal(rooms, overrides);
  await takeStep(rooms, order, 'startReview', byEngine);
  return order;
}
const claim = (order: Order, staffId: string) =>
  rooms.db.execute(
    sql`update tasks set claimed_by = ${staffId} where order_number = ${order.orderNumber} and state = 'open'`,
  );

describe('R-05 one person, one open order', () => {
  const ID_NUMBER = '11010519491231002X';
  const PASSPORT = 'EA4711007';
  const SPELLINGS = ['EA4711007', 'ea4711007', 'EA4711007', ' EA 4711-007 ', 'Ea4711007'];
  const IDS = [ID_NUMBER, '11010519491231002x', '11010519491231002X', '110105 19491231 002X'];

  test('B2 R-05 of 200 submissions at once for one person, at two posts and in every spelling, exactly one succeeds', async () => {
    const accounts = await Promise.all([1, 2, 3, 4].map(() => registerAccount(rooms)));
    const submissions = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        prepareRenewal(rooms, {
          post: n % 2 ? 'LAX' : 'NYC',
          accountId: accounts[n % 4]!,
          passport: SPELLINGS[n % SPELLINGS.length]!,
          answers: { 'person.idNumber': IDS[n % IDS.length]! },
        }),
      ),
    );
    const results = await Promise.allSettled(submissions.map((each) => rooms.orders.submit(each)));

    const won = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(won).toMatchObject([{ created: true }]);
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.map(codeOf)).toEqual(Array(199).fill('open-order-exists'));
    const rows = await rooms.db.select().from(cases);
    expect(rows.map(({ orderNumber }) => orderNumber)).toEqual([won[0]!.order.orderNumber]);
    expect(await rooms.db.$count(casePersons)).toBe(2);
  }, 60_000);

  test('R-05 one number of two is enough, whichever it is', async () => {
    await rooms.db.update(casePersons).set({ open: false });
    const passport = passportNumber();
    await submitRenewal(rooms, { passport, answers: { 'person.idNumber': ID_NUMBER } });
    for (const person of [
      { passport },
      { passport, answers: { 'person.idNumber': '無' } },
      { answers: { 'person.idNumber': ID_NUMBER } },
    ]) {
      await expect(submitRenewal(rooms, person)).rejects.toMatchObject({ code: 'open-order-exists' });
    }
    expect((await submitRenewal(rooms, { answers: { 'person.idNumber': '無' } })).status).toBe('in_review');
  });

  test('R-05 the open order is named to its owner and to nobody else', async () => {
    const accountId = await registerAccount(rooms);
    const order = await submitRenewal(rooms, { passport: PASSPORT, accountId });
    await expect(submitRenewal(rooms, { passport: PASSPORT, accountId, post: 'CHI' })).rejects.toMatchObject({
      code: 'open-order-exists',
      details: { orderNumber: order.orderNumber },
    });
    const stranger = await submitRenewal(rooms, { passport: PASSPORT }).catch((err: unknown) => err);
    expect(stranger).toMatchObject({ code: 'open-order-exists', details: {} });
    expect(JSON.stringify(stranger)).not.toContain(order.orderNumber);
  });

  test('R-05 R-20 after a withdrawal, a refusal or the end the person may file again', async () => {
    const passport = passportNumber();
    const first = await begun({ passport });
    await takeStep(rooms, first, 'withdraw', applicant);
    const second = await begun({ passport });
    const officer = await hire(rooms, ['officer']);
    await claim(second, officer.id);
    await takeStep(rooms, second, 'refuse', asStaff(officer, 'officer'));
    const third = await begun({ passport });
    expect(await rooms.orders.findOpenOrder([`passport:${passport}`])).toMatchObject({
      orderNumber: third.orderNumber,
    });
  });

  test('a submission that comes again, also at once, answers with the order that it made', async () => {
    const submission = await prepareRenewal(rooms);
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() =>
        rooms.orders.submit({
          ...submission,
          orderNumber: mintOrderNumber(crypto.getRandomValues(new Uint8Array(16))),
        }),
      ),
    );
    expect(new Set(answers.map(({ order }) => order.orderNumber)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    const again = { ...submission, submitId: newId() };
    await expect(rooms.orders.submit(again)).rejects.toMatchObject({ code: 'draft-submitted' });
  });

  test('a draft that was changed on another device is not submitted', async () => {
    const submission = await prepareRenewal(rooms);
    await rooms.applications.saveDraft(submission.application, { 'address.street': 'elsewhere' }, undefined);
    await expect(rooms.orders.submit(submission)).rejects.toMatchObject({ code: 'draft-changed' });
    expect(await rooms.orders.findOrder(submission.orderNumber)).toBeUndefined();
    expect(await rooms.orders.findOpenOrder(submission.personIdentifiers)).toBeUndefined();
  });
});

describe('R-50 a step is one transaction', () => {
  let order: Order;
  beforeEach(async () => {
    order = await submitRenewal(rooms);
  });
  const traces = async () => ({
    version: (await rooms.orders.findOrder(order.orderNumber))?.version,
    events: await rooms.db.$count(caseEvents, eq(caseEvents.orderNumber, order.orderNumber)),
    tasks: await rooms.db.$count(tasks, eq(tasks.orderNumber, order.orderNumber)),
    messages: await rooms.db.$count(messages, eq(messages.orderNumber, order.orderNumber)),
    mails: await rooms.db.$count(mailOutbox, eq(mailOutbox.accountId, order.accountId)),
  });

  test('R-50 when its last effect fails nothing of a step is there, and it succeeds once when tried again', async () => {
    const before = await traces();
    const id = newId();
    const step = () => takeStep(rooms, order, 'startReview', byEngine, { id });
    await rooms.db.execute(sql`
      create function refuse_all() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$`);
    await rooms.db.execute(
      sql`create trigger refuse_all before insert on mail_outbox for each row execute function refuse_all()`,
    );
    try {
      await expect(step()).rejects.toThrow();
      expect(await traces()).toEqual(before);
    } finally {
      await rooms.db.execute(sql`drop trigger refuse_all on mail_outbox`);
    }
    const taken = await step();
    expect(taken.standing).toMatchObject({ status: 'in_review', version: 1, waitingFor: 'review' });
    const after = { version: 1, events: 1, tasks: 1, messages: 1, mails: before.mails + 1 };
    expect(await traces()).toEqual(after);
    expect(await step()).toEqual(taken);
    expect(await traces()).toEqual(after);
  });

  test('the same step ten times at once is taken once and answered alike', async () => {
    const id = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        rooms.commitStep({
          orderNumber: order.orderNumber,
          kind: 'startReview',
          commandId: id,
          by: byEngine,
          seenVersion: null,
          nowMs: Date.now(),
        }),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await traces()).toMatchObject({ version: 1, events: 1, tasks: 1, messages: 1 });
  });

  test('R-22 ten different decisions at once: the row lock lets one through, the others read what it wrote', async () => {
    await takeStep(rooms, order, 'startReview', byEngine);
    const officer = await hire(rooms, ['officer']);
    await claim(order, officer.id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        takeStep(rooms, order, n % 2 ? 'approve' : 'refuse', asStaff(officer, 'officer'), { seenVersion: 1 }),
      ),
    );
    expect(answers.filter(({ refusal }) => !refusal)).toHaveLength(1);
    for (const { refusal, standing } of answers) {
      if (refusal) expect(refusal.code).toMatch(/^(case-changed|command-not-allowed)$/);
      expect(standing.version).toBe(2);
    }
    expect(await traces()).toMatchObject({ version: 2, events: 2 });
  });

  test('a refusal is an answer: it writes nothing and says where the case stands', async () => {
    await takeStep(rooms, order, 'startReview', byEngine);
    const before = await traces();
    const { refusal, standing } = await takeStep(rooms, order, 'confirmReceipt', applicant);
    expect(refusal).toMatchObject({ code: 'command-not-allowed' });
    expect(standing).toMatchObject({ status: 'in_review', version: 1 });
    expect(await traces()).toEqual(before);
  });

  test('the same command id with other words, or for another order, is refused', async () => {
    const id = newId();
    const said = { id, kind: 'withdraw', body: { note: 'a' }, seenVersion: null } as const;
    expect(await rooms.orders.stageCommand(order, said)).toBeUndefined();
    expect(await rooms.orders.stageCommand(order, said)).toBeUndefined();
    const reused = { code: 'idempotency-key-reused' };
    await expect(rooms.orders.stageCommand(order, { ...said, body: { note: 'b' } })).rejects.toMatchObject(
      reused,
    );
    await expect(rooms.orders.stageCommand(order, { ...said, seenVersion: 3 })).rejects.toMatchObject(reused);
    const other = await submitRenewal(rooms);
    await expect(rooms.orders.stageCommand(other, said)).rejects.toMatchObject(reused);
  });
});

test('R-24 a supplement takes the place of what was asked for; the old version is kept', async () => {
  const order = await begun();
  const officer = await hire(rooms, ['officer']);
  await claim(order, officer.id);
  const application = (await rooms.applications.findApplication(order.applicationId))!;
  const portrait = () => ({
    id: randomUUID() as DocumentId,
    kind: 'portrait',
    state: 'pending' as const,
    objectKey: randomUUID(),
    bytes: 1,
    width: 1,
    height: 1,
    fileName: 'portrait.jpg',
    content: randomUUID(),
  });
  const { document: old } = await rooms.applications.addDocument(application, portrait());
  await rooms.db.update(documents).set({ state: 'current' }).where(eq(documents.id, old.id)); // as of the draft
  const request = {
    items: [
      ...BODIES.requestSupplement.items,
      { target: 'document', name: 'portrait', reason: 'portrait-rules' } as const,
    ],
    note: 'lighter please',
  };
  await takeStep(rooms, order, 'requestSupplement', asStaff(officer, 'officer'), { body: request });
  expect(await rooms.orders.findOpenSupplement(order)).toMatchObject(request);
  const early = await takeStep(rooms, order, 'provideSupplement', applicant);
  expect(early.refusal).toMatchObject({ code: 'supplement-incomplete', details: { items: ['portrait'] } });

  const { document: fresh } = await rooms.applications.addDocument(application, portrait());
  const { standing } = await takeStep(rooms, order, 'provideSupplement', applicant);
  expect(standing.status).toBe('in_review');
  expect(await rooms.orders.findOpenSupplement(order)).toBeUndefined();
  const listed = await rooms.applications.listDocuments(application);
  expect(listed.map(({ id, state }) => [id, state])).toEqual([[fresh.id, 'current']]);
  const { rows: kept } = await rooms.db.execute(sql`select state from documents where id = ${old.id}`);
  expect(kept[0]).toEqual({ state: 'replaced' });
  const answers = (await rooms.applications.findApplication(order.applicationId))?.answers;
  expect(answers).toMatchObject({ 'name.chinese': '吕测试', 'address.street': '1 Test Street' });
  const { rows: revisions } = await rooms.db.execute(
    sql`select revision from answer_revisions where application_id = ${order.applicationId} order by 1`,
  );
  expect(revisions).toHaveLength(2);
});

test('R-20 an order that ends takes its booking and its open question with it', async () => {
  const officer = await hire(rooms, ['officer']);
  const by = asStaff(officer, 'officer');
  const [booked, asked] = [await begun(), await begun()];
  await Promise.all([booked, asked].map((order) => claim(order, officer.id)));
  await takeStep(rooms, booked, 'requireInterview', by);
  await takeStep(rooms, booked, 'bookInterview', applicant, {
    body: { startsAtMs: Date.now() + 86_400_000 },
  });
  await takeStep(rooms, asked, 'requestSupplement', by);
  expect(await rooms.orders.findBooking(booked.orderNumber)).toBeDefined();
  expect(await rooms.orders.findOpenSupplement(asked)).toBeDefined();

  for (const order of [booked, asked]) {
    const { standing } = await takeStep(rooms, order, 'withdraw', applicant);
    expect(standing.status).toBe('withdrawn');
  }
  expect(await rooms.orders.findBooking(booked.orderNumber)).toBeUndefined();
  expect(await rooms.orders.findOpenSupplement(asked)).toBeUndefined();
});

test('every step is announced to open pages once it is committed, the last one too', async () => {
  const heard: Change[] = [];
  const ears = listenForChanges(rooms.url, (news) => 'orderNumber' in news && heard.push(news));
  await ears.ready;
  try {
    const order = await begun();
    const { refusal } = await takeStep(rooms, order, 'confirmReceipt', applicant);
    expect(refusal).toBeDefined();
    await takeStep(rooms, order, 'withdraw', applicant);
    const change = { orderNumber: order.orderNumber, accountId: order.accountId, post: 'LAX', making: null };
    const moves = () => heard.filter(({ messageId }) => messageId === undefined);
    await expect.poll(() => moves().slice(-2)).toEqual([change, change]);
    expect(moves().filter(({ orderNumber }) => orderNumber === order.orderNumber)).toHaveLength(2);
  } finally {
    await ears.stop();
  }
});

test('R-50 no column of any table holds personal data in plain text', async () => {
  const email = 'canary.applicant@example.org';
  await rooms.people.register({
    address: byEmail(email),
    passwordHash: 'x',
    lang: 'hans',
    code: 'canary-code-482913',
  });
  const accountId = (await rooms.people.findAccountAt(byEmail(email)))!.id;
  const secrets = {
    email,
    code: 'canary-code-482913',
    name: '吕金丝雀',
    passport: 'EB7654321',
    idNumber: '110105194912310038',
    street: 'Canary Street 77',
    file: 'canary-portrait.jpg',
    note: 'canary note',
    tracking: '9400111201080805483016',
    document: 'EJ7654321',
  };
  const order = await begun({
    accountId,
    passport: secrets.passport,
    answers: {
      'name.chinese': secrets.name,
      'person.idNumber': secrets.idNumber,
      'address.street': secrets.street,
    },
  });
  const application = (await rooms.applications.findApplication(order.applicationId))!;
  await rooms.applications.addDocument(application, {
    id: randomUUID() as DocumentId,
    kind: 'portrait',
    state: 'pending',
    objectKey: randomUUID(),
    bytes: 1,
    width: 1,
    height: 1,
    fileName: secrets.file,
    content: 'ab',
  });
  await rooms.db.update(documents).set({ state: 'current' }); // as of the draft
  await rooms.applications.signStatement(application, 'nationality', {
    version: '1',
    textHash: 'x',
    signature: { width: 1, height: 1, strokes: [[0, 0, 1, 1]] },
    signedAtMs: Date.now(),
  });
  const officer = await hire(rooms, ['officer', 'mailroom']);
  const maker = await hire(rooms, ['production']);
  const step = async (
    kind: Parameters<typeof takeStep>[2],
    role: 'officer' | 'mailroom' | 'production' | 'applicant' | 'engine',
    body?: unknown,
  ) => {
    const member = role === 'production' ? maker : officer;
    await claim(order, member.id);
    const by = role === 'engine' ? byEngine : role === 'applicant' ? applicant : asStaff(member, role);
    const { refusal } = await takeStep(rooms, order, kind, by, body ? { body: body as never } : {});
    expect(refusal, kind).toBeUndefined();
  };
  const note = secrets.note;
  await step('requestSupplement', 'officer', { ...BODIES.requestSupplement, note });
  await step('provideSupplement', 'applicant', { answers: { 'address.street': secrets.street } });
  await step('requireInterview', 'officer', { reason: 'officer', note });
  await step('bookInterview', 'applicant', { startsAtMs: Date.now() + 86_400_000 });
  await step('recordInterview', 'officer', { outcome: 'held', note });
  await step('approve', 'officer', { note });
  await step('receiveMaterials', 'mailroom', {
    ...BODIES.receiveMaterials,
    returnTracking: secrets.tracking,
  });
  await step('orderProduction', 'engine');
  await step('completeProduction', 'production', { documentNumber: secrets.document });
  await step('mailDocument', 'mailroom', { tracking: secrets.tracking });
  await rooms.people.takeTry(`login ${email}`, { max: 5, windowMs: 60_000 });
  await rooms.people.openSession(Buffer.from('canary token'), { accountId });

  const { rows: tables } = await rooms.db.execute<{ name: string }>(
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const dump: string[] = [];
  for (const { name } of tables) {
    const { rows } = await rooms.db.execute<{ row: string }>(
      sql`select t::text as row from ${sql.raw(name)} t`,
    );
    dump.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  expect(
    dump.filter((line) => line.includes(order.orderNumber)).length,
    'the search finds what is there',
  ).toBeGreaterThan(10);
  for (const [what, secret] of Object.entries(secrets)) {
    const hex = Buffer.from(secret).toString('hex');
    const found = dump.filter((line) => line.includes(secret) || line.includes(hex));
    expect(
      found.map((line) => line.split(' ')[0]),
      what,
    ).toEqual([]);
  }
  // And none of them is lost: who has the keys reads them.
  const told = await rooms.messages.listMessages(accountId, order.orderNumber);
  expect(told.map(({ params }) => params.tracking)).toContain(secrets.tracking);
});
