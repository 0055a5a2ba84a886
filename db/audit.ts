import { type AuditEntry, auditRecord, recordText } from '../domain/audit.ts';
import type { Indexer } from '../domain/vault.ts';
import type { Database, Queryable } from './client.ts';
import { auditRecords } from './schema.ts';
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

/** The audit trail (R-50, L1–L3): who did or read what, when, where and why. */
export function createAudit(db: Database, vault: Indexer) {
  return {
    /** @param on the transaction of the change, where there is one */
    record: (entry: AuditEntry, on: Queryable = db): Promise<void> => writeAudit(on, vault, entry),
  };
}
export type Audit = ReturnType<typeof createAudit>;
