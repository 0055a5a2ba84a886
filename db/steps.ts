import { transition } from '../domain/case.ts';
import type { Command, CommandBodies, Facts } from '../domain/case-state.ts';
import { CaseError } from '../domain/errors.ts';
import { expectedItems } from '../domain/materials.ts';
import { madeAt } from '../domain/production.ts';
import { type CaseStanding, type StepInput, standingOf } from '../domain/standing.ts';
import type { Vault } from '../domain/vault.ts';
import type { Database } from './client.ts';
import { writesOf } from './effects.ts';
import { place } from './places.ts';
import { readCase, type Step, StepFault } from './step.ts';
import { isOvertaken, writeStep } from './step-writes.ts';
import { inSupplementLock, readSupplement } from './supplements.ts';

/** Where the case stands now, and the refusal where the step was not taken. A refusal is an answer, so it is returned. */
export type StepOutcome = { standing: CaseStanding; refusal?: CaseError };
export type CommitStep = (input: StepInput) => Promise<StepOutcome>;

/** A case's steps come one after the other from its workflow; one that is overtaken this often has met a fault. */
const TRIES = 5;

/**
 * Commits one step of one case: reads the case as it stands, runs the pure machine, and writes the new version, its
 * event and every effect in one statement. Nothing is locked between reading and writing: the event's key is the
 * version, so a step that another one has overtaken fails as a whole, and is taken again from where the case is now.
 * Repeatable: a second run with the same command id returns what the first one wrote.
 */
export function createCommitStep({ $client: pool }: Pick<Database, '$client'>, vault: Vault): CommitStep {
  return async (input) => {
    for (let left = TRIES; ; left -= 1) {
      try {
        // Documents may come and go while a supplement is handed in; only then is anything held.
        return input.kind === 'provideSupplement'
          ? await inSupplementLock(pool, input.orderNumber, (on) => takeStep({ on, vault, input }))
          : await takeStep({ on: pool, vault, input });
      } catch (err) {
        if (left <= 1 || !isOvertaken(err)) throw err;
      }
    }
  };
}

async function takeStep({ on, vault, input }: Omit<Step, 'row'>): Promise<StepOutcome> {
  const [row] = await readCase(on, input);
  if (!row) throw new StepFault('a step was asked for an order that is not in the database');
  if (row.done) return { standing: row.done };
  const step: Step = { on, vault, row, input };
  const command = await openCommand(step);
  const setting = {
    nowMs: input.nowMs,
    policy: row.policy,
    timeZone: row.postData.timeZone,
    facts: await gatherFacts(step),
  };
  const taken = ruling(() => transition(row.state, command, setting));
  if (taken instanceof CaseError) return { standing: standingOf(row.state), refusal: taken };
  const { next, effects } = taken;
  await writeStep(on, command.kind, await writesOf(effects, { ...step, command, next }));
  return { standing: standingOf(next) };
}

/** What the person said; a command of the engine says nothing. */
async function openCommand({ vault, row, input }: Step): Promise<Command> {
  if (input.by.role === 'engine') return { kind: input.kind, body: {} } as Command;
  if (!row.said) throw new StepFault('a step was asked for a command that is not in the database');
  const at = place.commandBody(input.commandId);
  const body = await vault.open<CommandBodies[Command['kind']]>(row.keyId, at, row.said);
  return { kind: input.kind, body } as Command;
}

/** Only what the command's rule looks at is read. */
async function gatherFacts({ on, row, input }: Step): Promise<Facts> {
  const supplement =
    input.kind === 'provideSupplement' ? await readSupplement(on, row) : { asked: [], pendingDocuments: [] };
  return {
    by: input.by,
    seenVersion: input.seenVersion,
    holder: input.by.role === 'engine' ? null : row.holder,
    approvedBy: row.approvedBy,
    ...supplement,
    feeCents: row.feeCents,
    payee: row.postData.payee,
    expectedItems: expectedItems(row.service, row.traits),
    service: row.service,
    traits: row.traits,
    madeAt: madeAt(row.service, row.post),
  };
}

function ruling<T>(rule: () => T): T | CaseError {
  try {
    return rule();
  } catch (err) {
    if (err instanceof CaseError) return err;
    throw err;
  }
}
