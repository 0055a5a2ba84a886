import { randomInt } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AuthorityAway, type IdentityAuthority } from '../adapters/identity-authority.ts';
import type { MailToSend } from '../db/outbox.ts';
import { auditRecords, identities, rateLimits } from '../db/schema.ts';
import type { Claim } from '../domain/real-name.ts';
import {
  type Answer,
  goodAnswers,
  openAppAlone,
  type Person,
  person,
  sessionToken,
  storedDraft,
  submit,
} from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { passportNumber, registerAccount } from './support/people.ts';

let rooms: Rooms;
let app: FastifyInstance;
let asked = 0;
let isAway = false;
beforeAll(async () => {
  rooms = await openRooms();
  const identityAuthority: IdentityAuthority = {
    check: async (claim) => {
      asked += 1;
      if (isAway) throw new AuthorityAway('away');
      return rooms.identityAuthority.check(claim);
    },
  };
  app = await openAppAlone(rooms, { identityAuthority });
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

/** An account that has not authenticated itself. */
async function newcomer(lang = 'en') {
  const accountId = await registerAccount(rooms);
  return { accountId, one: person(app, await sessionToken(rooms, { accountId }), lang) };
}
const someone = (): Claim => {
  const claim: Claim = {
    kind: 'passport',
    number: `EC${String(randomInt(9_999_999)).padStart(7, '0')}`,
    name: '王小明',
  };
  rooms.identityAuthority.enter(claim);
  return claim;
};
const say = (one: Person, claim: unknown): Promise<Answer> => one.send('POST', '/v1/me/real-name', claim);
const refusal = ({ status, body }: Answer) => [status, body.type];
const actsOf = async (accountId: string) => {
  const rows = await rooms.db.select().from(auditRecords).where(eq(auditRecords.actorId, accountId));
  return rows
    .filter(({ action }) => action.startsWith('real-name'))
    .map(({ action, reason }) => [action, reason]);
};

test('R-07 number and name that belong together are confirmed, shown masked, told and recorded', async () => {
  const { accountId, one } = await newcomer();
  const claim = someone();
  expect((await one.get('/v1/me')).body.realName).toBeNull();

  const answer = await say(one, { ...claim, number: ` ${claim.number.toLowerCase()} ` });

  expect(answer).toMatchObject({ status: 200, body: { kind: 'passport', name: '王•••••' } });
  expect(answer.body.number).toBe(`E•••••${claim.number.slice(-2)}`);
  expect((await one.get('/v1/me')).body.realName).toEqual(answer.body);
  expect(await actsOf(accountId)).toEqual([['real-name.confirm', null]]);
  const told: string[] = [];
  const to = await rooms.people.labelOf((await rooms.people.findAccount(accountId))!);
  const keep = async (mail: MailToSend) => {
    if (mail.to === to && mail.content.kind === 'notice') told.push(mail.content.notice);
  };
  while (await rooms.outbox.sendWaitingMail(keep)) continue;
  expect(told).toEqual(['real-name-confirmed']);
});

test('R-07 D1 number and name lie sealed, with the keyed hash that a case of the same person has', async () => {
  const { accountId, one } = await newcomer();
  const claim = someone();
  await say(one, claim);
  const [row] = await rooms.db
    .select({ text: sql<string>`${identities}::text`, index: identities.personIndex })
    .from(identities)
    .where(eq(identities.accountId, accountId));
  for (const value of [claim.number, claim.name]) {
    expect(row!.text).not.toContain(value);
    expect(row!.text).not.toContain(Buffer.from(value).toString('hex'));
  }
  expect(row!.index).toEqual(await rooms.vault.index('person', `passport:${claim.number}`));
  expect(await rooms.handOvers.isOwn(accountId, [`passport:${claim.number}`])).toBe(true);
  expect(await rooms.handOvers.isOwn(accountId, [`passport:${passportNumber()}`])).toBe(false);
});

test('R-07 a wrong name and an unknown number are refused alike', async () => {
  const { accountId, one } = await newcomer();
  const claim = someone();
  const without = ({ status, body }: Answer) => ({ status, body: { ...body, instance: '' } });
  const wrong = without(await say(one, { ...claim, name: '王大明' }));
  const unknown = without(await say(one, { kind: 'passport', number: 'EC0000000', name: '王小明' }));
  expect(wrong).toMatchObject({ status: 422, body: { type: '/problems/real-name-no-match' } });
  expect(unknown).toEqual(wrong);
  expect((await one.get('/v1/me')).body.realName).toBeNull();
  expect(await actsOf(accountId)).toEqual([
    ['real-name.refused', 'no-match'],
    ['real-name.refused', 'no-match'],
  ]);
});

test('R-07 an official passport is refused before anybody is asked, with the phone and e-mail of the post', async () => {
  const { one } = await newcomer();
  const before = asked;
  const answer = await say(one, { kind: 'passport', number: 'PE1234567', name: '王小明', post: 'LAX' });
  expect(refusal(answer)).toEqual([422, '/problems/real-name-paper']);
  expect(answer.body.errors).toEqual([
    {
      field: 'number',
      rule: 'passport-official',
      reason: expect.stringMatching(/phone .*\d{3}.* or write to .*@/),
    },
  ]);
  expect(asked).toBe(before);
});

test('R-07 a later paper of the same person takes the place; another person does not', async () => {
  const { one } = await newcomer();
  await say(one, someone());
  const renewed = someone();
  expect((await say(one, renewed)).body.number).toMatch(new RegExp(`${renewed.number.slice(-2)}$`));
  const other: Claim = { ...someone(), name: '李静' };
  rooms.identityAuthority.enter(other);
  expect(refusal(await say(one, other))).toEqual([409, '/problems/real-name-settled']);
});

test.each(['en', 'zh-Hans', 'zh-Hant'])('R-07 without it nothing is submitted (%s)', async (lang) => {
  const { accountId, one } = await newcomer(lang);
  const draftId = await storedDraft(rooms, accountId, goodAnswers());
  expect(refusal(await submit(one, draftId))).toEqual([409, '/problems/real-name-missing']);
  await say(one, someone());
  expect((await submit(one, draftId)).body.type).not.toBe('/problems/real-name-missing');
});

test('R2 R7 of 200 tries at once of one account five reach the authority', async () => {
  const { one } = await newcomer();
  const claim = someone();
  const before = asked;
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      say(one, { ...claim, number: `EC${String(at).padStart(7, '0')}` }),
    ),
  );
  expect(asked - before).toBe(5);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited).toHaveLength(195);
  expect(Number(limited[0]!.headers['retry-after'])).toBeGreaterThan(5 * 3_600);
  expect(refusal(await say(one, claim))).toEqual([429, '/problems/rate-limited']);
});

