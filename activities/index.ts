import { ApplicationFailure } from '@temporalio/common';
import type { CommitStep } from '../db/steps.ts';
import { COMMAND_STEPS } from '../domain/commands.ts';
import type { CaseError } from '../domain/errors.ts';
import type { CaseStanding, StepInput } from '../domain/standing.ts';

type StepName = (typeof COMMAND_STEPS)[keyof typeof COMMAND_STEPS];
export type Activities = Record<StepName, (step: StepInput) => Promise<CaseStanding>>;

/**
 * All that a case asks of the outside world. Each step is one transaction, safe to run twice: a second run with the
 * same command id returns what the first one committed. The names differ so that Temporal Web tells the story.
 * @throws ApplicationFailure non-retryable, type = the refusal's code, details = [why, where the case stands]
 */
export function createActivities({ commitStep }: { commitStep: CommitStep }): Activities {
  const commit = async (step: StepInput): Promise<CaseStanding> => {
    const outcome = await commitStep(step);
    if (outcome.refusal) throw asFailure(outcome.refusal, outcome.standing);
    return outcome.standing;
  };
  return Object.fromEntries(Object.values(COMMAND_STEPS).map((name) => [name, commit])) as Activities;
}

function asFailure({ code, details }: CaseError, standing: CaseStanding): ApplicationFailure {
  return ApplicationFailure.nonRetryable(code, code, details, standing);
}
