import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Order } from '../db/orders.ts';
import { auditRecords } from '../db/schema.ts';
import type { StaffRole } from '../domain/commands.ts';
import type { StaffId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { residentIdCheck } from '../domain/resident-id.ts';
import {
  goodAnswers,
  oneWithSession,
  openAppAlone,
  type Person,
  person,
  sessionToken,
  storedDraft,
  submit,
} from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { asStaff, byEngine, hire, takeStep } from './support/people.ts';
import { bringToProduction } from './support/world.ts';

let rooms: Rooms;
let app: FastifyInstance;
beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

type Member = Person & { id: StaffId; post: PostCode };
async function member(roles: StaffRole[], post: PostCode = 'LAX'): Promise<Member> {
  const { id } = await hire(rooms, roles, post);
  return { ...person(app, await sessionToken(rooms, { staffId: id })), id, post };
}

let numbered = 0;
/** Another resident's number each time. */
function idNumber(): string {
  const body = `11010519900101${String((numbered += 2)).padStart(3, '0')}`;
  return body + residentIdCheck(body);
}

/** An order in review. */
async function filed(changes: Record<string, string> = {}) {
  const answers: Record<string, string> = {
    ...goodAnswers(),
    'person.idNumber': idNumber(),
    'family.fatherAddress': '上海市静安区 7 号',
    ...changes,
  };
  const { accountId, person: applicant } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, answers);
  expect((await submit(applicant, id)).status).toBe(201);
  const order = (await rooms.orders.findOrderOf(id)) as Order;
  await takeStep(rooms, order, 'startReview', byEngine);
  return { answers, order, applicant, path: `/v1/staff/cases/${order.orderNumber}` };
}
const show = (who: Person, path: string, fields: string[], reason: string) =>
  who.send('POST', `${path}/shown`, { fields, reason });
const recordsOf = async ({ orderNumber }: Order) => {
  const records = await rooms.db
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.objectId, orderNumber), eq(auditRecords.action, 'case.show')))
    .orderBy(auditRecords.id);
  return records.map(({ actorId, reason, details }) => ({ actorId, reason, ...details }));
};
/** Takes reviews until the case is in one's hands. */
async function hold(who: Person, { orderNumber }: Order): Promise<void> {
  for (;;) {
    const { task } = (await who.send('POST', '/v1/staff/tasks/next', { kind: 'review' })).body;
    if (task.orderNumber === orderNumber) return;
    await rooms.db.execute(`update tasks set state = 'done' where id = '${task.id}'`);
  }
}

const SECRET = [
  'address.street',
  'contact.email',
  'contact.phone',
  'family.fatherAddress',
  'passport.mrz',
  'passport.number',
  'person.idNumber',
];

test('V14 officers, supervisors and the mailroom see numbers, contacts and addresses masked', async () => {
  const { answers, path } = await filed();
  for (const role of ['officer', 'supervisor'] as const) {
    const { body } = await (await member([role])).get(path);
    expect(body.masked.toSorted()).toEqual(SECRET);
    expect(body.answers).toEqual({
      ...answers,
      'person.idNumber': `1•••••${answers['person.idNumber']?.slice(-2)}`,
      'passport.number': `E•••••${answers['passport.number']?.slice(-2)}`,
      'passport.mrz': '•••••',
      'contact.phone': '+•••••88',
      'contact.email': 'a•••••@example.org',
      'address.street': '•••••',
      'family.fatherAddress': '•••••',
    });
    const told = JSON.stringify(body);
    for (const field of SECRET) expect(told, field).not.toContain(answers[field]);
  }
  const { body } = await (await member(['mailroom'])).get(path);
  expect(body.masked).toEqual(['passport.number']);
  expect(body.answers['passport.number']).toMatch(/^E•••••\d\d$/);
});

test('V14 R-34 production sees what it prints as it is while it prints, and nothing else', async () => {
  const { answers, order, path } = await filed();
  const maker = await member(['production'], 'NYC');
  expect((await maker.get(path)).status).toBe(404);
  await bringToProduction(rooms, order);
  const { body } = await maker.get(path);
  expect(body.masked).toEqual([]);
  expect(body.answers['passport.number']).toBe(answers['passport.number']);
  expect(body.answers).not.toHaveProperty('person.idNumber');
  expect((await show(maker, path, ['person.idNumber'], 'mailing')).status).toBe(403);
});

