import { eq } from 'drizzle-orm';
import type { AccountId } from '../domain/ids.ts';
import { type Claim, claimIdentifier } from '../domain/real-name.ts';
import type { Vault } from '../domain/vault.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './client.ts';
import { sealMail } from './outbox.ts';
import { place } from './places.ts';
import { identities, mailOutbox } from './schema.ts';
import type { Trace } from './sessions.ts';

/** Who accounts belong to, as the identity authority confirmed it. */
export function createIdentities(db: Database, vault: Vault) {
  return {
    async has(accountId: AccountId): Promise<boolean> {
      return (await db.$count(identities, eq(identities.accountId, accountId))) > 0;
    },

    async find(accountId: AccountId): Promise<(Claim & { confirmedAt: Date }) | undefined> {
      const [row] = await db.select().from(identities).where(eq(identities.accountId, accountId));
      if (!row) return undefined;
      const [number, name] = await Promise.all([
        vault.openShared<string>(place.identityNumber(accountId), row.numberSealed),
        vault.openShared<string>(place.identityName(accountId), row.nameSealed),
      ]);
      return { kind: row.kind, number, name, confirmedAt: row.confirmedAt };
    },

    /** Keeps what was confirmed, in place of an earlier paper of the same person, and tells the account. */
    async confirm(accountId: AccountId, claim: Claim, { requestId = null }: Trace = {}): Promise<void> {
      const owner = { accountId };
      const values = {
        kind: claim.kind,
        numberSealed: await vault.sealShared(place.identityNumber(accountId), claim.number),
        nameSealed: await vault.sealShared(place.identityName(accountId), claim.name),
        personIndex: await vault.index('person', claimIdentifier(claim)),
        confirmedAt: new Date(),
      };
      await db.transaction(async (tx) => {
        await tx
          .insert(identities)
          .values({ ...owner, ...values })
          .onConflictDoUpdate({ target: identities.accountId, set: values });
        const notice = { kind: 'notice', notice: 'real-name-confirmed' } as const;
        await tx.insert(mailOutbox).values(await sealMail(vault, owner, notice));
        await writeAudit(tx, vault, {
          actor: { kind: 'account', id: accountId },
          action: 'real-name.confirm',
          requestId,
          details: { kind: claim.kind },
        });
      });
    },

    /** @param reason  what the authority, or the rule for papers, said */
    async noteRefused(
      accountId: AccountId,
      reason: 'no-match' | 'paper',
      { requestId = null }: Trace = {},
    ): Promise<void> {
      const actor = { kind: 'account', id: accountId } as const;
      await writeAudit(db, vault, { actor, action: 'real-name.refused', reason, requestId });
    },
  };
}
export type Identities = ReturnType<typeof createIdentities>;
