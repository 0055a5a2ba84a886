import type { AuditActor, AuditDetails, AuditEntry } from '../domain/audit.ts';
import type { Actor } from '../domain/commands.ts';
import { type AuditRow, auditRow } from './audit.ts';
import type { TakenStep } from './step.ts';

/** Written by the statement of every step, beside what it changes: both stand or neither does. */
export const AUDITED = `
audited as (
  insert into audit_records (nonce, at, actor_kind, actor_id, actor_roles, actor_post, action, object_kind, object_id,
                             reason, request_id, details, mac)
  values (:audit_nonce, :audit_at, :audit_actorKind, :audit_actorId, :audit_actorRoles, :audit_actorPost, :audit_action,
          :audit_objectKind, :audit_objectId, :audit_reason, :audit_requestId, :audit_details, :audit_mac)
)`;

/** The values of {@link AUDITED}. The MAC is made before anything is written, so the statement waits for nothing more. */
export async function auditWrites(step: TakenStep): Promise<Record<string, unknown>> {
  const { vault, input } = step;
  const row: AuditRow = await auditRow(vault, entryOf(step), new Date(input.nowMs));
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [`audit_${name}`, value]));
}

function entryOf(step: TakenStep): AuditEntry {
  const { row, input, command, next } = step;
  const { reason, ...said } = saidIn(step);
  return {
    actor: actorOf(input.by),
    action: `case.${command.kind}`,
    object: { kind: 'case', id: row.orderNumber },
    reason: reason ?? null,
    requestId: input.commandId,
    details: {
      version: next.version,
      seenVersion: input.seenVersion,
      statusBefore: row.status,
      status: next.status,
      ...said,
    },
  };
}

function actorOf({ role, id, post }: Actor): AuditActor {
  if (role === 'engine' || id === null) return { kind: 'engine' };
  return role === 'applicant' ? { kind: 'account', id } : { kind: 'staff', id, roles: [role], post };
}

/** What was said in codes. Notes, answers and numbers of documents stay sealed with the command. */
function saidIn({ command }: TakenStep): AuditDetails & { reason?: string } {
  switch (command.kind) {
    case 'requestSupplement':
      return { reason: [...new Set(command.body.items.map(({ reason }) => reason))].join(',') };
    case 'requireInterview':
      return { reason: command.body.reason };
    case 'refuse':
      return { reason: command.body.ground };
    case 'recordInterview':
    case 'recordIssuerAnswer':
      return { outcome: command.body.outcome };
    case 'receiveMaterials':
      return { items: command.body.items, payment: command.body.payment.kind };
    case 'extendDeadline':
      return { days: command.body.days };
    case 'provideSupplement':
      return { fields: Object.keys(command.body.answers).toSorted() };
    case 'startReview':
    case 'bookInterview':
    case 'cancelInterview':
    case 'approve':
    case 'withdraw':
    case 'orderProduction':
    case 'completeProduction':
    case 'mailDocument':
    case 'confirmReceipt':
    case 'closeCase':
    case 'lapse':
    case 'remind':
    case 'expire':
      return {};
  }
}
