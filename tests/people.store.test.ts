import { randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, mailOutbox, oneTimeCodes, rateLimits, sessions, staff } from '../db/schema.ts';
import { endSessions } from '../db/sessions.ts';
import { byEmail } from '../domain/address.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { hire, registerAccount } from './support/people.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms?.close());

const freshEmail = () => `${randomUUID()}@example.org`;
const register = (email: string, code: string, passwordHash = 'first') =>
  rooms.people.register({ address: byEmail(email), passwordHash, lang: 'hans', code });

describe('R-06 registration and one-time codes', () => {
  test('R-06 a code confirms its account, once', async () => {
    const email = freshEmail();
    await register(email, '123456');
    expect((await rooms.people.findAccountAt(byEmail(email)))?.confirmedAt).toBeNull();
    expect(await rooms.people.confirm(byEmail(email), '123456')).toBe(true);
    expect((await rooms.people.findAccountAt(byEmail(email)))?.confirmedAt).toBeInstanceOf(Date);
    expect(await rooms.people.confirm(byEmail(email), '123456')).toBe(false);
  });

  test('R-06 of 20 uses of one code at once one is good', async () => {
    const email = freshEmail();
    await register(email, '123456');
    const uses = await Promise.all(
      Array.from({ length: 20 }, () => rooms.people.confirm(byEmail(email), '123456')),
    );
    expect(uses.filter(Boolean)).toHaveLength(1);
  });

  test('R-06 after five wrong codes the right one is refused too; a new one is good', async () => {
    const email = freshEmail();
    await register(email, '123456');
    for (let n = 0; n < 5; n++) expect(await rooms.people.confirm(byEmail(email), '000000')).toBe(false);
    expect(await rooms.people.confirm(byEmail(email), '123456')).toBe(false);
    await register(email, '654321');
    expect(await rooms.people.confirm(byEmail(email), '123456')).toBe(false);
    expect(await rooms.people.confirm(byEmail(email), '654321')).toBe(true);
  });

  test('R-06 four wrong codes leave a fifth attempt; wrong ones at once are all counted', async () => {
    const email = freshEmail();
    await register(email, '123456');
    for (let n = 0; n < 4; n++) await rooms.people.confirm(byEmail(email), '000000');
    expect(await rooms.people.confirm(byEmail(email), '123456')).toBe(true);
    const other = freshEmail();
    await register(other, '123456');
    await Promise.all(Array.from({ length: 12 }, () => rooms.people.confirm(byEmail(other), '000000')));
    expect(await rooms.people.confirm(byEmail(other), '123456')).toBe(false);
  });

  test('R-06 V6.5.5 a code is good for ten minutes', async () => {
    const email = freshEmail();
    await register(email, '123456');
    const account = (await rooms.people.findAccountAt(byEmail(email)))!;
    const [code] = await rooms.db.select().from(oneTimeCodes).where(eq(oneTimeCodes.accountId, account.id));
    expect(code!.expiresAt.getTime() - code!.createdAt.getTime()).toBe(10 * 60_000);
    await rooms.db
      .update(oneTimeCodes)
      .set({ expiresAt: sql`now()` })
      .where(eq(oneTimeCodes.accountId, account.id));
    expect(await rooms.people.confirm(byEmail(email), '123456')).toBe(false);
  });

  test('a code belongs to its account: another one’s is wrong', async () => {
    const [one, two] = [freshEmail(), freshEmail()];
    await register(one, '111111');
    await register(two, '222222');
    expect(await rooms.people.confirm(byEmail(one), '222222')).toBe(false);
    expect(await rooms.people.confirm(byEmail('nobody@example.org'), '111111')).toBe(false);
  });

  test('R-06 an address has one account however it is written; of a confirmed one the owner is told instead', async () => {
    const email = freshEmail();
    await Promise.all(Array.from({ length: 5 }, () => register(email, '123456')));
    await register(email.toUpperCase(), '123456', 'second');
    const account = (await rooms.people.findAccountAt(byEmail(email)))!;
    expect(account.passwordHash).toBe('second');
    expect(await rooms.people.confirm(byEmail(email), '123456')).toBe(true);

    const mails = () => rooms.db.$count(mailOutbox, eq(mailOutbox.accountId, account.id));
    const before = await mails();
    await register(email, '999999', 'intruder');
    expect(await mails()).toBe(before + 1);
    expect(await rooms.people.findAccountAt(byEmail(email))).toMatchObject({
      id: account.id,
      passwordHash: 'second',
    });
    expect(await rooms.db.$count(accounts, eq(accounts.id, account.id))).toBe(1);
    expect(await rooms.people.labelOf(account)).toBe(email);
  });
});

