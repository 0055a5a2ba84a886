import { useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { queries } from '../queries.ts';
import { useAccessWords } from './access-words.ts';
import { addressOf, textOf, type Who } from './entrance.ts';
import { focusOn } from './focus.ts';
import { Refusal } from './notices.tsx';
import { PlainField } from './plain-field.tsx';
import { useProved } from './proved.tsx';
import { useShellWords } from './shell-words.ts';

type Kind = 'email' | 'phone';
type Props = { kind: Kind; onSent: (who: Who) => void; onCancel: () => void };

/** Asks for an address that the account does not have yet, and has a code sent there. */
export function NewAddress({ kind, onSent, onCancel }: Props) {
  const t = useAccessWords();
  const around = useShellWords();
  const me = useSuspenseQuery(queries.me()).data;
  const old = me[kind];
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<'none' | 'same'>();
  const { run, busy, failure, stepUp } = useProved();
  const refused = ofField(failure);
  useEffect(() => {
    if (refused) focusOn('address');
  }, [refused]);
  const faults = { none: kind === 'email' ? t('emailFault') : t('phoneFault'), same: t('sameAddress') };
  function submit(event: FormEvent): void {
    event.preventDefault();
    const who = ofKind(kind, typed);
    const isSame = who && textOf(who).toLowerCase() === old?.toLowerCase();
    setWrong(who ? (isSame ? 'same' : undefined) : 'none');
    if (!who || isSame) return focusOn('address');
    void run(async () => {
      await data(api.askAddress(who));
      onSent(who);
    });
  }
  return (
    <>
      <Refusal failure={refused ? undefined : failure} />
      {stepUp ?? (
        <form onSubmit={submit} noValidate>
          {old ? <p>{t('newInPlace', { old })}</p> : null}
          <PlainField
            id="address"
            label={kind === 'email' ? t('email') : t('phone')}
            hint={kind === 'email' ? t('emailHint') : t('phoneHint')}
            type={kind === 'email' ? 'email' : 'tel'}
            autoComplete={kind === 'email' ? 'email' : 'tel'}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={kind === 'email' ? 254 : 30}
            value={typed}
            onChange={setTyped}
            fault={wrong ? faults[wrong] : refused}
          />
          <div className="buttons">
            <button className="button" type="submit" disabled={busy}>
              {around('sendCode')}
            </button>
            <button className="link-button" type="button" onClick={onCancel}>
              {t('toAddresses')}
            </button>
          </div>
        </form>
      )}
    </>
  );
}

function ofKind(kind: Kind, typed: string): Who | undefined {
  const who = addressOf(typed);
  return who && kind in who ? who : undefined;
}

/** What the API says of the address itself. */
function ofField(failure: unknown): string | undefined {
  const isOurs =
    failure instanceof ApiProblem && ['phone-not-chinese', 'sms-not-offered'].includes(failure.code);
  return isOurs ? failure.problem.title : undefined;
}
