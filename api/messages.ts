import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getPost } from '../domain/data/posts.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { findOwnOrder } from './guard.ts';
import { langOf } from './language.ts';
import { messageWords } from './message-words.ts';
import { IdParams, Instant, problems } from './schemas.ts';

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

/** The message centre 消息中心, in the reader's language. */
export const messageRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { orders, messages }) => {
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
      const order = text === undefined ? undefined : await findOwnOrder({ orders }, request.account.id, text);
      const lang = langOf(request);
      const [rows, unread] = await Promise.all([
        messages.listMessages(request.account.id, order?.orderNumber),
        messages.countUnread(request.account.id),
      ]);
      const told = rows.map(({ id, orderNumber, post, template, params, sentAt, readAt }) => ({
        id,
        orderNumber,
        ...messageWords({ template, params, timeZone: getPost(post).timeZone }, lang),
        sentAt: sentAt.toISOString(),
        readAt: readAt?.toISOString() ?? null,
      }));
      return { unread, messages: told };
    },
  );

  app.get(
    '/messages/unread-count',
    {
      schema: {
        operationId: 'countUnreadMessages',
        tags: ['Messages'],
        response: { 200: z.object({ unread: z.int() }), ...problems(401) },
      },
    },
    async (request) => ({ unread: await messages.countUnread(request.account.id) }),
  );

  app.post(
    '/messages/read',
    {
      schema: {
        operationId: 'readMessages',
        tags: ['Messages'],
        description: 'Marks the messages that are on the screen as read; answers how many are left unread.',
        body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) }),
        response: { 200: z.object({ unread: z.int() }), ...problems(400, 401) },
      },
    },
    async (request) => {
      await messages.markRead(request.account.id, request.body.ids);
      return { unread: await messages.countUnread(request.account.id) };
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
      if ((await messages.markRead(request.account.id, [request.params.id])) === 0)
        throw new CaseError('not-found');
      return reply.code(204).send(null);
    },
  );
};