describe('sessions', () => {
  const open = async (who: Parameters<Rooms['people']['openSession']>[1]) => {
    const token = randomBytes(32);
    await rooms.people.openSession(token, who);
    return token;
  };
  const age = (token: Buffer, column: 'last_seen_at' | 'expires_at', minutes: number) =>
    rooms.db.execute(
      sql`update sessions set ${sql.raw(column)} = now() - make_interval(mins => ${minutes}) where token_hash = ${token}`,
    );
  const isLive = async (token: Buffer) => (await rooms.people.findSession(token)) !== undefined;

  test('a session says whose it is, until it is ended', async () => {
    const accountId = await registerAccount(rooms);
    const member = await hire(rooms, ['officer']);
    const [account, officer] = [await open({ accountId }), await open({ staffId: member.id })];
    expect(await rooms.people.findSession(account)).toMatchObject({ account: { id: accountId } });
    expect((await rooms.people.findSession(account))?.staff).toBeUndefined();
    expect(await rooms.people.findSession(officer)).toMatchObject({
      staff: { id: member.id, roles: ['officer'] },
    });
    await rooms.people.endSession(account);
    expect(await isLive(account)).toBe(false);
    expect(await isLive(officer)).toBe(true);
    expect(await isLive(randomBytes(32))).toBe(false);
  });

  test.each([
    ['an applicant', 29, 31],
    ['staff', 14, 16],
  ] as const)('%s who is idle for too long is out', async (who, still, out) => {
    const owner =
      who === 'staff'
        ? { staffId: (await hire(rooms, ['officer'])).id }
        : { accountId: await registerAccount(rooms) };
    const token = await open(owner);
    await age(token, 'last_seen_at', still);
    expect(await isLive(token)).toBe(true); // and being seen keeps it alive
    await age(token, 'last_seen_at', out);
    expect(await isLive(token)).toBe(false);
  });

  test('being seen keeps a session alive, but not beyond its twelve hours', async () => {
    const token = await open({ accountId: await registerAccount(rooms) });
    const [row] = await rooms.db.select().from(sessions).where(eq(sessions.tokenHash, token));
    expect(row!.expiresAt.getTime() - row!.createdAt.getTime()).toBe(12 * 3_600_000);
    await age(token, 'last_seen_at', 20);
    await rooms.people.findSession(token);
    const [seen] = await rooms.db
      .select({ idle: sql<number>`extract(epoch from now() - ${sessions.lastSeenAt})::float8` })
      .from(sessions)
      .where(eq(sessions.tokenHash, token));
    expect(seen!.idle).toBeLessThan(60);
    await age(token, 'expires_at', 0);
    expect(await isLive(token)).toBe(false);
  });

  test('a changed password ends every session of the account and of no other', async () => {
    const [one, two] = [await registerAccount(rooms), await registerAccount(rooms)];
    const tokens = [await open({ accountId: one }), await open({ accountId: one })];
    const other = await open({ accountId: two });
    await endSessions(rooms.db, { accountId: one });
    expect(await Promise.all(tokens.map(isLive))).toEqual([false, false]);
    expect(await isLive(other)).toBe(true);
  });

  test('staff who are disabled are out at once and cannot come in', async () => {
    const member = await hire(rooms, ['officer']);
    const token = await open({ staffId: member.id });
    expect(await rooms.people.findStaffByLogin(` ${member.login.toUpperCase()} `)).toMatchObject({
      id: member.id,
    });
    await rooms.db.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, member.id));
    expect(await isLive(token)).toBe(false);
    expect(await rooms.people.findStaffByLogin(member.login)).toBeUndefined();
  });
});

describe('limits on trying', () => {
  const limit = { max: 5, windowMs: 60_000 };

  test('200 tries at once at a limit of 5 let exactly 5 through; the others are told how long to wait', async () => {
    const bucket = randomUUID();
    const waits = await Promise.all(Array.from({ length: 200 }, () => rooms.people.takeTry(bucket, limit)));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5);
    for (const waitMs of waits.filter((each) => each > 0)) expect(waitMs).toBeLessThanOrEqual(60_000);
    expect(await rooms.people.takeTry(randomUUID(), limit)).toBe(0);
  });

  test('when the window has ended there are new tries, as many as before', async () => {
    const bucket = randomUUID();
    for (let n = 0; n < 6; n++) await rooms.people.takeTry(bucket, limit);
    expect(await rooms.people.takeTry(bucket, limit)).toBeGreaterThan(0);
    await rooms.db.update(rateLimits).set({ windowEndsAt: sql`now()` });
    const waits = [];
    for (let n = 0; n < 6; n++) waits.push(await rooms.people.takeTry(bucket, limit));
    expect(waits.map((waitMs) => waitMs === 0)).toEqual([true, true, true, true, true, false]);
  });
});
