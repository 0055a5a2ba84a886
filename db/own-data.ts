import { and, asc, desc, eq, isNull, or } from 'drizzle-orm';
import type { Address } from '../domain/address.ts';
import type { AccountId, DraftId, OrderNumber } from '../domain/ids.ts';
import type { Vault } from '../domain/vault.ts';
import type { AccountRow } from './accounts.ts';
import { openAddresses } from './addresses.ts';
import type { ApplicationRow } from './applications.ts';
import type { Database } from './client.ts';
import type { ConsentRow } from './consents.ts';
import { REACHED } from './orders.ts';
import { applications, cases, consents } from './schema.ts';

type StandingConsent = ConsentRow &
  Pick<ApplicationRow, 'service' | 'post'> & { orderNumber: OrderNumber | null };

const isStillOwn = (accountId: AccountId) =>
  and(
    eq(applications.accountId, accountId),
    or(
      isNull(applications.submittedAt),
      and(eq(cases.accountId, accountId), isNull(cases.erasedAt), REACHED),
    ),
  );

/** What the house keeps of an account, for the copy of one's own data; read again from where it lies. */
export function createOwnData(db: Database, vault: Vault) {
  return {
    addresses: (account: AccountRow): Promise<Address[]> => openAddresses(vault, account),

    /** All that was ever said by this account, the latest first. */
    consents: (accountId: AccountId): Promise<ConsentRow[]> =>
      db.select().from(consents).where(eq(consents.accountId, accountId)).orderBy(desc(consents.at)),

    /** What was said last of each draft, and of each order that the account still reaches; the latest application first. */
    async standingConsents(accountId: AccountId): Promise<StandingConsent[]> {
      const rows = await db
        .selectDistinctOn([applications.createdAt, applications.id], {
          consent: consents,
          service: applications.service,
          post: applications.post,
          orderNumber: cases.orderNumber,
        })
        .from(applications)
        .innerJoin(consents, eq(consents.applicationId, applications.id))
        .leftJoin(cases, eq(cases.applicationId, applications.id))
        .where(isStillOwn(accountId))
        .orderBy(desc(applications.createdAt), applications.id, desc(consents.at));
      return rows.map(({ consent, ...application }) => ({ ...consent, ...application }));
    },

    /** Every draft, and every order that the account still reaches (R-08, Z4); the oldest first. */
    async applicationIds(accountId: AccountId): Promise<DraftId[]> {
      const rows = await db
        .select({ id: applications.id })
        .from(applications)
        .leftJoin(cases, eq(cases.applicationId, applications.id))
        .where(isStillOwn(accountId))
        .orderBy(asc(applications.createdAt));
      return rows.map(({ id }) => id);
    },
  };
}
export type OwnData = ReturnType<typeof createOwnData>;
