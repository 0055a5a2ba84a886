import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVision } from '../adapters/vision/vision.ts';
import type { Order } from '../db/orders.ts';
import { cases } from '../db/schema.ts';
import { addDays, localDate } from '../domain/calendar.ts';
import type { AccountId } from '../domain/ids.ts';
import { NOTICES_TO } from '../domain/texts/helping.ts';
import { REFUSAL_TEXTS } from '../domain/texts/refusals.ts';
import {
  type Answer,
  goodAnswers,
  newDraft,
  oneWithSession,
  openAppAlone,
  type Person,
  person,
  storedDraft,
  submit,
} from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { pageCount, pdfText } from './support/pdf.ts';
import { authenticate, byEngine, passportNumber, takeStep } from './support/people.ts';
import { mrzPageJpeg } from './support/pictures.ts';

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

/** What is an applicant's own: unlike anything that the other one says, or that the house says itself. */
const ownValues = (bird: string, at: number) => ({
  'name.chinese': `${bird}金`,
  'name.former': `${bird}旧`,
  'person.birthplace': `${bird}城`,
  'person.ethnicity': `${bird}族`,
  'us.statusDocument': `I-20 ${bird}号`,
  'address.street': `${at}${at}${at} ${bird} Row`,
  'address.city': `${bird}ville`,
  'contact.phone': `+1213807${at}${at}${at}${at}`,
  'contact.email': `bird${at}${at}@${at}.example.org`,
  'china.address': `${bird}省`,
  'family.father': `${bird}父`,
  'family.fatherAddress': `${bird}父址`,
  'family.mother': `${bird}母`,
  'family.motherAddress': `${bird}母址`,
});
const applicantOf = (bird: string, at: number): Record<string, string> => ({
  ...goodAnswers(passportNumber()),
  ...ownValues(bird, at),
});

/** All values that tell one applicant from the other. */
function tellTales(mine: Record<string, string>, others: Record<string, string>): string[] {
  const lines = (answers: Record<string, string>) =>
    Object.values(answers).flatMap((value) => value.split('\n'));
  const theirs = new Set(lines(others));
  return lines(mine).filter((line) => line.length > 1 && !theirs.has(line));
}

const wordsOf = ({ body, headers }: Answer): string => {
  const text = JSON.stringify(headers);
  if (!Buffer.isBuffer(body)) return text + JSON.stringify(body);
  return text + (body.subarray(0, 5).toString() === '%PDF-' ? pdfText(body) : body.toString('latin1'));
};

function expectNothingOf(values: string[], answers: [string, Answer][]): void {
  for (const [what, answer] of answers) {
    const words = wordsOf(answer);
    expect({ what, found: values.filter((value) => words.includes(value)) }).toEqual({ what, found: [] });
  }
}

