import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import type { FactorChallenge } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { useAccountWords } from '../parts/account-words.ts';
import { useAction } from '../parts/action.ts';
import { CodeForm } from '../parts/code-form.tsx';
import { addressOf, textOf, type Who } from '../parts/entrance.ts';
import { focusOn } from '../parts/focus.ts';
import {
  NewPasswordField,
  PASSWORD_LENGTH,
  PASSWORD_LENGTH_WITH_FACTOR,
  useWeakness,
} from '../parts/new-password.tsx';
import { Panel, Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PlainField } from '../parts/plain-field.tsx';
import { SecondFactor } from '../parts/second-factor.tsx';
import { useShellWords } from '../parts/shell-words.ts';

type Stage =
  | { at: 'address' }
  | { at: 'code'; who: Who }
  | { at: 'password'; asked: FactorChallenge }
  | { at: 'factor'; asked: FactorChallenge; password: string }
  | { at: 'done' };

/** A forgotten password: a code to the address, a new password, and the second factor where the account has one. */
export function Forgot() {
  const [stage, setStage] = useState<Stage>({ at: 'address' });
  const begin = (): void => setStage({ at: 'address' });
  switch (stage.at) {
    case 'address':
      return <Address onSent={(who) => setStage({ at: 'code', who })} />;
    case 'code':
      return <Code who={stage.who} onAgain={begin} onCode={(asked) => setStage({ at: 'password', asked })} />;
    case 'password':
      return (
        <Replace
          asked={stage.asked}
          onFactor={(password) => setStage({ ...stage, at: 'factor', password })}
          onDone={() => setStage({ at: 'done' })}
          onAgain={begin}
        />
      );
    case 'factor':
      return (
        <Second
          asked={stage.asked}
          password={stage.password}
          onDone={() => setStage({ at: 'done' })}
          onAgain={begin}
        />
      );
    case 'done':
      return <Done />;
  }
}

function Address({ onSent }: { onSent: (who: Who) => void }) {
  const t = useAccountWords();
  const around = useShellWords();
  const [login, setLogin] = useState('');
  const [isNone, setNone] = useState(false);
  const { run, busy, failure } = useAction(async (_key, who: Who) => {
    await data(api.askPasswordReset(who));
    onSent(who);
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const who = addressOf(login);
    setNone(!who);
    if (who) void run(who);
    else focusOn('login');
  }
  return (
    <Page
      title={t('forgotTitle')}
      lead={<p>{t('forgotLead')}</p>}
      back={{ link: { to: '/login' }, words: around('login') }}
    >
      <form onSubmit={submit} noValidate>
        <Refusal failure={failure} />
        <PlainField
          id="login"
          label={t('loginName')}
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={login}
          onChange={setLogin}
          fault={isNone ? t('loginFault') : undefined}
        />
        <button className="button" type="submit" disabled={busy}>
          {around('sendCode')}
        </button>
      </form>
    </Page>
  );
}

type CodeProps = { who: Who; onCode: (asked: FactorChallenge) => void; onAgain: () => void };

function Code({ who, onCode, onAgain }: CodeProps) {
  const t = useAccountWords();
  const around = useShellWords();
  return (
    <Page title={around('codeTitle')} lead={<p>{t('forgotCodeLead', { address: textOf(who) })}</p>}>
      <CodeForm
        send={t('goOn')}
        onCode={async (code) => onCode(await data(api.confirmPasswordReset({ ...who, code })))}
        onAgain={async () => void (await data(api.askPasswordReset(who)))}
      >
        <button className="link-button" type="button" onClick={onAgain}>
          {t('otherAddress')}
        </button>
      </CodeForm>
    </Page>
  );
}

type ReplaceProps = {
  asked: FactorChallenge;
  onFactor: (password: string) => void;
  onDone: () => void;
  onAgain: () => void;
};

function Replace({ asked, onFactor, onDone, onAgain }: ReplaceProps) {
  const t = useAccountWords();
  const around = useShellWords();
  const length = asked.kinds.length > 0 ? PASSWORD_LENGTH_WITH_FACTOR : PASSWORD_LENGTH;
  const [password, setPassword] = useState('');
  const [isShort, setShort] = useState(false);
  const { run, busy, failure } = useAction(async () => {
    try {
      await data(api.resetPassword({ challenge: asked.challenge, password }, { format: 'text' }));
    } catch (error) {
      // The password will do; what is missing is the second factor.
      if (error instanceof ApiProblem && error.code === 'step-up-required') return onFactor(password);
      throw error;
    }
    onDone();
  });
  const weak = useWeakness(failure, length);
  useEffect(() => {
    if (weak) focusOn('new-password');
  }, [weak]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const isLong = Array.from(password).length >= length;
    setShort(!isLong);
    if (isLong) void run();
    else focusOn('new-password');
  }
  return (
    <Page title={t('newPassword')} lead={<p>{t('newPasswordLead')}</p>}>
      <form onSubmit={submit} noValidate>
        <Refusal failure={weak ? undefined : failure} />
        <NewPasswordField
          id="new-password"
          label={t('newPassword')}
          length={length}
          value={password}
          onChange={setPassword}
          fault={isShort ? around('passwordShort', { count: length }) : weak}
        />
        <div className="buttons">
          <button className="button" type="submit" disabled={busy}>
            {t('setPassword')}
          </button>
          <button className="link-button" type="button" onClick={onAgain}>
            {t('fromStart')}
          </button>
        </div>
      </form>
    </Page>
  );
}

type SecondProps = Pick<ReplaceProps, 'asked' | 'onDone' | 'onAgain'> & { password: string };

function Second({ asked, password, onDone, onAgain }: SecondProps) {
  const t = useAccountWords();
  return (
    <Page title={t('factorTitle')} lead={<p>{t('resetFactorLead')}</p>}>
      <SecondFactor
        asked={asked}
        onProof={async (proof) => {
          await data(api.resetPassword({ ...proof, password }, { format: 'text' }));
          onDone();
        }}
        again={t('fromStart')}
        onAgain={onAgain}
      />
    </Page>
  );
}

function Done() {
  const t = useAccountWords();
  const around = useShellWords();
  return (
    <Page title={t('forgotDone')}>
      <Panel means="done">
        <p>{t('forgotDoneLead')}</p>
      </Panel>
      <p>
        <Link className="button" to="/login">
          {around('login')}
        </Link>
      </p>
    </Page>
  );
}
