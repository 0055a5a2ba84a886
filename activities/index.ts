import { ApplicationFailure } from '@temporalio/common';
import type { CommitStep } from '../db/steps.ts';
import { COMMAND_STEPS } from '../domain/commands.ts';
import type { CaseError } from '../domain/errors.ts';
import type { CaseStanding, StepInput } from '../domain/standing.ts';
import { isFault } from './faults.ts';

type StepName = (typeof COMMAND_STEPS)[keyof typeof COMMAND_STEPS];
export type Activities = Record<StepName, (step: StepInput) => Promise<CaseStanding>>;
type ActivityDeps = {
  commitStep: CommitStep;
  /** Told of every step that failed for good, for the log. */
  onFault: (err: unknown, step: StepInput) => void;
};

/**
 * All that a case asks of the outside world. Each step is one transaction, safe to run twice: a second run with the
 * same command id returns what the first one committed. The names differ so that Temporal Web tells the story.
 * An outage is tried again for as long as it lasts; a fault is not, or it would hold up every later command.
 * @throws ApplicationFailure non-retryable, type = the refusal's code, details = [why, where the case stands];
 * `step-failed` without details for a fault
 */
export function createActivities({ commitStep, onFault }: ActivityDeps): Activities {
  const commit = async (step: StepInput): Promise<CaseStanding> => {
    const outcome = await commitStep(step).catch((err: unknown) => {
      if (!isFault(err)) throw err;
      onFault(err, step);
      // Without its message, which may quote a value.
      throw ApplicationFailure.nonRetryable('step-failed', 'step-failed');
    });
    if (outcome.refusal) throw asFailure(outcome.refusal, outcome.standing);
    return outcome.standing;
  };
  return Object.fromEntries(Object.values(COMMAND_STEPS).map((name) => [name, commit])) as Activities;
}

function asFailure({ code, details }: CaseError, standing: CaseStanding): ApplicationFailure {
  return ApplicationFailure.nonRetryable(code, code, details, standing);
}
