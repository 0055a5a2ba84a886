import { and, desc, eq, gte, ne } from 'drizzle-orm';
import { CaseError } from '../domain/errors.ts';
import { type FaceConsent, type FaceOutcome, faceStanding, maySkip } from '../domain/face.ts';
import type { DocumentId } from '../domain/ids.ts';
import type { Vault } from '../domain/vault.ts';
import { type ApplicationRow, lockApplication } from './applications.ts';
import { writeAudit } from './audit.ts';
import { ofDraft } from './audit-owners.ts';
import type { Database, Queryable } from './client.ts';
import { place } from './places.ts';
import { consents, faceChecks } from './schema.ts';

type Owner = Pick<ApplicationRow, 'id' | 'keyId'>;
type Applicant = Pick<ApplicationRow, 'id' | 'accountId'>;
export type FaceCheckRow = typeof faceChecks.$inferSelect;

/** Face comparisons of an application: outcomes and sealed scores. No picture and nothing of a face's numbers. */
export function createFaces(db: Database, vault: Vault) {
  const listIn = (tx: Queryable, { id }: Pick<Owner, 'id'>): Promise<FaceCheckRow[]> =>
    tx.select().from(faceChecks).where(eq(faceChecks.applicationId, id)).orderBy(desc(faceChecks.at));

  return {
    /**
     * Takes one of the day's tries before the pictures are looked at, so that no storm of requests has more than
     * `max` of them. Finish or drop it in the end.
     * @param since  the first instant of the day, at the post
     * @throws CaseError draft-submitted, consent-missing, face-tries-used
     */
    async begin(
      owner: Pick<Owner, 'id'>,
      { portraitId, since, max }: { portraitId: DocumentId; since: Date; max: number },
    ): Promise<string> {
      return db.transaction(async (tx) => {
        await lockDraft(tx, owner);
        if ((await consentIn(tx, owner)) !== 'given') throw new CaseError('consent-missing');
        const used = await tx.$count(faceChecks, triesSince(owner, since));
        if (used >= max) throw new CaseError('face-tries-used', { triesLeft: 0 });
        const [row] = await tx
          .insert(faceChecks)
          .values({ applicationId: owner.id, outcome: 'unfinished', portraitId })
          .returning({ id: faceChecks.id });
        if (!row) throw new Error('a face check was inserted and not returned');
        return row.id;
      });
    },

    /** What the comparison said; the score is sealed with the application's key. Nothing, if the consent is gone meanwhile. */
    async finish(
      owner: Owner & Applicant,
      id: string,
      outcome: FaceOutcome,
      score: number | undefined,
    ): Promise<void> {
      const scoreSealed =
        score === undefined ? null : await vault.seal(owner.keyId, place.faceScore(id), score);
      await db.transaction(async (tx) => {
        const finished = await tx
          .update(faceChecks)
          .set({ outcome, scoreSealed })
          .where(and(eq(faceChecks.id, id), eq(faceChecks.outcome, 'unfinished')))
          .returning({ id: faceChecks.id });
        if (finished.length === 0) return;
        await writeAudit(tx, vault, ofDraft('face.check', owner, { outcome }));
      });
    },

    /** Gives a try back that we could not carry out. */
    async drop(id: string): Promise<void> {
      await db.delete(faceChecks).where(and(eq(faceChecks.id, id), eq(faceChecks.outcome, 'unfinished')));
    },

    /**
     * The applicant goes on without a comparison, towards an interview. Twice is once.
     * @throws CaseError draft-submitted, face-skip-too-early
     */
    async skip(
      owner: Applicant,
      { portraitId, attemptsMax }: { portraitId: DocumentId; attemptsMax: number },
    ): Promise<void> {
      await db.transaction(async (tx) => {
        await lockDraft(tx, owner);
        const checks = await listIn(tx, owner);
        if (faceStanding(checks, portraitId, await consentIn(tx, owner)) !== 'open') return;
        if (!maySkip(checks, attemptsMax)) throw new CaseError('face-skip-too-early');
        await tx.insert(faceChecks).values({ applicationId: owner.id, outcome: 'skipped', portraitId });
        await writeAudit(tx, vault, ofDraft('face.check', owner, { outcome: 'skipped' }));
      });
    },

    /** The latest first. */
    list: (owner: Pick<Owner, 'id'>): Promise<FaceCheckRow[]> => listIn(db, owner),

    /** Tries of a day that are used up. */
    countSince: (owner: Pick<Owner, 'id'>, since: Date): Promise<number> =>
      db.$count(faceChecks, triesSince(owner, since)),

    /** For officers: the latest first, with the distance that was measured; null where there was nothing to compare. */
    async listWithScores(owner: Owner) {
      const rows = await listIn(db, owner);
      return Promise.all(
        rows.map(async ({ id, outcome, portraitId, scoreSealed, at }) => {
          const sealed = scoreSealed && vault.open<number>(owner.keyId, place.faceScore(id), scoreSealed);
          return { outcome, portraitId, score: await sealed, at };
        }),
      );
    },
  };
}
export type Faces = ReturnType<typeof createFaces>;

const triesSince = ({ id }: Pick<Owner, 'id'>, since: Date) =>
  and(eq(faceChecks.applicationId, id), ne(faceChecks.outcome, 'skipped'), gte(faceChecks.at, since));

/** What comparisons have said is deleted, that they took place is not: the day's tries stay counted (D8). */
export async function forgetComparisons(tx: Queryable, { id }: Pick<Owner, 'id'>): Promise<void> {
  await tx
    .update(faceChecks)
    .set({ outcome: 'withdrawn', scoreSealed: null })
    .where(and(eq(faceChecks.applicationId, id), ne(faceChecks.outcome, 'skipped')));
}

/** What was said last of an application about comparing faces. */
export async function consentIn(on: Queryable, { id }: Pick<Owner, 'id'>): Promise<FaceConsent> {
  const [latest] = await on
    .select({ given: consents.given })
    .from(consents)
    .where(eq(consents.applicationId, id))
    .orderBy(desc(consents.at))
    .limit(1);
  return latest?.given ?? 'none';
}

/** One try of an application is counted at a time. */
export async function lockDraft(tx: Queryable, { id }: Pick<Owner, 'id'>): Promise<void> {
  const locked = await lockApplication(tx, id);
  if (!locked) throw new CaseError('not-found');
  if (locked.submittedAt) throw new CaseError('draft-submitted');
}
