import { useSuspenseQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isEnded } from '../../../domain/statuses.ts';
import type { Order } from '../../client/api.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { useHelpingWords } from '../parts/helping-words.ts';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { StatusTag } from '../parts/status.tsx';
import { queries } from '../queries.ts';

type Brief = Pick<Order, 'orderNumber' | 'service' | 'post' | 'status' | 'waitingFor' | 'dueAt'>;

/** 我的訂單: what is under way, what waits for me, what I had begun. */
export function Home() {
  const t = useOrderWords();
  const tHelping = useHelpingWords();
  const lang = useLang();
  const [{ data: orders }, { data: drafts }, { data: services }, { data: posts }] = useSuspenseQueries({
    queries: [queries.orders(lang), queries.drafts(), queries.services(lang), queries.posts(lang)],
  });
  const serviceName = (code: string) => services.services.find((each) => each.code === code)?.name ?? code;
  const postOf = (code: string) => posts.posts.find((each) => each.code === code);
  const open = orders.orders.filter(({ status }) => !isEnded(status));
  const ended = orders.orders.filter(({ status }) => isEnded(status));
  return (
    <Page title={t('homeTitle')}>
      {open.length === 0 && drafts.drafts.length === 0 ? (
        <p className="lead">{ended.length > 0 ? t('homeNoneOpen') : t('homeEmpty')}</p>
      ) : null}
      <OrderList orders={open} serviceName={serviceName} postOf={postOf} />
      {drafts.drafts.length > 0 ? (
        <section aria-labelledby="drafts">
          <h2 id="drafts">{t('draftsTitle')}</h2>
          <ul className="cards">
            {drafts.drafts.map((draft) => (
              <li key={draft.id}>
                <Link className="card" to="/drafts/$id" params={{ id: draft.id }}>
                  <span className="card-title">{serviceName(draft.service)}</span>
                  <span className="card-line">{postOf(draft.post)?.name}</span>
                  <span className="card-line">
                    {t('draftSaved', { at: dayWords(draft.updatedAt, lang) })}
                  </span>
                  <span className="card-next">{t('draftResume')}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p>
        <Link className={open.length + drafts.drafts.length === 0 ? 'button' : 'button-quiet'} to="/apply">
          {t('applyNew')}
        </Link>
      </p>
      <p>
        <Link to="/take-over">{tHelping('takeOver')}</Link>
      </p>
      {ended.length > 0 ? (
        <details>
          <summary>{t('endedTitle', { count: ended.length })}</summary>
          <OrderList orders={ended} serviceName={serviceName} postOf={postOf} />
        </details>
      ) : null}
    </Page>
  );
}

function OrderList({
  orders,
  serviceName,
  postOf,
}: {
  orders: Brief[];
  serviceName: (code: string) => string;
  postOf: (code: string) => { name: string; timeZone: string } | undefined;
}) {
  const t = useOrderWords();
  const lang = useLang();
  return (
    <ul className="cards">
      {orders.map((order) => (
        <li key={order.orderNumber}>
          <Link
            className={order.waitingFor === 'applicant' ? 'card card-turn' : 'card'}
            to="/orders/$orderNumber"
            params={{ orderNumber: order.orderNumber }}
          >
            <span className="card-title">
              {serviceName(order.service)} <StatusTag {...order} />
            </span>
            <span className="card-line">
              <span className="number">{order.orderNumber}</span> · {postOf(order.post)?.name}
            </span>
            {order.waitingFor === 'nobody' ? null : (
              <span className={order.waitingFor === 'applicant' ? 'card-next' : 'card-line'}>
                {order.waitingFor === 'applicant' ? t('yourTurn') : t('theirTurn')}
                {order.dueAt
                  ? ` ${t('until', { day: dayWords(order.dueAt, lang, postOf(order.post)?.timeZone) })}`
                  : ''}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
