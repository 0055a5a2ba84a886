import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Qr } from '../../../shared/qr.tsx';
import { useWords } from '../../words.ts';
import { ProblemNote } from '../problem-note.tsx';
import { CodeField } from './code-field.tsx';

type Props = {
  app: { secret: string; qr: { size: number; path: string } };
  confirm: (code: string) => Promise<unknown>;
  onConfirmed: () => void;
  /** What stands beside the button. */
  children?: ReactNode;
};

/** An authenticator app counts from the first code that it shows. */
export function NewApp({ app, confirm, onConfirmed, children }: Props) {
  const say = useWords();
  const [code, setCode] = useState('');
  const send = useMutation({
    mutationFn: () => confirm(code),
    onSuccess: onConfirmed,
    onError: () => setCode(''),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (code.length === 6 && !send.isPending) send.mutate();
  }
  return (
    <form onSubmit={submit} noValidate>
      <p>{say('scanLead')}</p>
      <Qr qr={app.qr} label={say('qrLabel')} />
      <p>
        {say('keyByHand')} <code className="secret">{app.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      {/* Not the id that the second factor's own field has, which may be asked for meanwhile. */}
      <CodeField id="first-code" code={code} onCode={setCode} />
      {send.error && <ProblemNote error={send.error} />}
      <Button type="primary" htmlType="submit" block loading={send.isPending}>
        {say('goOn')}
      </Button>
      {children}
    </form>
  );
}
