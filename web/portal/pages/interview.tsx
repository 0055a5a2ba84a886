import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Order } from '../../client/api.ts';
import { api, data, withKey } from '../../shared/api.ts';
import { LANG_TAGS } from '../../shared/lang.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { useAction } from '../parts/action.ts';
import { Clocks } from '../parts/clocks.tsx';
import { Fault } from '../parts/field.tsx';
import { FraudNotice, Panel, Refusal } from '../parts/notices.tsx';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { offeredDays } from '../parts/slots.ts';
import { refreshOrder, useOrder, usePost } from '../queries.ts';

/** Book, move or cancel the video interview; times on both clocks. */
export function Interview() {
  const t = useOrderWords();
  const { orderNumber } = useParams({ from: '/own/orders/$orderNumber/interview' });
  const order = useOrder(orderNumber);
  const [isMoving, setMoving] = useState(false);
  if (!order.allowed.includes('bookInterview'))
    return <Navigate to="/orders/$orderNumber" params={{ orderNumber }} replace />;
  const isBooked = order.status === 'interview_booked' && order.interview !== null;
  return (
    <Page
      title={isBooked ? t('bookedTitle') : t('bookTitle')}
      over={<span className="number">{order.orderNumber}</span>}
      lead={<p>{t('interviewLead')}</p>}
      back={{ link: { to: '/orders/$orderNumber', params: { orderNumber } }, words: t('toOrder') }}
      aside={<FraudNotice />}
    >
      {isBooked && !isMoving ? (
        <Booked order={order} onMove={() => setMoving(true)} />
      ) : (
        <Booking order={order} onBooked={() => setMoving(false)} />
      )}
    </Page>
  );
}

function Booked({ order, onMove }: { order: Order; onMove: () => void }) {
  const t = useOrderWords();
  const navigate = useNavigate();
  const [sure, setSure] = useState(false);
  const { run, busy, failure } = useAction(async (key) => {
    await data(api.cancelInterview(order.orderNumber, {}, withKey(key)));
    await refreshOrder(order.orderNumber);
    await navigate({ to: '/orders/$orderNumber', params: { orderNumber: order.orderNumber } });
  });
  const { startsAt, timeZone } = order.interview ?? { startsAt: '', timeZone: '' };
  return (
    <>
      <Panel means="done">
        <p className="number-label">{t('bookedAt')}</p>
        <p className="when">
          <Clocks at={startsAt} timeZone={timeZone} withDay />
        </p>
      </Panel>
      <ul>
        <li>{t('interviewRule1')}</li>
        <li>{t('interviewRule2')}</li>
        <li>{t('interviewRule3')}</li>
      </ul>
      <Refusal failure={failure} />
      <div className="buttons">
        <button type="button" className="button-quiet" onClick={onMove}>
          {t('rebook')}
        </button>
        {sure ? (
          <button type="button" className="button-danger" disabled={busy} onClick={() => void run()}>
            {t('cancelYes')}
          </button>
        ) : (
          <button type="button" className="link-button" onClick={() => setSure(true)}>
            {t('cancelBooking')}
          </button>
        )}
      </div>
    </>
  );
}

function Booking({ order, onBooked }: { order: Order; onBooked: () => void }) {
  const t = useOrderWords();
  const lang = useLang();
  const { timeZone } = usePost(order.post);
  const [days] = useState(() => offeredDays(Date.now(), timeZone));
  const [on, setOn] = useState(days[0]?.on ?? '');
  const [startsAt, setStartsAt] = useState<string>();
  const [missing, setMissing] = useState(false);
  const { run, busy, failure } = useAction(async (key) => {
    if (!startsAt) return;
    await data(api.bookInterview(order.orderNumber, { startsAt }, withKey(key)));
    // Before the order is asked for again: whoever moves the booking at once must not be sent back here.
    onBooked();
    await refreshOrder(order.orderNumber);
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(!startsAt);
    if (startsAt) void run();
  }
  const dayName = (day: string): string =>
    new Intl.DateTimeFormat(LANG_TAGS[lang], { dateStyle: 'full', timeZone: 'UTC' }).format(
      new Date(`${day}T12:00:00Z`),
    );
  return (
    <form onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor="day">{t('chooseDay')}</label>
        <select
          id="day"
          value={on}
          onChange={(event) => {
            setOn(event.target.value);
            setStartsAt(undefined);
          }}
        >
          {days.map((day) => (
            <option key={day.on} value={day.on}>
              {dayName(day.on)}
            </option>
          ))}
        </select>
      </div>
      <fieldset className={missing && !startsAt ? 'field field-fault' : 'field'}>
        <legend>{t('chooseTime')}</legend>
        <Fault id="time" fault={missing && !startsAt ? { reason: t('timeMissing') } : undefined} />
        <div className="radios">
          {days
            .find((day) => day.on === on)
            ?.times.map((time) => (
              <label key={time.startsAt} className="radio">
                <input
                  type="radio"
                  name="time"
                  checked={startsAt === time.startsAt}
                  onChange={() => setStartsAt(time.startsAt)}
                />
                <Clocks at={time.startsAt} timeZone={timeZone} withDay={false} />
              </label>
            ))}
        </div>
      </fieldset>
      {order.dueAt && order.status === 'interview_required' ? (
        <p className="hint">{t('bookUntil', { day: dayWords(order.dueAt, lang, timeZone) })}</p>
      ) : null}
      <Refusal failure={failure} />
      <button className="button" type="submit" disabled={busy}>
        {t('book')}
      </button>
    </form>
  );
}
