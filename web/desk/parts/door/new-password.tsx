import { useMutation } from '@tanstack/react-query';
import { Button, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, data } from '../../../shared/api.ts';
import type { Still } from '../../pages/sign-in.tsx';
import { useWords } from '../../words.ts';
import { isWeak, NewPasswordField } from '../account/new-password-field.tsx';
import { ProblemNote } from '../problem-note.tsx';

type Props = { invitation: string; onChosen: (still: Still) => void };

/** Somebody who was invited chooses a password. */
export function NewPassword({ invitation, onChosen }: Props) {
  const say = useWords();
  const [password, setPassword] = useState('');
  const field = useRef<InputRef>(null);
  const send = useMutation({
    mutationFn: () => data(api.acceptInvitation({ invitation, password, transport: 'cookie' })),
    onSuccess: onChosen,
  });
  useEffect(() => field.current?.focus(), [send.error]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (password) send.mutate();
  }
  return (
    <>
      <h1>{say('welcomeTitle')}</h1>
      <form onSubmit={submit} noValidate>
        <p>{say('welcomeLead')}</p>
        <NewPasswordField ref={field} value={password} onChange={setPassword} error={send.error} />
        {send.error && !isWeak(send.error) && <ProblemNote error={send.error} />}
        <Button type="primary" htmlType="submit" block loading={send.isPending}>
          {say('goOn')}
        </Button>
      </form>
    </>
  );
}
