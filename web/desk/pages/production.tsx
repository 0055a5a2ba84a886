import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Case } from '../../client/api.ts';
import { api } from '../../shared/api.ts';
import { useForm } from '../asks.ts';
import { useCommand } from '../command.ts';
import { useKept } from '../kept.ts';
import { useNext } from '../next.ts';
import { DoneList, noteDone } from '../parts/done-list.tsx';
import { InHand } from '../parts/in-hand.tsx';
import { LaneCase } from '../parts/lane-case.tsx';
import { OrderInHand } from '../parts/order-in-hand.tsx';
import { SendRow } from '../parts/send-row.tsx';
import { useAddress, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';

/** New York makes the document: what is printed, and the number of the blank it was printed on. */
export function ProductionPage() {
  const say = useWords();
  const go = useGo();
  const next = useNext();
  const { order } = useAddress();
  const onOrder = (to: string | undefined): void =>
    void go({ to: '/production', search: to ? { order: to } : {} });
  return (
    <OrderInHand
      title={say('production')}
      hint={say('turn')}
      order={order}
      onOrder={onOrder}
      work={(shown) => (
        <InHand
          shown={shown}
          lane="production"
          command="completeProduction"
          onAside={() => onOrder(undefined)}
        >
          <Make key={shown.orderNumber} shown={shown} onDone={() => onOrder(undefined)} />
        </InHand>
      )}
    >
      <p>
        <Button onClick={() => void next()}>
          {say('takeNext')} <kbd>n</kbd>
        </Button>
      </p>
      <DoneList page="production" />
    </OrderInHand>
  );
}

const NUMBER = /^[A-Z0-9]{6,12}$/;
const EMPTY = { documentNumber: '' };

function Make({ shown, onDone }: { shown: Case; onDone: () => void }) {
  const say = useWords();
  const client = useQueryClient();
  const form = useForm(shown);
  const { state, give } = useCommand();
  const [{ documentNumber }, change, forget] = useKept(`production:${shown.orderNumber}`, EMPTY);
  const [isWrong, setWrong] = useState(false);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const portrait = shown.documents.find(({ kind }) => kind === 'portrait');
  const fields =
    form?.sections.flatMap((section) => section.fields).filter(({ id }) => id in shown.answers) ?? [];
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const number = documentNumber.trim().toUpperCase();
    setWrong(!NUMBER.test(number));
    if (!NUMBER.test(number)) return;
    const { orderNumber, version } = shown;
    const body = { seenVersion: version, documentNumber: number };
    const call = (params: object) => api.completeProduction(orderNumber, body, params);
    const answer = await give({ orderNumber, kind: 'completeProduction', body, call });
    if (!answer) {
      void client.invalidateQueries({ queryKey: ['case', orderNumber] });
      return;
    }
    forget();
    noteDone({ page: 'production', orderNumber, what: number });
    onDone();
  }
  return (
    <form className="sheet lane-work" onSubmit={(event) => void submit(event)} noValidate>
      <LaneCase shown={shown} />
      <section className="print" aria-label={say('printData')}>
        {portrait && (
          <img
            src={`/v1/staff/cases/${shown.orderNumber}/documents/${portrait.id}`}
            alt={say('portrait')}
            width={130}
            height={189}
          />
        )}
        <dl className="answers">
          {fields.map(({ id, label, options }) => (
            <div key={id}>
              <dt>{label}</dt>
              <dd className="printed">
                {options?.find(({ value }) => value === shown.answers[id])?.label ?? shown.answers[id]}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <div className="field">
        <label htmlFor="document-number">{say('documentNumber')}</label>
        <Input
          ref={field}
          id="document-number"
          className="code"
          size="large"
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          value={documentNumber}
          aria-invalid={isWrong || undefined}
          aria-describedby="document-number-shape"
          onChange={(event) => change({ documentNumber: event.target.value })}
        />
        <p
          id="document-number-shape"
          className={isWrong ? 'fault' : 'soft'}
          role={isWrong ? 'alert' : undefined}
        >
          {say('documentNumberShape')}
        </p>
      </div>
      <SendRow state={state} words={say('made')} />
    </form>
  );
}
