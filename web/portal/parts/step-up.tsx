import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { StepUpAsked } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { useAccountWords } from './account-words.ts';
import { useAction } from './action.ts';
import { focusOn } from './focus.ts';
import { Refusal } from './notices.tsx';
import { PasswordField } from './plain-field.tsx';
import { SecondFactor } from './second-factor.tsx';
import { useShellWords } from './shell-words.ts';

type Props = { asked: StepUpAsked; onProved: () => Promise<void>; onCancel: () => void };

/** To prove once more who one is, before something critical: by the second factor or, without one, by the password. */
export function StepUp({ asked, onProved, onCancel }: Props) {
  const t = useAccountWords();
  const { challenge, kinds, ...rest } = asked;
  const box = useRef<HTMLDivElement>(null);
  // What was pressed is gone; what is asked instead must not be looked for.
  useEffect(() => box.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  return (
    <div ref={box}>
      {challenge === null ? (
        <ByPassword onProved={onProved} onCancel={onCancel} />
      ) : (
        <>
          <p>{t('stepUpFactor')}</p>
          <SecondFactor
            asked={{ ...rest, challenge, kinds: kinds.filter((kind) => kind !== 'password') }}
            onProof={async (proof) => {
              await data(api.stepUp(proof));
              await onProved();
            }}
            again={t('cancel')}
            onAgain={onCancel}
          />
        </>
      )}
    </div>
  );
}

function ByPassword({ onProved, onCancel }: Omit<Props, 'asked'>) {
  const t = useAccountWords();
  const shell = useShellWords();
  const [password, setPassword] = useState('');
  const { run, busy, failure } = useAction(async () => {
    await data(api.stepUp({ password }));
    await onProved();
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (password) void run();
    else focusOn('password');
  }
  return (
    <form onSubmit={submit} noValidate>
      <p>{t('stepUpPassword')}</p>
      <Refusal failure={failure} />
      <PasswordField
        id="password"
        label={shell('password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <div className="buttons">
        <button className="button" type="submit" disabled={busy}>
          {t('goOn')}
        </button>
        <button className="link-button" type="button" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