test('R-08 of two applicants of one helper nothing of the one is in any answer about the other', async () => {
  const { person: helper } = await oneWithSession(app, rooms);
  const [anna, bert] = [applicantOf('鸝', 7), applicantOf('鴞', 5)];
  const drafts = [await newDraft(helper, anna), await newDraft(helper, bert)];
  const annas = tellTales(anna, bert);
  const berts = tellTales(bert, anna);
  expect(annas.length).toBeGreaterThan(14);

  // The page's lines are read: what is offered is of the draft's own picture.
  for (const [at, answers] of [anna, bert].entries())
    await helper.upload(
      `/v1/drafts/${drafts[at]}/documents?kind=passport-data-page&replace=true`,
      await mrzPageJpeg((answers['passport.mrz'] ?? '').split('\n')),
    );

  for (const [at, id] of drafts.entries()) {
    const path = `/v1/drafts/${id}`;
    const other = `/v1/drafts/${drafts[1 - at]}`;
    const draft = await helper.get(path);
    const foreign = (await helper.get(other)).body.documents[0].id;
    const heard: [string, Answer][] = [
      ['draft', draft],
      ['drafts', await helper.get('/v1/drafts')],
      ['save', await helper.send('PATCH', path, { answers: { 'address.zip': '90021' } })],
      ['faulty save', await helper.send('PATCH', path, { answers: { 'address.zip': '9' } })],
      ['outdated save', await helper.send('PATCH', path, { answers: {}, seenRevision: 0 })],
      ['mended', await helper.send('PATCH', path, { answers: { 'address.zip': '90020' } })],
      ['reading', await helper.send('POST', `${path}/mrz-reading`)],
      ['portrait', await helper.send('POST', `${path}/portrait-check`)],
      ['faces', await helper.get(`${path}/face-checks`)],
      ['form', await helper.get('/v1/forms/passport.renew')],
      ['requirements', await helper.get('/v1/services/passport.renew/requirements?post=LAX')],
      ['new draft', await helper.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' })],
      ['picture', await helper.get(`${path}/documents/${draft.body.documents[0].id}`)],
    ];
    expectNothingOf(at === 0 ? berts : annas, heard);
    const heardOf = new Map(heard);
    expect(heardOf.get('new draft')).toMatchObject({ body: { answers: {} } });
    const suggestions: unknown = heardOf.get('reading')?.body.suggestions;
    expect(suggestions).toContainEqual({
      field: 'passport.number',
      value: [anna, bert][at]?.['passport.number'],
      checked: true,
    });
    // Another's picture is not the draft's, though both are the helper's.
    expect((await helper.get(`${path}/documents/${foreign}`)).status).toBe(404);
    expect((await helper.send('DELETE', `${path}/documents/${foreign}`)).status).toBe(404);
  }
}, 90_000);

test('R-08 R-05 nor in the orders that they become, their papers, messages and refusals', async () => {
  const { person: helper, accountId } = await oneWithSession(app, rooms);
  const [anna, bert] = [applicantOf('鸝', 7), applicantOf('鴞', 5)];
  const orders: Order[] = [];
  for (const answers of [anna, bert]) {
    const id = await storedDraft(rooms, accountId, answers);
    expect((await submit(helper, id)).status).toBe(201);
    const order = (await rooms.orders.findOrderOf(id)) as Order;
    await takeStep(rooms, order, 'startReview', byEngine);
    orders.push(order);
  }
  for (const [at, { orderNumber }] of orders.entries()) {
    const path = `/v1/orders/${orderNumber}`;
    const again = await storedDraft(rooms, accountId, at === 0 ? anna : bert);
    const heard: [string, Answer][] = [
      ['order', await helper.get(path)],
      ['confirmation', await helper.get(`${path}/confirmation.pdf`)],
      ['messages', await helper.get(`/v1/messages?orderNumber=${orderNumber}`)],
      ['hand-over', await helper.get(`${path}/hand-over`)],
      ['open order', await submit(helper, again)],
    ];
    expectNothingOf(tellTales(at === 0 ? bert : anna, at === 0 ? anna : bert), heard);
    expect(heard[4]?.[1].body.details).toEqual({ orderNumber });
  }
  expectNothingOf(
    [...tellTales(anna, bert), ...tellTales(bert, anna)],
    [
      ['orders', await helper.get('/v1/orders')],
      ['messages', await helper.get('/v1/messages')],
    ],
  );
}, 60_000);

const confirmName = (accountId: AccountId, passport: string): Promise<void> =>
  authenticate(rooms, accountId, { number: passport });

test('R-08 before the submission the draft says who gets the notices, in three languages', async () => {
  const { person: applicant, accountId, token } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  const { notices, answers } = (await applicant.get(`/v1/drafts/${id}`)).body;
  const to = expect.stringMatching(/^.•••••@example\.org$/);
  expect(notices).toEqual({ to, account: 'helper', text: NOTICES_TO.helper.en.replace('{to}', notices.to) });

  await confirmName(accountId, answers['passport.number']);
  for (const [lang, tag] of [
    ['hans', 'zh-CN'],
    ['hant', 'zh-TW'],
    ['en', 'en'],
  ] as const)
    expect((await person(app, token, tag).get(`/v1/drafts/${id}`)).body.notices).toEqual({
      to,
      account: 'own',
      text: NOTICES_TO.own[lang].replace('{to}', notices.to),
    });
  // For somebody else the same account is a helper's.
  const other = await storedDraft(rooms, accountId, goodAnswers());
  expect((await applicant.get(`/v1/drafts/${other}`)).body.notices.account).toBe('helper');
});

const confirmation = async (who: Person, { orderNumber }: Order): Promise<string> => {
  const { body } = await who.get(`/v1/orders/${orderNumber}/confirmation.pdf`);
  expect(pageCount(body)).toBe(1);
  return pdfText(body).replace(/\s+/g, ' ');
};

test('R-08 R-18 Z4 the confirmation says it too, and of a minor’s order when the guardian’s right ends', async () => {
  const { person: helper, accountId } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  await submit(helper, id);
  const order = (await rooms.orders.findOrderOf(id)) as Order;
  expect(await confirmation(helper, order)).toMatch(
    /the account that files this application: .•••••@example\.org/,
  );

  const tomorrowOn = addDays(localDate(Date.now(), 'America/Los_Angeles'), 1);
  await rooms.db
    .update(cases)
    .set({ guardianUntilOn: tomorrowOn })
    .where(eq(cases.orderNumber, order.orderNumber));
  const words = await confirmation(helper, order);
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(tomorrowOn),
  );
  expect(words).toContain(`The applicant turns 16 on ${day}`);

  const { code } = (await helper.send('POST', `/v1/orders/${order.orderNumber}/hand-over`, {})).body;
  const { person: applicant } = await oneWithSession(app, rooms);
  await applicant.send('POST', '/v1/hand-overs', { orderNumber: order.orderNumber, code });
  const own = await confirmation(applicant, order);
  expect(own).toContain('the applicant’s own account');
  expect(own).not.toContain('turns 16');
});

test('R-05 Z4 who has no right to a grown child’s order any more is not told its number', async () => {
  const { person: helper, accountId } = await oneWithSession(app, rooms);
  const answers = goodAnswers();
  const id = await storedDraft(rooms, accountId, answers);
  await submit(helper, id);
  await rooms.db
    .update(cases)
    .set({ guardianUntilOn: localDate(Date.now(), 'America/Los_Angeles') })
    .where(eq(cases.applicationId, id));
  const again = await submit(helper, await storedDraft(rooms, accountId, answers));
  expect(again).toMatchObject({ status: 409, body: { title: REFUSAL_TEXTS['open-order-exists'].en } });
  expect(again.body).not.toHaveProperty('details');
});
