import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Order } from '../db/orders.ts';
import { tasks } from '../db/schema.ts';
import { POSTS } from '../domain/data/posts.ts';
import { REFUSAL_TEXTS } from '../domain/texts/refusals.ts';
import { goodAnswers, newMember, oneWithSession, openAppAlone, person } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { pdfText } from './support/pdf.ts';
import { asStaff, byEngine, hire, submitRenewal, takeStep } from './support/people.ts';

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

const PAPERS = ['confirmation', 'slip', 'label'] as const;
const LANGS = { hans: 'zh-CN', hant: 'zh-TW', en: 'en' } as const;

/** Someone with an order in review. */
async function filed(answers: Record<string, string> = {}) {
  const { person: applicant, token, accountId } = await oneWithSession(app, rooms);
  const order = await submitRenewal(rooms, { accountId, answers: { ...goodAnswers(), ...answers } });
  await takeStep(rooms, order, 'startReview', byEngine);
  return { applicant, token, order };
}

async function approve(order: Order): Promise<void> {
  const officer = await hire(rooms, ['officer']);
  const open = and(eq(tasks.orderNumber, order.orderNumber), eq(tasks.state, 'open'));
  await rooms.db.update(tasks).set({ claimedBy: officer.id, claimedAt: new Date() }).where(open);
  await takeStep(rooms, order, 'approve', asStaff(officer, 'officer'));
}

test('R-18 the confirmation is printed from the submission on, in the reader’s language', async () => {
  const { order, token } = await filed();

  for (const [lang, tag] of Object.entries(LANGS)) {
    const answer = await person(app, token, tag).get(`/v1/orders/${order.orderNumber}/confirmation.pdf`);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store',
      'content-disposition': 'inline; filename="confirmation.pdf"',
    });
    const text = pdfText(answer.body);
    expect(text).toContain(order.orderNumber);
    expect(text).toContain('$23.00');
    expect(text).toContain({ hans: '订单确认单', hant: '訂單確認單', en: 'Confirmation of order' }[lang]);
  }
});

test('R-45 a link says the language itself, since it cannot send a header', async () => {
  const { order, applicant } = await filed();

  const answer = await applicant.get(`/v1/orders/${order.orderNumber}/confirmation.pdf?lang=hant`);

  expect(pdfText(answer.body)).toContain('訂單確認單');
});

test('R-30 slip and label wait for 待制證, and the refusal says so in each language', async () => {
  const { order, token } = await filed();

  for (const paper of ['slip', 'label']) {
    for (const lang of ['hans', 'hant', 'en'] as const) {
      const answer = await person(app, token, LANGS[lang]).get(
        `/v1/orders/${order.orderNumber}/${paper}.pdf`,
      );
      expect(answer).toMatchObject({
        status: 409,
        body: {
          type: '/problems/papers-too-early',
          title: REFUSAL_TEXTS['papers-too-early'][lang],
          details: { status: 'in_review' },
        },
      });
    }
  }
});

test('R-29 R-30 after 待制證 slip and label carry the post’s mailing address, mark, payee and exact fee', async () => {
  const { order, applicant } = await filed();
  await approve(order);

  const slip = await applicant.get(`/v1/orders/${order.orderNumber}/slip.pdf`);
  const label = await applicant.get(`/v1/orders/${order.orderNumber}/label.pdf`);

  expect([slip.status, label.status]).toEqual([200, 200]);
  const [slipText, labelText] = [pdfText(slip.body), pdfText(label.body)];
  for (const each of [order.orderNumber, '吕测试', 'LYU CESHI', '$23.00', POSTS.LAX.payee]) {
    expect(slipText).toContain(each);
  }
  for (const each of ['證件辦理', ...POSTS.LAX.mailingAddress, '443 Shatto Pl', 'Los Angeles, CA 90020']) {
    expect(labelText).toContain(each);
  }
  expect(labelText).not.toContain(POSTS.LAX.hallAddress[0]);
});

test('R-29 an order that was withdrawn has no slip and no label any more', async () => {
  const { order, applicant } = await filed();
  await takeStep(rooms, order, 'withdraw', { role: 'applicant', id: 'applicant', post: null });

  for (const paper of ['slip', 'label']) {
    const answer = await applicant.get(`/v1/orders/${order.orderNumber}/${paper}.pdf`);
    expect(answer).toMatchObject({ status: 409, body: { type: '/problems/papers-over' } });
  }
  expect((await applicant.get(`/v1/orders/${order.orderNumber}/confirmation.pdf`)).status).toBe(200);
});

test('Z7 another’s order and one that does not exist look alike, and nobody prints without a session', async () => {
  const { order } = await filed();
  await approve(order);
  const { person: other } = await oneWithSession(app, rooms);

  for (const paper of PAPERS) {
    const theirs = await other.get(`/v1/orders/${order.orderNumber}/${paper}.pdf`);
    const none = await other.get(`/v1/orders/0000-0000-0001/${paper}.pdf`);
    const alike = ({ body: { type, title, status } }: typeof theirs) => ({ type, title, status });
    expect(theirs.status).toBe(404);
    expect(alike(theirs)).toEqual(alike(none));
    expect((await person(app).get(`/v1/orders/${order.orderNumber}/${paper}.pdf`)).status).toBe(401);
  }
});

test('R-29 the post’s own staff print the slip too, another post’s do not', async () => {
  const { order } = await filed();
  await approve(order);

  const here = await newMember(app, rooms, ['mailroom']);
  const elsewhere = await newMember(app, rooms, ['mailroom'], 'SFO');

  const slip = await here.get(`/v1/staff/cases/${order.orderNumber}/slip.pdf`);
  expect(pdfText(slip.body)).toContain(order.orderNumber);
  expect((await elsewhere.get(`/v1/staff/cases/${order.orderNumber}/slip.pdf`)).status).toBe(404);
});
