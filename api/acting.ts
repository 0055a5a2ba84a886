import { AsyncResource } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import { forNobodyYet } from '../db/acting.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's own context: whom it asks the database for is kept in it. */
    scope: AsyncResource;
  }
}

/**
 * Every request asks the database for itself alone (db/acting.ts), beginning as nobody. Entered a second time after the
 * body: its last piece comes as an event of the socket, in the context of whatever was read from that before.
 */
export function separateRequests(app: FastifyInstance): void {
  app.decorateRequest('scope');
  app.addHook('onRequest', (request, _reply, done) => {
    forNobodyYet(() => {
      request.scope = new AsyncResource('request');
      request.scope.runInAsyncScope(done);
    });
  });
  app.addHook('preValidation', (request, _reply, done) => request.scope.runInAsyncScope(done));
}
