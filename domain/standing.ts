import { type CaseState, SUBMITTED } from './case-state.ts';
import type { Actor, CommandKind } from './commands.ts';
import type { TaskKind } from './effects.ts';
import type { CommandId, OrderNumber } from './ids.ts';
import type { Status } from './statuses.ts';
import { gateOf, nextBell, waitingFor } from './turns.ts';

/** Where the case stands after a committed step: all that the workflow remembers of it. */
export type CaseStanding = {
  status: Status;
  version: number;
  waitingFor: TaskKind | 'applicant' | 'engine' | null;
  /** Milliseconds since the epoch; for the operator's view. */
  dueAtMs: number | null;
  /** When the engine must act by itself, and with which command. */
  bell: { atMs: number; command: 'remind' | 'expire' } | null;
  /** Whose word production waits for, also while the case is overdue. Absent where for nobody's: it is in every history. */
  gate?: 'issuer';
};

/** What a person's command answers: where the case is now. Kept short, as every answer stays in the history. */
export type CommandAnswer = Pick<CaseStanding, 'status' | 'version'>;

/** What a person's update carries: the command itself waits sealed in the database, under the update's id. */
export type PersonStep = {
  by: Actor;
  /** The case version that the person saw; null where the command binds to none. */
  seenVersion: number | null;
  /**
   * The version at which the database allowed the command, told only when the workflow refused it: a step whose answer
   * a crash kept from the workflow has left it behind, and then the database decides alone.
   */
  allowedAt?: number;
};

/** What a step's activity is given. `nowMs` is the workflow's clock, so that a step and its timer agree. */
export type StepInput = PersonStep & {
  orderNumber: OrderNumber;
  kind: CommandKind;
  /** Makes the step repeatable: of a person's command the update's id, of the engine's one that the workflow minted. */
  commandId: CommandId;
  nowMs: number;
};

export function standingOf(state: CaseState): CaseStanding {
  const gate = gateOf(state);
  return {
    status: state.status,
    version: state.version,
    waitingFor: waitingFor(state),
    dueAtMs: state.clock?.dueAtMs ?? null,
    bell: nextBell(state.clock),
    ...(gate ? { gate } : {}),
  };
}

export const SUBMITTED_STANDING: CaseStanding = standingOf(SUBMITTED);
