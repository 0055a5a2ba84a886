import { Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { PRINTED_FIELDS } from '../../../domain/production.ts';
import type { Case } from '../../client/api.ts';
import { api } from '../../shared/api.ts';
import { useForm, useMe } from '../asks.ts';
import { useKept } from '../kept.ts';
import { Answer } from '../parts/answer.tsx';
import { LaneCase } from '../parts/lane-case.tsx';
import { LanePage, useLaneCommand } from '../parts/lane-page.tsx';
import { SendRow } from '../parts/send-row.tsx';
import { useWords } from '../words.ts';

/** The document is made: passports in New York, travel documents at their own post. */
export function ProductionPage() {
  const say = useWords();
  const isNewYork = useMe()?.post === 'NYC';
  return (
    <LanePage
      to="/production"
      title={say('production')}
      hint={say(isNewYork ? 'madeInNewYork' : 'madeHere')}
      lane="production"
      command="completeProduction"
      work={(shown, onDone) => <Make key={shown.orderNumber} shown={shown} onDone={onDone} />}
    />
  );
}

const NUMBER = /^[A-Z0-9]{6,12}$/;
const EMPTY = { documentNumber: '' };

function Make({ shown, onDone }: { shown: Case; onDone: () => void }) {
  const say = useWords();
  const form = useForm(shown);
  const { orderNumber, version } = shown;
  const [{ documentNumber }, change, forget] = useKept(`production:${orderNumber}`, EMPTY);
  const { state, send } = useLaneCommand('/production', 'completeProduction', api.completeProduction);
  const [isWrong, setWrong] = useState(false);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const portrait = shown.documents.findLast((each) => each.kind === 'portrait' && each.state === 'current');
  const printed: readonly string[] = PRINTED_FIELDS;
  const fields =
    form?.sections
      .flatMap((section) => section.fields)
      .filter(({ id }) => printed.includes(id) && shown.answers[id]) ?? [];
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const number = documentNumber.trim().toUpperCase();
    setWrong(!NUMBER.test(number));
    if (!NUMBER.test(number)) return;
    if (!(await send(orderNumber, { seenVersion: version, documentNumber: number }, number))) return;
    forget();
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
          {fields.map((each) => (
            <div key={each.id}>
              <dt>{each.label}</dt>
              <dd className="printed">
                <Answer field={each} value={shown.answers[each.id] ?? ''} />
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
