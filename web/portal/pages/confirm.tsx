import { Link, Navigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { CodeForm } from '../parts/code-form.tsx';
import { enter, takeWay, whoRegisters } from '../parts/entrance.ts';
import { Page } from '../parts/page.tsx';
import { useShellWords } from '../parts/shell-words.ts';
import { useSignedIn } from '../session.ts';

export function Confirm() {
  const t = useShellWords();
  const lang = useLang();
  const router = useRouter();
  const signedIn = useSignedIn();
  const [who] = useState(whoRegisters);
  // After a reload the address is forgotten; the account waits for its code or a new registration.
  if (!who) return <Navigate to={signedIn ? '/' : '/register'} />;

  return (
    <Page
      title={t('codeTitle')}
      lead={<p>{t('codeLead', { email: who.email })}</p>}
      back={{ link: { to: '/register' }, words: t('otherEmail') }}
    >
      <CodeForm
        send={t('confirm')}
        onCode={async (code) => {
          await data(api.confirmAccount({ email: who.email, code }));
          const isAsked = await enter({ email: who.email }, who.password);
          router.history.push(isAsked ? '/login' : takeWay());
        }}
        onAgain={async () => void (await data(api.register({ ...who, lang })))}
      >
        <Link to="/login">{t('haveAccount')}</Link>
      </CodeForm>
    </Page>
  );
}
