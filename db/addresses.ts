import { eq } from 'drizzle-orm';
import { type Address, addressKey } from '../domain/address.ts';
import type { Vault } from '../domain/vault.ts';
import { place } from './places.ts';
import { accounts } from './schema.ts';

/** What it takes to reach an account. */
type Reachable = Pick<typeof accounts.$inferSelect, 'id' | 'emailSealed' | 'phoneSealed'>;

/** The columns of an account's address, sealed and to look it up by. */
export async function sealAddress(vault: Vault, accountId: string, address: Address) {
  const index = await addressIndex(vault, address);
  return address.kind === 'email'
    ? { emailSealed: await vault.sealShared(place.accountEmail(accountId), address.text), emailIndex: index }
    : { phoneSealed: await vault.sealShared(place.accountPhone(accountId), address.text), phoneIndex: index };
}

export const addressIndex = (vault: Vault, address: Address): Promise<Buffer> =>
  vault.index(address.kind === 'email' ? 'account e-mail' : 'account phone', addressKey(address));

/** The account that is known by an address. */
export const isAt = (kind: Address['kind'], index: Buffer) =>
  eq(kind === 'email' ? accounts.emailIndex : accounts.phoneIndex, index);

/** All addresses of an account, the e-mail address first: that is where it is written to. */
export async function openAddresses(vault: Vault, account: Reachable): Promise<Address[]> {
  const { id, emailSealed, phoneSealed } = account;
  return [
    ...(emailSealed
      ? [
          {
            kind: 'email' as const,
            text: await vault.openShared<string>(place.accountEmail(id), emailSealed),
          },
        ]
      : []),
    ...(phoneSealed
      ? [
          {
            kind: 'phone' as const,
            text: await vault.openShared<string>(place.accountPhone(id), phoneSealed),
          },
        ]
      : []),
  ];
}

/** Where an account is written to. */
export async function openAddress(vault: Vault, account: Reachable): Promise<Address> {
  const [first] = await openAddresses(vault, account);
  if (!first) throw new Error('an account without an address: the schema forbids it');
  return first;
}
