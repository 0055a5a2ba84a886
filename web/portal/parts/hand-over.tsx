import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Order } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { isMissing } from '../../shared/problem.ts';
import { dayWords, instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { queries, refresh } from '../queries.ts';
import { useAction } from './action.ts';
import { useHelpingWords } from './helping-words.ts';
import { Panel, Refusal } from './notices.tsx';

/** Of an order that was filed for somebody else: how its applicant takes it over, and that it was taken over. */
export function HandOver({ order }: { order: Order }) {
  const t = useHelpingWords();
  const lang = useLang();
  const { data: application } = useQuery(queries.draft(order.applicationId, lang));
  const { data: handOver, error } = useQuery(queries.handOver(order.orderNumber));
  // While a code is out the page asks again: the order may be gone from one moment to the next.
  if (isMissing(error)) throw error;
  if (!handOver) return null;
  if (handOver.handedOverAt)
    return <p className="hint">{t('taken', { at: instantWords(handOver.handedOverAt, lang) })}</p>;
  if (application?.notices.account !== 'helper') return null;
  return (
    <section aria-labelledby="hand-over">
      <h2 id="hand-over">{t('handOverTitle')}</h2>
      <p>{t('handOverLead')}</p>
      {handOver.guardianUntilOn ? (
        <p className="hint">{t('guardianUntil', { day: dayWords(handOver.guardianUntilOn, lang, 'UTC') })}</p>
      ) : null}
      <ClaimCode orderNumber={order.orderNumber} codeUntil={handOver.codeUntil} />
    </section>
  );
}

function ClaimCode({ orderNumber, codeUntil }: { orderNumber: string; codeUntil: string | null }) {
  const t = useHelpingWords();
  const lang = useLang();
  const [made, setMade] = useState<{ code: string; codeUntil: string }>();
  const [isRevoked, setRevoked] = useState(false);
  const { run, busy, failure } = useAction(async (_key, what: 'make' | 'revoke') => {
    if (what === 'make') setMade(await data(api.offerHandOver(orderNumber, {})));
    else await data(api.revokeHandOver(orderNumber, { format: 'text' }));
    if (what === 'revoke') setMade(undefined);
    setRevoked(what === 'revoke');
    await refresh(['hand-over', orderNumber]);
  });
  return (
    <>
      <Refusal failure={failure} />
      <div role="status">
        {made ? (
          <Panel means="know" title={t('claimCode')}>
            <p className="number number-large" id="claim-code">
              {made.code}
            </p>
            <Copy text={made.code} />
            <p>{t('codeOnce', { at: instantWords(made.codeUntil, lang) })}</p>
            <p>{t('codeDoes')}</p>
            <p>{t('codeHow')}</p>
          </Panel>
        ) : codeUntil ? (
          <p>{t('codeOut', { at: instantWords(codeUntil, lang) })}</p>
        ) : isRevoked ? (
          <p>{t('codeRevoked')}</p>
        ) : null}
      </div>
      <div className="buttons">
        <button
          type="button"
          id="make-code"
          className="button-quiet"
          disabled={busy}
          onClick={() => void run('make')}
        >
          {codeUntil ? t('makeNewCode') : t('makeCode')}
        </button>
        {codeUntil ? (
          <button
            type="button"
            id="revoke-code"
            className="link-button"
            disabled={busy}
            onClick={() => void run('revoke')}
          >
            {t('revokeCode')}
          </button>
        ) : null}
      </div>
    </>
  );
}

/** Puts the code where it can be pasted into a message; browsers give this to pages over HTTPS only. */
function Copy({ text }: { text: string }) {
  const t = useHelpingWords();
  const [isCopied, setCopied] = useState(false);
  if (!('clipboard' in navigator)) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <p>
      <button type="button" id="copy-code" className="button-quiet" onClick={() => void copy()}>
        {t('copyCode')}
      </button>{' '}
      {isCopied ? t('codeCopied') : null}
    </p>
  );
}
