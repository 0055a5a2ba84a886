import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { queries, refresh } from '../queries.ts';
import { useAccessWords } from './access-words.ts';
import { takeFocus } from './focus.ts';
import { Refusal } from './notices.tsx';
import { useProved } from './proved.tsx';

const KINDS = ['email', 'phone'] as const;
type Kind = (typeof KINDS)[number];
type Props = { onNew: (kind: Kind) => void; onRemoved: () => void };

/** The account's e-mail address and mobile number; the last one stays. */
export function AddressList({ onNew, onRemoved }: Props) {
  const t = useAccessWords();
  const me = useSuspenseQuery(queries.me()).data;
  const [leaving, setLeaving] = useState<Kind>();
  const { run, busy, failure, stepUp } = useProved();
  const names = { email: t('email'), phone: t('phone') };
  const hasBoth = me.email !== null && me.phone !== null;
  const remove = async (kind: Kind): Promise<void> => {
    await data(api.removeAddress(kind, { format: 'text' }));
    setLeaving(undefined);
    await refresh(['me']);
    onRemoved();
  };
  return (
    <>
      <Refusal failure={failure} />
      {stepUp ?? (
        <ul className="tasks tasks-told">
          {KINDS.map((kind) => (
            <li key={kind} id={kind}>
              <div>
                <strong>{names[kind]}</strong>{' '}
                {me[kind] === me.noticesTo ? <span className="tag tag-know">{t('noticesHere')}</span> : null}
                <br />
                {me[kind] ?? <span className="hint">{t('none')}</span>}
                {leaving === kind ? (
                  <>
                    <p ref={takeFocus} tabIndex={-1}>
                      {t('removeWhat', { other: (kind === 'email' ? me.phone : me.email) ?? '' })}
                    </p>
                    <div className="buttons">
                      <button
                        type="button"
                        className="button-danger"
                        disabled={busy}
                        onClick={() => void run(() => remove(kind))}
                      >
                        {t('removeYes')}
                      </button>
                      <button type="button" className="link-button" onClick={() => setLeaving(undefined)}>
                        {t('keep')}
                      </button>
                    </div>
                  </>
                ) : (
                  <div className="buttons">
                    <button type="button" className="link-button" onClick={() => onNew(kind)}>
                      {me[kind] === null ? t('add') : t('change')}
                      <span className="unseen"> {names[kind]}</span>
                    </button>
                    {hasBoth ? (
                      <button type="button" className="link-button" onClick={() => setLeaving(kind)}>
                        {t('remove')}
                        <span className="unseen"> {names[kind]}</span>
                      </button>
                    ) : null}
                  </div>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {hasBoth ? null : <p className="hint">{t('onlyOne')}</p>}
    </>
  );
}
