import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AUDIT_OBJECTS } from '../domain/audit.ts';
import { CaseError } from '../domain/errors.ts';
import type { OrderNumber } from '../domain/ids.ts';
import { parseOrderNumber } from '../domain/order-number.ts';
import { auditWords } from '../domain/texts/audit.ts';
import type { AppDeps } from './deps.ts';
import { langOf } from './language.ts';
import { Instant, PostCodeText, problems } from './schemas.ts';

const RecordView = z
  .object({
    id: z.int(),
    at: Instant,
    actorKind: z.string(),
    actor: z
      .string()
      .nullable()
      .meta({ description: 'A member’s login; of an account its id: who that is, is in no list' }),
    actorRoles: z.string().nullable(),
    actorPost: PostCodeText.nullable(),
    action: z.string(),
    words: z.string().meta({ description: 'The action in the reader’s language' }),
    objectKind: z.enum(AUDIT_OBJECTS).nullable(),
    objectId: z.string().nullable(),
    reason: z.string().nullable(),
    details: z.record(z.string(), z.unknown()).meta({ description: 'Codes, counts and ids' }),
    link: z.int().nullable().meta({ description: 'Its place in the chain; null for some seconds' }),
  })
  .meta({ id: 'AuditRecord' });

const Filter = z.strictObject({
  order: z.string().max(40).optional(),
  actor: z.string().max(100).optional().meta({ description: 'A login, or an id' }),
  action: z.string().max(60).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  before: z.coerce.number().int().min(1).optional().meta({ description: 'Older than this record' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/**
 * An order number, however it is written. What is looked for is recorded: whatever else somebody types there, a name
 * perhaps, must not get into the trail.
 */
function readOrder(text: string | undefined): OrderNumber | undefined {
  if (text === undefined) return undefined;
  const order = parseOrderNumber(text);
  if (order) return order;
  throw new CaseError('form-incomplete', { faults: [{ field: 'order', rule: 'order-number-format' }] });
}

/** The audit trail for those who look after it: each use of it stands in it. */
export const staffAuditRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { audit }) => {
  app.get(
    '/staff/audit',
    {
      schema: {
        operationId: 'listAudit',
        tags: ['Audit'],
        description:
          'Newest first. Auditors see all; supervisors what their post did and what was done to its cases.',
        querystring: Filter,
        response: { 200: z.object({ records: z.array(RecordView) }), ...problems(400, 422) },
      },
    },
    async (request) => {
      const { id, roles, post } = request.staff;
      const { actor, action, before, limit, from, to } = request.query;
      const order = readOrder(request.query.order);
      await audit.record({
        actor: { kind: 'staff', id, roles, post },
        action: 'audit.read',
        object: { kind: 'log', id: 'audit' },
        requestId: request.id,
        details: {
          filters: Object.keys(request.query).filter((name) => name !== 'limit'),
          ...(order && { order }),
        },
      });
      const rows = await audit.search({
        order,
        actor,
        action,
        before,
        limit,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
        post: roles.includes('auditor') ? undefined : post,
      });
      const lang = langOf(request);
      return {
        records: rows.map(({ at, ...row }) => ({
          ...row,
          at: at.toISOString(),
          words: auditWords(row.action)[lang],
        })),
      };
    },
  );

  app.get(
    '/staff/audit/state',
    {
      schema: {
        operationId: 'getAuditState',
        tags: ['Audit'],
        response: {
          200: z.object({
            records: z.int(),
            pending: z
              .int()
              .meta({ description: 'Records that wait for their link; a second’s worth is normal' }),
            head: z.int().meta({ description: 'Links in the chain' }),
            linkedAt: Instant.nullable(),
          }),
        },
      },
    },
    async () => {
      const { linkedAt, ...state } = await audit.state();
      return { ...state, linkedAt: linkedAt?.toISOString() ?? null };
    },
  );
};
