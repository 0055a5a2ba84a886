import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runRelays } from '../activities/relays.ts';
import { type MailToSend, sealMail } from '../db/outbox.ts';
import { place } from '../db/places.ts';
import { mailOutbox, staff, startOutbox } from '../db/schema.ts';
import { byEmail } from '../domain/address.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { byEngine, hire, registerAccount, submitRenewal, takeStep } from './support/people.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms?.close());
beforeEach(async () => {
  await rooms.db.delete(mailOutbox);
});

/** Sends until nothing waits. */
async function drain(send: (mail: MailToSend) => Promise<void>): Promise<void> {
  while (await rooms.outbox.sendWaitingMail(send));
}
const row = async () => (await rooms.db.select().from(mailOutbox))[0];
const makeDue = () => rooms.db.update(mailOutbox).set({ nextAttemptAt: sql`now()` });
/** Seconds until the next attempt, by the database's clock. */
const waitSeconds = async () => {
  const [found] = await rooms.db
    .select({ wait: sql<number>`extract(epoch from ${mailOutbox.nextAttemptAt} - now())::float8` })
    .from(mailOutbox);
  return found!.wait;
};

test('R-19 each message is announced by e-mail, which says no more than that there is news', async () => {
  const order = await submitRenewal(rooms);
  await rooms.db.delete(mailOutbox);
  await takeStep(rooms, order, 'startReview', byEngine);
  const sent: MailToSend[] = [];
  await drain(async (mail) => void sent.push(mail));
  const account = (await rooms.people.findAccountAt(byEmail(sent[0]?.to ?? '')))!;
  expect(account.id).toBe(order.accountId);
  expect(sent).toEqual([
    {
      id: expect.any(String),
      by: 'email',
      to: expect.stringContaining('@example.org'),
      lang: 'hans',
      content: { kind: 'announcement', template: 'order-received', orderNumber: order.orderNumber },
      isForStaff: false,
    },
  ]);
});

test('an e-mail that cannot be sent waits, longer each time, and is sent once at last', async () => {
  await registerAccount(rooms);
  const fails = async () => {
    throw new Error('the mail server is away');
  };
  expect(await rooms.outbox.sendWaitingMail(fails)).toBe(1);
  expect(await row()).toMatchObject({ attempts: 1, sentAt: null });
  const first = await waitSeconds();
  expect(await rooms.outbox.sendWaitingMail(fails), 'it is not its turn yet').toBe(0);

  await makeDue();
  await rooms.outbox.sendWaitingMail(fails);
  expect(await row()).toMatchObject({ attempts: 2, sentAt: null });
  expect(await waitSeconds()).toBeGreaterThan(first);

  await makeDue();
  const sent: string[] = [];
  await drain(async ({ id }) => void sent.push(id));
  expect(sent).toEqual([(await row())!.id]);
  expect(await row()).toMatchObject({ attempts: 3, sentAt: expect.any(Date) });
  await makeDue();
  expect(await rooms.outbox.sendWaitingMail(fails)).toBe(0);
});

test('one that fails does not hold up the others', async () => {
  for (let n = 0; n < 4; n++) await registerAccount(rooms);
  const [bad] = await rooms.db.select().from(mailOutbox).limit(1);
  const sent: string[] = [];
  await drain(async ({ id }) => {
    if (id === bad!.id) throw new Error('no such mailbox');
    sent.push(id);
  });
  expect(sent).toHaveLength(3);
});

test('after 40 attempts it is given up', async () => {
  await registerAccount(rooms);
  await rooms.db.update(mailOutbox).set({ attempts: 39 });
  await rooms.outbox.sendWaitingMail(async () => {
    throw new Error('no such mailbox');
  });
  const [mail] = await rooms.db
    .select({ sentAt: mailOutbox.sentAt, never: sql<boolean>`${mailOutbox.nextAttemptAt} = 'infinity'` })
    .from(mailOutbox);
  expect(mail).toEqual({ sentAt: null, never: true });
});

test('many relays at once send each e-mail once', async () => {
  for (let n = 0; n < 40; n++) await registerAccount(rooms);
  const sent: string[] = [];
  await Promise.all(Array.from({ length: 8 }, () => drain(async ({ id }) => void sent.push(id))));
  expect(sent).toHaveLength(40);
  expect(new Set(sent).size).toBe(40);
});

test('an e-mail that one relay is sending is passed over by another', async () => {
  await registerAccount(rooms);
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let begun = () => {};
  const underWay = new Promise<void>((resolve) => (begun = resolve));
  const slow = rooms.outbox.sendWaitingMail(async () => {
    begun();
    await finished;
  });
  await underWay;
  let again = 0;
  expect(await rooms.outbox.sendWaitingMail(async () => void again++)).toBe(0);
  finish();
  expect(await slow).toBe(1);
  expect(await rooms.outbox.sendWaitingMail(async () => void again++)).toBe(0);
  expect(again).toBe(0);
});

test('an order whose workflow nobody started is found after its grace, until it is marked', async () => {
  const order = await submitRenewal(rooms);
  const left = async (graceMs: number) =>
    (await rooms.outbox.listUnstarted(graceMs)).filter(
      ({ orderNumber }) => orderNumber === order.orderNumber,
    );
  expect(await left(60_000)).toEqual([]);
  await rooms.db
    .update(startOutbox)
    .set({ createdAt: sql`now() - interval '2 minutes'` })
    .where(eq(startOutbox.orderNumber, order.orderNumber));
  expect(await left(60_000)).toEqual([
    { orderNumber: order.orderNumber, service: 'passport.renew', post: 'LAX' },
  ]);
  await rooms.outbox.markStarted(order.orderNumber);
  expect(await left(0)).toEqual([]);
});

test('V3.5.4 B5 what is mailed to staff leads to the desk’s own host, to applicants to the portal’s', async () => {
  const accountId = await registerAccount(rooms);
  const { id: staffId } = await hire(rooms, ['officer']);
  const emailSealed = await rooms.vault.sealShared(place.staffEmail(staffId), 'lin@example.org');
  await rooms.db.update(staff).set({ emailSealed }).where(eq(staff.id, staffId));
  await rooms.db.delete(mailOutbox);
  const mails = [
    await sealMail(rooms.vault, { accountId }, { kind: 'notice', notice: 'password-changed' }),
    await sealMail(rooms.vault, { staffId }, { kind: 'notice', notice: 'password-changed' }),
    await sealMail(rooms.vault, { staffId }, { kind: 'invitation', invitation: 'secret' }),
  ];
  await rooms.db.insert(mailOutbox).values(mails);
  const texts: { to: string; text: string }[] = [];
  const relays = runRelays({
    outbox: rooms.outbox,
    mailer: { send: async (mail) => void texts.push(mail) },
    sms: undefined,
    engine: { start: async () => undefined },
    publicUrl: 'https://cases.example',
    deskUrl: 'https://desk.example',
    log: { warn: () => undefined },
  });
  await expect.poll(() => texts.length, { timeout: 10_000 }).toBe(3);
  await relays.stop();

  for (const { to, text } of texts) {
    const [own, other] = to === 'lin@example.org' ? ['desk', 'cases'] : ['cases', 'desk'];
    expect(text).toContain(`https://${own}.example`);
    expect(text).not.toContain(`https://${other}.example`);
  }
});
