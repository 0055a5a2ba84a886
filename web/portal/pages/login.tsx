import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useAction } from '../parts/action.ts';
import { enter } from '../parts/entrance.ts';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PasswordField, PlainField } from '../parts/plain-field.tsx';
import { useShellWords } from '../parts/shell-words.ts';

export function Login() {
  const t = useShellWords();
  const router = useRouter();
  const { next } = useSearch({ from: '/login' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { run, busy, failure } = useAction(async () => {
    await enter(email.trim(), password);
    router.history.push(next ?? '/');
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (email && password) void run();
    else document.getElementById(email ? 'password' : 'email')?.focus();
  }
  return (
    <Page
      title={t('login')}
      lead={next ? <p>{t('loginAgain')}</p> : undefined}
      back={{ link: { to: '/' }, words: t('toStart') }}
    >
      <form onSubmit={submit} noValidate>
        <Refusal failure={failure} />
        <PlainField
          id="email"
          label={t('email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          id="password"
          label={t('password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <div className="buttons">
          <button className="button" type="submit" disabled={busy}>
            {t('login')}
          </button>
          <Link to="/register">{t('noAccount')}</Link>
        </div>
      </form>
    </Page>
  );
}
