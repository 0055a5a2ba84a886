import { eq, sql } from 'drizzle-orm';
import type { Address } from '../domain/address.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { Vault } from '../domain/vault.ts';
import { addressIndex, isAt, sealAddress } from './addresses.ts';
import { writeAudit } from './audit.ts';
import type { Database, Transaction } from './client.ts';
import { useCode, writeCode } from './one-time-codes.ts';
import { accounts } from './schema.ts';
import type { Trace } from './sessions.ts';

type Newcomer = { address: Address; passwordHash: string; lang: Lang; code: string } & Trace;

/** How an account comes to be. Whether an address is known changes neither what is answered nor how much is done (A6). */
export function createRegistration(db: Database, vault: Vault) {
  return {
    /**
     * Registers an account or, for an address that waits for its confirmation, replaces the password, and sends a code; the
     * owner of a confirmed one is told instead that somebody tried.
     */
    async register({ address, passwordHash, lang, code, requestId = null }: Newcomer): Promise<void> {
      const id = crypto.randomUUID() as AccountId;
      const sealed = await sealAddress(vault, id, address);
      const index = await addressIndex(vault, address);
      await db.transaction(async (tx) => {
        const [known] = await tx.select().from(accounts).where(isAt(address.kind, index)).for('update');
        const isTaken = known?.confirmedAt != null;
        const [account] = known
          ? await tx
              .update(accounts)
              .set(isTaken ? { lang: known.lang } : { passwordHash, lang })
              .where(eq(accounts.id, known.id))
              .returning()
          : await tx
              .insert(accounts)
              .values({ id, ...sealed, passwordHash, lang })
              .onConflictDoNothing()
              .returning();
        // No row: the same address is being registered at this very moment, and that one sends its code.
        const about = { accountId: account?.id, purpose: 'confirm', address } as const;
        await writeCode(
          tx,
          vault,
          about,
          code,
          isTaken ? { kind: 'notice', notice: 'address-taken' } : undefined,
        );
        await note(tx, 'account.register', requestId);
      });
    },

    /** Uses the newest code of the address up. @returns whether the account is confirmed now */
    async confirm(address: Address, code: string, { requestId = null }: Trace = {}): Promise<boolean> {
      const index = await addressIndex(vault, address);
      return db.transaction(async (tx) => {
        const [account] = await tx.select().from(accounts).where(isAt(address.kind, index));
        const isRight = await useCode(
          tx,
          vault,
          { accountId: account?.id, purpose: 'confirm', address },
          code,
        );
        if (account && isRight)
          await tx.update(accounts).set({ confirmedAt: sql`now()` }).where(eq(accounts.id, account.id));
        await note(tx, isRight ? 'account.confirm' : 'session.refused', requestId);
        return isRight;
      });
    },
  };

  /** Without the account: who registers has not said who he is, and an address that was tried is nobody's to keep. */
  function note(
    tx: Transaction,
    action: 'account.register' | 'account.confirm' | 'session.refused',
    requestId: string | null,
  ): Promise<void> {
    return writeAudit(tx, vault, { actor: { kind: 'nobody' }, action, requestId });
  }
}
