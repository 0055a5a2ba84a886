import { Button, Checkbox, Input } from 'antd';
import { MAILED_ITEMS, type MailedItem } from '../../../domain/case-state.ts';
import { instrumentFault } from '../../../domain/fees.ts';
import { PAYMENT_KINDS, type PaymentKind } from '../../../domain/posts.ts';
import { MAILED_ITEM_TEXTS } from '../../../domain/texts/grounds.ts';
import type { Case, Post } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { centsOf, dollars } from '../money.ts';
import { useWords } from '../words.ts';

export type Kind = PaymentKind | 'personal-check' | 'cash';
export type Envelope = { items: MailedItem[]; kind: Kind; payee: string; amount: string; tracking: string };
export const EMPTY_ENVELOPE: Envelope = {
  items: [],
  kind: 'money-order',
  payee: '',
  amount: '',
  tracking: '',
};
const KINDS: readonly Kind[] = [...PAYMENT_KINDS, 'personal-check', 'cash'];
export const MADE_OUT: readonly Kind[] = ['money-order', 'cashiers-check'];

type Change = { envelope: Envelope; change: (part: Partial<Envelope>) => void };

/** What lay in the envelope, all at once or one by one. */
export function Items({ expected, envelope, change }: Change & { expected: readonly MailedItem[] }) {
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

/** What was paid, beside what must be paid; what is wrong with it is said as it is typed. */
export function Money({
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
