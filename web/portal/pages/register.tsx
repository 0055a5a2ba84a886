import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { useLang } from '../../shared/words.ts';
import { useAccountWords } from '../parts/account-words.ts';
import { useAction } from '../parts/action.ts';
import { addressOf, rememberNewcomer, type Who } from '../parts/entrance.ts';
import { focusOn } from '../parts/focus.ts';
import { NewPasswordField, PASSWORD_LENGTH, useWeakness } from '../parts/new-password.tsx';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PlainField } from '../parts/plain-field.tsx';
import { useShellWords } from '../parts/shell-words.ts';

export function Register() {
  const t = useShellWords();
  const own = useAccountWords();
  const lang = useLang();
  const navigate = useNavigate();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<{ email?: string; password?: string }>({});
  const { run, busy, failure } = useAction(async (_key, who: Who) => {
    await data(api.register({ ...who, password, lang }));
    rememberNewcomer({ who, password });
    await navigate({ to: '/confirm' });
  });
  const weak = useWeakness(failure);
  const unreached =
    failure instanceof ApiProblem && failure.code === 'sms-not-offered' ? failure.problem.title : undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const who = addressOf(login);
    const isLong = Array.from(password).length >= PASSWORD_LENGTH;
    const found = {
      ...(who ? {} : { email: own('loginFault') }),
      ...(isLong ? {} : { password: t('passwordShort', { count: PASSWORD_LENGTH }) }),
    };
    setFaults(found);
    const [first] = Object.keys(found);
    if (first) focusOn(first);
    else if (who) void run(who);
  }
  return (
    <Page
      title={t('registerTitle')}
      lead={<p>{t('registerLead')}</p>}
      back={{ link: { to: '/' }, words: t('toStart') }}
    >
      <form onSubmit={submit} noValidate>
        <Refusal failure={weak || unreached ? undefined : failure} />
        <PlainField
          id="email"
          label={own('loginName')}
          hint={own('loginHint')}
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={254}
          value={login}
          onChange={setLogin}
          fault={faults.email ?? unreached}
        />
        <NewPasswordField
          id="password"
          label={t('password')}
          value={password}
          onChange={setPassword}
          fault={faults.password ?? weak}
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
