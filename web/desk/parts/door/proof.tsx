import { Button } from 'antd';
import type { FactorChallenge } from '../../../client/api.ts';
import { api, data } from '../../../shared/api.ts';
import { useWords } from '../../words.ts';
import { ProofForm } from './proof-form.tsx';

type Props = { asked: FactorChallenge; onProved: () => void; onAgain: () => void };

/** The second step at the door. */
export function Proof({ asked, onProved, onAgain }: Props) {
  const say = useWords();
  return (
    <>
      <h1>{say('codeTitle')}</h1>
      <ProofForm asked={asked} finish={(proof) => data(api.finishStaffLogin(proof))} onProved={onProved} />
      <Button type="link" onClick={onAgain}>
        {say('startAgain')}
      </Button>
    </>
  );
}
