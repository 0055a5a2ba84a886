import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import type { FactorChallenge, StepUpAsked } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { useWords } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { ProofForm } from './door/proof-form.tsx';
import { ProblemNote } from './problem-note.tsx';

/** Asks for the second factor once more (S5); what was held back for it then goes on by itself. */
export function StepUp({ onEnd }: { onEnd: (isProved: boolean) => void }) {
  const say = useWords();
  const begin = useMutation({ mutationFn: () => data(api.askStaffStepUp()) });
  const { mutate, data: asked } = begin;
  useEffect(() => {
    mutate();
  }, [mutate]);
  return (
    <Dialog title={say('stepUp.title')} onClose={() => onEnd(false)}>
      <div className="step-up">
        <p>{say('stepUp.lead')}</p>
        {begin.error && (
          <ProblemNote
            error={begin.error}
            action={<Button onClick={() => mutate()}>{say('tryAgain')}</Button>}
          />
        )}
        {!asked && !begin.error && <p className="soft">{say('loading')}</p>}
        {asked && !isChallenge(asked) && <p className="look">{say('stepUp.signInAnew')}</p>}
        {asked && isChallenge(asked) && (
          <ProofForm
            asked={asked}
            finish={(proof) => data(api.staffStepUp(proof))}
            onProved={() => onEnd(true)}
            onOver={() => mutate()}
          />
        )}
      </div>
    </Dialog>
  );
}

/** Who comes in by the organisation's login may have no factor here; the answer is then without a challenge. */
const isChallenge = (asked: StepUpAsked): asked is StepUpAsked & FactorChallenge => asked.challenge !== null;
