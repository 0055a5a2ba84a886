import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { AuditEntry } from '../domain/audit.ts';
import { type CaseState, type CommandBodies, SUBMITTED } from '../domain/case-state.ts';
import type { CommandKind } from '../domain/commands.ts';
import { getPost } from '../domain/data/posts.ts';
import { CaseError } from '../domain/errors.ts';
import { accountReaches } from '../domain/guardianship.ts';
import type { AccountId, CommandId, DocumentId, DraftId, OrderNumber } from '../domain/ids.ts';
import { normaliseChineseName } from '../domain/names.ts';
import { parseOrderNumber } from '../domain/order-number.ts';
import type { Policy } from '../domain/policy.ts';
import type { Post, PostCode } from '../domain/posts.ts';
import type { CommandAnswer } from '../domain/standing.ts';
import type { Traits } from '../domain/traits.ts';
import type { Vault } from '../domain/vault.ts';
import { onErrand } from './acting.ts';
import { type Application, lockApplication, recordRevision } from './applications.ts';
import { writeAudit } from './audit.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import { place } from './places.ts';
import {
  applications,
  caseCommands,
  caseEvents,
  casePersons,
  cases,
  documents,
  interviews,
  policies,
  posts,
  startOutbox,
  supplementRequests,
} from './schema.ts';
import { statement } from './statement.ts';

export type Order = typeof cases.$inferSelect;
export type OrderEvent = typeof caseEvents.$inferSelect;

/** A submission that has been checked: everything the first transaction of an order writes. */
export type Submission = {
  submitId: CommandId;
  orderNumber: OrderNumber;
  /** With the answers that count: the order is made of these, whatever else the draft held. */
  application: Application;
  /** The documents that were checked; the order is made of exactly these. */
  documentIds: readonly DocumentId[];
  post: PostCode;
  homePost: PostCode | null;
  policyId: string;
  feeCents: number;
  traits: Traits;
  /** See domain/person.ts; at least one. */
  personIdentifiers: readonly string[];
  nameText: string;
  /** Of a minor whom somebody else files for, see domain/guardianship.ts. */
  guardianUntilOn: string | null;
  now: Date;
};

const insertCommand = statement<{ id: CommandId }, typeof caseCommands.$inferInsert>(
  'command_stage',
  `insert into case_commands (id, order_number, kind, body_sealed, body_index)
   values (:id, :orderNumber, :kind, :bodySealed, :bodyIndex)
   on conflict do nothing returning id`,
);

/** The order's account still reaches it: domain/guardianship.ts, as PostgreSQL says it. */
export const REACHED = sql`not guardian_ended(${cases.guardianUntilOn}, ${cases.handedOverAt}, ${cases.post})`;

