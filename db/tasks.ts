import { and, asc, count, desc, eq, inArray, isNull, min, ne, or, sql } from 'drizzle-orm';
import { queuesOf, type TaskKind } from '../domain/effects.ts';
import { CaseError } from '../domain/errors.ts';
import type { OrderNumber, TaskId } from '../domain/ids.ts';
import type { Indexer } from '../domain/vault.ts';
import type { StaffRow } from './accounts.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './client.ts';
import { caseEvents, cases, tasks } from './schema.ts';
import { claimInTurn, type Task, taskEntry } from './task-claims.ts';

export type { Task };

/** The queues that a member of staff works on: by role, at the own post (New York's production is at New York). */
export function taskKindsOf({ roles, post }: Pick<StaffRow, 'roles' | 'post'>): TaskKind[] {
  return queuesOf(roles, post);
}

const columns = {
  id: tasks.id,
  orderNumber: tasks.orderNumber,
  kind: tasks.kind,
  post: tasks.post,
  state: tasks.state,
  ownDistrict: tasks.ownDistrict,
  submittedAt: tasks.submittedAt,
  openedAt: tasks.openedAt,
  dueAt: tasks.dueAt,
  claimedBy: tasks.claimedBy,
  claimedAt: tasks.claimedAt,
  closedAt: tasks.closedAt,
  service: cases.service,
  status: cases.status,
  version: cases.version,
};

/** Own district first, then by submission; the order number settles equal instants. */
const IN_TURN = [desc(tasks.ownDistrict), asc(tasks.submittedAt), asc(tasks.orderNumber)];

/** What one may work on: who approved a case does not make its document (Z6). */
const mayWorkOn = ({ id }: Pick<StaffRow, 'id'>) =>
  or(
    ne(tasks.kind, 'production'),
    sql`not exists (select from ${caseEvents} where ${caseEvents.orderNumber} = ${tasks.orderNumber}
      and ${caseEvents.kind} = 'approve' and ${caseEvents.actorId} = ${id})`,
  );

