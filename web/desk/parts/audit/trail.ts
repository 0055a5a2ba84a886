import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { isCalendarDate } from '../../../../domain/calendar.ts';
import { parseOrderNumber } from '../../../../domain/order-number.ts';
import { api, data } from '../../../shared/api.ts';
import { ApiProblem } from '../../../shared/problem.ts';
import { createWords } from '../../../shared/words.ts';
import type { AuditAddress } from '../../ways.tsx';
import { AUDIT } from '../../words/audit.ts';

export type AuditWord = keyof typeof AUDIT;
export const useAuditWords = createWords(AUDIT);

/** What is asked of the trail, as it is typed; '' narrows nothing. */
export type AuditFilter = Record<'order' | 'actor' | 'action' | 'from' | 'to', string>;
export type AuditField = keyof AuditFilter;

/** A day that does not exist is none: no field could show it. */
export function filterOf({ order = '', action = '', from = '', to = '' }: AuditAddress): AuditFilter {
  const day = (text: string): string => (isCalendarDate(text) ? text : '');
  return { order, actor: '', action, from: day(from), to: day(to) };
}

/** Without who: whom somebody looks into is nothing for histories of browsers. */
export const addressOf = (filter: AuditFilter): AuditAddress =>
  Object.fromEntries(Object.entries(filter).filter(([name, value]) => name !== 'actor' && value !== ''));

export type AuditFault = 'notAnOrder' | 'dayWrong' | 'endsBefore';

/** @param unread  fields with something in them that the browser cannot read as a day */
export function faultsOf(
  { order, from, to }: AuditFilter,
  unread: readonly AuditField[] = [],
): Partial<Record<AuditField, AuditFault>> {
  return {
    ...(order.trim() && !parseOrderNumber(order) && { order: 'notAnOrder' }),
    ...(from && to && to < from && { to: 'endsBefore' }),
    ...Object.fromEntries(unread.map((field) => [field, 'dayWrong'])),
  };
}

/** Midnight of the reader's own zone, in which the times of the table stand first. */
function midnight(day: string, daysLater = 0): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

function queryOf({ order, actor, action, from, to }: AuditFilter) {
  const orderNumber = parseOrderNumber(order);
  return {
    ...(orderNumber && { order: orderNumber }),
    ...(actor.trim() && { actor: actor.trim() }),
    ...(action && { action }),
    ...(from && { from: midnight(from) }),
    ...(to && { to: midnight(to, 1) }),
  };
}

const PAGE = 50;
type Asked = { filter: AuditFilter; before?: number };

async function ask({ filter, before }: Asked) {
  const [{ records }, state] = await Promise.all([
    data(api.listAudit({ ...queryOf(filter), limit: PAGE, ...(before !== undefined && { before }) })),
    data(api.getAuditState()),
  ]);
  return { records, state, hasOlder: records.length === PAGE };
}

/**
 * The trail as far as it was asked for. Each look is recorded on the server, so it is an act, like a command, and not a
 * query: nothing repeats it but a person.
 */
export function useTrail() {
  const [found, setFound] = useState<Awaited<ReturnType<typeof ask>> & { filter: AuditFilter }>();
  const { mutate, isPending, error } = useMutation({ mutationFn: ask });
  const last = found?.records.at(-1);
  return {
    found,
    isPending,
    error,
    look: useCallback(
      (filter: AuditFilter): void =>
        mutate({ filter }, { onSuccess: (answer) => setFound({ ...answer, filter }) }),
      [mutate],
    ),
    older(): void {
      if (!found?.hasOlder || !last || isPending) return;
      const { filter, records } = found;
      mutate(
        { filter, before: last.id },
        {
          onSuccess: (answer) => setFound({ ...answer, filter, records: [...records, ...answer.records] }),
        },
      );
    },
  };
}

/** What the server refused, by the field that it is about. */
export function refusalsOf(error: Error | null): Partial<Record<string, string>> {
  const faults = error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
  return Object.fromEntries(faults.map(({ field, reason }) => [field, reason]));
}
