import type { StaffRow } from '../db/accounts.ts';
import type { Order } from '../db/orders.ts';
import { CaseError } from '../domain/errors.ts';
import type { CommandId } from '../domain/ids.ts';
import { parseOrderNumber } from '../domain/order-number.ts';
import { madeAt, PRINTED_FIELDS } from '../domain/production.ts';
import type { AppDeps } from './deps.ts';

/** How much of a case one may see. */
export type Scope = 'full' | 'mail' | 'print';

/** Officers, supervisors and operators see their post's cases; the mailroom the name; production what it prints. */
function scopeOf({ roles, post }: StaffRow, order: Order): Scope | undefined {
  if (post === order.post) {
    if (roles.some((role) => role === 'officer' || role === 'supervisor')) return 'full';
    if (roles.includes('mailroom')) return 'mail';
  }
  const isPrinting = order.status === 'in_production';
  const isMaking = roles.includes('production') && post === madeAt(order.service, order.post);
  return isMaking && isPrinting ? 'print' : undefined;
}

const MAIL_FIELDS = ['name.chinese', 'name.surnamePinyin', 'name.givenPinyin', 'passport.number'];

/** The answers that one may see of a case. */
export function visibleAnswers(scope: Scope, answers: Record<string, string>): Record<string, string> {
  if (scope === 'full') return answers;
  const fields: readonly string[] = scope === 'mail' ? MAIL_FIELDS : PRINTED_FIELDS;
  return Object.fromEntries(Object.entries(answers).filter(([id]) => fields.includes(id)));
}

/** Whether one may see a document of this kind. */
export const maySee = (scope: Scope, kind: string): boolean =>
  scope === 'full' || (scope === 'print' && kind === 'portrait');

/** Finds cases as far as they exist for a member of staff. */
export function createCaseFinder({ orders }: Pick<AppDeps, 'orders'>) {
  /** The case and how much of it one may see; another post's does not exist (Z7). */
  async function findCase(member: StaffRow, text: string): Promise<{ order: Order; scope: Scope }> {
    const order = await findOrder(text);
    const scope = order && scopeOf(member, order);
    if (!order || !scope) throw new CaseError('not-found');
    return { order, scope };
  }

  /** The case that one may give a command to, or has given this very command: New York's own last step ends its view. */
  async function findCommanded(
    member: StaffRow,
    text: string,
    commandId: (order: Order) => CommandId,
  ): Promise<Order> {
    const order = await findOrder(text);
    if (order && scopeOf(member, order)) return order;
    const done = order ? await orders.listEvents(order.orderNumber) : [];
    if (!order || !done.some((event) => event.commandId === commandId(order)))
      throw new CaseError('not-found');
    return order;
  }

  async function findOrder(text: string): Promise<Order | undefined> {
    const orderNumber = parseOrderNumber(text);
    return orderNumber && (await orders.findOrder(orderNumber));
  }

  return { findCase, findCommanded };
}
