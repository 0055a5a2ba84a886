import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CLAIM_CODE, mintClaimCode } from '../domain/claim-code.ts';
import { CaseError } from '../domain/errors.ts';
import { parseOrderNumber } from '../domain/order-number.ts';
import type { AppDeps } from './deps.ts';
import { langOf } from './language.ts';
import { takeTry } from './limits.ts';
import { brief, OrderBrief } from './order-views.ts';
import { Instant, OrderParams, problems } from './schemas.ts';

const HandOverView = z
  .object({
    codeUntil: Instant.nullable().meta({ description: 'Until when the code made last can be used' }),
    guardianUntilOn: z.iso.date().nullable().meta({
      description: 'Of a minor’s order: the 16th birthday, when the right of the guardian who filed ends',
    }),
    handedOverAt: Instant.nullable().meta({ description: 'When its applicant took it over' }),
  })
  .meta({ id: 'HandOver' });

/** The applicant takes an order over from whoever filed it, and so ends the helper's access (R-08, Z4). */
export const handOverRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { handOvers, people }) => {
  app.get(
    '/orders/:orderNumber/hand-over',
    {
      schema: {
        operationId: 'getHandOver',
        tags: ['Helping others'],
        params: OrderParams,
        response: { 200: HandOverView, ...problems(400, 401, 404) },
      },
    },
    async ({ order }) => ({
      codeUntil: (await handOvers.findOffer(order.orderNumber))?.expiresAt.toISOString() ?? null,
      guardianUntilOn: order.handedOverAt ? null : order.guardianUntilOn,
      handedOverAt: order.handedOverAt?.toISOString() ?? null,
    }),
  );

  app.post(
    '/orders/:orderNumber/hand-over',
    {
      schema: {
        operationId: 'offerHandOver',
        tags: ['Helping others'],
        description:
          'Makes a code with which the applicant’s own account takes the order over. It is told this once; a new one ends the one before.',
        params: OrderParams,
        body: z.strictObject({}).nullish(),
        response: {
          201: z.object({ code: z.string(), codeUntil: Instant }),
          ...problems(400, 401, 404, 429),
        },
      },
    },
    async ({ order, account, id: requestId }, reply) => {
      await takeTry(people, 'offer', account.id);
      const code = mintClaimCode(randomBytes(CLAIM_CODE.bytes));
      const expiresAt = await handOvers.offer(order, code, { accountId: account.id, requestId });
      return reply.code(201).send({ code, codeUntil: expiresAt.toISOString() });
    },
  );

  app.delete(
    '/orders/:orderNumber/hand-over',
    {
      schema: {
        operationId: 'revokeHandOver',
        tags: ['Helping others'],
        params: OrderParams,
        response: { 204: z.null(), ...problems(400, 401, 404) },
      },
    },
    async ({ order, account, id: requestId }, reply) => {
      await handOvers.revoke(order, { accountId: account.id, requestId });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/hand-overs',
    {
      schema: {
        operationId: 'takeOrderOver',
        tags: ['Helping others'],
        description:
          'Takes an order over with its claim code; without one when the account’s confirmed real name is the applicant’s. An unknown order and a wrong code are refused alike.',
        body: z.strictObject({ orderNumber: z.string().max(40), code: z.string().min(1).max(60).optional() }),
        response: { 200: OrderBrief, ...problems(400, 401, 422, 429) },
      },
    },
    async (request) => {
      const { account, id: requestId, body } = request;
      // What cannot be an order number is looked for as none: it may be a passport's, and the refusal is on record.
      const orderNumber = parseOrderNumber(body.orderNumber) ?? '';
      await takeTry(people, 'claim', `account|${account.id}`);
      // Not without a code: else a stranger's guesses could keep an applicant from removing a helper.
      if (body.code !== undefined) await takeTry(people, 'claim', `order|${orderNumber || body.orderNumber}`);
      const asked = { orderNumber, code: body.code };
      const order = await handOvers.takeOver(asked, { accountId: account.id, requestId });
      if (!order) throw new CaseError('hand-over-refused');
      return brief(order, langOf(request));
    },
  );
};
