import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CaseState, SupplementItem } from '../../domain/case-state.ts';
import type { CommandKind, Role } from '../../domain/commands.ts';
import type { TaskKind } from '../../domain/effects.ts';
import type { AccountId, CommandId, DraftId, OrderNumber, StaffId, TaskId } from '../../domain/ids.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { CaseStanding } from '../../domain/standing.ts';
import type { Status } from '../../domain/statuses.ts';
import { NO_TRAITS, type Traits } from '../../domain/traits.ts';
import { applications } from './applications.ts';
import { at, bytea } from './columns.ts';
import { accounts, staff } from './people.ts';
import { policies, posts } from './posts.ts';

/** One order: where it stands. Moved only by steps that its workflow asks for (db/steps.ts). */
export const cases = pgTable(
  'cases',
  {
    orderNumber: text('order_number').$type<OrderNumber>().primaryKey(),
    applicationId: uuid('application_id')
      .$type<DraftId>()
      .notNull()
      .unique()
      .references(() => applications.id),
    submitId: uuid('submit_id').$type<CommandId>().notNull().unique(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    keyId: uuid('key_id').notNull(),
    service: text().notNull(),
    post: text()
      .$type<PostCode>()
      .notNull()
      .references(() => posts.code),
    homePost: text('home_post').$type<PostCode>(),
    policyId: uuid('policy_id')
      .notNull()
      .references(() => policies.id),
    feeCents: integer('fee_cents').notNull(),
    /** What the rules must know of the answers (domain/traits.ts), told at submission. */
    traits: jsonb().$type<Traits>().notNull().default(NO_TRAITS),
    nameIndex: bytea('name_index').notNull(),
    status: text().$type<Status>().notNull(),
    version: integer().notNull(),
    state: jsonb().$type<CaseState>().notNull(),
    submittedAt: at('submitted_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    endedAt: at('ended_at'),
    /** A minor's 16th birthday: from then on who filed as guardian has no right to it any more (Z4). */
    guardianUntilOn: date('guardian_until_on', { mode: 'string' }),
    /** When the applicant took it over from who filed it. */
    handedOverAt: at('handed_over_at'),
    /** When its key and files were destroyed; what remains are codes and times. */
    erasedAt: at('erased_at'),
  },
  (t) => [
    index('cases_account').on(t.accountId, t.submittedAt),
    index('cases_post_status').on(t.post, t.status, t.submittedAt),
    index('cases_name').on(t.nameIndex),
    index('cases_key').on(t.keyId),
    index('cases_kept').on(t.endedAt).where(sql`${t.endedAt} is not null and ${t.erasedAt} is null`),
  ],
);

/** The identifiers of a case's applicant, as keyed hashes. One person, one open order, at one post. */
export const casePersons = pgTable(
  'case_persons',
  {
    orderNumber: text('order_number')
      .$type<OrderNumber>()
      .notNull()
      .references(() => cases.orderNumber),
    personIndex: bytea('person_index').notNull(),
    open: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderNumber, t.personIndex] }),
    uniqueIndex('one_open_order_per_person').on(t.personIndex).where(sql`${t.open}`),
  ],
);

/** What a person said with a command, sealed; Temporal carries only the id. Written before the update is sent. */
export const caseCommands = pgTable('case_commands', {
  id: uuid().$type<CommandId>().primaryKey(),
  orderNumber: text('order_number')
    .$type<OrderNumber>()
    .notNull()
    .references(() => cases.orderNumber),
  kind: text().$type<CommandKind>().notNull(),
  bodySealed: bytea('body_sealed').notNull(),
  /** Keyed hash of kind and body: a key that comes again with another body is refused. */
  bodyIndex: bytea('body_index').notNull(),
  saidAt: at('said_at').notNull().defaultNow(),
});

/** One row per committed step: the order's timeline, and the memory that makes steps repeatable. No personal data. */
export const caseEvents = pgTable(
  'case_events',
  {
    orderNumber: text('order_number')
      .$type<OrderNumber>()
      .notNull()
      .references(() => cases.orderNumber),
    version: integer().notNull(),
    commandId: uuid('command_id').$type<CommandId>().notNull().unique(),
    kind: text().$type<CommandKind>().notNull(),
    statusBefore: text('status_before').$type<Status>().notNull(),
    status: text().$type<Status>().notNull(),
    actorRole: text('actor_role').$type<Role>().notNull(),
    actorId: text('actor_id'),
    actorPost: text('actor_post').$type<PostCode>(),
    standing: jsonb().$type<CaseStanding>().notNull(),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderNumber, t.version] })],
);

