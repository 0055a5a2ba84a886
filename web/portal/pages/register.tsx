import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { useLang } from '../../shared/words.ts';
import { useAction } from '../parts/action.ts';
import { rememberNewcomer } from '../parts/entrance.ts';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PasswordField, PlainField } from '../parts/plain-field.tsx';
import { useShellWords } from '../parts/shell-words.ts';

const LENGTH_MIN = 15;

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
  const rule =
    failure instanceof ApiProblem && failure.code === 'password-weak'
      ? failure.problem.details?.['rule']
      : '';
  const weak = rule === 'password-too-common' ? t('passwordCommon') : rule ? t('passwordObvious') : undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = {
      ...(/^\S+@\S+\.\S+$/.test(email.trim()) ? {} : { email: true }),
      ...(Array.from(password).length >= LENGTH_MIN ? {} : { password: true }),
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
        <PasswordField
          id="password"
          label={t('password')}
          hint={
            <ul className="rules">
              <li>{t('passwordRule1')}</li>
              <li>{t('passwordRule2')}</li>
              <li>{t('passwordRule3')}</li>
            </ul>
          }
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          fault={faults.password ? t('passwordShort') : weak}
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
