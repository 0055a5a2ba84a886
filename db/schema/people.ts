import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { StaffRole } from '../../domain/commands.ts';
import type { AccountId, DraftId, OrderNumber, StaffId } from '../../domain/ids.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { Lang } from '../../domain/texts/text.ts';
import { at, bytea } from './columns.ts';
import { posts } from './posts.ts';

/** Who may log in to the portal, with an e-mail address or a Chinese mobile number. The account is not the applicant. */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid().$type<AccountId>().primaryKey().defaultRandom(),
    emailSealed: bytea('email_sealed'),
    emailIndex: bytea('email_index').unique(),
    phoneSealed: bytea('phone_sealed'),
    phoneIndex: bytea('phone_index').unique(),
    passwordHash: text('password_hash').notNull(),
    lang: text().$type<Lang>().notNull(),
    confirmedAt: at('confirmed_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [check('accounts_reachable', sql`${t.emailIndex} is not null or ${t.phoneIndex} is not null`)],
);

/**
 * Who an account belongs to, as the identity authority confirmed it: at most one identity an account. Number and
 * name are sealed; the index is the same keyed hash as a case's person has, so that an applicant is known as oneself.
 */
export const identities = pgTable('identities', {
  accountId: uuid('account_id')
    .$type<AccountId>()
    .primaryKey()
    .references(() => accounts.id),
  kind: text().$type<'passport' | 'resident-id'>().notNull(),
  numberSealed: bytea('number_sealed').notNull(),
  nameSealed: bytea('name_sealed').notNull(),
  personIndex: bytea('person_index').notNull(),
  confirmedAt: at('confirmed_at').notNull().defaultNow(),
});

/** One-time codes sent by e-mail or SMS: used once, few attempts, short life. */
export const oneTimeCodes = pgTable(
  'one_time_codes',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    purpose: text().$type<'confirm' | 'reset' | 'add-address'>().notNull().default('confirm'),
    codeIndex: bytea('code_index').notNull(),
    attemptsLeft: integer('attempts_left').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('one_time_codes_account').on(t.accountId, t.createdAt)],
);

/** Staff of a post; several roles may be one person's. Without a password hash somebody was invited and has not come yet. */
export const staff = pgTable('staff', {
  id: uuid().$type<StaffId>().primaryKey().defaultRandom(),
  login: text().notNull().unique(),
  name: text().notNull(),
  emailSealed: bytea('email_sealed'),
  passwordHash: text('password_hash'),
  /** Keyed hash of issuer and subject at the OpenID provider, where one logs in there instead of with a password. */
  subjectIndex: bytea('subject_index').unique(),
  post: text()
    .$type<PostCode>()
    .notNull()
    .references(() => posts.code),
  roles: text().array().$type<StaffRole[]>().notNull(),
  disabledAt: at('disabled_at'),
  createdAt: at('created_at').notNull().defaultNow(),
});

/**
 * Changes of staff rights that wait for a second administrator (Z6): who asked never decides.
 * `change`: for 'roles' { roles, post }, for 'invite' { login, name, post, roles }, for 'disable' and 'enable' {}, for 'reset-factors' {}.
 */
export const staffChanges = pgTable(
  'staff_changes',
  {
    id: uuid().primaryKey().defaultRandom(),
    staffId: uuid('staff_id')
      .$type<StaffId>()
      .references(() => staff.id),
    kind: text().$type<'invite' | 'roles' | 'disable' | 'enable' | 'reset-factors'>().notNull(),
    change: jsonb().$type<Record<string, unknown>>().notNull(),
    reason: text().notNull(),
    askedBy: uuid('asked_by')
      .$type<StaffId>()
      .notNull()
      .references(() => staff.id),
    askedAt: at('asked_at').notNull().defaultNow(),
    decidedBy: uuid('decided_by')
      .$type<StaffId>()
      .references(() => staff.id),
    decidedAt: at('decided_at'),
    outcome: text().$type<'carried-out' | 'refused'>(),
  },
  // Who asked may still withdraw it.
  (t) => [
    check(
      'staff_changes_four_eyes',
      sql`${t.outcome} is not distinct from 'refused' or ${t.decidedBy} <> ${t.askedBy}`,
    ),
  ],
);

/** Second factors of an account or a member of staff: a TOTP secret (RFC 6238) or a passkey (WebAuthn). One of the two owners is set. */
export const factors = pgTable(
  'factors',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .references(() => accounts.id),
    staffId: uuid('staff_id')
      .$type<StaffId>()
      .references(() => staff.id),
    kind: text().$type<'totp' | 'passkey'>().notNull(),
    /** TOTP: the secret. Passkey: id, public key and transports. */
    secretSealed: bytea('secret_sealed').notNull(),
    /** Keyed hash of a passkey's credential id. */
    credentialIndex: bytea('credential_index').unique(),
    /** What one calls it, for example "phone". */
    nameSealed: bytea('name_sealed').notNull(),
    /** TOTP: the last time step that was used, so that no code opens twice. Passkey: its signature counter. */
    counter: bigint({ mode: 'number' }).notNull().default(0),
    /** Null until the first right code or signature: it counts for nothing before. */
    confirmedAt: at('confirmed_at'),
    createdAt: at('created_at').notNull().defaultNow(),
    lastUsedAt: at('last_used_at'),
  },
  (t) => [
    check('factors_one_owner', sql`num_nonnulls(${t.accountId}, ${t.staffId}) = 1`),
    index('factors_account').on(t.accountId),
    index('factors_staff').on(t.staffId),
  ],
);

