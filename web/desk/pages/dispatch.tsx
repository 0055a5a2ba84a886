import type { InputRef } from 'antd';
import { type FormEvent, useEffect, useRef } from 'react';
import { uspsVerdict } from '../../../domain/usps.ts';
import type { Case } from '../../client/api.ts';
import { api } from '../../shared/api.ts';
import { useKept } from '../kept.ts';
import { LaneCase } from '../parts/lane-case.tsx';
import { LanePage, useLaneCommand } from '../parts/lane-page.tsx';
import { SendRow } from '../parts/send-row.tsx';
import { UspsField } from '../parts/usps-field.tsx';
import { useWords } from '../words.ts';

/** The return envelope is closed and mailed with the applicant's own tracking number. */
export function DispatchPage() {
  const say = useWords();
  return (
    <LanePage
      to="/return"
      title={say('dispatch')}
      hint={say('sealHint')}
      lane="dispatch"
      command="mailDocument"
      work={(shown, onDone) => <Seal key={shown.orderNumber} shown={shown} onDone={onDone} />}
    />
  );
}

const EMPTY = { tracking: '' };

function Seal({ shown, onDone }: { shown: Case; onDone: () => void }) {
  const say = useWords();
  const { orderNumber, version } = shown;
  const [{ tracking }, change, forget] = useKept(`return:${orderNumber}`, EMPTY);
  const { state, send } = useLaneCommand('/return', 'mailDocument', api.mailDocument);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (uspsVerdict(tracking) === 'not-usps') {
      field.current?.select();
      return;
    }
    const number = tracking.trim();
    if (!(await send(orderNumber, { seenVersion: version, tracking: number }, number))) return;
    forget();
    onDone();
  }
  return (
    <form className="sheet lane-work" onSubmit={(event) => void submit(event)} noValidate>
      <LaneCase shown={shown} />
      <section className="contents" aria-labelledby="contents">
        <h3 id="contents">{say('envelopeHolds')}</h3>
        <ul className="plain">
          <li>{say('newDocument')}</li>
          {shown.oldPassport === 'cancelled' && <li>{say('oldCancelled')}</li>}
          <li>{say('receipt')}</li>
        </ul>
        {shown.oldPassport === 'void' && <p className="look">{say('oldVoid')}</p>}
      </section>
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
