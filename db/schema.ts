import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CaseState, SupplementItem } from '../domain/case-state.ts';
import type { CommandKind, Role, StaffRole } from '../domain/commands.ts';
import type { TaskKind } from '../domain/effects.ts';
import type { FaceOutcome } from '../domain/face.ts';
import type {
  AccountId,
  CommandId,
  DocumentId,
  DraftId,
  OrderNumber,
  StaffId,
  TaskId,
} from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import type { PortraitAdvice } from '../domain/portrait.ts';
import type { Post, PostCode } from '../domain/posts.ts';
import type { CaseStanding } from '../domain/standing.ts';
import type { Status } from '../domain/statuses.ts';
import type { StatementKind } from '../domain/texts/statements.ts';
import type { Lang } from '../domain/texts/text.ts';
import { NO_TRAITS, type Traits } from '../domain/traits.ts';

// Columns named …_sealed hold AES-256-GCM ciphertext (domain/vault.ts); columns named …_index hold keyed hashes.
const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Posts as administrators keep them; seeded from domain/data/posts.ts. */
export const posts = pgTable('posts', {
  code: text().$type<PostCode>().primaryKey(),
  post: jsonb().$type<Post>().notNull(),
});

/** Everything a notice can change, per post and from a date on; a case keeps its row for life. */
export const policies = pgTable(
  'policies',
  {
    id: uuid().primaryKey().defaultRandom(),
    post: text()
      .$type<PostCode>()
      .notNull()
      .references(() => posts.code),
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
    policy: jsonb().$type<Policy>().notNull(),
  },
  (t) => [uniqueIndex('policies_post_from').on(t.post, t.effectiveFrom)],
);

/** Data keys, wrapped by the master key. A row without `wrapped` is a key that was destroyed. */
export const dataKeys = pgTable('data_keys', {
  id: uuid().primaryKey(),
  wrapped: bytea(),
  createdAt: at('created_at').notNull().defaultNow(),
  destroyedAt: at('destroyed_at'),
});

