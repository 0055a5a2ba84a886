import { useSuspenseQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { StandingConsent } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { queries, refresh } from '../queries.ts';
import { useAction } from './action.ts';
import { takeFocus } from './focus.ts';
import { Refusal } from './notices.tsx';
import { useOwnDataWords } from './own-data-words.ts';

/** What one has said about comparing faces, for each application (D8); of a draft it can be withdrawn. */
export function Consents() {
  const t = useOwnDataWords();
  const [isWithdrawn, setWithdrawn] = useState(false);
  const [{ data: said }, { data: services }] = useSuspenseQueries({
    queries: [queries.consents(), queries.services(useLang())],
  });
  const { consents } = said;
  const serviceName = (code: string) => services.services.find((each) => each.code === code)?.name ?? code;
  return (
    <section aria-labelledby="consents">
      <h2 id="consents">{t('consentsTitle')}</h2>
      <p>{consents.length > 0 ? t('consentsLead') : t('consentsNone')}</p>
      <p role="status">{isWithdrawn ? t('consentWithdrawn') : ''}</p>
      {consents.length > 0 ? (
        <ul className="tasks tasks-told">
          {consents.map((consent) => (
            <OneConsent
              key={consent.applicationId}
              consent={consent}
              name={serviceName(consent.service)}
              onWithdrawn={() => setWithdrawn(true)}
            />
          ))}
        </ul>
      ) : null}
      {consents.some(({ orderNumber, given }) => orderNumber && given === 'given') ? (
        <p className="hint">{t('consentsAfter')}</p>
      ) : null}
    </section>
  );
}

type OneConsentProps = { consent: StandingConsent; name: string; onWithdrawn: () => void };

function OneConsent({ consent, name, onWithdrawn }: OneConsentProps) {
  const t = useOwnDataWords();
  const lang = useLang();
  const [isAsked, setAsked] = useState(false);
  const { applicationId, orderNumber, given } = consent;
  const when = instantWords(consent.at, lang);
  const { run, busy, failure } = useAction(async () => {
    const { version, textHash } = await data(api.getConsentText('face'));
    await data(
      api.answerConsent(applicationId, 'face', { version, textHash, given: false }, { format: 'text' }),
    );
    setAsked(false);
    onWithdrawn();
    await refresh(['consents'], ['face-checks', applicationId], ['draft', applicationId]);
  });
  return (
    <li>
      <div>
        {orderNumber ? (
          <Link to="/orders/$orderNumber" params={{ orderNumber }}>
            {name}
          </Link>
        ) : (
          <Link to="/drafts/$id" params={{ id: applicationId }}>
            {name}
          </Link>
        )}
        <br />
        <span className="hint">
          {orderNumber ? <span className="number">{orderNumber}</span> : t('isDraft')} ·{' '}
          {given === 'given' ? t('consentGiven', { at: when }) : t('consentRefused', { at: when })}
        </span>
        {isAsked ? (
          <p ref={takeFocus} tabIndex={-1}>
            {t('consentWithdrawWhat')}
          </p>
        ) : null}
        <Refusal failure={failure} />
        {isAsked ? (
          <div className="buttons">
            <button type="button" className="button-danger" disabled={busy} onClick={() => void run()}>
              {t('consentWithdrawYes')}
            </button>
            <button type="button" className="link-button" onClick={() => setAsked(false)}>
              {t('consentKeep')}
            </button>
          </div>
        ) : null}
      </div>
      {orderNumber === null && given === 'given' && !isAsked ? (
        <button type="button" className="link-button" onClick={() => setAsked(true)}>
          {t('consentWithdraw')}
          <span className="unseen"> {name}</span>
        </button>
      ) : null}
    </li>
  );
}
