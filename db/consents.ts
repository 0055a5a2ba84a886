import { desc, eq, sql } from 'drizzle-orm';
import type { AuditDeed } from '../domain/audit.ts';
import type { FaceConsent } from '../domain/face.ts';
import type { AccountId, DraftId } from '../domain/ids.ts';
import type { ConsentKind } from '../domain/texts/consents.ts';
import type { Indexer } from '../domain/vault.ts';
import { writeAudit } from './audit.ts';
import { ofDraft } from './audit-owners.ts';
import type { Database, Queryable } from './client.ts';
import { consentIn, forgetComparisons, lockDraft } from './faces.ts';
import { consents } from './schema.ts';

export type ConsentRow = typeof consents.$inferSelect;
type Owner = { id: DraftId };
/** What was read, and what was said to it. */
type Answer = { kind: ConsentKind; version: string; textHash: string; given: 'given' | 'refused' };

/** What was consented to, refused and withdrawn (D8): kept as text version, hash and time. The last answer counts. */
export function createConsents(db: Database, vault: Indexer) {
  return {
    /** What was said last about the comparison of faces. */
    async ofFace(owner: Owner): Promise<FaceConsent> {
      return consentIn(db, owner);
    },

    /**
     * Records an answer; the same one twice is once. Refusing what was given is a withdrawal: what comparisons have said until
     * now is deleted with it.
     * @throws CaseError not-found, draft-submitted
     */
    async answer(owner: Owner & { accountId: AccountId }, said: Answer): Promise<void> {
      await db.transaction(async (tx) => {
        await lockDraft(tx, owner);
        const before = await latestIn(tx, owner);
        if (before?.given === said.given && before.version === said.version) return;
        const isWithdrawn = before?.given === 'given' && said.given === 'refused';
        if (isWithdrawn) {
          await tx
            .update(consents)
            .set({ withdrawnAt: sql`clock_timestamp()` })
            .where(eq(consents.id, before.id));
          await forgetComparisons(tx, owner);
        }
        // Not the transaction's beginning: of two that wait for each other the later answer counts.
        const { accountId, id: applicationId } = owner;
        await tx.insert(consents).values({ accountId, applicationId, ...said, at: sql`clock_timestamp()` });
        const deed: AuditDeed =
          said.given === 'given' ? 'consent.give' : isWithdrawn ? 'consent.withdraw' : 'consent.refuse';
        const { kind, version } = said;
        await writeAudit(tx, vault, ofDraft(deed, owner, { kind, version }));
      });
    },

    /** All that was ever said of an application, the latest first; for officers and for one's own data. */
    list: (owner: Owner): Promise<ConsentRow[]> =>
      db.select().from(consents).where(eq(consents.applicationId, owner.id)).orderBy(desc(consents.at)),
  };
}
export type Consents = ReturnType<typeof createConsents>;

async function latestIn(on: Queryable, { id }: Owner): Promise<ConsentRow | undefined> {
  const [latest] = await on
    .select()
    .from(consents)
    .where(eq(consents.applicationId, id))
    .orderBy(desc(consents.at))
    .limit(1);
  return latest;
}
