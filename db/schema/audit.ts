import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, bytea } from './columns.ts';

/**
 * Who did or read what, when, where and why: appended, never changed or deleted (a trigger refuses it, and no role but
 * the owner may try). `mac` is an HMAC over all of it under a key that the database does not hold.
 */
export const auditRecords = pgTable(
  'audit_records',
  {
    /** The order in which records were made; the chain's order is the one that counts. */
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Bound into the MAC: two records are never alike. */
    nonce: uuid().notNull(),
    at: at('at').notNull(),
    actorKind: text('actor_kind').$type<'account' | 'staff' | 'engine' | 'operator' | 'nobody'>().notNull(),
    actorId: text('actor_id'),
    actorRoles: text('actor_roles'),
    actorPost: text('actor_post'),
    /** For example `case.read`, `case.approve`, `staff.roles`, `session.open`. */
    action: text().notNull(),
    /** What it was done to: case, draft, staff, account, key, log. */
    objectKind: text('object_kind'),
    /** An order number or an id; never a name or a number of a person. */
    objectId: text('object_id'),
    /** Why: a task held, a reason code. */
    reason: text(),
    requestId: text('request_id'),
    /** Codes and counts. */
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    mac: bytea().notNull(),
  },
  (t) => [
    index('audit_records_object').on(t.objectKind, t.objectId, t.at),
    index('audit_records_actor').on(t.actorId, t.at),
  ],
);

/** The chain over the records: each link's MAC covers the record's MAC and the link before. Appended by the sealer alone. */
export const auditChain = pgTable('audit_chain', {
  no: bigint({ mode: 'number' }).primaryKey(),
  recordId: bigint('record_id', { mode: 'number' })
    .notNull()
    .unique()
    .references(() => auditRecords.id),
  mac: bytea().notNull(),
  at: at('at').notNull().default(sql`clock_timestamp()`),
});

/** Records that wait for their link; a trigger puts them here. */
export const auditPending = pgTable('audit_pending', {
  recordId: bigint('record_id', { mode: 'number' }).primaryKey(),
});
