import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CaseError } from '../domain/errors.ts';
import type { CommandId } from '../domain/ids.ts';

const KEY = /^[!-~]{8,128}$/;
/** The headers of a command, for the API's description; the guard asks for the key before the object is looked for. */
export const KeyHeaders = z.looseObject({
  'idempotency-key': z.string().regex(KEY).meta({ description: 'chosen once for all tries of one command' }),
});

/**
 * The id of a command from its Idempotency-Key, scoped to who asks and for what: the same key of another person, or for
 * another thing, is another command. Becomes the update id and the event's command id.
 * @throws CaseError idempotency-key-required
 */
export function commandIdOf(request: FastifyRequest, actorId: string, what: string): CommandId {
  const key = requireKey(request);
  const hex = createHash('sha256')
    .update(JSON.stringify([actorId, what, key]))
    .digest('hex');
  // A version 8 UUID (RFC 9562): 122 bits of the hash.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as CommandId;
}

/** The Idempotency-Key of a request. @throws CaseError idempotency-key-required */
export function requireKey({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY.test(key)) throw new CaseError('idempotency-key-required');
  return key;
}
