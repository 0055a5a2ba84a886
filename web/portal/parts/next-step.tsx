import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isMadeInNewYork } from '../../../domain/production.ts';
import type { Order } from '../../client/api.ts';
import { api, data, withKey } from '../../shared/api.ts';
import { dayWords, instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { refreshOrder, usePost } from '../queries.ts';
import { useAction } from './action.ts';
import { Panel, Refusal } from './notices.tsx';
import { useOrderWords } from './order-words.ts';

/** What happens next, by whom, until when; where it is the applicant's turn, the way to do it. */
export function NextStep({ order }: { order: Order }) {
  const t = useOrderWords();
  const { words, act } = useStep(order);
  const means =
    order.status === 'closed'
      ? 'done'
      : order.status === 'refused'
        ? 'fault'
        : order.waitingFor === 'applicant'
          ? 'turn'
          : 'know';
  return (
    <Panel means={means} title={order.waitingFor === 'nobody' ? t('endTitle') : t('nextTitle')}>
      <div aria-live="polite">
        <p>{words}</p>
        {order.waitingFor === 'nobody' ? null : <WhoAndWhen order={order} />}
      </div>
      {act}
    </Panel>
  );
}

function WhoAndWhen({ order }: { order: Order }) {
  const t = useOrderWords();
  const lang = useLang();
  const post = usePost(order.post);
  const inNewYork = order.status === 'in_production' && isMadeInNewYork(order.service);
  const staff = inNewYork ? t('byNewYork') : post.name;
  return (
    <dl className="who-when">
      <div>
        <dt>{t('who')}</dt>
        <dd>{order.waitingFor === 'applicant' ? t('byYou') : staff}</dd>
      </div>
      <div>
        <dt>{order.waitingFor === 'applicant' ? t('doBefore') : t('untilWhen')}</dt>
        <dd>{order.dueAt ? dayWords(order.dueAt, lang, post.timeZone) : t('unknownTime')}</dd>
      </div>
    </dl>
  );
}

function useStep(order: Order): { words: string; act?: ReactNode } {
  const t = useOrderWords();
  const lang = useLang();
  const params = { orderNumber: order.orderNumber };
  switch (order.status) {
    case 'in_review':
      return { words: t('nextReview') };
    case 'supplement_requested':
      return {
        words: t('nextSupplement', { count: order.supplement?.items.length ?? 0 }),
        act: (
          <Link className="button" to="/orders/$orderNumber/supplement" params={params}>
            {t('toSupplement')}
          </Link>
        ),
      };
    case 'interview_required':
      return {
        words: t('nextBooking'),
        act: (
          <Link className="button" to="/orders/$orderNumber/interview" params={params}>
            {t('toBooking')}
          </Link>
        ),
      };
    case 'interview_booked': {
      const { startsAt, timeZone } = order.interview ?? { startsAt: order.updatedAt, timeZone: undefined };
      return {
        words: t('nextInterview', { at: instantWords(startsAt, lang, timeZone) }),
        act: (
          <Link className="button-quiet" to="/orders/$orderNumber/interview" params={params}>
            {t('toBooked')}
          </Link>
        ),
      };
    }
    case 'awaiting_materials':
      return {
        words: t('nextMail'),
        act: (
          <Link className="button" to="/orders/$orderNumber/mail" params={params}>
            {t('toMail')}
          </Link>
        ),
      };
    case 'materials_received':
      return { words: order.issuer === 'asked' ? t('nextIssuer') : t('nextIntake') };
    case 'in_production':
      return { words: isMadeInNewYork(order.service) ? t('nextProduction') : t('nextProductionHere') };
    case 'produced':
      return { words: t('nextDispatch') };
    case 'mailed':
      return { words: t('nextReceipt'), act: <Receipt order={order} /> };
    case 'closed':
      return { words: isMadeInNewYork(order.service) ? t('endClosed') : t('endClosedHere') };
    case 'refused':
      return { words: t('endRefused') };
    case 'withdrawn':
      return { words: t('endWithdrawn') };
  }
}

function Receipt({ order }: { order: Order }) {
  const t = useOrderWords();
  const { run, busy, failure } = useAction(async (key) => {
    await data(api.confirmReceipt(order.orderNumber, {}, withKey(key)));
    await refreshOrder(order.orderNumber);
  });
  return (
    <>
      <Refusal failure={failure} />
      <button type="button" className="button" disabled={busy} onClick={() => void run()}>
        {t('confirmReceipt')}
      </button>
    </>
  );
}
