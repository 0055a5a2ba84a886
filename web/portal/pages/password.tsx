import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { useAccessWords } from '../parts/access-words.ts';
import { useAction } from '../parts/action.ts';
import { focusOn } from '../parts/focus.ts';
import {
  NewPasswordField,
  PASSWORD_LENGTH,
  PASSWORD_LENGTH_WITH_FACTOR,
  useWeakness,
} from '../parts/new-password.tsx';
import { Panel, Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PasswordField } from '../parts/plain-field.tsx';
import { useShellWords } from '../parts/shell-words.ts';
import { queries, refresh } from '../queries.ts';

/** A new password in the place of the present one; whoever else is logged in with it has to leave (S3). */
export function ChangePassword() {
  const t = useAccessWords();
  const [isDone, setDone] = useState(false);
  const { noticesTo } = useSuspenseQuery(queries.me()).data;
  const back = { link: { to: '/account' }, words: t('toAccount') } as const;
  return isDone ? (
    <Page key="done" title={t('passwordDone')} back={back}>
      <Panel means="done">
        <p>{t('passwordDoneLead', { address: noticesTo })}</p>
      </Panel>
    </Page>
  ) : (
    <Page title={t('passwordTitle')} lead={<p>{t('passwordLead')}</p>} back={back}>
      <PasswordForm onDone={() => setDone(true)} />
    </Page>
  );
}

const FIELDS = { current: 'current-password', password: 'new-password' } as const;

function PasswordForm({ onDone }: { onDone: () => void }) {
  const t = useAccessWords();
  const around = useShellWords();
  const { secondFactor, noticesTo } = useSuspenseQuery(queries.me()).data;
  const length = secondFactor ? PASSWORD_LENGTH_WITH_FACTOR : PASSWORD_LENGTH;
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState({ current: false, password: false });
  const { run, busy, failure } = useAction(async () => {
    await data(api.changePassword({ current, password }, { format: 'text' }));
    await refresh(['sessions']);
    onDone();
  });
  const wrong =
    failure instanceof ApiProblem && failure.code === 'password-wrong' ? failure.problem.title : undefined;
  const weak = useWeakness(failure, length);
  const told = wrong ? 'current' : weak ? 'password' : undefined;
  useEffect(() => {
    if (told && failure) focusOn(FIELDS[told]);
  }, [told, failure]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = { current: !current, password: Array.from(password).length < length };
    setMissing(found);
    if (found.current) focusOn(FIELDS.current);
    else if (found.password) focusOn(FIELDS.password);
    else void run();
  }
  return (
    <form onSubmit={submit} noValidate>
      <Refusal failure={told ? undefined : failure} />
      {/* For password managers: whose password it is. */}
      <input type="text" autoComplete="username" value={noticesTo} readOnly hidden />
      <PasswordField
        id={FIELDS.current}
        label={t('currentPassword')}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        fault={missing.current ? t('currentMissing') : wrong}
      />
      <NewPasswordField
        id={FIELDS.password}
        label={t('newPassword')}
        length={length}
        value={password}
        onChange={setPassword}
        fault={missing.password ? around('passwordShort', { count: length }) : weak}
      />
      <div className="buttons">
        <button className="button" type="submit" disabled={busy}>
          {t('setPassword')}
        </button>
        <Link to="/forgot">{around('forgotten')}</Link>
      </div>
    </form>
  );
}
