import { and, desc, eq, isNull, lt, ne } from 'drizzle-orm';
import { CaseError } from '../domain/errors.ts';
import type { AccountId, DocumentId, DraftId } from '../domain/ids.ts';
import type { PortraitAdvice } from '../domain/portrait.ts';
import type { PostCode } from '../domain/posts.ts';
import type { StatementKind } from '../domain/texts/statements.ts';
import type { Vault } from '../domain/vault.ts';
import type { Database, Queryable } from './client.ts';
import { insertKey } from './keys.ts';
import { place } from './places.ts';
import { answerRevisions, applications, dataKeys, documents, faceChecks, statements } from './schema.ts';

export type Answers = Record<string, string>;
export type ApplicationRow = typeof applications.$inferSelect;
export type DocumentRow = typeof documents.$inferSelect;

/** Drawn with a pen or a finger: strokes of x, y pairs in a box of the given size. */
export type Signature = { width: number; height: number; strokes: number[][] };
export type SignedStatements = Partial<Record<StatementKind, SignedStatement>>;
export type SignedStatement = { version: string; textHash: string; signature: Signature; signedAtMs: number };

/**
 * Merges changed answers into an application. With `seenRevision`, a save that saw an older revision is refused.
 * With `record`, the merged answers are also kept as a revision that an officer can be shown again.
 * @throws CaseError draft-changed
 */
export async function saveAnswers(
  tx: Queryable,
  vault: Vault,
  save: {
    applicationId: DraftId;
    keyId: string;
    changes: Answers;
    now: Date;
    record: boolean;
    seenRevision?: number | undefined;
  },
): Promise<{ answers: Answers; revision: number }> {
  const { applicationId: id, keyId, changes, now } = save;
  const [row] = await tx
    .select({ sealed: applications.answersSealed, revision: applications.revision })
    .from(applications)
    .where(eq(applications.id, id))
    .for('update');
  if (!row) throw new Error('answers were saved for an application that is not in the database');
  if (save.seenRevision !== undefined && save.seenRevision !== row.revision) {
    throw new CaseError('draft-changed', { seen: save.seenRevision, current: row.revision });
  }
  const answers = { ...(await vault.open<Answers>(keyId, place.answers(id), row.sealed)), ...changes };
  const revision = row.revision + 1;
  await tx
    .update(applications)
    .set({ answersSealed: await vault.seal(keyId, place.answers(id), answers), revision, updatedAt: now })
    .where(eq(applications.id, id));
  if (save.record) await recordRevision(tx, vault, { id, keyId, revision, answers, now });
  return { answers, revision };
}

export async function recordRevision(
  tx: Queryable,
  vault: Vault,
  {
    id,
    keyId,
    revision,
    answers,
    now,
  }: { id: DraftId; keyId: string; revision: number; answers: Answers; now: Date },
): Promise<void> {
  const answersSealed = await vault.seal(keyId, place.answerRevision(id, revision), answers);
  await tx.insert(answerRevisions).values({ applicationId: id, revision, answersSealed, savedAt: now });
}

