import { eq } from 'drizzle-orm';
import type { AuditDeed, AuditDetails, AuditEntry } from '../domain/audit.ts';
import type { AccountId, DraftId } from '../domain/ids.ts';
import type { Queryable } from './client.ts';
import { applications, cases } from './schema.ts';

/** What somebody did with the own draft. */
export function ofDraft(
  action: AuditDeed,
  { id, accountId }: { id: DraftId; accountId: AccountId },
  details: AuditDetails = {},
): AuditEntry {
  return { actor: { kind: 'account', id: accountId }, action, object: { kind: 'draft', id }, details };
}

/** What the owner of an application did with it: with the order, once it is one, whose owner may be another by then. */
export async function ownersDeed(tx: Queryable, action: AuditDeed, id: DraftId): Promise<AuditEntry> {
  const [owned] = await tx
    .select({
      drafted: applications.accountId,
      owner: cases.accountId,
      orderNumber: cases.orderNumber,
    })
    .from(applications)
    .leftJoin(cases, eq(cases.applicationId, applications.id))
    .where(eq(applications.id, id));
  if (!owned) throw new Error('something was done to an application that is not in the database');
  const { drafted, owner, orderNumber } = owned;
  return {
    actor: { kind: 'account', id: owner ?? drafted },
    action,
    object: orderNumber ? { kind: 'case', id: orderNumber } : { kind: 'draft', id },
  };
}
