import { Link, Navigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { CodeForm } from '../parts/code-form.tsx';
import { enter, takeWay, textOf, whoRegisters } from '../parts/entrance.ts';
import { Page } from '../parts/page.tsx';
import { useShellWords } from '../parts/shell-words.ts';
import { useSignedIn } from '../session.ts';

export function Confirm() {
  const t = useShellWords();
  const lang = useLang();
  const router = useRouter();
  const signedIn = useSignedIn();
  const [newcomer] = useState(whoRegisters);
  // After a reload the address is forgotten; the account waits for its code or a new registration.
  if (!newcomer) return <Navigate to={signedIn ? '/' : '/register'} />;
  const { who, password } = newcomer;

  return (
    <Page
      title={t('codeTitle')}
      lead={<p>{t('codeLead', { address: textOf(who) })}</p>}
      back={{ link: { to: '/register' }, words: t('otherAddress') }}
    >
      <CodeForm
        send={t('confirm')}
        onCode={async (code) => {
          await data(api.confirmAccount({ ...who, code }));
          const isAsked = await enter(who, password);
          router.history.push(isAsked ? '/login' : takeWay());
        }}
        onAgain={async () => void (await data(api.register({ ...who, password, lang })))}
      >
        <Link to="/login">{t('haveAccount')}</Link>
      </CodeForm>
    </Page>
  );
}