/** The inbox: rows that workflows open and close, and that staff claim one at a time. Claims never go to Temporal. */
export function createTasks(db: Database, vault: Indexer) {
  return {
    /** How much waits in each of one's queues, and since when. */
    async countQueues(member: StaffRow) {
      const kinds = taskKindsOf(member);
      if (kinds.length === 0) return [];
      const rows = await db
        .select({
          kind: tasks.kind,
          waiting: count(sql`case when ${tasks.claimedBy} is null then 1 end`),
          claimed: count(tasks.claimedBy),
          oldest: min(tasks.openedAt),
        })
        .from(tasks)
        .where(
          and(
            eq(tasks.state, 'open'),
            eq(tasks.post, member.post),
            inArray(tasks.kind, kinds),
            mayWorkOn(member),
          ),
        )
        .groupBy(tasks.kind);
      return kinds.map(
        (kind) => rows.find((row) => row.kind === kind) ?? { kind, waiting: 0, claimed: 0, oldest: null },
      );
    },

    /** One's own claimed tasks first, then what waits, in turn. */
    async listTasks(
      member: StaffRow,
      { kind, limit }: { kind?: TaskKind | undefined; limit: number },
    ): Promise<Task[]> {
      const kinds = taskKindsOf(member).filter((each) => !kind || each === kind);
      if (kinds.length === 0) return [];
      const inScope = and(eq(tasks.state, 'open'), eq(tasks.post, member.post), inArray(tasks.kind, kinds));
      return db
        .select(columns)
        .from(tasks)
        .innerJoin(cases, eq(cases.orderNumber, tasks.orderNumber))
        .where(and(inScope, or(isNull(tasks.claimedBy), eq(tasks.claimedBy, member.id)), mayWorkOn(member)))
        .orderBy(sql`${tasks.claimedBy} is null`, ...IN_TURN)
        .limit(limit);
    },

    /**
     * Claims the next task of a queue. A task of that kind that one holds already comes first: nobody takes two in
     * turn. Several officers at once get different ones (SKIP LOCKED).
     */
    async claimNext(member: StaffRow, kind: TaskKind): Promise<Task | undefined> {
      if (!taskKindsOf(member).includes(kind)) throw new CaseError('not-permitted');
      return claimInTurn(db.$client, vault, member, kind);
    },

    /**
     * Claims the open task of one order, for the queues in which the paper in one's hand says what is next
     * (production, dispatch, interview at its hour). Review is taken in turn only.
     * @throws CaseError task-held-by-another, four-eyes, not-found
     */
    async claimOrder(member: StaffRow, orderNumber: OrderNumber): Promise<Task> {
      const kinds = taskKindsOf(member).filter((kind) => kind !== 'review');
      return db.transaction(async (tx) => {
        const [found] = await tx
          .select({ ...columns, mayWork: sql<boolean>`${mayWorkOn(member)}` })
          .from(tasks)
          .innerJoin(cases, eq(cases.orderNumber, tasks.orderNumber))
          .where(
            and(
              eq(tasks.orderNumber, orderNumber),
              eq(tasks.state, 'open'),
              eq(tasks.post, member.post),
              inArray(tasks.kind, kinds),
            ),
          )
          .limit(1)
          .for('update', { of: tasks });
        if (!found) throw new CaseError('not-found');
        const { mayWork, ...task } = found;
        if (task.claimedBy && task.claimedBy !== member.id) throw new CaseError('task-held-by-another');
        if (!mayWork) throw new CaseError('four-eyes');
        const claimedAt = new Date();
        await tx.update(tasks).set({ claimedBy: member.id, claimedAt }).where(eq(tasks.id, task.id));
        if (!task.claimedBy) await writeAudit(tx, vault, taskEntry('task.claim', member, task, 'by-order'));
        return { ...task, claimedBy: member.id, claimedAt };
      });
    },

    /** Gives a claimed task back to its place in the queue. @returns whether it was one's own */
    async release(member: StaffRow, id: TaskId): Promise<boolean> {
      return db.transaction(async (tx) => {
        const [task] = await tx
          .update(tasks)
          .set({ claimedBy: null, claimedAt: null, claimedInTurn: false })
          .where(and(eq(tasks.id, id), eq(tasks.claimedBy, member.id), eq(tasks.state, 'open')))
          .returning({ id: tasks.id, kind: tasks.kind, orderNumber: tasks.orderNumber });
        if (task) await writeAudit(tx, vault, taskEntry('task.release', member, task));
        return task !== undefined;
      });
    },

    /**
     * Ticks off a claimed task that no step of a case closes: originals that went back after a withdrawal.
     * @returns whether it was one's own and of such a kind
     */
    async complete(member: StaffRow, id: TaskId): Promise<boolean> {
      return db.transaction(async (tx) => {
        const [task] = await tx
          .update(tasks)
          .set({ state: 'done', closedAt: sql`now()` })
          .where(
            and(
              eq(tasks.id, id),
              eq(tasks.claimedBy, member.id),
              eq(tasks.state, 'open'),
              eq(tasks.kind, 'return-originals'),
            ),
          )
          .returning({ id: tasks.id, kind: tasks.kind, orderNumber: tasks.orderNumber });
        if (task) await writeAudit(tx, vault, taskEntry('task.complete', member, task));
        return task !== undefined;
      });
    },

    async listOpenTasks(orderNumber: OrderNumber) {
      return db
        .select({
          id: tasks.id,
          kind: tasks.kind,
          claimedBy: tasks.claimedBy,
          dueAt: tasks.dueAt,
          openedAt: tasks.openedAt,
        })
        .from(tasks)
        .where(and(eq(tasks.orderNumber, orderNumber), eq(tasks.state, 'open')));
    },
  };
}
export type Tasks = ReturnType<typeof createTasks>;
