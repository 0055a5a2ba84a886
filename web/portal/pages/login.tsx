import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { FactorChallenge } from '../../client/api.ts';
import { knowsPasskeys, NoPasskey } from '../../shared/passkey.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { useAccountWords } from '../parts/account-words.ts';
import { useAction } from '../parts/action.ts';
import { addressOf, enter, enterWithFactor, enterWithPasskey } from '../parts/entrance.ts';
import { focusOn } from '../parts/focus.ts';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PasswordField, PlainField } from '../parts/plain-field.tsx';
import { SecondFactor } from '../parts/second-factor.tsx';
import { useShellWords } from '../parts/shell-words.ts';

/** The way in: a password and, where the account has one, a second factor. */
export function Login() {
  const router = useRouter();
  const { next } = useSearch({ from: '/login' });
  const [asked, setAsked] = useState<FactorChallenge>();
  const goOn = (): void => router.history.push(next ?? '/');
  return asked ? (
    <Second asked={asked} onEntered={goOn} onAgain={() => setAsked(undefined)} />
  ) : (
    <First onEntered={goOn} onAsked={setAsked} />
  );
}

function First({ onEntered, onAsked }: { onEntered: () => void; onAsked: (asked: FactorChallenge) => void }) {
  const t = useShellWords();
  const own = useAccountWords();
  const { next } = useSearch({ from: '/login' });
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<{ login?: string; password?: string }>({});
  const { run, busy, failure } = useAction(async (_key, who: NonNullable<ReturnType<typeof addressOf>>) => {
    const asked = await enter(who, password);
    if (asked) onAsked(asked);
    else onEntered();
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const who = addressOf(login);
    const found = {
      ...(who ? {} : { login: own('loginFault') }),
      ...(password ? {} : { password: own('passwordMissing') }),
    };
    setFaults(found);
    const [first] = Object.keys(found);
    if (first) focusOn(first);
    else if (who) void run(who);
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
          id="login"
          label={own('loginName')}
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={login}
          onChange={setLogin}
          fault={faults.login}
        />
        <PasswordField
          id="password"
          label={t('password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          fault={faults.password}
        />
        <div className="buttons">
          <button className="button" type="submit" disabled={busy}>
            {t('login')}
          </button>
          <Link to="/forgot">{t('forgotten')}</Link>
          <Link to="/register">{t('noAccount')}</Link>
        </div>
      </form>
      {knowsPasskeys() ? <WithPasskey onEntered={onEntered} /> : null}
    </Page>
  );
}

/** A passkey stands for password and second factor at once. */
function WithPasskey({ onEntered }: { onEntered: () => void }) {
  const t = useAccountWords();
  const { run, busy, failure } = useAction(async () => {
    await enterWithPasskey();
    onEntered();
  });
  const isUnknown = failure instanceof ApiProblem && failure.code === 'factor-wrong';
  return (
    <section aria-labelledby="with-passkey">
      <h2 id="with-passkey">{t('passkeyWay')}</h2>
      {failure instanceof NoPasskey || isUnknown ? (
        <p role="alert" className="fault">
          {isUnknown ? t('passkeyUnknown') : t('passkeyFailed')}
        </p>
      ) : (
        <Refusal failure={failure} />
      )}
      <button type="button" id="passkey" className="button-quiet" disabled={busy} onClick={() => void run()}>
        {t('passkeyLogin')}
      </button>
    </section>
  );
}

function Second({
  asked,
  onEntered,
  onAgain,
}: {
  asked: FactorChallenge;
  onEntered: () => void;
  onAgain: () => void;
}) {
  const t = useAccountWords();
  return (
    <Page title={t('factorTitle')} lead={<p>{t('factorLead')}</p>}>
      <SecondFactor
        asked={asked}
        onProof={async (proof) => {
          await enterWithFactor(proof);
          onEntered();
        }}
        again={t('startAgain')}
        onAgain={onAgain}
      />
    </Page>
  );
}
