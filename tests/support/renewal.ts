import { expect } from 'vitest';
import type { Answer, Person } from './app.ts';
import { BODIES } from './people.ts';
import { pageJpeg } from './pictures.ts';

export type RenewalStaff = { officer: Person; mailroom: Person; maker: Person };
/** What people write in a case, beside the form. */
export type Said = { note: string; street: string; tracking: string; documentNumber: string };

const DAY_MS = 86_400_000;

/** Plays a submitted renewal over HTTP to its end: supplement, interview, approval, mail, production, return. */
export async function playRenewal(
  { officer, mailroom, maker }: RenewalStaff,
  applicant: Person,
  orderNumber: string,
  { note, street, tracking, documentNumber }: Said,
): Promise<void> {
  const order = `/v1/orders/${orderNumber}`;
  const desk = `/v1/staff/cases/${orderNumber}`;
  const done = (answer: Answer, status = 200): void => {
    expect(answer).toMatchObject({ status });
  };

  const first = await nextTask(officer, 'review');
  expect(first.orderNumber).toBe(orderNumber);
  const items = [
    { target: 'field', name: 'address.street', reason: 'incomplete' },
    { target: 'document', name: 'residence-proof', reason: 'unreadable' },
  ];
  done(
    await officer.send('POST', `${desk}/supplement-requests`, { seenVersion: first.version, items, note }),
  );
  done(await applicant.upload(`${order}/documents?kind=residence-proof`, await pageJpeg()), 201);
  done(await applicant.send('POST', `${order}/supplement`, { answers: { 'address.street': street } }));

  const second = await nextTask(officer, 'review');
  const why = { seenVersion: second.version, reason: 'officer', note };
  done(await officer.send('POST', `${desk}/interview-requirement`, why));
  const startsAt = new Date(Date.now() + 3 * DAY_MS).toISOString();
  done(await applicant.send('POST', `${order}/interview`, { startsAt }));
  done(await officer.send('POST', `${desk}/claim`));
  const { version } = (await officer.get(desk)).body;
  done(
    await officer.send('POST', `${desk}/interview-result`, { seenVersion: version, outcome: 'held', note }),
  );

  const third = await nextTask(officer, 'review');
  done(await officer.send('POST', `${desk}/approval`, { seenVersion: third.version, note }));
  done(
    await mailroom.send('POST', `${desk}/materials`, {
      ...BODIES.receiveMaterials,
      returnTracking: tracking,
    }),
  );
  const made = { seenVersion: (await nextTask(maker, 'production')).version, documentNumber };
  done(await maker.send('POST', `${desk}/production`, made));
  const mailed = { seenVersion: (await nextTask(mailroom, 'dispatch')).version, tracking };
  done(await mailroom.send('POST', `${desk}/dispatch`, mailed));
  const end = await applicant.send('POST', `${order}/receipt`, {});
  expect(end).toMatchObject({ status: 200, body: { status: 'closed' } });
}

/** The next task of a queue, once the workflow has opened it. */
async function nextTask(member: Person, kind: string): Promise<{ orderNumber: string; version: number }> {
  const ask = async () => (await member.send('POST', '/v1/staff/tasks/next', { kind })).body.task;
  await expect.poll(ask, { timeout: 15_000, interval: 50 }).toMatchObject({ kind });
  return ask();
}
