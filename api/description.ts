import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { rightOf } from '../domain/rights.ts';
import { problems } from './schemas.ts';
import { COOKIES } from './sessions.ts';

/** What every route may answer beside what it names itself: what the guard says by its row, and Fastify before it. */
export function documentAnswers({ method, url, schema }: RouteOptions): void {
  const right = rightOf(schema?.operationId);
  if (!schema || schema.hide || !right) return;
  const takesContent = method !== 'GET' && method !== 'HEAD';
  schema.response = {
    ...problems(400, 500, 503),
    ...(url.includes(':') ? problems(404, 414) : {}),
    ...(right.door === 'public' ? {} : problems(401, 403)),
    ...('object' in right && right.object === 'draft' ? problems(409) : {}),
    ...(takesContent ? problems(413, 415) : {}),
    ...(schema.response as object),
  };
}

/** The document itself at /openapi.json, a page to read it at /docs. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Consular Cases 領事',
        version: '1',
        description:
          'Consular services of the Chinese posts in the United States. Errors are RFC 9457 problem documents in the language of Accept-Language (zh-Hans, zh-Hant, en). Commands need an Idempotency-Key; repeating one gives its first answer.',
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          portal: { type: 'apiKey', in: 'cookie', name: COOKIES.account },
          desk: { type: 'apiKey', in: 'cookie', name: COOKIES.staff },
        },
      },
    },
    transform: (route) => jsonSchemaTransform({ ...route, schema: withUpload(route.schema) }),
    transformObject: (input) => completed(jsonSchemaTransformObject(input) as Description),
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_POLICY });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

const Upload = z.strictObject({ file: z.file().meta({ description: 'One picture' }) });

/** A file is read as a stream, never validated as a body; it is described as one. */
function withUpload(schema: FastifySchema): FastifySchema {
  return schema?.consumes?.includes('multipart/form-data') ? { ...schema, body: Upload } : schema;
}

type Description = { paths?: Record<string, Record<string, Operation>> };
type Operation = {
  requestBody?: {
    required?: boolean;
    content?: Record<string, { schema?: { anyOf?: { type?: string }[] } }>;
  };
  responses?: Record<string, { headers?: Record<string, unknown> }>;
};

const RETRY_AFTER = { required: true, description: 'Seconds', schema: { type: 'integer', minimum: 0 } };

/** What the description cannot be told route by route: a body that may be left out, and 503 with its time to come again. */
function completed<D extends Description>(document: D): D {
  for (const { requestBody, responses } of Object.values(document.paths ?? {}).flatMap(
    Object.values<Operation>,
  )) {
    const schemas = Object.values(requestBody?.content ?? {}).map(({ schema }) => schema);
    if (requestBody && schemas.some((schema) => schema?.anyOf?.some(({ type }) => type === 'null')))
      requestBody.required = false;
    if (responses?.['503']) responses['503'].headers = { 'Retry-After': RETRY_AFTER };
  }
  return document;
}

/** Swagger's page sets styles by script, which no file can hold; it shows nothing personal. */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
