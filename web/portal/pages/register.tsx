import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { useAction } from '../parts/action.ts';
import { rememberNewcomer } from '../parts/entrance.ts';
import { NewPasswordField, PASSWORD_LENGTH, useWeakness } from '../parts/new-password.tsx';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PlainField } from '../parts/plain-field.tsx';
import { useShellWords } from '../parts/shell-words.ts';

export function Register() {
  const t = useShellWords();
  const lang = useLang();
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<{ email?: boolean; password?: boolean }>({});
  const { run, busy, failure } = useAction(async () => {
    await data(api.register({ email: email.trim(), password, lang }));
    rememberNewcomer({ email: email.trim(), password });
    await navigate({ to: '/confirm' });
  });
  const weak = useWeakness(failure);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = {
      ...(/^\S+@\S+\.\S+$/.test(email.trim()) ? {} : { email: true }),
      ...(Array.from(password).length >= PASSWORD_LENGTH ? {} : { password: true }),
    };
    setFaults(found);
    if (found.email) document.getElementById('email')?.focus();
    else if (found.password) document.getElementById('password')?.focus();
    else void run();
  }
  return (
    <Page
      title={t('registerTitle')}
      lead={<p>{t('registerLead')}</p>}
      back={{ link: { to: '/' }, words: t('toStart') }}
    >
      <form onSubmit={submit} noValidate>
        <Refusal failure={weak ? undefined : failure} />
        <PlainField
          id="email"
          label={t('email')}
          hint={t('emailHint')}
          type="email"
          autoComplete="email"
          value={email}
          onChange={setEmail}
          fault={faults.email ? t('emailFault') : undefined}
        />
        <NewPasswordField
          id="password"
          label={t('password')}
          value={password}
          onChange={setPassword}
          fault={faults.password ? t('passwordShort', { count: PASSWORD_LENGTH }) : weak}
        />
        <div className="buttons">
          <button className="button" type="submit" disabled={busy}>
            {t('sendCode')}
          </button>
          <Link to="/login">{t('haveAccount')}</Link>
        </div>
      </form>
    </Page>
  );
}
