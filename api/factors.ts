import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { IdParams, problems } from './schemas.ts';
import {
  createSecondFactor,
  FactorList,
  FactorName,
  NewPasskey,
  PasskeyToMake,
  TotpCode,
  TotpToConfirm,
} from './second-factor.ts';
import { type Door, ownerOfRequest } from './sessions.ts';

const NAMES = {
  account: {
    list: 'listFactors',
    addTotp: 'addTotp',
    confirmTotp: 'confirmTotp',
    askPasskey: 'askPasskey',
    addPasskey: 'addPasskey',
    remove: 'removeFactor',
  },
  staff: {
    list: 'listStaffFactors',
    addTotp: 'addStaffTotp',
    confirmTotp: 'confirmStaffTotp',
    askPasskey: 'askStaffPasskey',
    addPasskey: 'addStaffPasskey',
    remove: 'removeStaffFactor',
  },
} as const;

/** One's own second factors (A3): the same for both doors, but staff keep at least one. */
export const factorRoutes =
  (door: Door): FastifyPluginAsyncZod<AppDeps> =>
  async (app, deps) => {
    const { factors, people } = deps;
    const secondFactor = createSecondFactor(deps);
    const names = NAMES[door];
    const path = door === 'account' ? '/me/factors' : '/staff/me/factors';
    const tags = [door === 'account' ? 'Accounts' : 'Staff'];
    /** What authenticators show beside our name. */
    const labelOf = async ({ account, staff }: FastifyRequest): Promise<string> =>
      door === 'staff' ? staff.login : people.labelOf(account);
    const Named = z.strictObject({ name: FactorName });

    app.get(
      path,
      { schema: { operationId: names.list, tags, response: { 200: FactorList } } },
      async (request) => {
        const rows = await factors.list(ownerOfRequest(request, door));
        return {
          factors: rows.map(({ addedAt, lastUsedAt, ...row }) => ({
            ...row,
            addedAt: addedAt.toISOString(),
            lastUsedAt: lastUsedAt?.toISOString() ?? null,
          })),
        };
      },
    );

    app.post(
      `${path}/totp`,
      {
        schema: {
          operationId: names.addTotp,
          tags,
          description: 'A secret for an authenticator app. It counts only after its first code.',
          body: Named,
          response: { 201: TotpToConfirm, ...problems(409) },
        },
      },
      async (request, reply) => {
        const owner = ownerOfRequest(request, door);
        const label = await labelOf(request);
        return reply.code(201).send(await secondFactor.beginTotp(owner, request.body.name, label));
      },
    );

    app.post(
      `${path}/:id/confirmation`,
      {
        schema: {
          operationId: names.confirmTotp,
          tags,
          params: IdParams,
          body: z.strictObject({ code: TotpCode }),
          response: { 204: z.null(), ...problems(404, 422, 429) },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await secondFactor.confirmTotp(ownerOfRequest(request, door), id, request.body.code, request.id);
        return reply.code(204).send(null);
      },
    );

    app.post(
      `${path}/passkey`,
      {
        schema: {
          operationId: names.askPasskey,
          tags,
          body: Named,
          response: { 201: PasskeyToMake },
        },
      },
      async (request, reply) => {
        const owner = ownerOfRequest(request, door);
        const label = await labelOf(request);
        return reply.code(201).send(await secondFactor.beginPasskey(owner, request.body.name, label));
      },
    );

    app.post(
      `${path}/passkey/confirmation`,
      {
        schema: {
          operationId: names.addPasskey,
          tags,
          body: NewPasskey,
          response: { 201: z.object({ id: z.uuid() }), ...problems(409, 422) },
        },
      },
      async (request, reply) => {
        const owner = ownerOfRequest(request, door);
        return reply.code(201).send({ id: await secondFactor.addPasskey(owner, request.body, request.id) });
      },
    );

    app.delete(
      `${path}/:id`,
      {
        schema: {
          operationId: names.remove,
          tags,
          params: IdParams,
          response: { 204: z.null(), ...problems(404, 409) },
        },
      },
      async (request, reply) => {
        const owner = ownerOfRequest(request, door);
        const keep = door === 'staff' ? 1 : 0;
        const outcome = await factors.remove(owner, request.params.id, { keep, requestId: request.id });
        if (outcome !== 'removed') throw new CaseError(outcome);
        return reply.code(204).send(null);
      },
    );
  };
