import { and, eq, isNull } from 'drizzle-orm';
import type { Address } from '../domain/address.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { Vault } from '../domain/vault.ts';
import { createAddressChanges } from './address-changes.ts';
import { addressIndex, openAddress, openAddresses } from './addresses.ts';
import type { Database } from './client.ts';
import { createPasswords } from './passwords.ts';
import { createRegistration } from './registration.ts';
import { accounts, staff } from './schema.ts';
import { createSessions } from './sessions.ts';
import { createTries } from './tries.ts';

export type AccountRow = typeof accounts.$inferSelect;
export type StaffRow = typeof staff.$inferSelect;

/** Who may come in: accounts of applicants, staff, their sessions, and limits on trying (`limitsFactor`: config.ts). */
export function createPeople(db: Database, vault: Vault, limitsFactor = 1) {
  return {
    ...createSessions(db, vault),
    ...createTries(db, vault, limitsFactor),
    ...createRegistration(db, vault),
    ...createPasswords(db, vault),
    ...createAddressChanges(db, vault),

    async findAccount(id: AccountId): Promise<AccountRow | undefined> {
      const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
      return row;
    },

    async findAccountAt(address: Address): Promise<AccountRow | undefined> {
      const column = address.kind === 'email' ? accounts.emailIndex : accounts.phoneIndex;
      const [row] = await db
        .select()
        .from(accounts)
        .where(eq(column, await addressIndex(vault, address)));
      return row;
    },

    /** Its e-mail address and mobile number, what it has of them. */
    addressesOf: (account: AccountRow): Promise<Address[]> => openAddresses(vault, account),

    /** Where an account is written to; authenticators show it beside our name. */
    labelOf: async (account: AccountRow): Promise<string> => (await openAddress(vault, account)).text,

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
