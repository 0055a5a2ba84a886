import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { isClaimCode } from '../../../domain/claim-code.ts';
import { parseOrderNumber } from '../../../domain/order-number.ts';
import { api, data } from '../../shared/api.ts';
import { useAction } from '../parts/action.ts';
import { focusOn } from '../parts/focus.ts';
import { useHelpingWords } from '../parts/helping-words.ts';
import { Refusal } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { PlainField } from '../parts/plain-field.tsx';
import { queries, refreshOrder } from '../queries.ts';

/** An applicant makes an order that somebody else filed one's own. */
export function TakeOver() {
  const t = useHelpingWords();
  const navigate = useNavigate();
  const { realName } = useSuspenseQuery(queries.me()).data;
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const [faults, setFaults] = useState<{ number?: string; code?: string }>({});
  const { run, busy, failure } = useAction(async () => {
    const asked = { orderNumber: number.trim(), ...(code.trim() ? { code: code.trim() } : {}) };
    const { orderNumber } = await data(api.takeOrderOver(asked));
    await refreshOrder();
    await navigate({ to: '/orders/$orderNumber', params: { orderNumber } });
  });
  const codeFault = (): string | undefined => {
    if (code.trim()) return isClaimCode(code) ? undefined : t('codeFault');
    return realName ? undefined : t('codeMissing');
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    const wrongCode = codeFault();
    const found = {
      ...(parseOrderNumber(number) ? {} : { number: t('orderNumberFault') }),
      ...(wrongCode ? { code: wrongCode } : {}),
    };
    setFaults(found);
    const [first] = Object.keys(found);
    if (first) focusOn(first);
    else void run();
  }
  return (
    <Page
      title={t('takeOver')}
      lead={<p>{t('takeOverLead')}</p>}
      back={{ link: { to: '/' }, words: t('toOrders') }}
    >
      <form onSubmit={submit} noValidate>
        <Refusal failure={failure} />
        <PlainField
          id="number"
          label={t('orderNumber')}
          hint={t('orderNumberHint')}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          className="code"
          maxLength={40}
          value={number}
          onChange={setNumber}
          fault={faults.number}
        />
        <PlainField
          id="code"
          label={realName ? t('codeOptional') : t('claimCode')}
          hint={realName ? t('codeHintNamed') : <CodeHint />}
          isOptional={realName !== null}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          className="code"
          maxLength={60}
          value={code}
          onChange={setCode}
          fault={faults.code}
        />
        <button className="button" type="submit" disabled={busy}>
          {t('takeOver')}
        </button>
      </form>
    </Page>
  );
}

function CodeHint() {
  const t = useHelpingWords();
  return (
    <>
      {t('codeHint')} <Link to="/real-name">{t('toRealName')}</Link>
    </>
  );
}
