import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { actAs } from '../db/acting.ts';
import type { Application } from '../db/applications.ts';
import type { Order } from '../db/orders.ts';
import type { AuditAction } from '../domain/audit.ts';
import type { PersonCommand } from '../domain/commands.ts';
import { getPost } from '../domain/data/posts.ts';
import { CaseError } from '../domain/errors.ts';
import { accountReaches } from '../domain/guardianship.ts';
import type { AccountId, DraftId } from '../domain/ids.ts';
import { parseOrderNumber } from '../domain/order-number.ts';
import { type Reading, type Right, rightOf } from '../domain/rights.ts';
import { type Sight, sightOf } from '../domain/sight.ts';
import { commandWhat } from './commands.ts';
import type { AppDeps } from './deps.ts';
import { commandIdOf, requireKey } from './idempotency.ts';
import { authenticate, type Door } from './sessions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's row in domain/rights.ts; set by the guard. */
    operationId?: string;
  }
  interface FastifyInstance {
    /** Every route of the API by its operation id, filled while they are registered. */
    operations: Map<string, { method: string; url: string }>;
  }
  interface FastifyRequest {
    /** The draft, or what became of it, of a route about one ('draft', 'application'). */
    draft: Application;
    /** The order of a route about one ('order', 'case'). */
    order: Order;
    /** How much of `order` a member of staff may see. */
    sight: Sight;
  }
}

type Guarded = Pick<AppDeps, 'audit' | 'people' | 'applications' | 'orders' | 'tasks' | 'temporalWebUrl'>;

/**
 * Enforces domain/rights.ts for every route of this scope (Z1): who asks is settled before a body is read, what it is about
 * before the body is checked. Unknown and forbidden objects are refused alike (Z7); a role that lacks a route is told so, as
 * routes are no secret. @throws Error at start when a route has no row
 */
export function guardRoutes(app: FastifyInstance, deps: Guarded): void {
  for (const name of ['account', 'staff', 'session', 'draft', 'order', 'sight'] as const)
    app.decorateRequest(name);
  const origin = deps.temporalWebUrl && new URL(deps.temporalWebUrl).origin;
  app.addHook('onRoute', (route) => {
    const operationId = route.schema?.operationId;
    const right = rightOf(operationId);
    if (!operationId || !right) {
      throw new Error(`${String(route.method)} ${route.url} has no row in domain/rights.ts`);
    }
    const method = [route.method].flat().find((each) => each !== 'HEAD');
    if (method) app.operations.set(operationId, { method, url: route.url });
    describeDoor(route, right);
    if (right.door === 'public' || isGuarded(route)) return;
    route.config = { ...route.config, operationId };
    route.onRequest = [
      authenticate(deps.people, right.door, 'fromTemporalWeb' in right ? origin : undefined),
      async (request) => checkMember(request, right),
      actAsWhoAsks(right.door),
      ...[route.onRequest ?? []].flat(),
    ];
    route.preValidation = [
      (request: FastifyRequest) => findObject(deps, request, right, operationId),
      ...[route.preValidation ?? []].flat(),
    ];
    const reads = 'reads' in right ? right.reads : undefined;
    if (reads) {
      route.preHandler = [
        (request: FastifyRequest) => recordReading(deps, request, reads),
        ...[route.preHandler ?? []].flat(),
      ];
    }
  });
}

/** Fastify makes a HEAD route of a GET route's options, guard included. */
const isGuarded = ({ config }: RouteOptions): boolean => config !== undefined && 'operationId' in config;

/** Which session opens the route, for the API's description. */
function describeDoor({ schema }: RouteOptions, { door }: Right): void {
  if (!schema) return;
  const cookie = door === 'staff' ? 'desk' : 'portal';
  schema.security ??= door === 'public' ? [] : [{ bearer: [] }, { [cookie]: [] }];
}

/** @throws CaseError not-permitted, step-up-required */
function checkMember({ staff, session }: FastifyRequest, right: Right): void {
  if (right.door === 'public') return;
  const roles = right.door === 'staff' ? right.roles : 'any';
  if (roles !== 'any' && !staff.roles.some((role) => roles.includes(role)))
    throw new CaseError('not-permitted');
  if (right.stepUp && !session.isSteppedUp) throw new CaseError('step-up-required');
}

/** From here on the database shows this person's rows and no others (Z3). */
const actAsWhoAsks =
  (door: Door) =>
  async ({ account, staff }: FastifyRequest): Promise<void> => {
    if (door === 'account') return actAs({ kind: 'account', id: account.id });
    const { id, post, roles } = staff;
    actAs({ kind: 'staff', id, post, roles });
  };

