import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { type FormEvent, useState } from 'react';
import type { MailedItem } from '../../../domain/case-state.ts';
import { MAILED_ITEM_TEXTS } from '../../../domain/texts/grounds.ts';
import { uspsVerdict } from '../../../domain/usps.ts';
import type { Case } from '../../client/api.ts';
import { api } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { usePost } from '../asks.ts';
import { useCommand } from '../command.ts';
import { useKept } from '../kept.ts';
import { centsOf } from '../money.ts';
import { DoneList, noteDone } from '../parts/done-list.tsx';
import { EMPTY_ENVELOPE, type Envelope, Items, MADE_OUT, Money } from '../parts/envelope.tsx';
import { LaneCase } from '../parts/lane-case.tsx';
import { OrderInHand } from '../parts/order-in-hand.tsx';
import { SendRow } from '../parts/send-row.tsx';
import { UspsField } from '../parts/usps-field.tsx';
import { useAddress, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';

/** The mailroom opens an envelope: is all in it, and is the money right (R-29 … R-33)? */
export function MailPage() {
  const say = useWords();
  const go = useGo();
  const { order } = useAddress();
  const onOrder = (next: string | undefined): void =>
    void go({ to: '/mail', search: next ? { order: next } : {} });
  return (
    <OrderInHand
      title={say('mail')}
      hint={say('mailHint')}
      order={order}
      onOrder={onOrder}
      work={(shown) =>
        shown.allowed.includes('receiveMaterials') ? (
          <CheckIn key={shown.orderNumber} shown={shown} onDone={() => onOrder(undefined)} />
        ) : (
          <>
            <LaneCase shown={shown} />
            <Alert
              type="warning"
              showIcon
              role="alert"
              title={say('mailTooEarly', { status: shown.statusText })}
            />
          </>
        )
      }
    >
      <DoneList page="mail" />
    </OrderInHand>
  );
}

function CheckIn({ shown, onDone }: { shown: Case; onDone: () => void }) {
  const say = useWords();
  const client = useQueryClient();
  const post = usePost(shown.post);
  const { state, give } = useCommand();
  const [envelope, change, forget] = useKept<Envelope>(`mail:${shown.orderNumber}`, EMPTY_ENVELOPE);
  const [isTried, setTried] = useState(false);
  const cents = centsOf(envelope.amount);
  const expected = shown.expectedItems;
  const missing = expected.filter((item) => !envelope.items.includes(item));
  const isReady = cents !== undefined && uspsVerdict(envelope.tracking) !== 'not-usps';
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (!isReady || missing.length > 0) return;
    const { kind, payee, tracking, items } = envelope;
    const payment = { kind, cents, ...(MADE_OUT.includes(kind) ? { payee: payee.trim() } : {}) };
    const body = { seenVersion: shown.version, items, payment, returnTracking: tracking.trim() };
    const { orderNumber } = shown;
    const answer = await give({
      orderNumber,
      kind: 'receiveMaterials',
      body,
      call: (params) => api.receiveMaterials(orderNumber, body, params),
    });
    void client.invalidateQueries({ queryKey: ['case', orderNumber] });
    if (!answer) return;
    forget();
    noteDone({ page: 'mail', orderNumber, what: say('step.receiveMaterials') });
    onDone();
  }
  return (
    <form className="sheet lane-work" onSubmit={(event) => void submit(event)} noValidate>
      <LaneCase shown={shown} />
      <Items expected={expected} envelope={envelope} change={change} />
      <Money shown={shown} post={post} envelope={envelope} change={change} isTried={isTried} />
      <UspsField
        id="return-tracking"
        label={say('returnTracking')}
        value={envelope.tracking}
        onChange={(tracking) => change({ tracking })}
      />
      {isTried && missing.length > 0 && <Missing items={missing} />}
      <SendRow state={state} words={say('received')} />
    </form>
  );
}

function Missing({ items }: { items: MailedItem[] }) {
  const say = useWords();
  const lang = useLang();
  return (
    <p role="alert" className="fault">
      {say('missingItems', {
        items: items.map((item) => MAILED_ITEM_TEXTS[item][lang]).join(lang === 'en' ? '; ' : ';'),
      })}
    </p>
  );
}
