import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { StaffRow } from '../db/accounts.ts';
import type { Answers } from '../db/applications.ts';
import type { Order } from '../db/orders.ts';
import type { AuditDetails, AuditEntry } from '../domain/audit.ts';
import { CaseError } from '../domain/errors.ts';
import { FIELD_GROUPS, groupOf, mayShowFor, SHOW_REASONS, type ShowReason } from '../domain/masks.ts';
import { visibleAnswers } from '../domain/sight.ts';
import type { AppDeps } from './deps.ts';
import { takeTry } from './limits.ts';
import { OrderParams, problems } from './schemas.ts';

const Values = z.record(z.string(), z.string());

/** The plain values of masked answers, each look recorded with its reason (L2). */
export const shownValueRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { applications, audit, orders, people } = deps;

  app.post(
    '/staff/cases/:orderNumber/shown',
    {
      schema: {
        operationId: 'showValues',
        tags: ['Staff'],
        description:
          'Tells masked answers as they are, as far as one may see them, and the ones that a supplement replaced. To compare with a document one must hold a task of the case.',
        params: OrderParams,
        body: z.strictObject({
          fields: z.array(z.string().max(80)).min(1).max(60),
          reason: z.enum(SHOW_REASONS),
        }),
        response: {
          200: z.object({ values: Values, before: Values }),
          ...problems(400, 401, 404, 409, 429),
        },
      },
    },
    async (request) => {
      const { order, sight, staff: member } = request;
      const { fields, reason } = request.body;
      await checkReason(deps, member, order, reason);
      await takeTry(people, 'show', member.id);
      const owner = { id: order.applicationId, keyId: order.keyId };
      const [application, answered] = await Promise.all([
        applications.findApplication(owner.id),
        sight === 'full' ? orders.findAnsweredSupplement(order) : undefined,
      ]);
      const earlier = answered && (await applications.findAnswersBefore(owner, answered.answeredAt));
      const asked = (answers: Answers): Answers =>
        Object.fromEntries(
          Object.entries(visibleAnswers(sight, answers)).filter(
            ([field]) => fields.includes(field) && groupOf(field) !== undefined,
          ),
        );
      const shown = { values: asked(application?.answers ?? {}), before: asked(earlier ?? {}) };
      // Before it is answered: what cannot be recorded is not shown.
      const names = Object.keys({ ...shown.before, ...shown.values }).toSorted();
      for (const group of FIELD_GROUPS) {
        const ofGroup = names.filter((field) => groupOf(field) === group);
        if (ofGroup.length > 0) await audit.record(entryOf(request, reason, { group, fields: ofGroup }));
      }
      return shown;
    },
  );
};

/** @throws CaseError not-permitted, task-not-claimed: whoever compares holds the case */
async function checkReason(
  { tasks }: AppDeps,
  { id, roles }: StaffRow,
  { orderNumber }: Order,
  reason: ShowReason,
): Promise<void> {
  if (!mayShowFor(roles, reason)) throw new CaseError('not-permitted');
  if (reason !== 'compare-with-document') return;
  const open = await tasks.listOpenTasks(orderNumber);
  if (!open.some(({ claimedBy }) => claimedBy === id)) throw new CaseError('task-not-claimed');
}

const entryOf = (
  { staff: { id, roles, post }, order, id: requestId }: FastifyRequest,
  reason: ShowReason,
  details: AuditDetails,
): AuditEntry => ({
  actor: { kind: 'staff', id, roles, post },
  action: 'case.show',
  object: { kind: 'case', id: order.orderNumber },
  reason,
  requestId,
  details,
});
