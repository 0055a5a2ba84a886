import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { People } from '../db/accounts.ts';
import { ANY_SESSION, type Change } from '../db/changes.ts';
import { hearsOf } from '../domain/sight.ts';
import type { AppDeps } from './deps.ts';
import { type Door, hashToken, tokenOf } from './sessions.ts';

/** A page reconnects by itself; this bounds for how long a session that grows too old is told that something changed. */
const STREAM_MS = 5 * 60_000;

type Concerns = (change: Change, request: FastifyRequest) => boolean;

/**
 * Server-sent events: `change` with an order number, and for applicants `message` with a message's id and its order
 * number, nothing else. A page that hears one asks again for what it shows, with its own session, so that nothing leaves
 * here which it may not read. A session's end ends its streams at once, in every process (S3).
 */
export const liveRoutes: FastifyPluginAsync<AppDeps> = async (app, { changes, people }) => {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const close of open) close();
  });

  const stream = (door: Door, concerns: Concerns) => async (request: FastifyRequest, reply: LiveReply) => {
    reply.sse.keepAlive();
    const close = (): void => reply.sse.close();
    const unsubscribe = changes.subscribe((news) => {
      if ('endedSession' in news) {
        if ([ANY_SESSION, request.session.id].includes(news.endedSession)) close();
      } else if (concerns(news, request)) reply.sse.send(eventOf(news)).catch(() => undefined);
    });
    const timer = setTimeout(close, STREAM_MS);
    open.add(close);
    reply.sse.onClose(() => {
      clearTimeout(timer);
      unsubscribe();
      open.delete(close);
    });
    // It may have ended after it was asked for and before its end was listened for.
    if (await isAlive(people, request, door)) await reply.sse.send({ event: 'open', data: {}, retry: 2_000 });
    else close();
  };

  app.get(
    '/events',
    { sse: 'only', schema: { hide: true, operationId: 'accountEvents' } },
    stream('account', ({ accountId }, request) => accountId === request.account.id),
  );
  app.get(
    '/staff/events',
    { sse: 'only', schema: { hide: true, operationId: 'staffEvents' } },
    stream('staff', (change, request) => change.messageId === undefined && hearsOf(request.staff, change)),
  );
};

const eventOf = ({ orderNumber, messageId }: Change) =>
  messageId === undefined
    ? { event: 'change', data: { orderNumber } }
    : { event: 'message', data: { messageId, orderNumber } };

async function isAlive(people: People, request: FastifyRequest, door: Door): Promise<boolean> {
  const token = tokenOf(request, door);
  const session = token === undefined ? undefined : await people.findSession(hashToken(token));
  return session?.id === request.session.id;
}

type LiveReply = {
  sse: {
    keepAlive(): void;
    send(message: unknown): Promise<void>;
    close(): void;
    onClose(done: () => void): void;
  };
};
