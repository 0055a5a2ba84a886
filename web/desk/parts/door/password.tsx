import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, data } from '../../../shared/api.ts';
import type { Still } from '../../pages/sign-in.tsx';
import { useWords } from '../../words.ts';
import { ProblemNote } from '../problem-note.tsx';

type Props = {
  firstStep: (login: string, password: string) => Promise<Still>;
  onRight: (still: Still) => void;
};

/** The first step: who one is, and a password; or the organisation's own login page, where there is one. */
export function Password({ firstStep, onRight }: Props) {
  const say = useWords();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isBlank, setBlank] = useState(false);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const offered = useQuery({
    queryKey: ['openid'],
    queryFn: () => data(api.openIdOffered()),
    staleTime: Number.POSITIVE_INFINITY,
  }).data?.offered;
  const send = useMutation({
    mutationFn: () => firstStep(login.trim(), password),
    onSuccess: onRight,
  });
  const leave = useMutation({
    mutationFn: () => data(api.startOpenId({})),
    onSuccess: ({ url }) => location.assign(url),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const blank = !login.trim() || !password;
    setBlank(blank);
    if (!blank) send.mutate();
  }
  return (
    <>
      <h1>{say('signInTitle')}</h1>
      <form onSubmit={submit} noValidate>
        <label htmlFor="login">{say('login')}</label>
        <Input
          ref={first}
          id="login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
        <label htmlFor="password">{say('password')}</label>
        <Input
          id="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {isBlank && (
          <p role="alert" className="fault">
            {say('bothNeeded')}
          </p>
        )}
        {send.error && <ProblemNote error={send.error} />}
        <Button type="primary" htmlType="submit" block loading={send.isPending}>
          {say('signIn')}
        </Button>
      </form>
      {offered && (
        <>
          {leave.error && <ProblemNote error={leave.error} />}
          <Button block loading={leave.isPending} onClick={() => leave.mutate()}>
            {say('openIdIn')}
          </Button>
        </>
      )}
    </>
  );
}
