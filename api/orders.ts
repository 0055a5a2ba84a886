import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Order } from '../db/orders.ts';
import { localDate } from '../domain/calendar.ts';
import { waitsForApplicant } from '../domain/case.ts';
import { allowedCommands } from '../domain/commands.ts';
import { CaseError } from '../domain/errors.ts';
import { checkAnswer, formFor } from '../domain/forms/form.ts';
import type { AccountId } from '../domain/ids.ts';
import { expectedItems } from '../domain/materials.ts';
import { parseOrderNumber } from '../domain/order-number.ts';
import { getPost } from '../domain/posts.ts';
import { isEnded, STATUS_WORDS } from '../domain/statuses.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { AppDeps } from './app.ts';
import { checkSupplementEarly, giveCommand } from './commands.ts';
import { DocumentView, receiveDocument, viewDocument } from './documents.ts';
import { langOf } from './language.ts';
import { messageWords } from './message-words.ts';
import {
  CommandAnswer,
  IdParams,
  Instant,
  OrderParams,
  PostCodeText,
  problems,
  StatusText,
} from './schemas.ts';
import { authenticate } from './sessions.ts';

const Brief = z.object({
  orderNumber: z.string(),
  service: z.string(),
  post: PostCodeText,
  status: StatusText,
  statusText: z.string(),
  version: z.int(),
  submittedAt: Instant,
  updatedAt: Instant,
  waitingFor: z.enum(['applicant', 'staff', 'nobody']),
  dueAt: Instant.nullable().meta({ description: 'Until when the next step should be done' }),
});
const OrderView = Brief.extend({
  applicationId: z.uuid(),
  feeCents: z.int(),
  allowed: z.array(z.string()).meta({ description: 'Commands that may be given now' }),
  supplement: z
    .object({
      items: z.array(
        z.object({ target: z.enum(['field', 'document']), name: z.string(), reason: z.string() }),
      ),
      note: z.string(),
      dueAt: Instant.nullable(),
    })
    .nullable(),
  interview: z.object({ startsAt: Instant, timeZone: z.string() }).nullable(),
  mailing: z
    .object({
      address: z.array(z.string()),
      envelopeMark: z.string(),
      payee: z.string(),
      feeCents: z.int(),
      items: z.array(z.string()),
    })
    .nullable()
    .meta({ description: 'Only in 待制證: mail that comes earlier is returned (R-29, R-30)' }),
  answers: z.record(z.string(), z.string()).meta({ description: 'As they stand, corrections included' }),
  documents: z.array(DocumentView),
  timeline: z.array(
    z.object({ version: z.int(), status: StatusText, statusText: z.string(), step: z.string(), at: Instant }),
  ),
}).meta({ id: 'Order' });
const Message = z
  .object({
    id: z.uuid(),
    orderNumber: z.string(),
    title: z.string(),
    body: z.string(),
    sentAt: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'Message' });