/** Drafts and the content of submitted orders. The caller has checked who asks. */
export function createApplications(db: Database, vault: Vault) {
  return {
    async createDraft(draft: {
      accountId: AccountId;
      service: string;
      formVersion: number;
      post: PostCode;
    }): Promise<Application> {
      const id = crypto.randomUUID() as DraftId;
      const key = await vault.newKey();
      const answersSealed = await vault.seal(key.keyId, place.answers(id), {});
      return db.transaction(async (tx) => {
        await insertKey(tx, key);
        const [row] = await tx
          .insert(applications)
          .values({ id, ...draft, keyId: key.keyId, answersSealed })
          .returning();
        if (!row) throw new Error('a draft was inserted and not returned');
        return { ...row, answers: {} };
      });
    },

    async listDrafts(accountId: AccountId): Promise<ApplicationRow[]> {
      return db
        .select()
        .from(applications)
        .where(and(eq(applications.accountId, accountId), isNull(applications.submittedAt)))
        .orderBy(desc(applications.createdAt))
        .limit(100);
    },

    async findApplication(id: DraftId): Promise<Application | undefined> {
      const [row] = await db.select().from(applications).where(eq(applications.id, id));
      return (
        row && { ...row, answers: await vault.open<Answers>(row.keyId, place.answers(id), row.answersSealed) }
      );
    },

    /** @throws CaseError draft-changed when another device saved since `seenRevision` */
    saveDraft(draft: ApplicationRow, changes: Answers, seenRevision: number | undefined) {
      const save = {
        applicationId: draft.id,
        keyId: draft.keyId,
        changes,
        now: new Date(),
        record: false,
        seenRevision,
      };
      return db.transaction((tx) => saveAnswers(tx, vault, save));
    },

    /**
     * Removes a draft with its documents' rows; the caller deletes the objects.
     * @throws CaseError draft-submitted when it was submitted meanwhile
     */
    async deleteDraft(draft: ApplicationRow): Promise<void> {
      await db.transaction(async (tx) => {
        const locked = await lockApplication(tx, draft.id);
        if (locked?.submittedAt) throw new CaseError('draft-submitted');
        await tx.delete(documents).where(eq(documents.applicationId, draft.id));
        await tx.delete(statements).where(eq(statements.applicationId, draft.id));
        await tx.delete(faceChecks).where(eq(faceChecks.applicationId, draft.id));
        await tx
          .delete(applications)
          .where(and(eq(applications.id, draft.id), isNull(applications.submittedAt)));
        await tx.delete(dataKeys).where(eq(dataKeys.id, draft.keyId));
      });
    },

    async signStatement(
      draft: ApplicationRow,
      kind: StatementKind,
      statement: SignedStatement,
    ): Promise<void> {
      const { version, textHash, signature, signedAtMs } = statement;
      const values = {
        version,
        textHash,
        signatureSealed: await vault.seal(draft.keyId, place.signature(draft.id, kind), signature),
        signedAt: new Date(signedAtMs),
      };
      await db
        .insert(statements)
        .values({ applicationId: draft.id, kind, ...values })
        .onConflictDoUpdate({ target: [statements.applicationId, statements.kind], set: values });
    },

    /** The statements that are signed, by kind. */
    async listStatements(application: Pick<ApplicationRow, 'id' | 'keyId'>): Promise<SignedStatements> {
      const rows = await db.select().from(statements).where(eq(statements.applicationId, application.id));
      const signed = rows.map(async ({ kind, version, textHash, signatureSealed, signedAt }) => {
        const at = place.signature(application.id, kind);
        const signature = await vault.open<Signature>(application.keyId, at, signatureSealed);
        return [kind, { version, textHash, signature, signedAtMs: signedAt.getTime() }] as const;
      });
      return Object.fromEntries(await Promise.all(signed));
    },

    /** The answers as they stood before `before`: with what is there now, the difference that a supplement made. */
    async findAnswersBefore(
      application: Pick<ApplicationRow, 'id' | 'keyId'>,
      before: Date,
    ): Promise<Answers | undefined> {
      const [row] = await db
        .select({ revision: answerRevisions.revision, sealed: answerRevisions.answersSealed })
        .from(answerRevisions)
        .where(and(eq(answerRevisions.applicationId, application.id), lt(answerRevisions.savedAt, before)))
        .orderBy(desc(answerRevisions.revision))
        .limit(1);
      if (!row) return undefined;
      const at = place.answerRevision(application.id, row.revision);
      return vault.open<Answers>(application.keyId, at, row.sealed);
    },

    /** A document that is stored; a second upload of the same picture and kind answers with the first. */
    async addDocument(
      application: Pick<ApplicationRow, 'id' | 'keyId'>,
      added: NewDocument,
    ): Promise<Document> {
      const { fileName, content, ...rest } = added;
      const contentIndex = await vault.index('document content', `${application.id}|${content}`);
      const nameSealed = await vault.seal(application.keyId, place.documentName(added.id), fileName);
      return db.transaction(async (tx) => {
        // One upload of an application is recorded at a time, so that the count and the look-up hold.
        const locked = await lockApplication(tx, application.id);
        if (locked?.submittedAt && added.state === 'current') throw new CaseError('draft-submitted');
        const stored = await tx
          .select()
          .from(documents)
          .where(and(eq(documents.applicationId, application.id), ne(documents.state, 'replaced')));
        const same = stored.find(
          (row) =>
            row.kind === added.kind && row.state === added.state && row.contentIndex.equals(contentIndex),
        );
        if (same) return { ...same, fileName };
        if (stored.length >= DOCUMENTS_MAX) throw new CaseError('too-many-documents', { max: DOCUMENTS_MAX });
        const [row] = await tx
          .insert(documents)
          .values({ ...rest, applicationId: application.id, contentIndex, nameSealed })
          .returning();
        if (!row) throw new Error('a document was inserted and not returned');
        return { ...row, fileName };
      });
    },

    async listDocuments(application: Pick<ApplicationRow, 'id' | 'keyId'>): Promise<Document[]> {
      const rows = await db
        .select()
        .from(documents)
        .where(and(eq(documents.applicationId, application.id), ne(documents.state, 'replaced')))
        .orderBy(documents.uploadedAt);
      return Promise.all(
        rows.map(async (row) => ({
          ...row,
          fileName: await vault.open<string>(application.keyId, place.documentName(row.id), row.nameSealed),
        })),
      );
    },

    /** What the check advises about a portrait, for its owner and for officers. */
    async keepAdvice(id: DocumentId, advice: PortraitAdvice): Promise<void> {
      await db.update(documents).set({ advice }).where(eq(documents.id, id));
    },

    /**
     * Removes a document that no decision has seen: of a draft, or pending for an open supplement.
     * @returns the key of its object when no other document shares it
     * @throws CaseError draft-submitted when it belongs to a submitted order by now
     */
    async removeDocument(document: DocumentRow): Promise<string | undefined> {
      return db.transaction(async (tx) => {
        const locked = await lockApplication(tx, document.applicationId);
        if (locked?.submittedAt && document.state !== 'pending') throw new CaseError('draft-submitted');
        await tx.delete(documents).where(eq(documents.id, document.id));
        const sharing = await tx.$count(documents, eq(documents.objectKey, document.objectKey));
        return sharing === 0 ? document.objectKey : undefined;
      });
    },
  };
}

/** Documents, answers and submission of one application change one after the other. */
export async function lockApplication(tx: Queryable, id: DraftId) {
  const [row] = await tx
    .select({ revision: applications.revision, submittedAt: applications.submittedAt })
    .from(applications)
    .where(eq(applications.id, id))
    .for('update');
  return row;
}

export type Applications = ReturnType<typeof createApplications>;

/** At most so many pictures an application (U2). */
const DOCUMENTS_MAX = 20;

export type Application = ApplicationRow & { answers: Answers };
export type Document = DocumentRow & { fileName: string };
type NewDocument = Pick<DocumentRow, 'id' | 'kind' | 'state' | 'objectKey' | 'bytes' | 'width' | 'height'> & {
  fileName: string;
  /** SHA-256 of the picture, hex; stored as a keyed hash only. */
  content: string;
};