/** Work that waits for staff (a task is a row). Ordered own district first, then by submission. */
export const tasks = pgTable(
  'tasks',
  {
    id: uuid().$type<TaskId>().primaryKey().defaultRandom(),
    orderNumber: text('order_number')
      .$type<OrderNumber>()
      .notNull()
      .references(() => cases.orderNumber),
    kind: text().$type<TaskKind>().notNull(),
    post: text().$type<PostCode>().notNull(),
    state: text().$type<'open' | 'done'>().notNull(),
    ownDistrict: boolean('own_district').notNull(),
    submittedAt: at('submitted_at').notNull(),
    openedAt: at('opened_at').notNull(),
    dueAt: at('due_at'),
    claimedBy: uuid('claimed_by')
      .$type<StaffId>()
      .references(() => staff.id),
    claimedAt: at('claimed_at'),
    /** Taken as the next of its queue, and not by the number on a paper in one's hand. */
    claimedInTurn: boolean('claimed_in_turn').notNull().default(false),
    closedAt: at('closed_at'),
  },
  (t) => [
    // Two clicks at once must not take two: who holds one of a queue gets that one again.
    uniqueIndex('one_claim_in_turn')
      .on(t.claimedBy, t.kind)
      .where(sql`${t.state} = 'open' and ${t.claimedInTurn}`),
    uniqueIndex('one_open_task_of_a_kind').on(t.orderNumber, t.kind).where(sql`${t.state} = 'open'`),
    index('tasks_queue')
      .on(t.post, t.kind, t.ownDistrict.desc(), t.submittedAt, t.orderNumber)
      .where(sql`${t.state} = 'open' and ${t.claimedBy} is null`),
    index('tasks_holder').on(t.claimedBy).where(sql`${t.state} = 'open'`),
  ],
);

/** The message centre 消息中心: a row for each thing staff do; its words come from domain/texts/messages.ts. */
export const messages = pgTable(
  'messages',
  {
    id: uuid().primaryKey().defaultRandom(),
    orderNumber: text('order_number')
      .$type<OrderNumber>()
      .notNull()
      .references(() => cases.orderNumber),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    template: text().notNull(),
    paramsSealed: bytea('params_sealed').notNull(),
    sentAt: at('sent_at').notNull(),
    readAt: at('read_at'),
  },
  (t) => [
    index('messages_account').on(t.accountId, t.sentAt),
    index('messages_order').on(t.orderNumber, t.sentAt),
  ],
);

/** E-mails and text messages to send to an account or a member of staff, written with the change that they announce; the relay sends them and tries again. */
export const mailOutbox = pgTable(
  'mail_outbox',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .references(() => accounts.id),
    staffId: uuid('staff_id')
      .$type<StaffId>()
      .references(() => staff.id),
    /** An order that the account must still reach when the mail leaves: news of it is for nobody else (R-08, Z4). */
    aboutOrder: text('about_order').$type<OrderNumber>(),
    mailSealed: bytea('mail_sealed').notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: at('next_attempt_at').notNull().defaultNow(),
    createdAt: at('created_at').notNull().defaultNow(),
    sentAt: at('sent_at'),
  },
  (t) => [
    index('mail_outbox_waiting').on(t.nextAttemptAt).where(sql`${t.sentAt} is null`),
    check('mail_outbox_one_reader', sql`num_nonnulls(${t.accountId}, ${t.staffId}) = 1`),
  ],
);

/** Orders whose workflow is to be started; the API tries at once, the relay starts what a crash left behind. */
export const startOutbox = pgTable(
  'start_outbox',
  {
    orderNumber: text('order_number')
      .$type<OrderNumber>()
      .primaryKey()
      .references(() => cases.orderNumber),
    createdAt: at('created_at').notNull().defaultNow(),
    startedAt: at('started_at'),
  },
  (t) => [index('start_outbox_waiting').on(t.createdAt).where(sql`${t.startedAt} is null`)],
);

/** One request lists everything that is asked for, with coded reasons and a deadline. */
export const supplementRequests = pgTable(
  'supplement_requests',
  {
    id: uuid().$type<CommandId>().primaryKey(),
    orderNumber: text('order_number')
      .$type<OrderNumber>()
      .notNull()
      .references(() => cases.orderNumber),
    items: jsonb().$type<SupplementItem[]>().notNull(),
    noteSealed: bytea('note_sealed').notNull(),
    askedAt: at('asked_at').notNull(),
    dueAt: at('due_at'),
    answeredAt: at('answered_at'),
  },
  (t) => [index('supplement_requests_order').on(t.orderNumber, t.askedAt)],
);

/** Video interviews: the booked time and how it went (R-26 … R-28). Slots and the call come later. */
export const interviews = pgTable(
  'interviews',
  {
    id: uuid().$type<CommandId>().primaryKey(),
    orderNumber: text('order_number')
      .$type<OrderNumber>()
      .notNull()
      .references(() => cases.orderNumber),
    startsAt: at('starts_at').notNull(),
    outcome: text().$type<'booked' | 'rebooked' | 'cancelled' | 'held' | 'no-show'>().notNull(),
    noteSealed: bytea('note_sealed'),
  },
  (t) => [index('interviews_order').on(t.orderNumber, t.startsAt)],
);

/** What is made for an order: by New York for all posts, or by the own post. The document's number is personal and sealed. */
export const productionOrders = pgTable('production_orders', {
  orderNumber: text('order_number')
    .$type<OrderNumber>()
    .primaryKey()
    .references(() => cases.orderNumber),
  post: text().$type<PostCode>().notNull(),
  /** The default is for a worker of the release before, which knows passports only. */
  madeAt: text('made_at').$type<PostCode>().notNull().default('NYC'),
  orderedAt: at('ordered_at').notNull(),
  documentNumberSealed: bytea('document_number_sealed'),
  producedAt: at('produced_at'),
});
