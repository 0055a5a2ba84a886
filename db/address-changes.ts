import { and, eq, ne } from 'drizzle-orm';
import type { Address } from '../domain/address.ts';
import type { AccountId } from '../domain/ids.ts';
import type { NoticeKind } from '../domain/texts/notices.ts';
import type { Vault } from '../domain/vault.ts';
import { addressIndex, isAt, openAddresses, sealAddress } from './addresses.ts';
import { writeAudit } from './audit.ts';
import type { Database, Transaction } from './client.ts';
import { useCode, writeCode } from './one-time-codes.ts';
import { sealMail } from './outbox.ts';
import { accounts, mailOutbox } from './schema.ts';
import type { Trace } from './sessions.ts';

/** The addresses of an account: at most one e-mail address and one mobile number, at least one of the two. */
export function createAddressChanges(db: Database, vault: Vault) {
  async function tell(tx: Transaction, accountId: AccountId, notice: NoticeKind, at: Address): Promise<void> {
    await tx.insert(mailOutbox).values(await sealMail(vault, { accountId }, { kind: 'notice', notice }, at));
  }
  const note = (tx: Transaction, accountId: AccountId, reason: string, requestId: string | null) =>
    writeAudit(tx, vault, {
      actor: { kind: 'account', id: accountId },
      action: 'account.address',
      reason,
      requestId,
    });

  return {
    /** Sends a code to a new address. Whose it is already is told so there, and the account that asks learns nothing (A6). */
    async askAddress(
      accountId: AccountId,
      address: Address,
      code: string,
      { requestId = null }: Trace = {},
    ): Promise<void> {
      const index = await addressIndex(vault, address);
      await db.transaction(async (tx) => {
        const [other] = await tx.select().from(accounts).where(isAt(address.kind, index));
        const notice = { kind: 'notice', notice: 'address-taken' } as const;
        const about = { accountId, purpose: 'add-address', address } as const;
        await writeCode(tx, vault, about, code, other?.confirmedAt ? notice : undefined);
        await note(tx, accountId, 'asked', requestId);
      });
    },

    /**
     * From now on the account is known by the address; one of its kind that it had before is told and goes. An account that
     * never confirmed it gives way.
     *
     * @returns false when the code is not right
     */
    async addAddress(
      accountId: AccountId,
      address: Address,
      code: string,
      { requestId = null }: Trace = {},
    ): Promise<boolean> {
      const index = await addressIndex(vault, address);
      const sealed = await sealAddress(vault, accountId, address);
      return db.transaction(async (tx) => {
        if (!(await useCode(tx, vault, { accountId, purpose: 'add-address', address }, code))) return false;
        const others = and(isAt(address.kind, index), ne(accounts.id, accountId));
        const [other] = await tx.select().from(accounts).where(others).for('update');
        if (other?.confirmedAt) return false;
        if (other) await giveWay(tx, other.id, address);
        const [before] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
        if (!before) return false;
        const told = await openAddresses(vault, before);
        await tx.update(accounts).set(sealed).where(eq(accounts.id, accountId));
        for (const at of told)
          await tell(tx, accountId, at.kind === address.kind ? 'address-removed' : 'address-added', at);
        await note(tx, accountId, 'added', requestId);
        return true;
      });
    },

    /** @returns 'last-address' when the account would be known by nothing any more */
    async removeAddress(
      accountId: AccountId,
      kind: Address['kind'],
      { requestId = null }: Trace = {},
    ): Promise<'removed' | 'not-found' | 'last-address'> {
      return db.transaction(async (tx) => {
        const [before] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
        const held = before ? await openAddresses(vault, before) : [];
        if (!held.some((at) => at.kind === kind)) return 'not-found';
        if (held.length === 1) return 'last-address';
        await tx.update(accounts).set(NO_ADDRESS[kind]).where(eq(accounts.id, accountId));
        for (const at of held) await tell(tx, accountId, 'address-removed', at);
        await note(tx, accountId, 'removed', requestId);
        return 'removed';
      });
    },
  };
}

const NO_ADDRESS = {
  email: { emailSealed: null, emailIndex: null },
  phone: { phoneSealed: null, phoneIndex: null },
} as const;

/** An account that nobody ever confirmed holds nothing but its address: it is called by a random one from now on. */
async function giveWay(tx: Transaction, id: AccountId, { kind }: Address): Promise<void> {
  const nobodys = Buffer.from(crypto.randomUUID());
  const freed =
    kind === 'email'
      ? { emailSealed: null, emailIndex: nobodys }
      : { phoneSealed: null, phoneIndex: nobodys };
  await tx.update(accounts).set(freed).where(eq(accounts.id, id));
}
