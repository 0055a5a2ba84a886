import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { AccountId } from '../domain/ids.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { Vault } from '../domain/vault.ts';
import { openAddress } from './addresses.ts';
import type { Database } from './client.ts';
import { sealMail } from './outbox.ts';
import { place } from './places.ts';
import { accounts, mailOutbox, oneTimeCodes, staff } from './schema.ts';
import { createSessions } from './sessions.ts';
import { createTries } from './tries.ts';

export type AccountRow = typeof accounts.$inferSelect;
export type StaffRow = typeof staff.$inferSelect;

const CODE_ATTEMPTS = 5;
const CODE_MINUTES = 15;
/** Who may come in: accounts of applicants, staff, their sessions, and limits on trying. */
export function createPeople(db: Database, vault: Vault) {
  const emailIndex = (email: string) => vault.index('account e-mail', email.trim().toLowerCase());

  return {
    ...createSessions(db, vault),
    ...createTries(db, vault),

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
        await tx
          .insert(mailOutbox)
          .values(await sealMail(vault, { accountId: account.id }, { kind: 'code', code }));
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

    async findAccount(id: string): Promise<AccountRow | undefined> {
      const [row] = await db
        .select()
        .from(accounts)
        .where(eq(accounts.id, id as AccountId));
      return row;
    },

    async findAccountByEmail(email: string): Promise<AccountRow | undefined> {
      const [row] = await db
        .select()
        .from(accounts)
        .where(eq(accounts.emailIndex, await emailIndex(email)));
      return row;
    },

    /** What authenticators show beside our name: the address that the account is written to. */
    async labelOf(account: AccountRow): Promise<string> {
      return (await openAddress(vault, account)).text;
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
  };
}
export type People = ReturnType<typeof createPeople>;
