import { Navigate, useParams } from '@tanstack/react-router';
import { MAILED_ITEM_TEXTS } from '../../../domain/texts/grounds.ts';
import type { Order } from '../../client/api.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { dollars } from '../parts/fee.tsx';
import { FraudNotice, Panel } from '../parts/notices.tsx';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { PaperLink } from '../parts/papers.tsx';
import { useOrder, usePost } from '../queries.ts';

type Mailing = NonNullable<Order['mailing']>;

/** 待制證: what goes into the envelope, what stands on it, and what to print. */
export function Mail() {
  const t = useOrderWords();
  const lang = useLang();
  const { orderNumber } = useParams({ from: '/own/orders/$orderNumber/mail' });
  const order = useOrder(orderNumber);
  const post = usePost(order.post);
  const { mailing } = order;
  if (!mailing) return <Navigate to="/orders/$orderNumber" params={{ orderNumber }} replace />;
  return (
    <Page
      title={t('mailTitle')}
      over={<span className="number">{order.orderNumber}</span>}
      lead={
        <p>
          {order.dueAt
            ? t('mailLeadUntil', { day: dayWords(order.dueAt, lang, post.timeZone) })
            : t('mailLead')}
        </p>
      }
      back={{ link: { to: '/orders/$orderNumber', params: { orderNumber } }, words: t('toOrder') }}
      aside={<FraudNotice />}
    >
      <section aria-labelledby="into">
        <h2 id="into">{t('mailStep1')}</h2>
        <ul className="ticks">
          {mailing.items.map((item) => (
            <li key={item}>
              <label className="tick">
                <input type="checkbox" />
                <span>{MAILED_ITEM_TEXTS[item as keyof typeof MAILED_ITEM_TEXTS]?.[lang] ?? item}</span>
              </label>
            </li>
          ))}
        </ul>
        <p className="hint">{t('mailNothingElse')}</p>
      </section>
      <Payment mailing={mailing} />
      <section aria-labelledby="onto">
        <h2 id="onto">{t('mailStep3')}</h2>
        <Panel means="know">
          <p className="number-label">{t('mailTo')}</p>
          <address>
            {mailing.address.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </address>
          <p>
            {t('markEnvelope')}{' '}
            <strong className="mark" lang="zh-Hant">
              {mailing.envelopeMark}
            </strong>
          </p>
        </Panel>
        <p>{t('mailUsps')}</p>
      </section>
      <section aria-labelledby="print">
        <h2 id="print">{t('mailStep4')}</h2>
        <p>{t('printHint')}</p>
        <div className="buttons">
          <PaperLink className="button" order={order} paper="slip" words={t('paperSlip')} />
          <PaperLink className="button-quiet" order={order} paper="label" words={t('paperLabel')} />
        </div>
      </section>
    </Page>
  );
}

function Payment({ mailing }: { mailing: Mailing }) {
  const t = useOrderWords();
  return (
    <section aria-labelledby="pay">
      <h2 id="pay">{t('mailStep2')}</h2>
      <dl className="answers">
        <div>
          <dt>{t('payAmount')}</dt>
          <dd className="amount">{dollars(mailing.feeCents)}</dd>
        </div>
        <div>
          <dt>{t('payee')}</dt>
          <dd lang="en">{mailing.payee}</dd>
        </div>
        <div>
          <dt>{t('payHow')}</dt>
          <dd>{t('payKinds')}</dd>
        </div>
      </dl>
      <p className="hint">{t('payNever')}</p>
    </section>
  );
}
