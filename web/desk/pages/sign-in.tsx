import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { askMe } from '../asks.ts';
import { rememberDoor } from '../door.ts';
import { Language } from '../parts/language.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAddress, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';

export function SignIn() {
  const say = useWords();
  const client = useQueryClient();
  const go = useGo();
  const { next } = useAddress();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isBlank, setBlank] = useState(false);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const enter = useMutation({
    mutationFn: async () => {
      await data(api.staffLogin({ login: login.trim(), password, transport: 'cookie' }));
      rememberDoor(true);
      client.removeQueries();
      await client.fetchQuery(askMe);
    },
    onSuccess: async () => {
      await go({ to: (next ?? '/') as '/' }, { replace: true });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const blank = !login.trim() || !password;
    setBlank(blank);
    if (!blank) enter.mutate();
  }
  return (
    <main className="door">
      <div className="sheet">
        <p className="brand">
          <span aria-hidden="true" className="seal">
            領
          </span>
          {say('desk')}
        </p>
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
          {enter.error && <ProblemNote error={enter.error} />}
          <Button type="primary" htmlType="submit" block loading={enter.isPending}>
            {say('signIn')}
          </Button>
        </form>
        <p className="soft">{say('signInHint')}</p>
        <Language />
      </div>
    </main>
  );
}