test('R2 R7 of 200 tries at once about one number five reach the authority, whoever asks', async () => {
  const people = await Promise.all(Array.from({ length: 40 }, () => newcomer()));
  const claim = someone();
  const before = asked;
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) => say(people[at % 40]!.one, { ...claim, name: '王大明' })),
  );
  expect(asked - before).toBe(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(195);
});

test('R2 the policy limits a day as well', async () => {
  const { one } = await newcomer();
  const claim = someone();
  const { policy } = await rooms.orders.getPolicy('WAS', '2026-01-01');
  const sixHoursLater = () =>
    rooms.db.update(rateLimits).set({ windowEndsAt: sql`${rateLimits.windowEndsAt} - interval '6 hours'` });
  const statuses: number[] = [];
  for (let n = 0; n <= policy.realNameAttemptsPerDayMax; n += 1) {
    if (n > 0 && n % 5 === 0) await sixHoursLater();
    statuses.push((await say(one, { ...claim, number: `ED${String(n).padStart(7, '0')}` })).status);
  }
  expect(statuses.slice(0, -1).every((status) => status === 422)).toBe(true);
  expect(statuses.at(-1)).toBe(429);
});

test('R-07 an authority that is away refuses nobody and costs no try', async () => {
  const { one } = await newcomer();
  const claim = someone();
  isAway = true;
  for (let n = 0; n < 7; n += 1)
    expect(refusal(await say(one, claim))).toEqual([503, '/problems/authority-away']);
  isAway = false;
  expect((await say(one, claim)).status).toBe(200);
});
