import { and, asc, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { eraseAfterMs, HOUSE_RETENTION_DAYS, retentionClassOf } from '../domain/retention.ts';
import type { Vault } from '../domain/vault.ts';
import { type ApplicationRow, type Applications, createApplications } from './applications.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './client.ts';
import {
  answerRevisions,
  applications,
  caseCommands,
  casePersons,
  cases,
  challenges,
  documents,
  faceChecks,
  handOvers,
  idempotentAnswers,
  knownDevices,
  mailOutbox,
  messages,
  oneTimeCodes,
  policies,
  productionOrders,
  rateLimits,
  sessions,
  statements,
} from './schema.ts';

/** An ended order whose day has come, and the objects that hold its pictures. */
export type Erasable = Pick<typeof cases.$inferSelect, 'orderNumber' | 'applicationId' | 'keyId'> & {
  objectKeys: string[];
};

/** So many orders or drafts a round. */
const ROUND = 50;
const daysAgo = (days: number, nowMs: number): Date => new Date(nowMs - days * 86_400_000);

/** What is kept no longer (R-50, D7): orders and drafts by their policy, everything else by the house's own table. */
export function createRetention(db: Database, vault: Vault) {
  const drafts: Applications = createApplications(db, vault);
  const objectKeysOf = async (applicationId: ApplicationRow['id']): Promise<string[]> => {
    const rows = await db
      .select({ key: documents.objectKey })
      .from(documents)
      .where(eq(documents.applicationId, applicationId));
    return rows.map(({ key }) => key);
  };

  return {
    /** Ended orders whose day has come by their own policy, oldest first. */
    async listErasable(nowMs: number): Promise<Erasable[]> {
      const rows = await db
        .select({ order: cases, policy: policies.policy })
        .from(cases)
        .innerJoin(policies, eq(policies.id, cases.policyId))
        .where(and(isNotNull(cases.endedAt), isNull(cases.erasedAt)))
        .orderBy(asc(cases.endedAt))
        .limit(1_000);
      const due = rows.filter(({ order, policy }) => {
        const kind = retentionClassOf(order.status);
        return kind && order.endedAt && eraseAfterMs(policy, kind, order.endedAt.getTime()) <= nowMs;
      });
      return Promise.all(
        due.slice(0, ROUND).map(async ({ order: { orderNumber, applicationId, keyId } }) => ({
          orderNumber,
          applicationId,
          keyId,
          objectKeys: await objectKeysOf(applicationId),
        })),
      );
    },

    /**
     * Destroys an order's key, and with it everything that was sealed with it here, in backups and in its Temporal history;
     * then whatever could still tell people apart. What remains are codes and times. Safe to repeat after a crash: the mark
     * comes last.
     */
    async erase({ orderNumber, applicationId, keyId }: Erasable): Promise<void> {
      await vault.destroyKey(keyId);
      await db.transaction(async (tx) => {
        const ofApplication = (column: PgColumn): SQL => eq(column, applicationId);
        await tx.delete(casePersons).where(eq(casePersons.orderNumber, orderNumber));
        await tx.delete(caseCommands).where(eq(caseCommands.orderNumber, orderNumber));
        await tx.delete(messages).where(eq(messages.orderNumber, orderNumber));
        await tx.delete(mailOutbox).where(eq(mailOutbox.aboutOrder, orderNumber));
        await tx.delete(answerRevisions).where(ofApplication(answerRevisions.applicationId));
        await tx.delete(statements).where(ofApplication(statements.applicationId));
        await tx.delete(faceChecks).where(ofApplication(faceChecks.applicationId));
        await tx.delete(documents).where(ofApplication(documents.applicationId));
        await tx
          .update(productionOrders)
          .set({ documentNumberSealed: null })
          .where(eq(productionOrders.orderNumber, orderNumber));
        await tx
          .update(cases)
          .set({ nameIndex: Buffer.alloc(0), erasedAt: sql`now()` })
          .where(eq(cases.orderNumber, orderNumber));
        await writeAudit(tx, vault, {
          actor: { kind: 'engine' },
          action: 'case.erase',
          object: { kind: 'case', id: orderNumber },
          reason: 'retention',
        });
      });
    },

    /** Drafts that nobody has touched for as long as their post's policy keeps them. */
    async listOldDrafts(nowMs: number): Promise<(ApplicationRow & { objectKeys: string[] })[]> {
      const kept = sql<number>`(
        select (${policies.policy} -> 'retentionDays' ->> 'draft')::int from ${policies}
        where ${policies.post} = ${applications.post} and ${policies.effectiveFrom} <= current_date
        order by ${policies.effectiveFrom} desc limit 1)`;
      const rows = await db
        .select()
        .from(applications)
        .where(
          and(
            isNull(applications.submittedAt),
            sql`${applications.updatedAt} < ${new Date(nowMs)}::timestamptz - make_interval(days => ${kept})`,
          ),
        )
        .limit(ROUND);
      return Promise.all(rows.map(async (row) => ({ ...row, objectKeys: await objectKeysOf(row.id) })));
    },

    deleteDraft: (draft: ApplicationRow): Promise<void> => drafts.deleteDraft(draft),

    /** Which of these data keys belong to nothing: a draft that was never written, or is gone. */
    async findUnused(keyIds: readonly string[]): Promise<string[]> {
      const used = await db
        .select({ keyId: applications.keyId })
        .from(applications)
        .where(inArray(applications.keyId, [...keyIds]));
      const known = new Set(used.map(({ keyId }) => keyId));
      return keyIds.filter((id) => !known.has(id));
    },

    /** Forgets what has passed, by the house's table. @returns how many rows */
    async forgetPassed(nowMs: number): Promise<number> {
      const { mail, passing, device, handOver } = HOUSE_RETENTION_DAYS;
      const before = (column: PgColumn, days: number): SQL => lt(column, daysAgo(days, nowMs));
      const over = [
        db
          .delete(mailOutbox)
          .where(
            or(
              before(mailOutbox.sentAt, mail),
              and(eq(mailOutbox.nextAttemptAt, sql`'infinity'`), before(mailOutbox.createdAt, mail)),
            ),
          ),
        db.delete(oneTimeCodes).where(before(oneTimeCodes.expiresAt, passing)),
        db.delete(challenges).where(before(challenges.expiresAt, passing)),
        db.delete(sessions).where(before(sessions.expiresAt, passing)),
        db.delete(rateLimits).where(before(rateLimits.windowEndsAt, passing)),
        db.delete(idempotentAnswers).where(before(idempotentAnswers.createdAt, passing)),
        db.delete(knownDevices).where(before(knownDevices.lastSeenAt, device)),
        db.delete(handOvers).where(before(handOvers.expiresAt, handOver)),
      ];
      const counts = await Promise.all(over.map(async (each) => (await each).rowCount ?? 0));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}
export type Retention = ReturnType<typeof createRetention>;
