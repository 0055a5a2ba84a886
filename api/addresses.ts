import { randomInt } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Address, addressKey, parseAddress } from '../domain/address.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { takeTry } from './limits.ts';
import { problems } from './schemas.ts';

/** RFC 5321 §4.5.3.1: more before the @ would not be delivered. */
const Email = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@/);
const Phone = z
  .string()
  .max(30)
  .regex(/^[+\d\s().\u2010-\u2015\u2212-]{11,30}$/)
  .meta({ description: 'a mobile number of mainland China, with or without +86' });

/** A body that names an account by its e-mail address or its mobile number, beside `rest`. */
export const withAddress = <Rest extends z.ZodRawShape>(rest: Rest) =>
  z.union([z.strictObject({ email: Email, ...rest }), z.strictObject({ phone: Phone, ...rest })]);

export const Code = z.string().regex(/^\d{6}$/);
/** Six random digits; five tries and ten minutes make one in 200,000 of a guess. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');
export const CodeSent = z.object({ codeSent: z.literal(true) });

/** @throws CaseError phone-not-chinese | sms-not-offered */
export function addressIn(
  body: { email: string } | { phone: string },
  { smsOffered }: Pick<AppDeps, 'smsOffered'>,
): Address {
  const address = parseAddress(body);
  if (!address) throw new CaseError('phone-not-chinese');
  if (address.kind === 'phone' && !smsOffered) throw new CaseError('sms-not-offered');
  return address;
}

/** An account's e-mail address and mobile number: added with a code that was sent there, removed down to one. */
export const addressRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { people } = deps;

  app.post(
    '/me/addresses',
    {
      schema: {
        operationId: 'askAddress',
        tags: ['Accounts'],
        description: 'Sends a code to a new address. The answer is the same for one that somebody else has.',
        body: withAddress({}),
        response: { 202: CodeSent, ...problems(422, 429) },
      },
    },
    async (request, reply) => {
      const address = addressIn(request.body, deps);
      const { id } = request.account;
      await takeTry(people, 'register', id);
      await takeTry(people, 'register', addressKey(address));
      await people.askAddress(id, address, newCode(), { requestId: request.id });
      return reply.code(202).send({ codeSent: true });
    },
  );

  app.post(
    '/me/addresses/confirmation',
    {
      schema: {
        operationId: 'addAddress',
        tags: ['Accounts'],
        description: 'Takes the place of an address of the same kind.',
        body: withAddress({ code: Code }),
        response: { 204: z.null(), ...problems(422, 429) },
      },
    },
    async (request, reply) => {
      const { id } = request.account;
      const address = addressIn(request.body, deps);
      await takeTry(people, 'code', id);
      if (!(await people.addAddress(id, address, request.body.code, { requestId: request.id })))
        throw new CaseError('code-wrong');
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/me/addresses/:kind',
    {
      schema: {
        operationId: 'removeAddress',
        tags: ['Accounts'],
        params: z.strictObject({ kind: z.enum(['email', 'phone']) }),
        response: { 204: z.null(), ...problems(404, 409) },
      },
    },
    async (request, reply) => {
      const trace = { requestId: request.id };
      const outcome = await people.removeAddress(request.account.id, request.params.kind, trace);
      if (outcome !== 'removed') throw new CaseError(outcome);
      return reply.code(204).send(null);
    },
  );
};
