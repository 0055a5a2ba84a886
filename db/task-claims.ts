import { type AuditDeed, type AuditEntry, staffActor } from '../domain/audit.ts';
import type { TaskKind } from '../domain/effects.ts';
import type { OrderNumber, StaffId, TaskId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import type { Status } from '../domain/statuses.ts';
import type { Indexer } from '../domain/vault.ts';
import type { StaffRow } from './accounts.ts';
import { insertAudit } from './audit.ts';
import type { Database } from './client.ts';
import type { tasks } from './schema.ts';
import { statement } from './statement.ts';
import { inTransaction } from './transaction.ts';

export type Task = Omit<typeof tasks.$inferSelect, 'claimedInTurn'> & {
  service: string;
  status: Status;
  version: number;
};

const takeNext = statement<Task & { isFresh: boolean }, { member: StaffId; post: PostCode; kind: TaskKind }>(
  'task_claim',
  `
  with held as (
    select id from tasks
    where state = 'open' and kind = :kind and post = :post and claimed_by = :member
    limit 1
  ), next as (
    select id from tasks
    where state = 'open' and kind = :kind and post = :post and claimed_by is null and not exists (select from held)
      and (kind <> 'production' or not exists (
        select from case_events
        where order_number = tasks.order_number and kind = 'approve' and actor_id = :member::uuid::text
      ))
    order by own_district desc, submitted_at, order_number
    limit 1
    for update skip locked
  ), taken as (
    update tasks set claimed_by = :member, claimed_at = now(), claimed_in_turn = true
    from next where tasks.id = next.id
    returning tasks.id, tasks.claimed_at
  )
  select tasks.id, tasks.order_number as "orderNumber", tasks.kind, tasks.post, tasks.state,
         tasks.own_district as "ownDistrict", tasks.submitted_at as "submittedAt", tasks.opened_at as "openedAt",
         tasks.due_at as "dueAt", :member::uuid as "claimedBy",
         coalesce(taken.claimed_at, tasks.claimed_at) as "claimedAt", tasks.closed_at as "closedAt",
         cases.service, cases.status, cases.version, taken.id is not null as "isFresh"
  from tasks
  join cases on cases.order_number = tasks.order_number
  left join taken on taken.id = tasks.id
  where tasks.id in (select id from held union all select id from next)`,
);

/** The clicks of one officer come one after the other: the second one finds what the first has taken. */
const lockClicks = statement<never, { member: StaffId; kind: TaskKind }>(
  'task_clicks',
  'select pg_advisory_xact_lock(hashtextextended(:member::text || :kind::text, 0))',
);

/**
 * Claims the next task of a queue, or answers with the one of that kind that one holds already. Several officers at once
 * get different ones. What was taken is recorded with it.
 */
export async function claimInTurn(
  pool: Database['$client'],
  vault: Indexer,
  member: StaffRow,
  kind: TaskKind,
): Promise<Task | undefined> {
  const wanted = { member: member.id, post: member.post, kind };
  return inTransaction(pool, async (on) => {
    await lockClicks(on, wanted);
    const [taken] = await takeNext(on, wanted);
    if (!taken) return undefined;
    const { isFresh, ...task } = taken;
    if (isFresh) await insertAudit(on, vault, taskEntry('task.claim', member, task, 'in-turn'));
    return task;
  });
}

/** @param reason  how one came to it: in its turn, or by the order in one's hand */
export function taskEntry(
  action: AuditDeed,
  member: StaffRow,
  task: { id: TaskId; kind: TaskKind; orderNumber: OrderNumber },
  reason?: 'in-turn' | 'by-order',
): AuditEntry {
  return {
    actor: staffActor(member),
    action,
    object: { kind: 'case', id: task.orderNumber },
    reason: reason ?? null,
    details: { taskId: task.id, kind: task.kind },
  };
}
