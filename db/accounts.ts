import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { AccountId, StaffId } from '../domain/ids.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { Vault } from '../domain/vault.ts';
import type { Database } from './client.ts';
import { sealMail } from './outbox.ts';
import { place } from './places.ts';
import { accounts, mailOutbox, oneTimeCodes, rateLimits, sessions, staff } from './schema.ts';

export type AccountRow = typeof accounts.$inferSelect;
export type StaffRow = typeof staff.$inferSelect;

const CODE_ATTEMPTS = 5;
const CODE_MINUTES = 15;
/** For so long a second factor counts as recent (S5). */
const STEP_UP_MINUTES = 10;
/** Idle and total life of a session, minutes (ASVS V7.3). */
const LIFE = { account: { idle: 30, total: 720 }, staff: { idle: 15, total: 720 } } as const;

/** A session that may be used now, and whose it is. */
export type LiveSession = {
  id: string;
  /** A second factor was given within the last minutes. */
  isSteppedUp: boolean;
  account?: AccountRow;
  staff?: StaffRow;
};

/** Who may come in: accounts of applicants, staff, their sessions, and limits on trying. */
export function createPeople(db: Database, vault: Vault) {
  const emailIndex = (email: string) => vault.index('account e-mail', email.trim().toLowerCase());
  /** Every request asks this first, so its text is made and planned once for each connection. */
  const liveSession = db
    .select({
      session: sessions,
      isSteppedUp: sql<boolean>`coalesce(${sessions.steppedUpUntil} > now(), false)`,
      account: accounts,
      staff,
    })
    .from(sessions)
    .leftJoin(accounts, eq(accounts.id, sessions.accountId))
    .leftJoin(staff, and(eq(staff.id, sessions.staffId), isNull(staff.disabledAt)))
    .where(
      and(
        eq(sessions.tokenHash, sql.placeholder('tokenHash')),
        gt(sessions.expiresAt, sql`now()`),
        gt(
          sessions.lastSeenAt,
          sql`now() - make_interval(mins => case when ${sessions.staffId} is null then ${LIFE.account.idle}::int else ${LIFE.staff.idle}::int end)`,
        ),
      ),
    )
    .prepare('live_session');

  return {
    /**
     * Registers an account or, for an address that waits for its confirmation, replaces the password; a confirmed
     * account is left alone. A code is mailed unless the account is confirmed. The caller answers alike in all cases.
     */
    async register({
      email,
      passwordHash,
      lang,
      code,
    }: {
      email: string;
      passwordHash: string;
      lang: Lang;
      code: string;
    }): Promise<void> {
      const index = await emailIndex(email);
      const id = crypto.randomUUID() as AccountId;
      const emailSealed = await vault.sealShared(place.accountEmail(id), email.trim());
      await db.transaction(async (tx) => {
        const [account] = await tx
          .insert(accounts)
          .values({ id, emailSealed, emailIndex: index, passwordHash, lang })
          .onConflictDoUpdate({
            target: accounts.emailIndex,
            set: { passwordHash, lang },
            setWhere: isNull(accounts.confirmedAt),
          })
          .returning();
        if (!account) return;
        await tx.insert(oneTimeCodes).values({
          accountId: account.id,
          codeIndex: await vault.index('one-time code', `${account.id}|${code}`),
          attemptsLeft: CODE_ATTEMPTS,
          expiresAt: sql`now() + make_interval(mins => ${CODE_MINUTES})`,
        });
        await tx.insert(mailOutbox).values(await sealMail(vault, account.id, { kind: 'code', code }));
      });
    },

    /** Uses the newest code of the address up. @returns whether the account is confirmed now */
    async confirm(email: string, code: string): Promise<boolean> {
      const account = await this.findAccountByEmail(email);
      if (!account) return false;
      const index = await vault.index('one-time code', `${account.id}|${code}`);
      return db.transaction(async (tx) => {
        const [newest] = await tx
          .select()
          .from(oneTimeCodes)
          .where(
            and(
              eq(oneTimeCodes.accountId, account.id),
              isNull(oneTimeCodes.usedAt),
              gt(oneTimeCodes.expiresAt, sql`now()`),
            ),
          )
          .orderBy(desc(oneTimeCodes.createdAt))
          .limit(1)
          .for('update');
        if (!newest || newest.attemptsLeft <= 0) return false;
        const right = newest.codeIndex.equals(index);
        await tx
          .update(oneTimeCodes)
          .set(right ? { usedAt: sql`now()` } : { attemptsLeft: newest.attemptsLeft - 1 })
          .where(eq(oneTimeCodes.id, newest.id));
        if (right)
          await tx.update(accounts).set({ confirmedAt: sql`now()` }).where(eq(accounts.id, account.id));
        return right;
      });
    },

    async findAccountByEmail(email: string): Promise<AccountRow | undefined> {
      const [row] = await db
        .select()
        .from(accounts)
        .where(eq(accounts.emailIndex, await emailIndex(email)));
      return row;
    },

    async emailOf(account: AccountRow): Promise<string> {
      if (!account.emailSealed) throw new Error('an account without an e-mail address was asked for it');
      return vault.openShared<string>(place.accountEmail(account.id), account.emailSealed);
    },

    async setLang(id: AccountId, lang: Lang): Promise<void> {
      await db.update(accounts).set({ lang }).where(eq(accounts.id, id));
    },

    async findStaffByLogin(login: string): Promise<StaffRow | undefined> {
      const [row] = await db
        .select()
        .from(staff)
        .where(and(eq(staff.login, login.trim().toLowerCase()), isNull(staff.disabledAt)));
      return row;
    },

    async openSession(
      tokenHash: Buffer,
      who: { accountId: AccountId } | { staffId: StaffId },
      { steppedUp = false } = {},
    ): Promise<void> {
      const { total } = 'accountId' in who ? LIFE.account : LIFE.staff;
      await db.insert(sessions).values({
        tokenHash,
        ...who,
        ...(steppedUp ? { steppedUpUntil: sql`now() + make_interval(mins => ${STEP_UP_MINUTES})` } : {}),
        expiresAt: sql`now() + make_interval(mins => ${total})`,
      });
    },

    /** Who a live session belongs to; using it keeps it alive. Undefined when ended, idle too long, or unknown. */
    async findSession(tokenHash: Buffer): Promise<LiveSession | undefined> {
      const [row] = await liveSession.execute({ tokenHash });
      if (!row || (!row.account && !row.staff)) return undefined;
      // Once a minute is exact enough, and a page of ten requests costs one write.
      if (Date.now() - row.session.lastSeenAt.getTime() > 60_000) {
        await db.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.tokenHash, tokenHash));
      }
      return {
        id: row.session.id,
        isSteppedUp: row.isSteppedUp,
        ...(row.account ? { account: row.account } : {}),
        ...(row.staff ? { staff: row.staff } : {}),
      };
    },

    async endSession(tokenHash: Buffer): Promise<void> {
      await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
    },

    /** Ends every session of an account, after a change of its password. */
    async endSessionsOf(accountId: AccountId): Promise<void> {
      await db.delete(sessions).where(eq(sessions.accountId, accountId));
    },

    /**
     * Takes one try from a shared, atomic allowance: at most `max` tries per window and bucket, over all processes.
     * @returns milliseconds until the next try when none is left, otherwise 0
     */
    async takeTry(bucket: string, { max, windowMs }: { max: number; windowMs: number }): Promise<number> {
      const bucketIndex = await vault.index('rate limit', bucket);
      const windowEnd = sql`now() + make_interval(secs => ${windowMs / 1000})`;
      const [row] = await db
        .insert(rateLimits)
        .values({ bucketIndex, used: 1, windowEndsAt: windowEnd })
        .onConflictDoUpdate({
          target: rateLimits.bucketIndex,
          set: {
            used: sql`case when ${rateLimits.windowEndsAt} <= now() then 1 else ${rateLimits.used} + 1 end`,
            windowEndsAt: sql`case when ${rateLimits.windowEndsAt} <= now() then ${windowEnd} else ${rateLimits.windowEndsAt} end`,
          },
        })
        .returning({
          used: rateLimits.used,
          leftMs: sql<number>`extract(epoch from ${rateLimits.windowEndsAt} - now())::float8 * 1000`,
        });
      return row && row.used > max ? Math.max(1, Math.ceil(row.leftMs)) : 0;
    },
  };
}
export type People = ReturnType<typeof createPeople>;
