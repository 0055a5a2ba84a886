import type { FastifyRequest } from 'fastify';
import type { Order } from '../db/orders.ts';
import { checkSupplement } from '../domain/case-checks.ts';
import type { CommandBodies } from '../domain/case-state.ts';
import { type Actor, isAllowed, type PersonCommand } from '../domain/commands.ts';
import { CaseError } from '../domain/errors.ts';
import type { OrderNumber } from '../domain/ids.ts';
import type { CommandAnswer } from '../domain/standing.ts';
import type { AppDeps } from './deps.ts';
import { commandIdOf } from './idempotency.ts';

type Said<K extends PersonCommand> = {
  kind: K;
  body: CommandBodies[K];
  by: Actor;
  seenVersion: number | null;
};

/** What a key of Idempotency-Key is for: one person's one kind of command on one order. */
export const commandWhat = (kind: PersonCommand, orderNumber: OrderNumber): string =>
  `${kind}|${orderNumber}`;

/**
 * Carries a person's command to the case: written down sealed, then told to the workflow as an update under the
 * same id, and answered when its step is committed. The API itself never moves a case.
 * @throws CaseError the rule that forbids it; command-pending when the engine did not answer in time
 */
export async function giveCommand<K extends PersonCommand>(
  { orders, engine }: AppDeps,
  request: FastifyRequest,
  order: Order,
  { kind, body, by, seenVersion }: Said<K>,
): Promise<CommandAnswer & { orderNumber: string }> {
  const { orderNumber } = order;
  const id = commandIdOf(request, by.id ?? '', commandWhat(kind, orderNumber));
  const step = { by, seenVersion };
  const earlier = await orders.stageCommand(order, { id, kind, body, seenVersion });
  if (earlier) {
    // A crash may have kept the step's end from the workflow. Told again under the same id it catches up, and only then
    // is the answer given: whoever has it need not come again. Any refusal is about the present, not about this step.
    await engine.command(order, kind, id, step).catch((err: unknown) => {
      if (!(err instanceof CaseError) || err.code === 'command-pending') throw err;
    });
    return { orderNumber, ...earlier };
  }
  // The workflow and the machine say the same; asked here first, a plain no costs neither a round trip nor history.
  if (!isAllowed(order.status, kind, by.role))
    throw new CaseError('command-not-allowed', { command: kind, status: order.status });
  if (seenVersion !== null && seenVersion !== order.version)
    throw new CaseError('case-changed', { seen: seenVersion, current: order.version });
  const { status, version } = await engine.command(order, kind, id, step);
  return { orderNumber, status, version };
}

/** The same early no for a supplement that is not complete, with what is missing. */
export async function checkSupplementEarly(
  { orders, applications }: AppDeps,
  order: Order,
  body: CommandBodies['provideSupplement'],
): Promise<void> {
  const [request, documents] = await Promise.all([
    orders.findOpenSupplement(order),
    applications.listDocuments({ id: order.applicationId, keyId: order.keyId }),
  ]);
  if (!request) return; // answered already, or never asked: the case itself says which
  const pendingDocuments = documents.filter(({ state }) => state === 'pending').map(({ kind }) => kind);
  checkSupplement(body, { asked: request.items, pendingDocuments });
}
