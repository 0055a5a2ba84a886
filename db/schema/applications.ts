import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { FaceOutcome } from '../../domain/face.ts';
import type { AccountId, DocumentId, DraftId } from '../../domain/ids.ts';
import type { PortraitAdvice } from '../../domain/portrait.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { StatementKind } from '../../domain/texts/statements.ts';
import { at, bytea } from './columns.ts';
import { accounts } from './people.ts';
import { posts } from './posts.ts';

/** What an applicant fills in: a draft until it is submitted, then the content of an order. */
export const applications = pgTable(
  'applications',
  {
    id: uuid().$type<DraftId>().primaryKey(),
    accountId: uuid('account_id')
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id),
    /** Of a data key in the key database (db/keys-schema.ts). */
    keyId: uuid('key_id').notNull(),
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
  (t) => [
    index('applications_account').on(t.accountId, t.createdAt),
    index('applications_key').on(t.keyId),
    index('applications_untouched').on(t.updatedAt).where(sql`${t.submittedAt} is null`),
  ],
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
