import { type FormEvent, useState } from 'react';
import type { FactorChallenge, FactorProofInput } from '../../client/api.ts';
import { NoPasskey, signWithPasskey } from '../../shared/passkey.ts';
import { useAccountWords } from './account-words.ts';
import { useAction } from './action.ts';
import { focusOn } from './focus.ts';
import { Refusal } from './notices.tsx';
import { PlainField } from './plain-field.tsx';

/** What a second factor has to answer: a code of the authenticator app, or a passkey. */
export function SecondFactor({ asked, onProof, again, onAgain }: Props) {
  const t = useAccountWords();
  const [code, setCode] = useState('');
  const [isNoCode, setNoCode] = useState(false);
  const { challenge, kinds } = asked;
  const hasCode = kinds.includes('totp');
  const { run, busy, failure } = useAction(async (_key, by: 'code' | 'passkey') => {
    const proof =
      by === 'code'
        ? { challenge, code: code.replaceAll(/\s/g, '') }
        : { challenge, passkey: await signWithPasskey(asked.passkey) };
    // Each code is taken once: the next try needs another one.
    setCode('');
    await onProof(proof);
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const isCode = /^\d{6}$/.test(code.replaceAll(/\s/g, ''));
    setNoCode(!isCode);
    if (isCode) void run('code');
    else focusOn('code');
  }
  return (
    <form onSubmit={submit} noValidate>
      {failure instanceof NoPasskey ? (
        <p role="alert" className="fault">
          {t('passkeyFailed')}
        </p>
      ) : (
        <Refusal failure={failure} />
      )}
      {hasCode ? (
        <PlainField
          id="code"
          label={t('factorCode')}
          hint={t('factorCodeHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          className="code-input"
          value={code}
          onChange={setCode}
          fault={isNoCode ? t('factorCodeFault') : undefined}
        />
      ) : null}
      <div className="buttons">
        {hasCode ? (
          <button className="button" type="submit" disabled={busy}>
            {t('goOn')}
          </button>
        ) : null}
        {kinds.includes('passkey') ? (
          <button
            className={hasCode ? 'button-quiet' : 'button'}
            type="button"
            disabled={busy}
            onClick={() => void run('passkey')}
          >
            {t('usePasskey')}
          </button>
        ) : null}
        <button className="link-button" type="button" onClick={onAgain}>
          {again}
        </button>
      </div>
    </form>
  );
}
type Props = {
  asked: FactorChallenge;
  onProof: (proof: FactorProofInput) => Promise<void>;
  /** The way out, in words of the page. */
  again: string;
  onAgain: () => void;
};
