import { Link, Navigate, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { useAction } from '../parts/action.ts';
import { enter, takeWay, whoRegisters } from '../parts/entrance.ts';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PlainField } from '../parts/plain-field.tsx';
import { useShellWords } from '../parts/shell-words.ts';
import { useSignedIn } from '../session.ts';

export function Confirm() {
  const t = useShellWords();
  const lang = useLang();
  const router = useRouter();
  const signedIn = useSignedIn();
  const [who] = useState(whoRegisters);
  const [code, setCode] = useState('');
  const [fault, setFault] = useState(false);
  const [isSentAgain, setSentAgain] = useState(false);
  const { run, busy, failure } = useAction(async () => {
    if (!who) return;
    await data(api.confirmAccount({ email: who.email, code: code.trim() }));
    const isAsked = await enter({ email: who.email }, who.password);
    router.history.push(isAsked ? '/login' : takeWay());
  });
  const again = useAction(async () => {
    if (who) await data(api.register({ ...who, lang }));
    setSentAgain(true);
  });
  // After a reload the address is forgotten; the account waits for its code or a new registration.
  if (!who) return <Navigate to={signedIn ? '/' : '/register'} />;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const isCode = /^\d{6}$/.test(code.trim());
    setFault(!isCode);
    if (isCode) void run();
    else document.getElementById('code')?.focus();
  }
  return (
    <Page
      title={t('codeTitle')}
      lead={<p>{t('codeLead', { email: who.email })}</p>}
      back={{ link: { to: '/register' }, words: t('otherEmail') }}
    >
      <form onSubmit={submit} noValidate>
        <Refusal failure={failure ?? again.failure} />
        <PlainField
          id="code"
          label={t('code')}
          hint={t('codeHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          className="code-input"
          value={code}
          onChange={setCode}
          fault={fault ? t('codeFault') : undefined}
        />
        <div className="buttons">
          <button className="button" type="submit" disabled={busy}>
            {t('confirm')}
          </button>
          <button
            className="link-button"
            type="button"
            disabled={again.busy}
            onClick={() => void again.run()}
          >
            {t('codeAgain')}
          </button>
          <Link to="/login">{t('haveAccount')}</Link>
        </div>
        <p role="status">{isSentAgain ? t('codeSentAgain') : ''}</p>
      </form>
    </Page>
  );
}
