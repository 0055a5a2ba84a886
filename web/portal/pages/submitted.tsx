import { Link, useParams } from '@tanstack/react-router';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { FraudNotice, Panel } from '../parts/notices.tsx';
import { useNoticesTo } from '../parts/notices-to.ts';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { PaperLinks } from '../parts/papers.tsx';
import { useOrder, usePost } from '../queries.ts';

/** It has arrived: its number, and what happens next and when. */
export function Submitted() {
  const t = useOrderWords();
  const lang = useLang();
  const { orderNumber } = useParams({ from: '/own/orders/$orderNumber/submitted' });
  const order = useOrder(orderNumber);
  const post = usePost(order.post);
  const noticesTo = useNoticesTo();
  return (
    <Page title={t('submittedTitle')} aside={<FraudNotice />}>
      <Panel means="done">
        <p className="number-label">{t('orderNumber')}</p>
        <p className="number number-large">{order.orderNumber}</p>
        <p>{t('noteNumber')}</p>
      </Panel>
      <h2>{t('nextTitle')}</h2>
      <ol className="how">
        <li>
          {t('after1', { post: post.name })}
          {order.dueAt ? ` ${t('after1Due', { day: dayWords(order.dueAt, lang, post.timeZone) })}` : ''}
        </li>
        <li>
          {t('after2')} {noticesTo}
        </li>
        <li>{t('after3', { mark: post.envelopeMark })}</li>
      </ol>
      <Panel means="turn" title={t('mailNothing')}>
        <p>{t('mailNothingLead')}</p>
      </Panel>
      <PaperLinks order={order} />
      <div className="buttons">
        <Link className="button" to="/orders/$orderNumber" params={{ orderNumber }}>
          {t('toOrder')}
        </Link>
      </div>
    </Page>
  );
}
