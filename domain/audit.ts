import { COMMAND_KINDS, type CommandKind, type StaffRole } from './commands.ts';
import type { PostCode } from './posts.ts';

/** What is recorded besides the steps of a case; named thing.deed, never renamed once records hold it. */
export const AUDIT_DEEDS = [
  'account.register',
  'account.confirm',
  'account.address',
  'session.open',
  'session.refused',
  'session.end',
  'session.step-up',
  'factor.add',
  'factor.remove',
  'factor.refused',
  'factor.reset',
  'password.change',
  'password.reset',
  'real-name.confirm',
  'real-name.refused',
  'consent.give',
  'consent.refuse',
  'consent.withdraw',
  'hand-over.offer',
  'hand-over.take',
  'hand-over.refused',
  'hand-over.revoke',
  'guardian.end',
  'data.export',
  'draft.create',
  'draft.delete',
  'draft.read',
  'statement.sign',
  'document.add',
  'document.remove',
  'document.read',
  'face.check',
  'case.submit',
  'case.read',
  'case.search',
  'case.show',
  'case.erase',
  'task.claim',
  'task.release',
  'task.complete',
  'staff.ask',
  'staff.refuse',
  'staff.invite',
  'staff.join',
  'staff.roles',
  'staff.disable',
  'staff.enable',
  'staff.reset-factors',
  'staff.read',
  'key.rotate',
  'key.erase',
  'codec.decode',
  'audit.read',
  'audit.export',
] as const;
export type AuditDeed = (typeof AUDIT_DEEDS)[number];
/** For example `case.read`, or `case.approve` of a step. */
export type AuditAction = AuditDeed | `case.${CommandKind}`;
export const AUDIT_ACTIONS: readonly AuditAction[] = [
  ...AUDIT_DEEDS,
  ...COMMAND_KINDS.map((kind) => `case.${kind}` as const),
];

export const AUDIT_OBJECTS = ['case', 'draft', 'account', 'staff', 'key', 'log'] as const;
export type AuditObjectKind = (typeof AUDIT_OBJECTS)[number];

/** Codes, counts and ids. Never a name, a number, an address or a note of a person. */
export type AuditDetails = Record<string, string | number | boolean | string[] | null>;

/** Who acts; `nobody` is somebody who has not said who he is, for example at a login that failed. */
export type AuditActor =
  | { kind: 'account'; id: string }
  | { kind: 'staff' | 'operator'; id: string; roles?: readonly StaffRole[]; post?: PostCode | null }
  | { kind: 'engine' | 'nobody'; id?: null };

/** A member of staff with everything that he may be at the moment. */
export const staffActor = (member: {
  id: string;
  roles: readonly StaffRole[];
  post: PostCode;
}): AuditActor => ({
  kind: 'staff',
  id: member.id,
  roles: member.roles,
  post: member.post,
});

/** One act, or one read of personal data: who, what, on what, and why. */
export type AuditEntry = {
  actor: AuditActor;
  action: AuditAction;
  object?: { kind: AuditObjectKind; id: string };
  /** A reason code, or the task that was held. */
  reason?: string | null;
  /** The HTTP request, or the command, that it came with. */
  requestId?: string | null;
  details?: AuditDetails;
};

/** A record as it is stored, without its MAC and its place. */
export type AuditRecord = {
  /** Random, so that no two records are alike and none can be stored twice. */
  nonce: string;
  at: Date;
  actorKind: AuditActor['kind'];
  actorId: string | null;
  /** In alphabetical order, with commas. */
  actorRoles: string | null;
  actorPost: string | null;
  action: string;
  objectKind: string | null;
  objectId: string | null;
  reason: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
};

/** The record of an entry. `at` is kept to the millisecond, as the database gives it back. */
export function auditRecord(entry: AuditEntry, { nonce, at }: { nonce: string; at: Date }): AuditRecord {
  const { actor, action, object, reason = null, requestId = null, details = {} } = entry;
  const { roles, post } = 'roles' in actor || 'post' in actor ? actor : {};
  return {
    nonce,
    at,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    actorRoles: roles ? roles.toSorted().join(',') : null,
    actorPost: post ?? null,
    action,
    objectKind: object?.kind ?? null,
    objectId: object?.id ?? null,
    reason,
    requestId,
    details,
  };
}

/**
 * The text that a record's MAC is made over: every field in a fixed order. Details are sorted by name, as jsonb keeps
 * no order of its own.
 *
 * @param atMs  milliseconds since the epoch; whole ones, unless somebody has changed them
 */
export function recordText(record: Omit<AuditRecord, 'at'>, atMs: number): string {
  const details = Object.entries(record.details).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    'record 1',
    record.nonce,
    atMs,
    record.actorKind,
    record.actorId,
    record.actorRoles,
    record.actorPost,
    record.action,
    record.objectKind,
    record.objectId,
    record.reason,
    record.requestId,
    details,
  ]);
}

/** The head of the chain as it was at a time, kept where the database's administrators cannot reach: `mac` in hex, `at` in ISO 8601. */
export type AuditAnchor = { no: number; mac: string; at: string };

/** MACs as they are bound into a text: lower-case hex. `before` is empty for the first link. */
export type ChainLink = { no: number; before: string; record: string };

/** The text that a link's MAC is made over: its place, the link before it and the record it holds. */
export function linkText({ no, before, record }: ChainLink): string {
  return JSON.stringify(['link 1', no, before, record]);
}
