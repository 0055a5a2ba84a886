import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { FactorChallenge, FactorProofInput } from '../../../client/api.ts';
import { api, data } from '../../../shared/api.ts';
import { NoPasskey, signWithPasskey } from '../../../shared/passkey.ts';
import { useWords } from '../../words.ts';
import { ProblemNote } from '../problem-note.tsx';
import { CodeField } from './code-field.tsx';

type Props = { asked: FactorChallenge; onProved: () => void; onAgain: () => void };

/** The second step: a code of the authenticator app, or a passkey. */
export function Proof({ asked, onProved, onAgain }: Props) {
  const say = useWords();
  const [code, setCode] = useState('');
  const { challenge, kinds } = asked;
  const prove = useMutation({
    mutationFn: async (proof: FactorProofInput | 'passkey') =>
      data(
        api.finishStaffLogin(
          proof === 'passkey' ? { challenge, passkey: await signWithPasskey(asked.passkey) } : proof,
        ),
      ),
    onSuccess: onProved,
    onError: () => setCode(''),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (code.length === 6) prove.mutate({ challenge, code });
  }
  return (
    <>
      <h1>{say('codeTitle')}</h1>
      {prove.error && <ProofProblem error={prove.error} />}
      {kinds.includes('totp') && (
        <form onSubmit={submit} noValidate>
          <p>{say('codeLead')}</p>
          <CodeField code={code} onCode={setCode} />
          <Button type="primary" htmlType="submit" block loading={prove.isPending}>
            {say('goOn')}
          </Button>
        </form>
      )}
      {kinds.includes('passkey') && (
        <Button
          type={kinds.includes('totp') ? 'default' : 'primary'}
          block
          loading={prove.isPending}
          onClick={() => prove.mutate('passkey')}
        >
          {say('usePasskey')}
        </Button>
      )}
      <Button type="link" onClick={onAgain}>
        {say('startAgain')}
      </Button>
    </>
  );
}

/** A dialog of the browser that was closed is nobody's fault. */
export function ProofProblem({ error }: { error: Error }) {
  const say = useWords();
  if (!(error instanceof NoPasskey)) return <ProblemNote error={error} />;
  return (
    <p role="alert" className="fault">
      {say('passkeyFailed')}
    </p>
  );
}