/** Orders: their one creation, and everything that screens read of them. Never moves a case. */
export function createOrders(db: Database, vault: Vault) {
  /** Every command asks this, so its text is made and planned once for each connection. */
  const orderByNumber = db
    .select()
    .from(cases)
    .where(eq(cases.orderNumber, sql.placeholder('orderNumber')))
    .prepare('order_by_number');
  const ordersOfAccount = db
    .select()
    .from(cases)
    .where(and(eq(cases.accountId, sql.placeholder('accountId')), REACHED))
    .orderBy(desc(cases.submittedAt))
    .limit(100)
    .prepare('orders_of_account');
  return {
    /**
     * Turns a draft into an order in one transaction; the same submit id answers with the order it made.
     * @throws CaseError open-order-exists, draft-submitted, draft-changed
     */
    async submit(submission: Submission): Promise<{ order: Order; created: boolean }> {
      const indexes = await Promise.all(submission.personIdentifiers.map((id) => vault.index('person', id)));
      const nameIndex = await vault.index('applicant name', normaliseChineseName(submission.nameText));
      const { id, keyId, answers } = submission.application;
      const answersSealed = await vault.seal(keyId, place.answers(id), answers);
      return db.transaction(async (tx) => {
        const earlier = await lockDraft(tx, submission);
        if (earlier) return { order: earlier, created: false };
        const order = await insertOrder(tx, submission, nameIndex);
        await takePersons(tx, order, indexes);
        const { application, now } = submission;
        await recordRevision(tx, vault, {
          id: application.id,
          keyId: application.keyId,
          revision: application.revision,
          answers: application.answers,
          now,
        });
        await tx
          .update(applications)
          .set({ submittedAt: now, answersSealed })
          .where(eq(applications.id, application.id));
        await tx.insert(startOutbox).values({ orderNumber: order.orderNumber });
        await writeAudit(tx, vault, submissionEntry(submission));
        return { order, created: true };
      });
    },

    async findOrder(orderNumber: OrderNumber): Promise<Order | undefined> {
      const [row] = await orderByNumber.execute({ orderNumber });
      return row;
    },

    /** What became of an application that was submitted. */
    async findOrderOf(applicationId: DraftId): Promise<Order | undefined> {
      const [row] = await db.select().from(cases).where(eq(cases.applicationId, applicationId));
      return row;
    },

    /** Whose payloads are sealed with these keys; for the record of who decoded them. */
    async listOfKeys(keyIds: readonly string[]): Promise<Map<string, OrderNumber>> {
      if (keyIds.length === 0) return new Map();
      const rows = await onErrand('order-key', () =>
        db
          .select({ keyId: cases.keyId, orderNumber: cases.orderNumber })
          .from(cases)
          .where(inArray(cases.keyId, [...keyIds])),
      );
      return new Map(rows.map(({ keyId, orderNumber }) => [keyId, orderNumber]));
    },

    /** The latest 100 that the account still reaches. */
    async listOrders(accountId: AccountId): Promise<Order[]> {
      return ordersOfAccount.execute({ accountId });
    },

    /** The open order of this person, for its owner's eyes. */
    async findOpenOrder(personIdentifiers: readonly string[]): Promise<Order | undefined> {
      if (personIdentifiers.length === 0) return undefined;
      const indexes = await Promise.all(personIdentifiers.map((id) => vault.index('person', id)));
      return findOpen(db, indexes);
    },

    /** At one post: by order number, or by the whole name as it was submitted. Newest first. */
    async search(post: PostCode, text: string): Promise<Order[]> {
      const orderNumber = parseOrderNumber(text);
      const name = eq(cases.nameIndex, await vault.index('applicant name', normaliseChineseName(text)));
      return db
        .select()
        .from(cases)
        .where(and(eq(cases.post, post), orderNumber ? or(eq(cases.orderNumber, orderNumber), name) : name))
        .orderBy(desc(cases.submittedAt))
        .limit(50);
    },

    async listEvents(orderNumber: OrderNumber): Promise<OrderEvent[]> {
      return db
        .select()
        .from(caseEvents)
        .where(eq(caseEvents.orderNumber, orderNumber))
        .orderBy(asc(caseEvents.version));
    },

    /** What the applicant is asked for now; an order that ended unanswered asks for nothing any more. */
    async findOpenSupplement(order: Pick<Order, 'orderNumber' | 'keyId'>) {
      const [found] = await db
        .select({ request: supplementRequests })
        .from(supplementRequests)
        .innerJoin(cases, eq(cases.orderNumber, supplementRequests.orderNumber))
        .where(
          and(
            eq(supplementRequests.orderNumber, order.orderNumber),
            eq(cases.status, 'supplement_requested'),
            isNull(supplementRequests.answeredAt),
          ),
        );
      if (!found) return undefined;
      const { id, items, noteSealed, dueAt } = found.request;
      return {
        id,
        items,
        dueAt,
        note: await vault.open<string>(order.keyId, place.supplementNote(id), noteSealed),
      };
    },

    /** The latest supplement that came in: what was asked and when it was answered, for the officer's second look. */
    async findAnsweredSupplement({ orderNumber }: Pick<Order, 'orderNumber'>) {
      const [row] = await db
        .select({ items: supplementRequests.items, answeredAt: supplementRequests.answeredAt })
        .from(supplementRequests)
        .where(and(eq(supplementRequests.orderNumber, orderNumber), isNotNull(supplementRequests.answeredAt)))
        .orderBy(desc(supplementRequests.answeredAt))
        .limit(1);
      return row?.answeredAt ? { items: row.items, answeredAt: row.answeredAt } : undefined;
    },

    async findBooking(orderNumber: OrderNumber): Promise<{ startsAt: Date } | undefined> {
      const [row] = await db
        .select({ startsAt: interviews.startsAt })
        .from(interviews)
        .where(and(eq(interviews.orderNumber, orderNumber), eq(interviews.outcome, 'booked')));
      return row;
    },

    /**
     * Writes down what a person says, before the workflow is told to act on it. The same id with the same body may
     * come again and is answered with what it led to, if it led to something.
     * @throws CaseError idempotency-key-reused when the id comes with another body or for another order
     */
    async stageCommand<K extends CommandKind>(
      order: Pick<Order, 'orderNumber' | 'keyId'>,
      command: { id: CommandId; kind: K; body: CommandBodies[K]; seenVersion: number | null },
    ): Promise<CommandAnswer | undefined> {
      const { id, kind, body, seenVersion } = command;
      const { orderNumber, keyId } = order;
      const bodyIndex = await vault.index(
        'command body',
        JSON.stringify([orderNumber, kind, seenVersion, body]),
      );
      const bodySealed = await vault.seal(keyId, place.commandBody(id), body);
      const fresh = await insertCommand(db.$client, { id, orderNumber, kind, bodySealed, bodyIndex });
      if (fresh.length > 0) return undefined;
      const [said] = await db
        .select({ bodyIndex: caseCommands.bodyIndex, standing: caseEvents.standing })
        .from(caseCommands)
        .leftJoin(caseEvents, eq(caseEvents.commandId, caseCommands.id))
        .where(eq(caseCommands.id, id));
      if (!said?.bodyIndex.equals(bodyIndex)) throw new CaseError('idempotency-key-reused');
      return said.standing ? { status: said.standing.status, version: said.standing.version } : undefined;
    },

    async listPosts(): Promise<Post[]> {
      return (await db.select().from(posts).orderBy(asc(posts.code))).map(({ post }) => post);
    },

    /** How long each post keeps what is over, by its policy in force today. */
    async listRetention(): Promise<{ post: PostCode; days: Policy['retentionDays'] }[]> {
      return db
        .selectDistinctOn([policies.post], {
          post: policies.post,
          days: sql<Policy['retentionDays']>`${policies.policy} -> 'retentionDays'`,
        })
        .from(policies)
        .where(sql`${policies.effectiveFrom} <= current_date`)
        .orderBy(policies.post, desc(policies.effectiveFrom));
    },

    /** The policy in force at a post on a day of its calendar. */
    async getPolicy(post: PostCode, onDate: string): Promise<{ id: string; policy: Policy }> {
      const [row] = await db
        .select({ id: policies.id, policy: policies.policy })
        .from(policies)
        .where(and(eq(policies.post, post), sql`${policies.effectiveFrom} <= ${onDate}`))
        .orderBy(desc(policies.effectiveFrom))
        .limit(1);
      if (!row) throw new Error(`no policy is in force at ${post} on ${onDate}`);
      return row;
    },

    async getPolicyOf(order: Pick<Order, 'policyId'>): Promise<Policy> {
      const [row] = await db
        .select({ policy: policies.policy })
        .from(policies)
        .where(eq(policies.id, order.policyId));
      if (!row) throw new Error('the policy of an order is not in the database');
      return row.policy;
    },
  };
}
export type Orders = ReturnType<typeof createOrders>;

