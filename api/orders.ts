import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Application } from '../db/applications.ts';
import type { Order } from '../db/orders.ts';
import { localDate } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { CaseError } from '../domain/errors.ts';
import { checkAnswers, formFor } from '../domain/forms/form.ts';
import type { AccountId } from '../domain/ids.ts';
import { checkSupplementEarly, giveCommand } from './commands.ts';
import type { AppDeps } from './deps.ts';
import { DocumentView, receiveDocument, UploadQuery, viewDocument } from './documents.ts';
import { KeyHeaders } from './idempotency.ts';
import { langOf } from './language.ts';
import { brief, OrderBrief, OrderView, viewOrder } from './order-views.ts';
import { CommandAnswer, Instant, OrderParams, problems } from './schemas.ts';

/** 我的訂單, and what an applicant may do with an order. */
export const orderRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { orders } = deps;
  async function applicationOf({ applicationId }: Order): Promise<Application> {
    const application = await deps.applications.findApplication(applicationId);
    if (!application) throw new Error('the application of an order is not in the database');
    return application;
  }

  app.get(
    '/orders',
    {
      schema: {
        operationId: 'listOrders',
        tags: ['Orders'],
        response: { 200: z.object({ orders: z.array(OrderBrief) }), ...problems(401) },
      },
    },
    async (request) => ({
      orders: (await orders.listOrders(request.account.id)).map((order) => brief(order, langOf(request))),
    }),
  );

  app.get(
    '/orders/:orderNumber',
    {
      schema: {
        operationId: 'getOrder',
        tags: ['Orders'],
        params: OrderParams,
        response: { 200: OrderView, ...problems(400, 401, 404) },
      },
    },
    async (request) => viewOrder(deps, request.order, langOf(request)),
  );

  const command = {
    tags: ['Orders'],
    params: OrderParams,
    headers: KeyHeaders,
  };
  const answers = { 200: CommandAnswer, ...problems(400, 401, 404, 409, 422, 503) };

  app.post(
    '/orders/:orderNumber/supplement',
    {
      schema: {
        operationId: 'provideSupplement',
        ...command,
        description:
          'Answers an open supplement request: corrected answers here, documents uploaded before. Nothing else can be changed.',
        body: z.strictObject({ answers: z.record(z.string().max(80), z.string().max(4_000)) }),
        response: answers,
      },
    },
    async (request) => {
      const { order } = request;
      const { body } = request;
      if (order.status === 'supplement_requested') {
        await checkSupplementEarly(deps, order, body);
        refuseFaultyAnswers(order, await applicationOf(order), body.answers);
      }
      return giveCommand(deps, request, order, {
        kind: 'provideSupplement',
        body,
        by: by(request.account.id),
        seenVersion: null,
      });
    },
  );

  app.post(
    '/orders/:orderNumber/documents',
    {
      schema: {
        operationId: 'uploadSupplementDocument',
        tags: ['Orders'],
        description:
          'A document for an open supplement request; it waits as pending until the supplement is provided.',
        consumes: ['multipart/form-data'],
        params: OrderParams,
        querystring: UploadQuery,
        response: { 201: DocumentView, ...problems(400, 401, 404, 409, 413, 415, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      const { order } = request;
      const asked =
        order.status === 'supplement_requested' ? await orders.findOpenSupplement(order) : undefined;
      if (!asked) throw new CaseError('command-not-allowed', { status: order.status });
      const { kind, replace } = request.query;
      if (!asked.items.some(({ target, name }) => target === 'document' && name === kind)) {
        throw new CaseError('supplement-not-asked', { items: [kind] });
      }
      const owner = await applicationOf(order);
      const as = { state: 'pending', replace: replace === 'true' } as const;
      const document = await receiveDocument(deps, request, owner, kind, as);
      return reply.code(201).send(viewDocument(document, langOf(request)));
    },
  );

  app.post(
    '/orders/:orderNumber/interview',
    {
      schema: {
        operationId: 'bookInterview',
        ...command,
        body: z.strictObject({ startsAt: Instant }),
        response: answers,
      },
    },
    async (request) => {
      const { order } = request;
      const body = { startsAtMs: Date.parse(request.body.startsAt) };
      return giveCommand(deps, request, order, {
        kind: 'bookInterview',
        body,
        by: by(request.account.id),
        seenVersion: null,
      });
    },
  );

  for (const [kind, path, description] of [
    [
      'cancelInterview',
      'interview-cancellation',
      'Cancels the booked interview; another time is to be chosen.',
    ],
    ['confirmReceipt', 'receipt', 'Confirms that the new document has arrived; closes the order.'],
  ] as const) {
    app.post(
      `/orders/:orderNumber/${path}`,
      { schema: { operationId: kind, ...command, description, body: z.strictObject({}), response: answers } },
      async (request) => {
        const { order } = request;
        return giveCommand(deps, request, order, {
          kind,
          body: {},
          by: by(request.account.id),
          seenVersion: null,
        });
      },
    );
  }

  app.post(
    '/orders/:orderNumber/withdrawal',
    {
      schema: {
        operationId: 'withdraw',
        ...command,
        description: 'Withdraws the order; possible until production starts (R-20).',
        body: z.strictObject({ note: z.string().max(1_000).default('') }),
        response: answers,
      },
    },
    async (request) => {
      const { order } = request;
      return giveCommand(deps, request, order, {
        kind: 'withdraw',
        body: request.body,
        by: by(request.account.id),
        seenVersion: null,
      });
    },
  );
};

const by = (accountId: AccountId) => ({ role: 'applicant' as const, id: accountId, post: null });

/** A correction must itself be correct, by the form that was filled in and as of the day of submission. */
function refuseFaultyAnswers(
  { post, submittedAt }: Order,
  { service, formVersion, answers }: Application,
  corrected: Record<string, string>,
): void {
  const context = { todayOn: localDate(submittedAt.getTime(), getPost(post).timeZone), post };
  const faults = checkAnswers(formFor(service, formVersion), { ...answers, ...corrected }, context).filter(
    ({ field }) => field in corrected,
  );
  if (faults.length > 0) throw new CaseError('form-incomplete', { faults });
}
