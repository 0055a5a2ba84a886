import { Link, Navigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, data, withKey } from '../../shared/api.ts';
import { useAction } from '../parts/action.ts';
import { Panel, Refusal } from '../parts/notices.tsx';
import { useWhyNotWithdrawn } from '../parts/old-document.tsx';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { refreshOrder, useOrder } from '../queries.ts';

export function Withdraw() {
  const t = useOrderWords();
  const { orderNumber } = useParams({ from: '/own/orders/$orderNumber/withdraw' });
  const order = useOrder(orderNumber);
  const [note, setNote] = useState('');
  const { run, busy, failure } = useAction(async (key) => {
    await data(api.withdraw(orderNumber, { note }, withKey(key)));
    await refreshOrder(orderNumber);
  });
  const params = { orderNumber };
  const whyNot = useWhyNotWithdrawn(order);
  const back = { link: { to: '/orders/$orderNumber', params }, words: t('toOrder') } as const;
  if (whyNot)
    return (
      <Page title={t('noWithdrawTitle')} over={<span className="number">{orderNumber}</span>} back={back}>
        <Panel means="fault">
          <p>{whyNot}</p>
        </Panel>
      </Page>
    );
  if (!order.allowed.includes('withdraw'))
    return <Navigate to="/orders/$orderNumber" params={params} replace />;
  return (
    <Page title={t('withdrawTitle')} over={<span className="number">{orderNumber}</span>} back={back}>
      <Panel means="fault">
        <ul>
          <li>{t('withdrawRule1')}</li>
          <li>{t('withdrawRule2')}</li>
          <li>{t('withdrawRule3')}</li>
          {order.service === 'passport.replace' ? <li>{t('withdrawRule4')}</li> : null}
        </ul>
      </Panel>
      <div className="field">
        <label htmlFor="note">{t('withdrawNote')}</label>
        <textarea
          id="note"
          rows={3}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <Refusal failure={failure} />
      <div className="buttons">
        <button type="button" className="button-danger" disabled={busy} onClick={() => void run()}>
          {t('withdrawYes')}
        </button>
        <Link className="button-quiet" to="/orders/$orderNumber" params={params}>
          {t('keepOrder')}
        </Link>
      </div>
    </Page>
  );
}