/**
 * Something that was begun and has to be finished within minutes, once: a login that waits for its second factor, a passkey
 * challenge, a password reset, an invitation, an OpenID login. Known by a token of which only the hash is kept.
 */
export const challenges = pgTable(
  'challenges',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    purpose: text()
      .$type<'second-factor' | 'enrol' | 'step-up' | 'passkey-login' | 'reset' | 'invitation' | 'oidc'>()
      .notNull(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .references(() => accounts.id),
    staffId: uuid('staff_id')
      .$type<StaffId>()
      .references(() => staff.id),
    /** What has to be known again when it is finished, sealed. */
    stateSealed: bytea('state_sealed').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('challenges_expiry').on(t.expiresAt)],
);

/** Opaque, revocable sessions: only the token's SHA-256 is kept. Exactly one of account and staff is set. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    /** What its owner calls it by, to see and end it; opens nothing. */
    id: uuid().notNull().unique().defaultRandom(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .references(() => accounts.id),
    staffId: uuid('staff_id')
      .$type<StaffId>()
      .references(() => staff.id),
    /** Browser and system in a word, as the client told them. */
    device: text().notNull().default(''),
    /** Until when critical acts need no new second factor (S5). */
    steppedUpUntil: at('stepped_up_until'),
    createdAt: at('created_at').notNull().defaultNow(),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index('sessions_account').on(t.accountId), index('sessions_staff').on(t.staffId)],
);

/** Devices and networks from which somebody logged in before, as keyed hash: a login from another one is told to its owner (A7). */
export const knownDevices = pgTable(
  'known_devices',
  {
    deviceIndex: bytea('device_index').primaryKey(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .references(() => accounts.id),
    staffId: uuid('staff_id')
      .$type<StaffId>()
      .references(() => staff.id),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
  },
  (t) => [
    check('known_devices_one_owner', sql`num_nonnulls(${t.accountId}, ${t.staffId}) = 1`),
    index('known_devices_account').on(t.accountId),
    index('known_devices_staff').on(t.staffId),
  ],
);

/** Attempts at things that are limited, by keyed hash of who or what; shared by all API processes. */
export const rateLimits = pgTable('rate_limits', {
  bucketIndex: bytea('bucket_index').primaryKey(),
  used: integer().notNull(),
  windowEndsAt: at('window_ends_at').notNull(),
});

/**
 * Answers of requests that carried an Idempotency-Key and are no command of a case: the same key of the same person for
 * the same route gives the first answer again. Without `status` the first one is still under way.
 */
export const idempotentAnswers = pgTable(
  'idempotent_answers',
  {
    keyIndex: bytea('key_index').primaryKey(),
    bodyIndex: bytea('body_index').notNull(),
    status: integer(),
    answerSealed: bytea('answer_sealed'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('idempotent_answers_age').on(t.createdAt)],
);

/** Consents to the processing of special data (faces), as text version, hash and time; withdrawn is kept, too. */
export const consents = pgTable(
  'consents',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    applicationId: uuid('application_id').$type<DraftId>().notNull(),
    kind: text().$type<'face'>().notNull(),
    version: text().notNull(),
    textHash: text('text_hash').notNull(),
    /** Refused is an answer too: the way without a comparison leads to an interview. */
    given: text().$type<'given' | 'refused'>().notNull(),
    at: at('at').notNull().defaultNow(),
    withdrawnAt: at('withdrawn_at'),
  },
  (t) => [index('consents_application').on(t.applicationId, t.at)],
);

/** Codes with which an applicant takes an order over from who filed it. One that can be used an order; the code itself is not kept. */
export const handOvers = pgTable(
  'hand_overs',
  {
    id: uuid().primaryKey().defaultRandom(),
    orderNumber: text('order_number').$type<OrderNumber>().notNull(),
    madeBy: uuid('made_by')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    codeIndex: bytea('code_index').notNull(),
    attemptsLeft: integer('attempts_left').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    takenBy: uuid('taken_by')
      .$type<AccountId>()
      .references(() => accounts.id),
    takenAt: at('taken_at'),
    revokedAt: at('revoked_at'),
  },
  (t) => [
    uniqueIndex('one_open_hand_over')
      .on(t.orderNumber)
      .where(sql`${t.takenAt} is null and ${t.revokedAt} is null`),
  ],
);
