import { useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { parseOrderNumber } from '../../../domain/order-number.ts';
import type { Case } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { askCase } from '../asks.ts';
import { useWords } from '../words.ts';
import { ProblemNote } from './problem-note.tsx';

type Props = {
  title: string;
  hint: string;
  order: string | undefined;
  onOrder: (order: string | undefined) => void;
  /** What can be seen beside the field while nothing is in hand. */
  children?: ReactNode;
  work: (shown: Case) => ReactNode;
};

/** A scanner types the number and Enter: the field has the focus whenever nothing else is in hand. */
export function OrderInHand({ title, hint, order, onOrder, children, work }: Props) {
  const say = useWords();
  const lang = useLang();
  const field = useRef<InputRef>(null);
  const [text, setText] = useState(order ?? '');
  const [isWrong, setWrong] = useState(false);
  const orderNumber = order ? parseOrderNumber(order) : undefined;
  const asked = useQuery({ ...askCase(orderNumber ?? '', lang), enabled: orderNumber !== undefined });
  useEffect(() => {
    setText(order ?? '');
    if (!order) field.current?.focus();
  }, [order]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = parseOrderNumber(text);
    setWrong(!found);
    if (found) onOrder(found);
    else field.current?.select();
  }
  return (
    <div className="page lane-page">
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p className="soft">{hint}</p>
        </div>
      </div>
      <form className="scan" onSubmit={submit}>
        <label htmlFor="order">{say('scan')}</label>
        <div className="in-a-row">
          <Input
            ref={field}
            id="order"
            className="code"
            size="large"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            value={text}
            aria-invalid={isWrong || undefined}
            aria-describedby={isWrong ? 'order-wrong' : undefined}
            onChange={(event) => setText(event.target.value)}
            onFocus={(event) => event.target.select()}
          />
          <Button size="large" htmlType="submit">
            {say('open')}
          </Button>
          {order && (
            <Button size="large" onClick={() => onOrder(undefined)}>
              {say('putAside')}
            </Button>
          )}
        </div>
        {isWrong && (
          <p id="order-wrong" role="alert" className="fault">
            {say('notAnOrder')}
          </p>
        )}
      </form>
      {asked.error && <ProblemNote error={asked.error} />}
      {asked.data && orderNumber ? work(asked.data) : children}
    </div>
  );
}
