import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { FactorChallenge, FactorProofInput } from '../../../client/api.ts';
import { NoPasskey, signWithPasskey } from '../../../shared/passkey.ts';
import { ApiProblem } from '../../../shared/problem.ts';
import { useWords } from '../../words.ts';
import { ProblemNote } from '../problem-note.tsx';
import { CodeField } from './code-field.tsx';

type Props = {
  asked: FactorChallenge;
  finish: (proof: FactorProofInput) => Promise<unknown>;
  onProved: () => void;
  /** The challenge cannot be answered any more. */
  onOver?: () => void;
};

/** A code of the authenticator app, or a passkey: whichever one has. */
export function ProofForm({ asked, finish, onProved, onOver }: Props) {
  const say = useWords();
  const [code, setCode] = useState('');
  const passkey = useRef<HTMLButtonElement>(null);
  const { challenge, kinds } = asked;
  const hasApp = kinds.includes('totp');
  useEffect(() => {
    if (!hasApp) passkey.current?.focus();
  }, [hasApp]);
  const prove = useMutation({
    mutationFn: async (proof: FactorProofInput | 'passkey') =>
      finish(proof === 'passkey' ? { challenge, passkey: await signWithPasskey(asked.passkey) } : proof),
    onSuccess: onProved,
    onError: (error, proof) => {
      setCode('');
      // A passkey's challenge is over with its first answer, right or wrong.
      const isAnswered = proof === 'passkey' && !(error instanceof NoPasskey);
      if (isAnswered || (error instanceof ApiProblem && error.code === 'challenge-over')) onOver?.();
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (code.length === 6) prove.mutate({ challenge, code });
  }
  return (
    <>
      {prove.error && <ProofProblem error={prove.error} />}
      {hasApp && (
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
          ref={passkey}
          type={hasApp ? 'default' : 'primary'}
          block
          loading={prove.isPending}
          onClick={() => prove.mutate('passkey')}
        >
          {say('usePasskey')}
        </Button>
      )}
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
