import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, data } from '../../shared/api.ts';
import { knowsPasskeys, makePasskey, NoPasskey } from '../../shared/passkey.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { queries, refresh } from '../queries.ts';
import { useAccountWords } from './account-words.ts';
import { type AppToAdd, NewApp } from './new-app.tsx';
import { Refusal } from './notices.tsx';
import { useProved } from './proved.tsx';

/** What the account asks for beside its password; added and taken away only by who has just proved who one is (S5). */
export function Factors() {
  const t = useAccountWords();
  const lang = useLang();
  const { factors } = useSuspenseQuery(queries.factors()).data;
  const [app, setApp] = useState<AppToAdd>();
  const [leaving, setLeaving] = useState<string>();
  const { run, busy, failure, stepUp } = useProved();
  const addApp = async (): Promise<void> => setApp(await data(api.addTotp({ name: t('factorApp') })));
  const addPasskey = async (): Promise<void> => {
    const { challenge, passkey } = await data(api.askPasskey({ name: t('factorPasskey') }));
    await data(api.addPasskey({ challenge, passkey: await makePasskey(passkey) }));
    await refresh(['factors']);
  };
  const remove = async (id: string): Promise<void> => {
    await data(api.removeFactor(id, { format: 'text' }));
    setLeaving(undefined);
    await refresh(['factors']);
  };
  const confirmApp = async (id: string, code: string): Promise<void> => {
    await data(api.confirmTotp(id, { code }, { format: 'text' }));
    setApp(undefined);
    await refresh(['factors']);
  };
  return (
    <section aria-labelledby="factors">
      <h2 id="factors">{t('factorsTitle')}</h2>
      <p>{factors.length > 0 ? t('factorsLead') : t('factorsNone')}</p>
      {factors.some(({ kind }) => kind === 'passkey') ? <p>{t('passkeyAlone')}</p> : null}
      {failure instanceof NoPasskey ? (
        <p role="alert" className="fault">
          {t('passkeyFailed')}
        </p>
      ) : (
        <Refusal failure={failure} />
      )}
      {stepUp ? (
        stepUp
      ) : app ? (
        <NewApp
          app={app}
          busy={busy}
          onCode={(code) => void run(() => confirmApp(app.id, code))}
          onCancel={() => setApp(undefined)}
        />
      ) : (
        <>
          {factors.length > 0 ? (
            <ul className="tasks tasks-told">
              {factors.map(({ id, name, addedAt }) => (
                <li key={id}>
                  <span>
                    {name}
                    <br />
                    <span className="hint">{t('factorAdded', { at: dayWords(addedAt, lang) })}</span>
                  </span>
                  {leaving === id ? (
                    <button
                      type="button"
                      className="button-danger"
                      disabled={busy}
                      onClick={() => void run(() => remove(id))}
                    >
                      {t('factorRemoveYes')}
                    </button>
                  ) : (
                    <button type="button" className="link-button" onClick={() => setLeaving(id)}>
                      {t('factorRemove')}
                      <span className="unseen"> {name}</span>
                    </button>
                  )}
                </li>
              ))}
            </ul>
          ) : null}
          <div className="buttons">
            <button
              type="button"
              className="link-button"
              id="add-app"
              disabled={busy}
              onClick={() => void run(addApp)}
            >
              {t('factorAddApp')}
            </button>
            {knowsPasskeys() ? (
              <button
                type="button"
                className="link-button"
                disabled={busy}
                onClick={() => void run(addPasskey)}
              >
                {t('factorAddPasskey')}
              </button>
            ) : null}
          </div>
        </>
      )}
    </section>
  );
}
