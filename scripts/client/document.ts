import { buildApp } from '../../api/app.ts';
import type { AppDeps } from '../../api/deps.ts';

/** The OpenAPI document of this source tree. Nothing is called while it is made, so the app needs no parts. */
export async function openApiDocument(): Promise<Record<string, unknown>> {
  const app = await buildApp({ log: { debug: () => undefined } } as unknown as AppDeps);
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document as unknown as Record<string, unknown>;
}
