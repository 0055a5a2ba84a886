import { and, count, desc, eq, exists, gte, lt, max, or, sql } from 'drizzle-orm';
import { type AuditEntry, type AuditObjectKind, auditRecord, recordText } from '../domain/audit.ts';
import type { PostCode } from '../domain/posts.ts';
import type { Indexer } from '../domain/vault.ts';
import type { Database, Queryable } from './client.ts';
import { auditChain, auditPending, auditRecords, cases, staff } from './schema.ts';
import { type Connection, statement } from './statement.ts';

export type AuditRow = typeof auditRecords.$inferInsert;

/** The row of an entry, for a statement that writes it beside the change. Its MAC needs a key that the database has not. */
export async function auditRow(vault: Indexer, entry: AuditEntry, at = new Date()): Promise<AuditRow> {
  const record = auditRecord(entry, { nonce: crypto.randomUUID(), at });
  return { ...record, mac: await vault.index('audit record', recordText(record, at.getTime())) };
}

/** Writes a record. `on` is the transaction of the change: both stand or neither does. */
export async function writeAudit(on: Queryable, vault: Indexer, entry: AuditEntry): Promise<void> {
  await on.insert(auditRecords).values(await auditRow(vault, entry));
}

const insertRecord = statement<never, AuditRow>(
  'audit_record',
  `insert into audit_records (nonce, at, actor_kind, actor_id, actor_roles, actor_post, action, object_kind, object_id,
                              reason, request_id, details, mac)
   values (:nonce, :at, :actorKind, :actorId, :actorRoles, :actorPost, :action, :objectKind, :objectId, :reason,
           :requestId, :details, :mac)`,
);

/** {@link writeAudit} in a transaction of statements. */
export async function insertAudit(on: Connection, vault: Indexer, entry: AuditEntry): Promise<void> {
  await insertRecord(on, await auditRow(vault, entry));
}

/** What is looked for in the audit trail; what is left out does not narrow it. */
export type AuditFilter = {
  order?: string | undefined;
  /** A member's login, or anybody's id. */
  actor?: string | undefined;
  action?: string | undefined;
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
  /** Older than this record: the next page. */
  before?: number | undefined;
  /** What this post's people did and what was done to its cases. */
  post?: PostCode | undefined;
  limit: number;
};

/** The audit trail (R-50, L1–L3): who did or read what, when, where and why. */
export function createAudit(db: Database, vault: Indexer) {
  return {
    /** @param on the transaction of the change, where there is one */
    record: (entry: AuditEntry, on: Queryable = db): Promise<void> => writeAudit(on, vault, entry),

    /** Several at once, all or none. */
    async recordAll(entries: readonly AuditEntry[]): Promise<void> {
      const rows = await Promise.all(entries.map((entry) => auditRow(vault, entry)));
      if (rows.length > 0) await db.insert(auditRecords).values(rows);
    },

    /** Newest first, with the actor's login where it is a member and the record's place in the chain. */
    search(filter: AuditFilter) {
      const { order, actor, action, from, to, before, post, limit } = filter;
      const ofPost = (at: PostCode) =>
        or(
          eq(auditRecords.actorPost, at),
          and(
            eq(auditRecords.objectKind, 'case'),
            exists(
              db
                .select({ one: sql`1` })
                .from(cases)
                .where(and(eq(cases.orderNumber, auditRecords.objectId), eq(cases.post, at))),
            ),
          ),
        );
      return db
        .select({
          id: auditRecords.id,
          at: auditRecords.at,
          actorKind: auditRecords.actorKind,
          actor: sql<string | null>`coalesce(${staff.login}, ${auditRecords.actorId})`,
          actorRoles: auditRecords.actorRoles,
          actorPost: sql<PostCode | null>`${auditRecords.actorPost}`,
          action: auditRecords.action,
          objectKind: sql<AuditObjectKind | null>`${auditRecords.objectKind}`,
          objectId: auditRecords.objectId,
          reason: auditRecords.reason,
          details: auditRecords.details,
          link: auditChain.no,
        })
        .from(auditRecords)
        .leftJoin(auditChain, eq(auditChain.recordId, auditRecords.id))
        .leftJoin(
          staff,
          and(eq(auditRecords.actorKind, 'staff'), sql`${staff.id}::text = ${auditRecords.actorId}`),
        )
        .where(
          and(
            order === undefined
              ? undefined
              : and(eq(auditRecords.objectKind, 'case'), eq(auditRecords.objectId, order)),
            actor === undefined ? undefined : or(eq(staff.login, actor), eq(auditRecords.actorId, actor)),
            action === undefined ? undefined : eq(auditRecords.action, action),
            from === undefined ? undefined : gte(auditRecords.at, from),
            to === undefined ? undefined : lt(auditRecords.at, to),
            before === undefined ? undefined : lt(auditRecords.id, before),
            post === undefined ? undefined : ofPost(post),
          ),
        )
        .orderBy(desc(auditRecords.id))
        .limit(limit);
    },

    /** How far the chain has come. What verifies it is the command line's, not the API's: the API holds no chain key. */
    async state(): Promise<{ records: number; pending: number; head: number; linkedAt: Date | undefined }> {
      const [[made], [waiting], [chain]] = await Promise.all([
        db.select({ records: count() }).from(auditRecords),
        db.select({ pending: count() }).from(auditPending),
        db.select({ head: max(auditChain.no), linkedAt: max(auditChain.at) }).from(auditChain),
      ]);
      return {
        records: made?.records ?? 0,
        pending: waiting?.pending ?? 0,
        head: chain?.head ?? 0,
        linkedAt: chain?.linkedAt ?? undefined,
      };
    },
  };
}
export type Audit = ReturnType<typeof createAudit>;
