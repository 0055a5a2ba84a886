import { eq } from 'drizzle-orm';
import type { Address } from '../domain/address.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Vault } from '../domain/vault.ts';
import { addressIndex, isAt } from './addresses.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './client.ts';
import { useCode, writeCode } from './one-time-codes.ts';
import { sealMail } from './outbox.ts';
import { accounts, mailOutbox } from './schema.ts';
import { endSessions, type Trace } from './sessions.ts';

/** Passwords of accounts, and the way back in when one is forgotten. */
export function createPasswords(db: Database, vault: Vault) {
  const findConfirmed = async (on: Pick<Database, 'select'>, address: Address) => {
    const index = await addressIndex(vault, address);
    const [account] = await on.select().from(accounts).where(isAt(address.kind, index));
    return account?.confirmedAt ? account : undefined;
  };

  return {
    /** Sends a code with which the password can be replaced; to an unknown address nothing, with as much work (A6). */
    async askReset(address: Address, code: string, { requestId = null }: Trace = {}): Promise<void> {
      await db.transaction(async (tx) => {
        const account = await findConfirmed(tx, address);
        await writeCode(tx, vault, { accountId: account?.id, purpose: 'reset', address }, code);
        await writeAudit(tx, vault, {
          actor: { kind: 'nobody' },
          action: 'password.reset',
          reason: 'asked',
          requestId,
        });
      });
    },

    /** @returns whose password may be replaced now, or undefined when the code is not right */
    async useResetCode(
      address: Address,
      code: string,
      { requestId = null }: Trace = {},
    ): Promise<AccountId | undefined> {
      return db.transaction(async (tx) => {
        const account = await findConfirmed(tx, address);
        const isRight = await useCode(tx, vault, { accountId: account?.id, purpose: 'reset', address }, code);
        const action = isRight ? 'password.reset' : 'session.refused';
        await writeAudit(tx, vault, { actor: { kind: 'nobody' }, action, reason: 'code', requestId });
        return isRight ? account?.id : undefined;
      });
    },

    /**
     * Stores a new password, ends the sessions that the old one opened, and tells the owner.
     * @param keepSession  the one in which it was changed; none after a reset
     */
    async setPassword(
      accountId: AccountId,
      passwordHash: string,
      { keepSession, requestId = null }: { keepSession?: string } & Trace = {},
    ): Promise<void> {
      const isReset = keepSession === undefined;
      const owner = { accountId };
      await db.transaction(async (tx) => {
        await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
        const sessions = await endSessions(tx, owner, keepSession);
        await tx.insert(mailOutbox).values(
          await sealMail(vault, owner, {
            kind: 'notice',
            notice: isReset ? 'password-reset' : 'password-changed',
          }),
        );
        await writeAudit(tx, vault, {
          actor: { kind: 'account', id: accountId },
          action: isReset ? 'password.reset' : 'password.change',
          requestId,
          details: { sessions },
        });
      });
    },

    /** The same password, hashed at today's cost: nothing that anybody has to be told. */
    async rehash(accountId: AccountId, passwordHash: string): Promise<void> {
      await db.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
    },
  };
}
