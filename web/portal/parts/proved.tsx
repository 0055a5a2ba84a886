import { useState } from 'react';
import type { StepUpAsked } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { useAction } from './action.ts';
import { StepUp } from './step-up.tsx';

type Work = () => Promise<void>;

/**
 * Does what only who has just proved who one is may do (S5). Refused for lack of that, the work is held back while `stepUp`
 * stands in the place of what asked for it, and then goes on.
 */
export function useProved() {
  const [held, setHeld] = useState<{ asked: StepUpAsked; work: Work }>();
  async function holding(work: Work): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'step-up-required') throw error;
      setHeld({ asked: await data(api.askStepUp()), work });
    }
  }
  const { run, busy, failure } = useAction((_key, work: Work) => holding(work));
  const stepUp = held ? (
    <StepUp
      asked={held.asked}
      onProved={async () => {
        setHeld(undefined);
        await run(held.work);
      }}
      onCancel={() => setHeld(undefined)}
    />
  ) : undefined;
  /** `holding`: the same within another action, whose failures that one tells. */
  return { run, holding, busy, failure, stepUp };
}