/** Who may log in to the portal. The account is not the applicant. */
export const accounts = pgTable('accounts', {
  id: uuid().$type<AccountId>().primaryKey().defaultRandom(),
  emailSealed: bytea('email_sealed').notNull(),
  emailIndex: bytea('email_index').notNull().unique(),
  passwordHash: text('password_hash').notNull(),
  lang: text().$type<Lang>().notNull(),
  confirmedAt: at('confirmed_at'),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** One-time codes sent by e-mail: used once, few attempts, short life. */
export const oneTimeCodes = pgTable(
  'one_time_codes',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    codeIndex: bytea('code_index').notNull(),
    attemptsLeft: integer('attempts_left').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('one_time_codes_account').on(t.accountId, t.createdAt)],
);

/** Staff of a post; several roles may be one person's. */
export const staff = pgTable('staff', {
  id: uuid().$type<StaffId>().primaryKey().defaultRandom(),
  login: text().notNull().unique(),
  name: text().notNull(),
  passwordHash: text('password_hash').notNull(),
  post: text()
    .$type<PostCode>()
    .notNull()
    .references(() => posts.code),
  roles: text().array().$type<StaffRole[]>().notNull(),
  disabledAt: at('disabled_at'),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** Opaque, revocable sessions: only the token's SHA-256 is kept. Exactly one of account and staff is set. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .references(() => accounts.id),
    staffId: uuid('staff_id')
      .$type<StaffId>()
      .references(() => staff.id),
    createdAt: at('created_at').notNull().defaultNow(),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index('sessions_account').on(t.accountId), index('sessions_staff').on(t.staffId)],
);

/** What an applicant fills in: a draft until it is submitted, then the content of an order. */
export const applications = pgTable(
  'applications',
  {
    id: uuid().$type<DraftId>().primaryKey(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    keyId: uuid('key_id')
      .notNull()
      .references(() => dataKeys.id),
    service: text().notNull(),
    formVersion: integer('form_version').notNull(),
    post: text()
      .$type<PostCode>()
      .notNull()
      .references(() => posts.code),
    /** Counts the saves; a save that saw an older revision is told so instead of overwriting. */
    revision: integer().notNull().default(0),
    answersSealed: bytea('answers_sealed').notNull(),
    submittedAt: at('submitted_at'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [index('applications_account').on(t.accountId, t.createdAt)],
);

/** The answers as they were at submission and after each supplement: what an officer saw can be shown again. */
export const answerRevisions = pgTable(
  'answer_revisions',
  {
    applicationId: uuid('application_id')
      .$type<DraftId>()
      .notNull()
      .references(() => applications.id),
    revision: integer().notNull(),
    answersSealed: bytea('answers_sealed').notNull(),
    savedAt: at('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.revision] })],
);

/**
 * Statements signed online: 國籍狀況聲明書, 補充聲明書 of a lost document, a guardian's consent. The drawn
 * signature is sealed, the text is known by version and hash.
 */
export const statements = pgTable(
  'statements',
  {
    applicationId: uuid('application_id')
      .$type<DraftId>()
      .notNull()
      .references(() => applications.id),
    kind: text().$type<StatementKind>().notNull(),
    version: text().notNull(),
    textHash: text('text_hash').notNull(),
    signatureSealed: bytea('signature_sealed').notNull(),
    signedAt: at('signed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.kind] })],
);

/**
 * Each comparison of a selfie with the portrait. The selfie and the face's numbers are not kept; the score is for
 * officers only and sealed. `skipped`: after several failures the applicant went on, towards an interview.
 */
export const faceChecks = pgTable(
  'face_checks',
  {
    id: uuid().primaryKey().defaultRandom(),
    applicationId: uuid('application_id')
      .$type<DraftId>()
      .notNull()
      .references(() => applications.id),
    outcome: text().$type<FaceOutcome>().notNull(),
    /** The portrait that was compared; a new portrait asks for a new comparison. */
    portraitId: uuid('portrait_id').$type<DocumentId>(),
    scoreSealed: bytea('score_sealed'),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('face_checks_application').on(t.applicationId, t.at)],
);

/** Pictures of papers, by reference: the bytes lie sealed in the object store. */
export const documents = pgTable(
  'documents',
  {
    id: uuid().$type<DocumentId>().primaryKey(),
    applicationId: uuid('application_id')
      .$type<DraftId>()
      .notNull()
      .references(() => applications.id),
    kind: text().notNull(),
    /** current = part of the application · pending = uploaded for an open supplement · replaced = kept for the record. */
    state: text().$type<'current' | 'pending' | 'replaced'>().notNull(),
    objectKey: text('object_key').notNull(),
    contentIndex: bytea('content_index').notNull(),
    nameSealed: bytea('name_sealed').notNull(),
    bytes: integer().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    /** Of a portrait: what the check advises; null for other pictures and for one that was not checked. */
    advice: jsonb().$type<PortraitAdvice>(),
    uploadedAt: at('uploaded_at').notNull().defaultNow(),
  },
  (t) => [index('documents_application').on(t.applicationId, t.kind)],
);

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
    keyId: uuid('key_id')
      .notNull()
      .references(() => dataKeys.id),
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
  },
  (t) => [
    index('cases_account').on(t.accountId, t.submittedAt),
    index('cases_post_status').on(t.post, t.status, t.submittedAt),
    index('cases_name').on(t.nameIndex),
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
  (t) => [index('messages_account').on(t.accountId, t.sentAt)],
);

/** E-mails to send, written with the change that they announce; the relay sends them and tries again. */
export const mailOutbox = pgTable(
  'mail_outbox',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    mailSealed: bytea('mail_sealed').notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: at('next_attempt_at').notNull().defaultNow(),
    sentAt: at('sent_at'),
  },
  (t) => [index('mail_outbox_waiting').on(t.nextAttemptAt).where(sql`${t.sentAt} is null`)],
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

/** Attempts at things that are limited, by keyed hash of who or what; shared by all API processes. */
export const rateLimits = pgTable('rate_limits', {
  bucketIndex: bytea('bucket_index').primaryKey(),
  used: integer().notNull(),
  windowEndsAt: at('window_ends_at').notNull(),
});
