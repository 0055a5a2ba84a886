import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../api/app.ts';
import type { AppDeps } from '../../api/deps.ts';

/** The API of this source tree, for what its routes say of themselves: nothing is called, so it needs no parts. */
export async function describedApp(): Promise<FastifyInstance> {
  // With an operators' address and an OpenID provider, as routes depend on them.
  const parts = { log: { debug: () => undefined }, temporalWebUrl: 'http://127.0.0.1:8233', openId: {} };
  const app = await buildApp(parts as unknown as AppDeps);
  await app.ready();
  return app;
}

/** Its OpenAPI document. */
export async function openApiDocument(): Promise<Record<string, unknown>> {
  const app = await describedApp();
  const document = app.swagger();
  await app.close();
  return document as unknown as Record<string, unknown>;
}
