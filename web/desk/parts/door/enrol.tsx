import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { api, data } from '../../../shared/api.ts';
import { knowsPasskeys, makePasskey } from '../../../shared/passkey.ts';
import { Qr } from '../../../shared/qr.tsx';
import { useWords } from '../../words.ts';
import { ProblemNote } from '../problem-note.tsx';
import { CodeField } from './code-field.tsx';
import { ProofProblem } from './proof-form.tsx';

type Props = { challenge: string; onEnrolled: () => void };

/** Who has no second factor yet chooses one; there is no session before. */
export function Enrol({ challenge, onEnrolled }: Props) {
  const say = useWords();
  const [code, setCode] = useState('');
  const begin = useMutation({
    mutationFn: () => data(api.beginFirstTotp({ challenge, name: say('enrolApp') })),
  });
  const confirm = useMutation({
    mutationFn: (id: string) => data(api.confirmFirstTotp({ challenge, id, code })),
    onSuccess: onEnrolled,
    onError: () => setCode(''),
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
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (app && code.length === 6) confirm.mutate(app.id);
  }
  return (
    <>
      <h1>{say('enrolTitle')}</h1>
      {app ? (
        <form onSubmit={submit} noValidate>
          <p>{say('scanLead')}</p>
          <Qr qr={app.qr} label={say('qrLabel')} />
          <p>
            {say('keyByHand')} <code className="secret">{app.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
          <CodeField code={code} onCode={setCode} />
          {confirm.error && <ProblemNote error={confirm.error} />}
          <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
            {say('goOn')}
          </Button>
        </form>
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