test('L2 V14 who holds the case may compare; each group that was shown has its record, without a value', async () => {
  const { answers, order, path } = await filed();
  const officer = await member(['officer']);
  const fields = ['passport.number', 'person.idNumber', 'address.street', 'name.chinese', 'no.such'];

  expect(await show(officer, path, fields, 'compare-with-document')).toMatchObject({
    status: 409,
    body: { type: '/problems/task-not-claimed' },
  });
  expect(await recordsOf(order)).toEqual([]);
  await hold(officer, order);
  const shown = await show(officer, path, fields, 'compare-with-document');

  expect(shown).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  expect(shown.body).toEqual({
    values: Object.fromEntries(fields.slice(0, 3).map((field) => [field, answers[field]])),
    before: {},
  });
  const reason = 'compare-with-document';
  expect(await recordsOf(order)).toEqual([
    { actorId: officer.id, reason, group: 'numbers', fields: ['passport.number', 'person.idNumber'] },
    { actorId: officer.id, reason, group: 'addresses', fields: ['address.street'] },
  ]);
});

test('L2 V14 what cannot be recorded is not shown', async () => {
  const { order, path } = await filed();
  const officer = await member(['officer']);
  const broken = await openAppAlone(rooms, {
    audit: { ...rooms.audit, record: () => Promise.reject(new Error('the trail is away')) },
  });
  const token = await sessionToken(rooms, { staffId: officer.id });
  const answer = await show(person(broken, token), path, ['passport.number'], 'contact-applicant');
  expect(answer.status).toBe(500);
  expect(JSON.stringify(answer.body)).not.toContain('EA');
  expect(await recordsOf(order)).toEqual([]);
  await broken.close();
});

test.each<[StaffRole, string, number]>([
  ['officer', 'contact-applicant', 200],
  ['officer', 'investigation', 200],
  ['supervisor', 'investigation', 200],
  ['supervisor', 'compare-with-document', 403],
  ['mailroom', 'mailing', 200],
  ['mailroom', 'investigation', 403],
  ['mailroom', 'contact-applicant', 403],
  ['auditor', 'investigation', 403],
  ['operator', 'investigation', 403],
  ['officer', 'curiosity', 400],
])('L2 V14 %s who asks for %s is answered %d', async (role, reason, status) => {
  const { path } = await filed();
  expect((await show(await member([role]), path, ['contact.phone'], reason)).status).toBe(status);
});

test('V14 Z7 the mailroom is shown what it sees anyhow, and another post’s case does not exist', async () => {
  const { answers, order, path } = await filed();
  const mailroom = await member(['mailroom']);
  const shown = await show(mailroom, path, ['passport.number', 'address.street', 'contact.phone'], 'mailing');
  expect(shown.body.values).toEqual({ 'passport.number': answers['passport.number'] });
  expect((await recordsOf(order)).map(({ group }: Record<string, unknown>) => group)).toEqual(['numbers']);
  const elsewhere = await member(['officer'], 'CHI');
  expect((await show(elsewhere, path, ['contact.phone'], 'investigation')).status).toBe(404);
});

test('R-24 V14 what a supplement replaced is masked too; the desk is told that it changed, and shown both on asking', async () => {
  const { answers, order, path, applicant } = await filed();
  const officer = await member(['officer']);
  await hold(officer, order);
  const { version } = (await officer.get(path)).body;
  const items = ['address.street', 'contact.phone'].map((name) => ({
    target: 'field' as const,
    name,
    reason: 'incomplete' as const,
  }));
  await takeStep(rooms, order, 'requestSupplement', asStaff(officer, 'officer'), {
    body: { items, note: '' },
    seenVersion: version,
  });
  const street = '444 Shatto Pl, Apt 5';
  const corrected = { 'address.street': street, 'contact.phone': answers['contact.phone'] ?? '' };
  await takeStep(
    rooms,
    order,
    'provideSupplement',
    { role: 'applicant', id: order.accountId, post: null },
    {
      body: { answers: corrected },
    },
  );
  expect((await applicant.get(`/v1/orders/${order.orderNumber}`)).body.answers['address.street']).toBe(
    street,
  );

  const { body } = await officer.get(path);
  expect(body.answered).toMatchObject({
    before: { 'address.street': '•••••', 'contact.phone': '+•••••88' },
    changed: ['address.street'],
  });
  expect(JSON.stringify(body)).not.toContain('Shatto');
  const shown = await show(officer, path, ['address.street'], 'contact-applicant');
  expect(shown.body).toEqual({
    values: { 'address.street': street },
    before: { 'address.street': answers['address.street'] },
  });
});

test('V14 a search tells no more than before', async () => {
  const { answers, order } = await filed({ 'name.chinese': '隱名氏' });
  const officer = await member(['officer']);
  const found = await officer.send('POST', '/v1/staff/case-search', { text: '隱名氏' });
  expect(found.body.cases.map(({ orderNumber }: { orderNumber: string }) => orderNumber)).toEqual([
    order.orderNumber,
  ]);
  const told = JSON.stringify(found.body);
  for (const field of [...SECRET, 'name.chinese']) expect(told).not.toContain(answers[field]);
});
