import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Change } from '../db/changes.ts';
import type { AppDeps } from './deps.ts';

/** A page reconnects by itself; this bounds for how long an ended session is still told that something changed. */
const STREAM_MS = 5 * 60_000;

/**
 * Server-sent events: `change` with an order number, and for applicants `message` with a message's id and its order
 * number, nothing else. A page that hears one asks again for what it shows, with its own session, so that nothing leaves
 * here which it may not read.
 */
export const liveRoutes: FastifyPluginAsync<AppDeps> = async (app, { changes }) => {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const close of open) close();
  });

  const stream =
    (concerns: (change: Change, request: FastifyRequest) => boolean) =>
    async (request: FastifyRequest, reply: LiveReply) => {
      reply.sse.keepAlive();
      await reply.sse.send({ event: 'open', data: {}, retry: 2_000 });
      const unsubscribe = changes.subscribe((change) => {
        if (!concerns(change, request)) return;
        const { orderNumber, messageId } = change;
        const news =
          messageId === undefined
            ? { event: 'change', data: { orderNumber } }
            : { event: 'message', data: { messageId, orderNumber } };
        reply.sse.send(news).catch(() => undefined);
      });
      const close = (): void => reply.sse.close();
      const timer = setTimeout(close, STREAM_MS);
      open.add(close);
      reply.sse.onClose(() => {
        clearTimeout(timer);
        unsubscribe();
        open.delete(close);
      });
    };

  app.get(
    '/events',
    { sse: 'only', schema: { hide: true, operationId: 'accountEvents' } },
    stream(({ accountId }, request) => accountId === request.account.id),
  );
  app.get(
    '/staff/events',
    { sse: 'only', schema: { hide: true, operationId: 'staffEvents' } },
    // New York's production works for all posts.
    stream(
      ({ post, messageId }, request) =>
        messageId === undefined &&
        (post === request.staff.post || request.staff.roles.includes('production')),
    ),
  );
};

type LiveReply = {
  sse: {
    keepAlive(): void;
    send(message: unknown): Promise<void>;
    close(): void;
    onClose(done: () => void): void;
  };
};
