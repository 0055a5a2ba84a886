import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Order } from '../../client/api.ts';
import { instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { AnswerList } from '../parts/answers.tsx';
import { Contact } from '../parts/contact.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { HandOver } from '../parts/hand-over.tsx';
import { NextStep } from '../parts/next-step.tsx';
import { FraudNotice } from '../parts/notices.tsx';
import { OldDocument, useWhyNotWithdrawn } from '../parts/old-document.tsx';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { PaperLinks } from '../parts/papers.tsx';
import { StatusTag } from '../parts/status.tsx';
import { queries, useOrder, useOrderForm, usePost } from '../queries.ts';

/** One order: where it stands, what happens next and by whom, and all that happened. */
export function OrderPage() {
  const t = useOrderWords();
  const { orderNumber } = useParams({ from: '/own/orders/$orderNumber' });
  const order = useOrder(orderNumber);
  const post = usePost(order.post);
  const whyNot = useWhyNotWithdrawn(order);
  const { services } = useSuspenseQuery(queries.services(useLang())).data;
  return (
    <Page
      title={order.answers['name.chinese'] ?? t('orderTitle')}
      over={
        <>
          {services.find(({ code }) => code === order.service)?.name} · {t('orderNumber')}{' '}
          <span className="number">{order.orderNumber}</span>
        </>
      }
      lead={
        <p>
          <StatusTag {...order} /> {post.name}
        </p>
      }
      back={{ link: { to: '/' }, words: t('toOrders') }}
      aside={
        <>
          <PaperLinks order={order} />
          <FraudNotice />
          <Contact post={post} hint={t('contactHint')} />
        </>
      }
    >
      <NextStep order={order} />
      <OldDocument order={order} />
      <Timeline order={order} />
      <Given order={order} />
      <HandOver order={order} />
      {order.allowed.includes('withdraw') ? (
        <p className="end-of-page">
          <Link to="/orders/$orderNumber/withdraw" params={{ orderNumber }}>
            {t('withdrawLink')}
          </Link>
        </p>
      ) : whyNot ? (
        <p className="end-of-page hint">{whyNot}</p>
      ) : null}
    </Page>
  );
}

function Timeline({ order }: { order: Order }) {
  const t = useOrderWords();
  const lang = useLang();
  return (
    <section aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('timelineTitle')}</h2>
      <ol className="timeline">
        {order.timeline.toReversed().map(({ version, statusText, at }) => (
          <li key={version}>
            <span className="timeline-status">{statusText}</span>
            <time dateTime={at}>{instantWords(at, lang)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Given({ order }: { order: Order }) {
  const t = useOrderWords();
  const tForm = useFormWords();
  const form = useOrderForm(order);
  return (
    <details>
      <summary>{t('givenTitle')}</summary>
      {form.sections.map((section) => (
        <section key={section.id}>
          <h3>{section.title}</h3>
          <AnswerList section={section} answers={order.answers} />
        </section>
      ))}
      <h3>{tForm('documentsTitle')}</h3>
      <ul>
        {order.documents
          .filter(({ state }) => state !== 'replaced')
          .map(({ id, kind }) => (
            <li key={id}>
              <a href={`/v1/drafts/${order.applicationId}/documents/${id}`} target="_blank" rel="noreferrer">
                {form.materials.find((material) => material.kind === kind)?.title ?? kind}
              </a>
            </li>
          ))}
      </ul>
      <p className="hint">{t('givenFixed')}</p>
    </details>
  );
}
