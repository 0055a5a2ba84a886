import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, data } from '../../../shared/api.ts';
import type { Still } from '../../pages/sign-in.tsx';
import { useWords } from '../../words.ts';
import { ProblemNote } from '../problem-note.tsx';

type Props = { invitation: string; onChosen: (still: Still) => void };

/** Somebody who was invited chooses a password. */
export function NewPassword({ invitation, onChosen }: Props) {
  const say = useWords();
  const [password, setPassword] = useState('');
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const send = useMutation({
    mutationFn: () => data(api.acceptInvitation({ invitation, password, transport: 'cookie' })),
    onSuccess: onChosen,
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (password) send.mutate();
  }
  return (
    <>
      <h1>{say('welcomeTitle')}</h1>
      <form onSubmit={submit} noValidate>
        <p>{say('welcomeLead')}</p>
        <label htmlFor="new-password">{say('newPassword')}</label>
        <Input
          ref={field}
          id="new-password"
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {send.error && <ProblemNote error={send.error} />}
        <Button type="primary" htmlType="submit" block loading={send.isPending}>
          {say('goOn')}
        </Button>
      </form>
    </>
  );
}
