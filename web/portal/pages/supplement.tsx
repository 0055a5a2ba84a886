import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { SUPPLEMENT_REASON_TEXTS } from '../../../domain/texts/grounds.ts';
import type { Document, Order } from '../../client/api.ts';
import { api, data, withKey } from '../../shared/api.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { dayWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { readBuffer, supplementPlace, writeBuffer } from '../draft/buffer.ts';
import { useAction } from '../parts/action.ts';
import { Field } from '../parts/field.tsx';
import { focusOn } from '../parts/focus.ts';
import { useFormWords } from '../parts/form-words.ts';
import { FraudNotice, Panel, Refusal } from '../parts/notices.tsx';
import { useOrderWords } from '../parts/order-words.ts';
import { Page } from '../parts/page.tsx';
import { Summary } from '../parts/summary.tsx';
import { Uploader } from '../parts/uploader.tsx';
import { queries, refreshOrder, useForm, useOrder, useOrderForm, usePost } from '../queries.ts';

type Asked = NonNullable<Order['supplement']>;

export function Supplement() {
  const { orderNumber } = useParams({ from: '/own/orders/$orderNumber/supplement' });
  const order = useOrder(orderNumber);
  if (!order.supplement) return <Navigate to="/orders/$orderNumber" params={{ orderNumber }} replace />;
  return <SupplementForm order={order} asked={order.supplement} />;
}

/** Exactly what was asked for, with the reason beside each; nothing else can be changed. */
function SupplementForm({ order, asked }: { order: Order; asked: Asked }) {
  const t = useOrderWords();
  const tForm = useFormWords();
  const lang = useLang();
  const navigate = useNavigate();
  const form = useForm(order.service, order.formVersion);
  const shown = useOrderForm(order);
  const post = usePost(order.post);
  const { answers, change, forget } = useTypedAnswers(order, asked);
  const [round, setRound] = useState(0);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const { run, busy, failure } = useAction(async (key) => {
    await data(api.provideSupplement(order.orderNumber, { answers }, withKey(key)));
    forget();
    await refreshOrder(order.orderNumber);
    await navigate({ to: '/orders/$orderNumber', params: { orderNumber: order.orderNumber } });
  });
  useEffect(() => {
    const first = asked.items[0];
    if (first) focusOn(first.target === 'field' ? first.name : `materials.${first.name}`);
    // Only when the page opens: the very thing that was asked for is under the reader's eyes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const pending = (kind: string): Document[] =>
    order.documents.filter((document) => document.kind === kind && document.state === 'pending');
  const told = failure instanceof ApiProblem ? (failure.problem.errors ?? []) : [];
  // As it was asked; an officer may also ask for what did not apply before.
  const fields = [...shown.sections, ...form.sections].flatMap((section) => section.fields);
  const labelOf = (id: string): string =>
    fields.find((field) => field.id === id)?.label ??
    form.materials.find(({ kind }) => id === `materials.${kind}`)?.title ??
    '';
  const faults = [
    ...missing.map((field) => ({
      field,
      reason: field.startsWith('materials.') ? t('uploadAsked') : t('answerAsked'),
    })),
    ...told,
  ].map((fault) => ({ ...fault, label: labelOf(fault.field) }));
  const faultOf = (id: string) => faults.find(({ field }) => field === id);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = asked.items.flatMap(({ target, name }) => {
      if (target === 'document') return pending(name).length > 0 ? [] : [`materials.${name}`];
      return (answers[name] ?? '').trim() ? [] : [name];
    });
    setMissing(found);
    setRound((before) => before + 1);
    if (found.length === 0) void run().then(() => setRound((before) => before + 1));
  }
  return (
    <Page
      title={t('supplementTitle')}
      over={<span className="number">{order.orderNumber}</span>}
      lead={<p>{t('supplementLead')}</p>}
      back={{
        link: { to: '/orders/$orderNumber', params: { orderNumber: order.orderNumber } },
        words: t('toOrder'),
      }}
      aside={<FraudNotice />}
    >
      <Panel
        means="turn"
        title={asked.dueAt ? t('until', { day: dayWords(asked.dueAt, lang, post.timeZone) }) : t('nextTitle')}
      >
        {asked.note ? (
          <blockquote>
            <p className="hint">{t('officerSays')}</p>
            <p className="note">{asked.note}</p>
          </blockquote>
        ) : null}
      </Panel>
      <Summary title={tForm('summaryTitle')} round={round} faults={faults} />
      <form onSubmit={submit} noValidate>
        {asked.items.map(({ target, name, reason }) => {
          const why = <Reason reason={reason} />;
          const field = target === 'field' ? fields.find(({ id }) => id === name) : undefined;
          const material =
            target === 'document' ? form.materials.find(({ kind }) => kind === name) : undefined;
          if (field)
            return (
              <Field
                key={name}
                field={field}
                before={why}
                value={answers[name] ?? ''}
                fault={faultOf(name)}
                onChange={(value) => change(name, value)}
              />
            );
          if (!material) return null;
          return (
            <Uploader
              key={name}
              before={why}
              material={{ ...material, required: true }}
              documents={pending(name)}
              uploadPath={`/v1/orders/${order.orderNumber}/documents?kind=${name}`}
              pictureOf={({ id }) => ({
                whole: `/v1/drafts/${order.applicationId}/documents/${id}`,
                small: `/v1/orders/${order.orderNumber}/documents/${id}/preview`,
              })}
              onChange={() => refreshOrder(order.orderNumber)}
              onRemove={async ({ id }) => {
                await data(api.deleteDocument(order.applicationId, id, { format: 'text' }));
                await refreshOrder(order.orderNumber);
              }}
              fault={pending(name).length > 0 ? undefined : faultOf(`materials.${name}`)?.reason}
            />
          );
        })}
        <Refusal failure={told.length > 0 ? undefined : failure} />
        <button className="button" type="submit" disabled={busy}>
          {t('sendSupplement')}
        </button>
      </form>
    </Page>
  );
}

function Reason({ reason }: { reason: string }) {
  const t = useOrderWords();
  const lang = useLang();
  const words = SUPPLEMENT_REASON_TEXTS[reason as keyof typeof SUPPLEMENT_REASON_TEXTS];
  return (
    <p className="asked">
      {t('askedBecause')} <strong>{words?.[lang] ?? reason}</strong>
    </p>
  );
}

/** Begins with what was submitted; what is typed since survives a reload. */
function useTypedAnswers(order: Order, asked: Asked) {
  useSuspenseQuery(queries.me()); // with it comes the key of what was typed and is kept
  const place = supplementPlace(order.orderNumber);
  const [typed, setTyped] = useState(() => readBuffer(place));
  const answers = Object.fromEntries(
    asked.items
      .filter(({ target }) => target === 'field')
      .map(({ name }) => [name, typed.get(name)?.value ?? order.answers[name] ?? '']),
  );
  function change(field: string, value: string): void {
    const next = new Map(typed).set(field, { value, base: order.answers[field] ?? '' });
    writeBuffer(place, next);
    setTyped(next);
  }
  return { answers, change, forget: () => writeBuffer(place, new Map()) };
}
