import { and, eq, isNull, ne, type SQLWrapper } from 'drizzle-orm';
import { transition } from '../domain/case.ts';
import type { CaseState, Command, CommandBodies, Facts } from '../domain/case-state.ts';
import { CaseError } from '../domain/errors.ts';
import type { OrderNumber } from '../domain/ids.ts';
import { expectedItems } from '../domain/materials.ts';
import { type CaseStanding, type StepInput, standingOf } from '../domain/standing.ts';
import { isEnded } from '../domain/statuses.ts';
import type { Vault } from '../domain/vault.ts';
import { announcement } from './changes.ts';
import type { Database, Transaction } from './client.ts';
import { carryOut } from './effects.ts';
import { place } from './places.ts';
import {
  caseCommands,
  caseEvents,
  casePersons,
  cases,
  documents,
  interviews,
  policies,
  posts,
  supplementRequests,
  tasks,
} from './schema.ts';
import { type Step, StepFault } from './step.ts';

/** Where the case stands now, and the refusal where the step was not taken. A refusal is an answer, so it is returned. */
export type StepOutcome = { standing: CaseStanding; refusal?: CaseError };
export type CommitStep = (input: StepInput) => Promise<StepOutcome>;

/**
 * Commits one step of one case in one transaction: locks the row, runs the pure machine, writes the new version, its
 * event and every effect. Repeatable: a second run with the same command id returns what the first one wrote.
 */
export function createCommitStep(db: Database, vault: Vault): CommitStep {
  return (input) =>
    db.transaction(async (tx) => {
      const step = await lock(tx, vault, input);
      const { done, said, holder } = await lookUp(tx, input);
      if (done) return { standing: done };
      const command = await openCommand(step, said);
      const facts = await gatherFacts(step, command, holder);
      const taken = ruling(() =>
        transition(step.row.state, command, {
          nowMs: input.nowMs,
          policy: step.policy,
          timeZone: step.post.timeZone,
          facts,
        }),
      );
      if (taken instanceof CaseError) return { standing: standingOf(step.row.state), refusal: taken };
      const { next, effects } = taken;
      const written = { moves: movesTo(step, next), news: announcement(step.row) };
      await carryOut(effects, { ...step, command, next }, written);
      return { standing: standingOf(next) };
    });
}

async function lock(tx: Transaction, vault: Vault, input: StepInput): Promise<Step> {
  const [found] = await tx
    .select({ row: cases, policy: policies.policy, post: posts.post })
    .from(cases)
    .innerJoin(policies, eq(policies.id, cases.policyId))
    .innerJoin(posts, eq(posts.code, cases.post))
    .where(eq(cases.orderNumber, input.orderNumber))
    .for('update', { of: cases });
  if (!found) throw new StepFault('a step was asked for an order that is not in the database');
  return { tx, vault, input, ...found };
}

/**
 * What is known of this command, in one statement: what an earlier run of it committed, what the person said, and who
 * holds the case's task. A statement of its own after the lock: only then does it see what we waited for.
 */
async function lookUp(tx: Transaction, { commandId, orderNumber }: StepInput) {
  const isHeld = and(eq(tasks.orderNumber, orderNumber), eq(tasks.state, 'open'), ne(tasks.kind, 'overdue'));
  const isSaid = and(eq(caseCommands.id, commandId), eq(caseCommands.orderNumber, orderNumber));
  const [found] = await tx
    .select({ done: caseEvents.standing, said: caseCommands.bodySealed, holder: tasks.claimedBy })
    .from(cases)
    .leftJoin(caseEvents, eq(caseEvents.commandId, commandId))
    .leftJoin(caseCommands, isSaid)
    .leftJoin(tasks, isHeld)
    .where(eq(cases.orderNumber, orderNumber))
    .limit(1);
  return found ?? { done: null, said: null, holder: null };
}

/** What the person said; a command of the engine says nothing. */
async function openCommand({ vault, row, input }: Step, said: Buffer | null): Promise<Command> {
  if (input.by.role === 'engine') return { kind: input.kind, body: {} } as Command;
  if (!said) throw new StepFault('a step was asked for a command that is not in the database');
  const body = await vault.open<CommandBodies[Command['kind']]>(
    row.keyId,
    place.commandBody(input.commandId),
    said,
  );
  return { kind: input.kind, body } as Command;
}

/** Only what the command's rule looks at is read. */
async function gatherFacts(step: Step, { kind }: Command, holder: string | null): Promise<Facts> {
  const { row, post, input } = step;
  const supplement =
    kind === 'provideSupplement' ? await readSupplement(step) : { asked: [], pendingDocuments: [] };
  return {
    by: input.by,
    seenVersion: input.seenVersion,
    holder: input.by.role === 'engine' ? null : holder,
    ...supplement,
    feeCents: row.feeCents,
    payee: post.payee,
    expectedItems: expectedItems(row.service, row.traits),
  };
}

async function readSupplement({ tx, row }: Step): Promise<Pick<Facts, 'asked' | 'pendingDocuments'>> {
  const [request] = await tx
    .select({ items: supplementRequests.items })
    .from(supplementRequests)
    .where(and(eq(supplementRequests.orderNumber, row.orderNumber), isNull(supplementRequests.answeredAt)));
  const pending = await tx
    .selectDistinct({ kind: documents.kind })
    .from(documents)
    .where(and(eq(documents.applicationId, row.applicationId), eq(documents.state, 'pending')));
  return { asked: request?.items ?? [], pendingDocuments: pending.map(({ kind }) => kind) };
}

/** The new version and its event, together or not at all. */
function movesTo({ tx, row, input }: Step, next: CaseState): SQLWrapper[] {
  const at = new Date(input.nowMs);
  const { status, version } = next;
  const ended = isEnded(status);
  const moved = tx
    .update(cases)
    .set({ status, version, state: next, updatedAt: at, endedAt: ended ? at : null })
    .where(eq(cases.orderNumber, row.orderNumber));
  const event = tx.insert(caseEvents).values({
    orderNumber: row.orderNumber,
    version,
    commandId: input.commandId,
    kind: input.kind,
    statusBefore: row.status,
    status,
    actorRole: input.by.role,
    actorId: input.by.id,
    actorPost: input.by.post,
    standing: standingOf(next),
    at,
  });
  return [moved, event, ...(ended ? setFree(tx, row.orderNumber) : [])];
}

/** The person is free to file again, and a booked time is free for another. */
function setFree(tx: Transaction, orderNumber: OrderNumber): SQLWrapper[] {
  return [
    tx.update(casePersons).set({ open: false }).where(eq(casePersons.orderNumber, orderNumber)),
    tx
      .update(interviews)
      .set({ outcome: 'cancelled' })
      .where(and(eq(interviews.orderNumber, orderNumber), eq(interviews.outcome, 'booked'))),
  ];
}

function ruling<T>(rule: () => T): T | CaseError {
  try {
    return rule();
  } catch (err) {
    if (err instanceof CaseError) return err;
    throw err;
  }
}
