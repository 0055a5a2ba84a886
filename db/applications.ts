import { and, desc, eq, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import { CaseError } from '../domain/errors.ts';
import type { AccountId, DocumentId, DraftId } from '../domain/ids.ts';
import type { PortraitAdvice } from '../domain/portrait.ts';
import type { PostCode } from '../domain/posts.ts';
import type { Signature } from '../domain/signature.ts';
import type { StatementKind } from '../domain/texts/statements.ts';
import type { Vault } from '../domain/vault.ts';
import { writeAudit } from './audit.ts';
import { ofDraft, ownersDeed } from './audit-owners.ts';
import type { Database, Queryable } from './client.ts';
import { place } from './places.ts';
import { answerRevisions, applications, documents, faceChecks, statements } from './schema.ts';

export type Answers = Record<string, string>;
export type ApplicationRow = typeof applications.$inferSelect;
export type DocumentRow = typeof documents.$inferSelect;

export type SignedStatements = Partial<Record<StatementKind, SignedStatement>>;
export type SignedStatement = { version: string; textHash: string; signature: Signature; signedAtMs: number };

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
  // Every page of a draft asks these two, so their texts are made and planned once for each connection.
  const applicationById = db
    .select()
    .from(applications)
    .where(eq(applications.id, sql.placeholder('id')))
    .prepare('application_by_id');
  /** Writes only over the revision that was read, and only a draft. */
  const overwriteAnswers = db
    .update(applications)
    .set({
      answersSealed: sql`${sql.placeholder('answersSealed')}`,
      revision: sql`${applications.revision} + 1`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(applications.id, sql.placeholder('id')),
        eq(applications.revision, sql.placeholder('revision')),
        isNull(applications.submittedAt),
      ),
    )
    .returning({ revision: applications.revision })
    .prepare('overwrite_answers');

  async function findApplication(id: DraftId): Promise<Application | undefined> {
    const [row] = await applicationById.execute({ id });
    return (
      row && { ...row, answers: await vault.open<Answers>(row.keyId, place.answers(id), row.answersSealed) }
    );
  }

  return {
    async createDraft(draft: {
      accountId: AccountId;
      service: string;
      formVersion: number;
      post: PostCode;
      /** What was said before it was begun. */
      answers?: Answers;
    }): Promise<Application> {
      const { answers = {}, ...begun } = draft;
      const id = crypto.randomUUID() as DraftId;
      const keyId = await vault.newKey();
      const answersSealed = await vault.seal(keyId, place.answers(id), answers);
      return db.transaction(async (tx) => {
        const [row] = await tx
          .insert(applications)
          .values({ id, ...begun, keyId, answersSealed })
          .returning();
        if (!row) throw new Error('a draft was inserted and not returned');
        await writeAudit(tx, vault, ofDraft('draft.create', row, { service: row.service, post: row.post }));
        return { ...row, answers };
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

    findApplication,

    /**
     * Merges changed answers into the draft as it was read; when another save came in between, into what that one left.
     * One statement and no transaction of its own: this is what a form does all day.
     *
     * @throws CaseError draft-changed when another device saved since `seenRevision`, draft-submitted
     */
    async saveDraft(
      draft: Application,
      changes: Answers,
      seenRevision: number | undefined,
    ): Promise<{ answers: Answers; revision: number }> {
      const { id, keyId } = draft;
      for (let known: Application | undefined = draft; known; known = await findApplication(id)) {
        const { revision } = known;
        if (known.submittedAt) throw new CaseError('draft-submitted');
        if (seenRevision !== undefined && seenRevision !== revision) {
          throw new CaseError('draft-changed', { seen: seenRevision, current: revision });
        }
        const answers = { ...known.answers, ...changes };
        const answersSealed = await vault.seal(keyId, place.answers(id), answers);
        const [saved] = await overwriteAnswers.execute({ id, revision, answersSealed });
        if (saved) return { answers, revision: saved.revision };
      }
      throw new CaseError('not-found');
    },

    /**
     * Removes a draft with its documents' rows; the caller deletes the objects.
     * @throws CaseError draft-submitted when it was submitted meanwhile
     */
    async deleteDraft(draft: ApplicationRow): Promise<void> {
      await db.transaction(async (tx) => {
        const locked = await lockApplication(tx, draft.id);
        if (locked?.submittedAt) throw new CaseError('draft-submitted');
        if (locked) await writeAudit(tx, vault, ofDraft('draft.delete', draft));
        await tx.delete(documents).where(eq(documents.applicationId, draft.id));
        await tx.delete(statements).where(eq(statements.applicationId, draft.id));
        await tx.delete(faceChecks).where(eq(faceChecks.applicationId, draft.id));
        await tx
          .delete(applications)
          .where(and(eq(applications.id, draft.id), isNull(applications.submittedAt)));
      });
      await vault.destroyKey(draft.keyId); // after a crash right here, the sweep of keys that belong to nothing does it
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
      await db.transaction(async (tx) => {
        await tx
          .insert(statements)
          .values({ applicationId: draft.id, kind, ...values })
          .onConflictDoUpdate({ target: [statements.applicationId, statements.kind], set: values });
        await writeAudit(tx, vault, ofDraft('statement.sign', draft, { kind, version, textHash }));
      });
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

    /**
     * A document that is stored; a second upload of the same picture and kind answers with the first. With `replace` it
     * takes the place of what is there of its kind and state, in the same transaction.
     *
     * @returns the document, and the keys of objects that nothing refers to any more
     */
    async addDocument(
      application: Pick<ApplicationRow, 'id' | 'keyId'>,
      added: NewDocument,
      { replace = false } = {},
    ): Promise<{ document: Document; unused: string[] }> {
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
        const inPlace = stored.filter(({ kind, state }) => kind === added.kind && state === added.state);
        const same = inPlace.find((row) => row.contentIndex.equals(contentIndex));
        const old = replace ? inPlace.filter((row) => row !== same) : [];
        if (!same && stored.length - old.length >= DOCUMENTS_MAX) {
          throw new CaseError('too-many-documents', { max: DOCUMENTS_MAX });
        }
        const row =
          same ??
          (await insertDocument(tx, { ...rest, applicationId: application.id, contentIndex, nameSealed }));
        if (!same) {
          const { id: documentId, kind, state } = row;
          const replaces = old.map((each) => each.id);
          await writeAudit(tx, vault, {
            ...(await ownersDeed(tx, 'document.add', application.id)),
            details: { documentId, kind, state, replaces },
          });
        }
        const kept = [...stored.filter((each) => !old.includes(each)), row];
        if (old.length > 0) {
          await tx.delete(documents).where(
            inArray(
              documents.id,
              old.map(({ id }) => id),
            ),
          );
        }
        const unused = old
          .map(({ objectKey }) => objectKey)
          .filter((key) => !kept.some((each) => each.objectKey === key));
        return { document: { ...row, fileName, sameAs: otherKindsOf(row, kept) }, unused };
      });
    },

    /** What counts, or waits to; on asking also what a supplement replaced. */
    async listDocuments(
      application: Pick<ApplicationRow, 'id' | 'keyId'>,
      { withReplaced = false } = {},
    ): Promise<Document[]> {
      const rows = await db
        .select()
        .from(documents)
        .where(
          and(
            eq(documents.applicationId, application.id),
            withReplaced ? undefined : ne(documents.state, 'replaced'),
          ),
        )
        .orderBy(documents.uploadedAt);
      return Promise.all(
        rows.map(async (row) => ({
          ...row,
          fileName: await vault.open<string>(application.keyId, place.documentName(row.id), row.nameSealed),
          sameAs: otherKindsOf(row, rows),
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
        const { id: documentId, kind, state } = document;
        await writeAudit(tx, vault, {
          ...(await ownersDeed(tx, 'document.remove', document.applicationId)),
          details: { documentId, kind, state },
        });
        const sharing = await tx.$count(documents, eq(documents.objectKey, document.objectKey));
        return sharing === 0 ? document.objectKey : undefined;
      });
    },
  };
}

async function insertDocument(tx: Queryable, values: typeof documents.$inferInsert): Promise<DocumentRow> {
  const [row] = await tx.insert(documents).values(values).returning();
  if (!row) throw new Error('a document was inserted and not returned');
  return row;
}

/** The other kinds under which this very picture is stored: likely a slip of the hand. */
function otherKindsOf(row: DocumentRow, all: readonly DocumentRow[]): string[] {
  const same = all.filter(
    ({ kind, contentIndex }) => kind !== row.kind && contentIndex.equals(row.contentIndex),
  );
  return [...new Set(same.map(({ kind }) => kind))];
}

/** Documents, answers and submission of one application change one after the other. */
export async function lockApplication(tx: Queryable, id: DraftId) {
  const lock = () =>
    tx
      .select({ revision: applications.revision, submittedAt: applications.submittedAt })
      .from(applications)
      .where(eq(applications.id, id))
      .for('update');
  const [row] = await lock();
  if (row) return row;
  // Who waited for a submission looks for its case, by which the row is seen, as of before the wait; asked anew it is there.
  const [submitted] = await lock();
  return submitted;
}

export type Applications = ReturnType<typeof createApplications>;

/** At most so many pictures an application (U2). */
const DOCUMENTS_MAX = 20;

export type Application = ApplicationRow & { answers: Answers };
/** With `sameAs`: other kinds under which the same picture is stored. */
export type Document = DocumentRow & { fileName: string; sameAs: string[] };
type NewDocument = Pick<DocumentRow, 'id' | 'kind' | 'state' | 'objectKey' | 'bytes' | 'width' | 'height'> & {
  fileName: string;
  /** SHA-256 of the picture, hex; stored as a keyed hash only. */
  content: string;
};
