import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { MAILED_ITEMS, type MailedItem } from '../../../domain/case-state.ts';
import { instrumentFault } from '../../../domain/fees.ts';
import { expectedItems } from '../../../domain/materials.ts';
import { PAYMENT_KINDS, type PaymentKind } from '../../../domain/posts.ts';
import { MAILED_ITEM_TEXTS } from '../../../domain/texts/grounds.ts';
import { uspsVerdict } from '../../../domain/usps.ts';
import type { Case, Post } from '../../client/api.ts';
import { api } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { usePost } from '../asks.ts';
import { useCommand } from '../command.ts';
import { useKept } from '../kept.ts';
import { centsOf, dollars } from '../money.ts';
import { DoneList, noteDone } from '../parts/done-list.tsx';
import { LaneCase } from '../parts/lane-case.tsx';
import { OrderInHand } from '../parts/order-in-hand.tsx';
import { SendRow } from '../parts/send-row.tsx';
import { UspsField } from '../parts/usps-field.tsx';
import { useAddress, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';

type Kind = PaymentKind | 'personal-check' | 'cash';
type Envelope = { items: MailedItem[]; kind: Kind; payee: string; amount: string; tracking: string };
const EMPTY: Envelope = { items: [], kind: 'money-order', payee: '', amount: '', tracking: '' };
const KINDS: readonly Kind[] = [...PAYMENT_KINDS, 'personal-check', 'cash'];
const MADE_OUT: readonly Kind[] = ['money-order', 'cashiers-check'];

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
  const [envelope, change, forget] = useKept<Envelope>(`mail:${shown.orderNumber}`, EMPTY);
  const [isTried, setTried] = useState(false);
  const cents = centsOf(envelope.amount);
  const expected = expectedItems(shown.service);
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

type Change = { envelope: Envelope; change: (part: Partial<Envelope>) => void };

function Items({ expected, envelope, change }: Change & { expected: readonly MailedItem[] }) {
  const say = useWords();
  const lang = useLang();
  const all = MAILED_ITEMS.filter((item) => expected.includes(item));
  const isAll = all.every((item) => envelope.items.includes(item));
  return (
    <fieldset>
      <legend>{say('items')}</legend>
      <Checkbox
        autoFocus
        checked={isAll}
        onChange={({ target }) => change({ items: target.checked ? [...all] : [] })}
      >
        <b>{say('allItems')}</b>
      </Checkbox>
      {all.map((item) => (
        <Checkbox
          key={item}
          checked={envelope.items.includes(item)}
          onChange={({ target }) =>
            change({
              items: target.checked
                ? [...envelope.items, item]
                : envelope.items.filter((each) => each !== item),
            })
          }
        >
          {MAILED_ITEM_TEXTS[item][lang]}
        </Checkbox>
      ))}
    </fieldset>
  );
}

function Money({
  shown,
  post,
  envelope,
  change,
  isTried,
}: Change & { shown: Case; post: Post | undefined; isTried: boolean }) {
  const say = useWords();
  const { kind, payee, amount } = envelope;
  const cents = centsOf(amount);
  const isMadeOut = MADE_OUT.includes(kind);
  const fault =
    post && cents !== undefined && (payee.trim() !== '' || !isMadeOut)
      ? instrumentFault(
          { kind, cents, payee },
          {
            feeCents: shown.feeCents,
            payee: post.payee,
            policy: { paymentKinds: post.paymentKinds as PaymentKind[] },
          },
        )
      : undefined;
  return (
    <fieldset>
      <legend>{say('payment')}</legend>
      <div className="field">
        <label htmlFor="payment-kind">{say('paymentKind')}</label>
        <select
          id="payment-kind"
          value={kind}
          onChange={({ target }) => change({ kind: target.value as Kind })}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {say(`pay.${each}`)}
            </option>
          ))}
        </select>
      </div>
      {isMadeOut && (
        <div className="field">
          <label htmlFor="payee">{say('payee')}</label>
          <div className="in-a-row">
            <Input
              id="payee"
              lang="en"
              autoComplete="off"
              maxLength={200}
              value={payee}
              aria-describedby="payee-expected"
              onChange={({ target }) => change({ payee: target.value })}
            />
            {post && <Button onClick={() => change({ payee: post.payee })}>{say('samePayee')}</Button>}
          </div>
          <p id="payee-expected" className="soft">
            {post && say('payeeExpected', { payee: post.payee })}
          </p>
        </div>
      )}
      <div className="field">
        <label htmlFor="amount">{say('amount')}</label>
        <Input
          id="amount"
          className="code"
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          aria-invalid={(isTried && cents === undefined) || undefined}
          aria-describedby="amount-expected"
          onChange={({ target }) => change({ amount: target.value })}
        />
        <p id="amount-expected" className="soft">
          {say('amountExpected', { amount: dollars(shown.feeCents) })}
        </p>
        {isTried && cents === undefined && (
          <p role="alert" className="fault">
            {say('amountUnread')}
          </p>
        )}
      </div>
      <p role="status" className="fault">
        {fault && say(`fault.${fault}`)}
      </p>
    </fieldset>
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
