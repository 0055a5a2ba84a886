import type { Payload } from '@temporalio/common';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { KeyErased } from '../adapters/case-keys.ts';
import { PlaintextPayload } from '../adapters/payload-codec.ts';
import { SealBroken } from '../adapters/sealing.ts';
import { type AuditActor, type AuditEntry, staffActor } from '../domain/audit.ts';
import type { OrderNumber } from '../domain/ids.ts';
import type { AppDeps } from './deps.ts';
import { refusedContent } from './problems.ts';
import { problems } from './schemas.ts';

const PayloadText = z.strictObject({
  metadata: z.record(z.string().max(100), z.string().max(10_000)).optional(),
  data: z.string().max(3_000_000).optional(),
});

const Payloads = z.strictObject({ payloads: z.array(PayloadText).max(2_000) });

/**
 * Decodes payloads for Temporal Web, in the protocol of its codec endpoint: POST /decode with X-Namespace.
 * Only for operators with a session, only from Temporal Web's own origin; each use is logged, and recorded with
 * the cases that it was about, never its content.
 */
export const codecRoutes: FastifyPluginAsyncZod<AppDeps> = async (
  app,
  { audit, decodePayloads, orders, temporalWebUrl, log },
) => {
  if (!temporalWebUrl) return;
  const { origin } = new URL(temporalWebUrl);
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.origin === origin) {
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
      });
    }
  });
  app.options(
    '/decode',
    { schema: { hide: true, operationId: 'decodePreflight' } },
    async (_request, reply) =>
      reply
        .headers({
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'content-type, x-namespace, authorization',
          'access-control-max-age': '600',
        })
        .code(204)
        .send(),
  );
  app.post(
    '/decode',
    {
      bodyLimit: 8 * 1024 * 1024,
      schema: {
        operationId: 'decodePayloads',
        tags: ['Operators'],
        description: 'Temporal’s codec endpoint: decodes payloads for Temporal Web. Operators only; logged.',
        body: Payloads,
        response: { 200: Payloads, ...problems(400, 401, 403) },
      },
    },
    async (request) => {
      const namespace = String(request.headers['x-namespace'] ?? 'default');
      const payloads = request.body.payloads.map(fromText);
      payloads.forEach(refuseForeignKeys);
      log.info(
        { requestId: request.id, staffId: request.staff.id, count: payloads.length },
        'an operator decoded payloads',
      );
      const keyIds = [...new Set(payloads.flatMap((payload) => keyIdOf(payload) ?? []))];
      // Before it is answered: what cannot be recorded is not decoded.
      await audit.recordAll(
        decodingsOf(
          { actor: staffActor(request.staff), requestId: request.id },
          await orders.listOfKeys(keyIds.filter(isOfCase)),
          payloads,
        ),
      );
      const decoded = await decodePayloads(payloads, namespace).catch((err: unknown) => {
        // Plain, forged, of another namespace, or of an erased case: what was sent is no payload of ours.
        const isRefused = [PlaintextPayload, SealBroken, KeyErased].some((kind) => err instanceof kind);
        throw isRefused ? refusedContent(err) : err;
      });
      return { payloads: decoded.map(toText) };
    },
  );
};

/** A case's key is known by a UUID, the namespace's by name; the database is not asked for anything else. */
const KEY_ID = /^(?:namespace|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const isOfCase = (keyId: string): boolean => keyId !== 'namespace';

function keyIdOf({ metadata }: Payload): string | undefined {
  const keyId = metadata?.['key-id'];
  return keyId && Buffer.from(keyId).toString();
}

function refuseForeignKeys(payload: Payload): void {
  const keyId = keyIdOf(payload);
  if (keyId && !KEY_ID.test(keyId)) throw refusedContent(undefined);
}

/** One record for each case whose payloads were looked at, and one for what belongs to none that is known. */
function decodingsOf(
  by: { actor: AuditActor; requestId: string },
  orderOf: ReadonlyMap<string, OrderNumber>,
  payloads: readonly Payload[],
): AuditEntry[] {
  const counts = new Map<OrderNumber | undefined, number>();
  for (const payload of payloads) {
    const order = orderOf.get(keyIdOf(payload) ?? '');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  return [...counts].map(([order, count]) => ({
    ...by,
    action: 'codec.decode',
    ...(order ? { object: { kind: 'case', id: order } as const } : {}),
    // Temporal Web's protocol has no room for another.
    reason: 'temporal-web',
    details: { payloads: count },
  }));
}

function fromText({ metadata = {}, data }: z.infer<typeof PayloadText>): Payload {
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
    ),
    data: Buffer.from(data ?? '', 'base64'),
  };
}

function toText({ metadata, data }: Payload) {
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
    ),
    data: Buffer.from(data ?? []).toString('base64'),
  };
}