type Named = { id?: string; orderNumber?: string };

/** @throws CaseError not-found, draft-submitted, idempotency-key-required */
async function findObject(deps: Guarded, request: FastifyRequest, right: Right, id: string): Promise<void> {
  if (right.door === 'public') return;
  if (right.needsKey) requireKey(request);
  const named = request.params as Named;
  switch (right.object) {
    case undefined:
      return;
    case 'draft':
    case 'application': {
      const draft = await findOwnApplication(deps, request.account.id, named.id ?? '');
      if (right.object === 'draft' && draft.submittedAt) throw new CaseError('draft-submitted');
      request.draft = draft;
      return;
    }
    case 'order':
      request.order = await findOwnOrder(deps, request.account.id, named.orderNumber ?? '');
      return;
    case 'case': {
      const { order, sight } = await findCase(deps, request, named.orderNumber ?? '', id);
      request.order = order;
      if (sight) request.sight = sight;
      return;
    }
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One's own application; what is another's does not exist. @throws CaseError not-found */
async function findOwnApplication(
  { applications, orders }: Guarded,
  accountId: AccountId,
  id: string,
): Promise<Application> {
  const draft = UUID.test(id) ? await applications.findApplication(id as DraftId) : undefined;
  if (draft?.accountId !== accountId) throw new CaseError('not-found');
  const order = draft.submittedAt ? await orders.findOrderOf(draft.id) : undefined;
  if (order && !isReached(order)) throw new CaseError('not-found');
  return draft;
}

/** Whether its account still has a right to it: a guardian's ends by rule (Z4). */
const isReached = (order: Order): boolean => accountReaches(order, Date.now(), getPost(order.post).timeZone);

/** One's own order; what is another's does not exist. @throws CaseError not-found */
export async function findOwnOrder(
  { orders }: Pick<AppDeps, 'orders'>,
  accountId: AccountId,
  text: string,
): Promise<Order> {
  const orderNumber = parseOrderNumber(text);
  const order = orderNumber && (await orders.findOrder(orderNumber));
  if (!order || order.accountId !== accountId || !isReached(order)) throw new CaseError('not-found');
  return order;
}

/**
 * The case as far as it exists for a member of staff, or that this very command was given to: New York's own last step ends
 * its view, and the answer to it may have been lost. @throws CaseError not-found
 */
async function findCase(
  { orders }: Guarded,
  request: FastifyRequest,
  text: string,
  operationId: string,
): Promise<{ order: Order; sight: Sight | undefined }> {
  const { staff: member } = request;
  const orderNumber = parseOrderNumber(text);
  const order = orderNumber && (await orders.findOrder(orderNumber));
  const sight = order && sightOf(member, order);
  if (order && sight) return { order, sight };
  const { needsKey } = (rightOf(operationId) ?? {}) as { needsKey?: true };
  if (!order || !needsKey) throw new CaseError('not-found');
  const commandId = commandIdOf(
    request,
    member.id,
    commandWhat(operationId as PersonCommand, order.orderNumber),
  );
  const given = await orders.listEvents(order.orderNumber);
  if (!given.some((event) => event.commandId === commandId)) throw new CaseError('not-found');
  return { order, sight };
}

const READ_AS = {
  case: 'case.read',
  document: 'document.read',
  slip: 'case.read',
  search: 'case.search',
} as const satisfies Record<Reading, AuditAction>;

/** Before it is answered: what cannot be recorded is not read (L2). The reason is the task in one's hands, if there is one. */
async function recordReading(
  { audit, tasks }: Guarded,
  request: FastifyRequest,
  reads: Reading,
): Promise<void> {
  const { id, roles, post } = request.staff;
  const entry = { actor: { kind: 'staff', id, roles, post }, action: READ_AS[reads] } as const;
  if (reads === 'search') return audit.record({ ...entry, requestId: request.id });
  const { orderNumber } = request.order;
  const held = (await tasks.listOpenTasks(orderNumber)).find(({ claimedBy }) => claimedBy === id);
  const { documentId } = request.params as { documentId?: string };
  await audit.record({
    ...entry,
    object: { kind: 'case', id: orderNumber },
    reason: held ? `task:${held.kind}` : null,
    requestId: request.id,
    details: { sight: request.sight, what: reads, ...(documentId ? { documentId } : {}) },
  });
}