/** 我的訂單 and 消息中心, and what an applicant may do with an order. */
export const orderRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { orders, applications } = deps;
  app.addHook('preHandler', authenticate(deps.people, 'account'));

  async function ownOrder(accountId: AccountId, text: string): Promise<Order> {
    const orderNumber = parseOrderNumber(text);
    const order = orderNumber && (await orders.findOrder(orderNumber));
    if (!order || order.accountId !== accountId) throw new CaseError('not-found');
    return order;
  }

  app.get(
    '/orders',
    {
      schema: {
        operationId: 'listOrders',
        tags: ['Orders'],
        response: { 200: z.object({ orders: z.array(Brief) }), ...problems(401) },
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
    async (request) => view(await ownOrder(request.account.id, request.params.orderNumber), langOf(request)),
  );

  async function view(order: Order, lang: Lang): Promise<z.input<typeof OrderView>> {
    const [events, supplement, booking, documents, posts, policy, application] = await Promise.all([
      orders.listEvents(order.orderNumber),
      orders.findOpenSupplement(order),
      orders.findBooking(order.orderNumber),
      applications.listDocuments({ id: order.applicationId, keyId: order.keyId }),
      orders.listPosts(),
      orders.getPolicyOf(order),
      applications.findApplication(order.applicationId),
    ]);
    const post = posts.find(({ code }) => code === order.post) ?? getPost(order.post);
    return {
      ...brief(order, lang),
      applicationId: order.applicationId,
      feeCents: order.feeCents,
      allowed: allowedCommands(order.status, ['applicant']),
      supplement:
        supplement && order.status === 'supplement_requested'
          ? { items: supplement.items, note: supplement.note, dueAt: brief(order, lang).dueAt }
          : null,
      interview: booking ? { startsAt: booking.startsAt.toISOString(), timeZone: post.timeZone } : null,
      mailing:
        order.status === 'awaiting_materials'
          ? {
              address: [...post.mailingAddress],
              envelopeMark: policy.envelopeMark,
              payee: post.payee,
              feeCents: order.feeCents,
              items: [...expectedItems(order.service)],
            }
          : null,
      answers: application?.answers ?? {},
      documents: documents.map(viewDocument),
      timeline: events.map(({ version, status, kind, at }) => ({
        version,
        status,
        statusText: STATUS_WORDS[status][lang],
        step: kind,
        at: at.toISOString(),
      })),
    };
  }

  const command = {
    tags: ['Orders'],
    params: OrderParams,
    headers: z.looseObject({ 'idempotency-key': z.string().optional() }),
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
      const order = await ownOrder(request.account.id, request.params.orderNumber);
      const { body } = request;
      if (order.status === 'supplement_requested') {
        await checkSupplementEarly(deps, order, body);
        refuseFaultyAnswers(order, body.answers);
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
        querystring: z.strictObject({ kind: z.string().max(60) }),
        response: { 201: DocumentView, ...problems(400, 401, 404, 409, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const order = await ownOrder(request.account.id, request.params.orderNumber);
      const asked =
        order.status === 'supplement_requested' ? await orders.findOpenSupplement(order) : undefined;
      if (!asked) throw new CaseError('command-not-allowed', { status: order.status });
      const { kind } = request.query;
      if (!asked.items.some(({ target, name }) => target === 'document' && name === kind)) {
        throw new CaseError('supplement-not-asked', { items: [kind] });
      }
      const owner = { id: order.applicationId, keyId: order.keyId, service: order.service };
      return reply.code(201).send(viewDocument(await receiveDocument(deps, request, owner, kind, 'pending')));
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
      const order = await ownOrder(request.account.id, request.params.orderNumber);
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
        const order = await ownOrder(request.account.id, request.params.orderNumber);
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
      const order = await ownOrder(request.account.id, request.params.orderNumber);
      return giveCommand(deps, request, order, {
        kind: 'withdraw',
        body: request.body,
        by: by(request.account.id),
        seenVersion: null,
      });
    },
  );

  app.get(
    '/messages',
    {
      schema: {
        operationId: 'listMessages',
        tags: ['Messages'],
        querystring: z.strictObject({ orderNumber: z.string().max(40).optional() }),
        response: {
          200: z.object({ unread: z.int(), messages: z.array(Message) }),
          ...problems(400, 401, 404),
        },
      },
    },
    async (request) => {
      const text = request.query.orderNumber;
      const order = text === undefined ? undefined : await ownOrder(request.account.id, text);
      const lang = langOf(request);
      const [rows, unread] = await Promise.all([
        orders.listMessages(request.account.id, order?.orderNumber),
        orders.countUnread(request.account.id),
      ]);
      const messages = rows.map(({ id, orderNumber, post, template, params, sentAt, readAt }) => ({
        id,
        orderNumber,
        ...messageWords({ template, params, timeZone: getPost(post).timeZone }, lang),
        sentAt: sentAt.toISOString(),
        readAt: readAt?.toISOString() ?? null,
      }));
      return { unread, messages };
    },
  );

  app.post(
    '/messages/:id/read',
    {
      schema: {
        operationId: 'readMessage',
        tags: ['Messages'],
        params: IdParams,
        body: z.strictObject({}).nullish(),
        response: { 204: z.null(), ...problems(400, 401, 404) },
      },
    },
    async (request, reply) => {
      if (!(await orders.markRead(request.account.id, request.params.id))) throw new CaseError('not-found');
      return reply.code(204).send(null);
    },
  );
};

const by = (accountId: AccountId) => ({ role: 'applicant' as const, id: accountId, post: null });

export function brief(order: Order, lang: Lang): z.input<typeof Brief> {
  const { orderNumber, service, post, status, version, submittedAt, updatedAt, state } = order;
  return {
    orderNumber,
    service,
    post,
    status,
    statusText: STATUS_WORDS[status][lang],
    version,
    submittedAt: submittedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    waitingFor: isEnded(status) ? 'nobody' : waitsForApplicant(status) ? 'applicant' : 'staff',
    dueAt: state.clock?.dueAtMs ? new Date(state.clock.dueAtMs).toISOString() : null,
  };
}
export { Brief as OrderBrief };

/** A correction must itself be correct. */
function refuseFaultyAnswers(order: Order, answers: Record<string, string>): void {
  const context = { todayOn: localDate(Date.now(), getPost(order.post).timeZone) };
  const faults = Object.entries(answers).flatMap(
    ([field, value]) => checkAnswer(formFor(order.service), field, value, context) ?? [],
  );
  if (faults.length > 0) throw new CaseError('form-incomplete', { faults });
}
