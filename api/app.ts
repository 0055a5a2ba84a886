import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { fastifySSE as sse } from '@fastify/sse';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PICTURE_BYTES_MAX } from '../adapters/picture-upload.ts';
import type { Log } from '../log.ts';
import { accountRoutes } from './accounts.ts';
import { separateRequests } from './acting.ts';
import { addressRoutes } from './addresses.ts';
import { adviceRoutes } from './advice.ts';
import { catalogueRoutes } from './catalogue.ts';
import { codecRoutes } from './codec.ts';
import { consentRoutes } from './consents.ts';
import type { AppDeps } from './deps.ts';
import { describeApi, documentAnswers } from './description.ts';
import { draftDocumentRoutes } from './draft-documents.ts';
import { draftRoutes } from './drafts.ts';
import { durationRoutes } from './durations.ts';
import { ALWAYS, guardEdge, refuseBytes } from './edge.ts';
import { exportRoutes } from './export.ts';
import { faceRoutes } from './faces.ts';
import { factorRoutes } from './factors.ts';
import { guardRoutes } from './guard.ts';
import { handOverRoutes } from './hand-overs.ts';
import { liveRoutes } from './live.ts';
import { loginRoutes } from './logins.ts';
import { messageRoutes } from './messages.ts';
import { mrzReadingRoutes } from './mrz-reading.ts';
import { orderRoutes } from './orders.ts';
import { ownSessionRoutes, stepUpRoutes } from './own-sessions.ts';
import { paperRoutes, staffPaperRoutes } from './papers.ts';
import { passwordRoutes } from './passwords.ts';
import { policyReportRoutes } from './policy-reports.ts';
import { portraitRoutes } from './portrait.ts';
import { previewRoutes, staffPreviewRoutes } from './previews.ts';
import { createErrorHandler } from './problems.ts';
import { realNameRoutes } from './real-name.ts';
import { staffRoutes } from './staff.ts';
import { staffAuditRoutes } from './staff-audit.ts';
import { staffDoorRoutes } from './staff-door.ts';
import { staffOpenIdRoutes } from './staff-openid.ts';
import { staffPasswordRoutes } from './staff-passwords.ts';
import { staffPeopleRoutes } from './staff-people.ts';
import { refuseUnwritable } from './unwritable.ts';
import { serveWeb } from './web.ts';

/**
 * How long a client may take to send a request, milliseconds. JSON is small; a picture of 5 MB comes through a phone's
 * poor connection in two minutes.
 */
const PATIENCE = { bodyMs: 15_000, uploadMs: 120_000 };

/** The HTTP API, without listening. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { trustedProxies = 0 } = deps;
  const refuse = createErrorHandler(deps.log);
  const app = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    bodyLimit: 256 * 1024,
    requestTimeout: deps.patience?.uploadMs ?? PATIENCE.uploadMs,
    connectionTimeout: 0,
    // Without these two, Node checks only every 30 s and a dripping client holds its socket for 90 s (measured).
    http: { headersTimeout: 3_000, connectionsCheckingInterval: 1_000, requireHostHeader: false },
    clientErrorHandler: refuseBytes,
    frameworkErrors: (err, request, reply) => void refuse(err, request, reply.headers(ALWAYS)),
    trustProxy: trustedProxies > 0 && ((_address: string, hop: number) => hop < trustedProxies),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 100 },
  });
  app.decorate('operations', new Map());
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(refuse);
  guardEdge(app, deps.deskUrl);
  separateRequests(app);
  logRequests(app, deps.log);
  hangUpOnSlowBodies(app, deps.patience?.bodyMs ?? PATIENCE.bodyMs);

  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: PICTURE_BYTES_MAX + 1, files: 1, fields: 0, parts: 1 },
  });
  await app.register(sse, { heartbeatInterval: 20_000 });
  await describeApi(app);
  registerHealth(app, deps);
  await app.register(
    async (v1) => {
      v1.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
        reply.header('vary', 'accept-language, origin');
      });
      guardRoutes(v1, deps);
      refuseUnwritable(v1);
      v1.addHook('onRoute', documentAnswers);
      await v1.register(catalogueRoutes, deps);
      await v1.register(policyReportRoutes, deps);
      await v1.register(durationRoutes, deps);
      await v1.register(adviceRoutes, deps);
      await v1.register(accountRoutes, deps);
      await v1.register(loginRoutes, deps);
      await v1.register(passwordRoutes, deps);
      await v1.register(addressRoutes, deps);
      await v1.register(realNameRoutes, deps);
      for (const door of ['account', 'staff'] as const) {
        await v1.register(ownSessionRoutes(door), deps);
        await v1.register(stepUpRoutes(door), deps);
        await v1.register(factorRoutes(door), deps);
      }
      await v1.register(exportRoutes, deps);
      await v1.register(draftRoutes, deps);
      await v1.register(draftDocumentRoutes, deps);
      await v1.register(previewRoutes, deps);
      await v1.register(portraitRoutes, deps);
      await v1.register(consentRoutes, deps);
      await v1.register(faceRoutes, deps);
      await v1.register(mrzReadingRoutes, deps);
      await v1.register(orderRoutes, deps);
      await v1.register(handOverRoutes, deps);
      await v1.register(messageRoutes, deps);
      await v1.register(paperRoutes, deps);
      await v1.register(staffPaperRoutes, deps);
      await v1.register(staffPreviewRoutes, deps);
      await v1.register(staffDoorRoutes, deps);
      await v1.register(staffPasswordRoutes, deps);
      await v1.register(staffOpenIdRoutes, deps);
      await v1.register(staffPeopleRoutes, deps);
      await v1.register(staffAuditRoutes, deps);
      await v1.register(staffRoutes, deps);
      await v1.register(liveRoutes, deps);
      await v1.register(codecRoutes, { ...deps, prefix: '/codec' });
    },
    { prefix: '/v1' },
  );
  await serveWeb(app, deps.webDir);
  return app;
}

/** One line a request: what was asked, not what was said. The route's pattern, never the URL with its ids. */
function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const fields = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    log.debug(fields, 'request');
  });
}

/** The server's own limit must leave time for pictures; everything else is hung up on sooner. */
function hangUpOnSlowBodies(app: FastifyInstance, bodyMs: number): void {
  app.addHook('onRequest', async ({ raw, headers }) => {
    if (headers['content-type']?.startsWith('multipart/')) return;
    const timer = setTimeout(() => !raw.complete && raw.destroy(), bodyMs).unref();
    raw.once('close', () => clearTimeout(timer));
  });
}

/** /healthz: this process answers. /ready: cases can move, or what is missing for it. */
function registerHealth(app: FastifyInstance, { engine, pingDatabase }: AppDeps): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }));
  app.get(
    '/ready',
    { schema: { operationId: 'ready', tags: ['Health'], response: { '2xx': Readiness, '5xx': Readiness } } },
    async (_request, reply) => {
      const [database, engineMissing] = await Promise.all([
        pingDatabase().then(
          () => [],
          () => ['database'],
        ),
        engine.listMissing(),
      ]);
      const missing = [...database, ...engineMissing];
      return reply.code(missing.length > 0 ? 503 : 200).send({ ready: missing.length === 0, missing });
    },
  );
}
const Readiness = z.object({ ready: z.boolean(), missing: z.array(z.string()) });
