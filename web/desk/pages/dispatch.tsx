import { useQueryClient } from '@tanstack/react-query';
import { Button, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef } from 'react';
import { uspsVerdict } from '../../../domain/usps.ts';
import type { Case } from '../../client/api.ts';
import { api } from '../../shared/api.ts';
import { useCommand } from '../command.ts';
import { useKept } from '../kept.ts';
import { useNext } from '../next.ts';
import { DoneList, noteDone } from '../parts/done-list.tsx';
import { InHand } from '../parts/in-hand.tsx';
import { LaneCase } from '../parts/lane-case.tsx';
import { OrderInHand } from '../parts/order-in-hand.tsx';
import { SendRow } from '../parts/send-row.tsx';
import { UspsField } from '../parts/usps-field.tsx';
import { useAddress, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';

/** The return envelope is closed and mailed with the applicant's own tracking number. */
export function DispatchPage() {
  const say = useWords();
  const go = useGo();
  const next = useNext();
  const { order } = useAddress();
  const onOrder = (to: string | undefined): void =>
    void go({ to: '/return', search: to ? { order: to } : {} });
  return (
    <OrderInHand
      title={say('dispatch')}
      hint={say('sealHint')}
      order={order}
      onOrder={onOrder}
      work={(shown) => (
        <InHand shown={shown} lane="dispatch" command="mailDocument" onAside={() => onOrder(undefined)}>
          <Seal key={shown.orderNumber} shown={shown} onDone={() => onOrder(undefined)} />
        </InHand>
      )}
    >
      <p>
        <Button onClick={() => void next()}>
          {say('takeNext')} <kbd>n</kbd>
        </Button>
      </p>
      <DoneList page="return" />
    </OrderInHand>
  );
}

const EMPTY = { tracking: '' };

function Seal({ shown, onDone }: { shown: Case; onDone: () => void }) {
  const say = useWords();
  const client = useQueryClient();
  const { state, give } = useCommand();
  const [{ tracking }, change, forget] = useKept(`return:${shown.orderNumber}`, EMPTY);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (uspsVerdict(tracking) === 'not-usps') {
      field.current?.select();
      return;
    }
    const { orderNumber, version } = shown;
    const body = { seenVersion: version, tracking: tracking.trim() };
    const call = (params: object) => api.mailDocument(orderNumber, body, params);
    const answer = await give({ orderNumber, kind: 'mailDocument', body, call });
    void client.invalidateQueries({ queryKey: ['case', orderNumber] });
    if (!answer) return;
    forget();
    noteDone({ page: 'return', orderNumber, what: body.tracking });
    onDone();
  }
  return (
    <form className="sheet lane-work" onSubmit={(event) => void submit(event)} noValidate>
      <LaneCase shown={shown} />
      <p>{say('sealHint')}</p>
      <UspsField
        ref={field}
        id="tracking"
        label={say('tracking')}
        value={tracking}
        onChange={(text) => change({ tracking: text })}
      />
      <SendRow state={state} words={say('mailed')} />
    </form>
  );
}
