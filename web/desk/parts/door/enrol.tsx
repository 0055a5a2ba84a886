import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, data } from '../../../shared/api.ts';
import { knowsPasskeys, makePasskey } from '../../../shared/passkey.ts';
import { useWords } from '../../words.ts';
import { ProblemNote } from '../problem-note.tsx';
import { NewApp } from './new-app.tsx';
import { ProofProblem } from './proof-form.tsx';

type Props = { challenge: string; onEnrolled: () => void };

/** Who has no second factor yet chooses one; there is no session before. */
export function Enrol({ challenge, onEnrolled }: Props) {
  const say = useWords();
  const begin = useMutation({
    mutationFn: () => data(api.beginFirstTotp({ challenge, name: say('enrolApp') })),
  });
  const passkey = useMutation({
    mutationFn: async () => {
      const begun = await data(api.beginFirstPasskey({ challenge, name: say('enrolPasskey') }));
      const made = { challenge: begun.challenge, passkey: await makePasskey(begun.passkey) };
      return data(api.addFirstPasskey({ enrolment: challenge, made }));
    },
    onSuccess: onEnrolled,
  });
  const app = begin.data;
  return (
    <>
      <h1>{say('enrolTitle')}</h1>
      {app ? (
        <NewApp
          app={app}
          confirm={(code) => data(api.confirmFirstTotp({ challenge, id: app.id, code }))}
          onConfirmed={onEnrolled}
        />
      ) : (
        <>
          <p>{say('enrolLead')}</p>
          {begin.error && <ProblemNote error={begin.error} />}
          {passkey.error && <ProofProblem error={passkey.error} />}
          {knowsPasskeys() && (
            <Button type="primary" block loading={passkey.isPending} onClick={() => passkey.mutate()}>
              {say('enrolPasskey')}
            </Button>
          )}
          <Button block loading={begin.isPending} onClick={() => begin.mutate()}>
            {say('enrolApp')}
          </Button>
        </>
      )}
    </>
  );
}