function submissionEntry({
  application,
  submitId,
  orderNumber,
  documentIds,
  ...rest
}: Submission): AuditEntry {
  const { post, homePost, policyId, feeCents } = rest;
  const { id: draftId, accountId, service } = application;
  return {
    actor: { kind: 'account', id: accountId },
    action: 'case.submit',
    object: { kind: 'case', id: orderNumber },
    requestId: submitId,
    details: { draftId, service, post, homePost, policyId, feeCents, documents: documentIds.length },
  };
}

/** Locks the draft; gives the order that this very submission made before, if it did. */
async function lockDraft(
  tx: Transaction,
  { application, submitId, documentIds }: Submission,
): Promise<Order | undefined> {
  const row = await lockApplication(tx, application.id);
  if (!row) throw new CaseError('not-found');
  if (row.submittedAt) {
    const [order] = await tx.select().from(cases).where(eq(cases.applicationId, application.id));
    if (order?.submitId === submitId) return order;
    throw new CaseError('draft-submitted', order ? { orderNumber: order.orderNumber } : {});
  }
  const stored = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(eq(documents.applicationId, application.id));
  const isAsChecked =
    row.revision === application.revision &&
    stored.every(({ id }) => documentIds.includes(id)) &&
    stored.length === documentIds.length;
  if (!isAsChecked) throw new CaseError('draft-changed', { current: row.revision });
  return undefined;
}

async function insertOrder(tx: Transaction, submission: Submission, nameIndex: Buffer): Promise<Order> {
  const { application, now, submitId, orderNumber, post, homePost, policyId, feeCents, traits } = submission;
  const { guardianUntilOn } = submission;
  const state: CaseState = SUBMITTED;
  const [order] = await tx
    .insert(cases)
    .values({
      orderNumber,
      submitId,
      applicationId: application.id,
      accountId: application.accountId,
      keyId: application.keyId,
      service: application.service,
      post,
      homePost,
      policyId,
      feeCents,
      traits,
      nameIndex,
      status: state.status,
      version: state.version,
      state,
      guardianUntilOn,
      submittedAt: now,
      updatedAt: now,
    })
    .returning();
  if (!order) throw new Error('an order was inserted and not returned');
  return order;
}

/** The unique index lets one open order per identifier in; a person has one or two of them. */
async function takePersons(tx: Transaction, order: Order, indexes: readonly Buffer[]): Promise<void> {
  // In one order, so that two submissions with the same two identifiers cannot wait for each other.
  const sorted = indexes.toSorted(Buffer.compare);
  const taken = await tx
    .insert(casePersons)
    .values(sorted.map((personIndex) => ({ orderNumber: order.orderNumber, personIndex, open: true })))
    .onConflictDoNothing()
    .returning({ orderNumber: casePersons.orderNumber });
  if (taken.length === sorted.length) return;
  const open = await findOpen(tx, indexes);
  // Named to its owner only: to anybody else the number would tell that this person has filed.
  const own =
    open?.accountId === order.accountId &&
    open.orderNumber !== order.orderNumber &&
    accountReaches(open, order.submittedAt.getTime(), getPost(open.post).timeZone);
  throw new CaseError('open-order-exists', own ? { orderNumber: open.orderNumber } : {});
}

async function findOpen(db: Queryable, indexes: readonly Buffer[]): Promise<Order | undefined> {
  const [row] = await db
    .select({ order: cases })
    .from(casePersons)
    .innerJoin(cases, eq(cases.orderNumber, casePersons.orderNumber))
    .where(and(inArray(casePersons.personIndex, [...indexes]), casePersons.open))
    .limit(1);
  return row?.order;
}
