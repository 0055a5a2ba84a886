import type pg from 'pg';
import type { Facts, SupplementItem } from '../domain/case-state.ts';
import type { DocumentId, DraftId, OrderNumber } from '../domain/ids.ts';
import { place } from './places.ts';
import { type Connection, statement } from './statement.ts';
import type { CaseRow, Step } from './step.ts';
import { inTransaction } from './transaction.ts';

type OfCase = Pick<CaseRow, 'orderNumber' | 'applicationId'>;

const lockApplication = statement<{ id: DraftId }, { orderNumber: OrderNumber }>(
  'supplement_lock',
  `select a.id from applications a join cases c on c.application_id = a.id
   where c.order_number = :orderNumber for update of a`,
);

/** Holds an application's documents and answers still while `work` reads and writes them, in one transaction. */
export async function inSupplementLock<T>(
  pool: pg.Pool,
  orderNumber: OrderNumber,
  work: (on: Connection) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (on) => {
    await lockApplication(on, { orderNumber });
    return work(on);
  });
}

const selectAsked = statement<{ items: SupplementItem[] }, { orderNumber: OrderNumber }>(
  'supplement_asked',
  `select items from supplement_requests where order_number = :orderNumber and answered_at is null`,
);
const selectPending = statement<{ id: DocumentId; kind: string }, { applicationId: DraftId }>(
  'supplement_pending',
  `select id, kind from documents where application_id = :applicationId and state = 'pending'`,
);
const selectAnswers = statement<{ sealed: Buffer; revision: number }, { applicationId: DraftId }>(
  'supplement_answers',
  `select answers_sealed as sealed, revision from applications where id = :applicationId`,
);

/** What was asked for, and the documents that were uploaded since. */
export async function readSupplement(
  on: Connection,
  row: OfCase,
): Promise<Pick<Facts, 'asked' | 'pendingDocuments'>> {
  const [request] = await selectAsked(on, row);
  const pending = await selectPending(on, row);
  return { asked: request?.items ?? [], pendingDocuments: [...new Set(pending.map(({ kind }) => kind))] };
}

/** Corrected answers become a new revision; the new documents take the place of the old, which are kept. */
export async function sealSupplement({ on, vault, row }: Step, changes: Record<string, string>) {
  const { applicationId, keyId } = row;
  const [before] = await selectAnswers(on, row);
  if (!before) throw new Error('answers were saved for an application that is not in the database');
  const pending = await selectPending(on, row);
  const known = await vault.open<Record<string, string>>(keyId, place.answers(applicationId), before.sealed);
  const answers = { ...known, ...changes };
  const revision = before.revision + 1;
  return {
    revision,
    answers: await vault.seal(keyId, place.answers(applicationId), answers),
    recorded: await vault.seal(keyId, place.answerRevision(applicationId, revision), answers),
    documentIds: pending.map(({ id }) => id),
    documentKinds: pending.map(({ kind }) => kind),
  };
}
