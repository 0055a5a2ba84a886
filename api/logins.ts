import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hashPassword, isOutdatedHash, isTooShort, verifyPassword } from '../adapters/passwords.ts';
import { addressKey } from '../domain/address.ts';
import { CaseError } from '../domain/errors.ts';
import { addressIn, withAddress } from './addresses.ts';
import type { AppDeps } from './deps.ts';
import { forgetLoginTries, takeLoginTry, takeTry } from './limits.ts';
import { problems } from './schemas.ts';
import {
  createSecondFactor,
  FactorChallenge,
  FactorProof,
  PasskeyProof,
  SecondFactorNeeded,
} from './second-factor.ts';
import { openSession, Session, Transport } from './sessions.ts';

type Kept = { transport: 'token' | 'cookie' };

/** Logging in to the portal: with a password and, where one was added, a second factor; or with a passkey alone. */
export const loginRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { people } = deps;
  const secondFactor = createSecondFactor(deps);

  app.post(
    '/sessions',
    {
      schema: {
        operationId: 'login',
        tags: ['Accounts'],
        description:
          'Opens a session, or asks for the second factor. Unknown people and wrong passwords are answered alike.',
        body: withAddress({ password: z.string().max(512), transport: Transport }),
        response: { 201: Session, 202: SecondFactorNeeded, ...problems(401, 422, 429) },
      },
    },
    async (request, reply) => {
      const { password, transport } = request.body;
      const address = addressIn(request.body, deps);
      const target = `account|${addressKey(address)}`;
      await takeTry(people, 'address', request.ip);
      await takeLoginTry(people, target, request.ip);
      const account = await people.findAccountAt(address);
      const right = await verifyPassword(account?.passwordHash, password);
      if (!account?.confirmedAt || !right) {
        await people.noteRefused({ requestId: request.id });
        throw new CaseError('credentials');
      }
      await forgetLoginTries(people, target, request.ip);
      if (isOutdatedHash(account.passwordHash)) await people.rehash(account.id, await hashPassword(password));
      const owner = { accountId: account.id };
      const needed = await secondFactor.ask('second-factor', owner, { transport } satisfies Kept);
      if (needed) return reply.code(202).send({ secondFactor: needed });
      // Its second factor was removed, or it is from before: a reset by code replaces it (A1).
      if (isTooShort(password)) throw new CaseError('password-weak', { rule: 'password-too-short' });
      return reply.code(201).send(await openSession({ people, request, reply }, owner, transport));
    },
  );

  app.post(
    '/sessions/second-factor',
    {
      schema: {
        operationId: 'finishLogin',
        tags: ['Accounts'],
        body: FactorProof,
        response: { 201: Session, ...problems(409, 422, 429) },
      },
    },
    async (request, reply) => {
      await takeTry(people, 'address', request.ip);
      const proved = await secondFactor.prove<Kept>('second-factor', request.body, request.id);
      if (!('accountId' in proved.owner)) throw new CaseError('challenge-over');
      const { transport } = proved.rest;
      return reply.code(201).send(await openSession({ people, request, reply }, proved.owner, transport));
    },
  );

  app.post(
    '/sessions/passkey/challenge',
    {
      schema: {
        operationId: 'askPasskeyLogin',
        tags: ['Accounts'],
        description: 'For a login with a passkey alone: what it has to sign.',
        body: z.strictObject({ transport: Transport }),
        response: { 201: FactorChallenge, ...problems(429) },
      },
    },
    async (request, reply) => {
      await takeTry(people, 'address', request.ip);
      return reply.code(201).send(await secondFactor.askForPasskey(request.body satisfies Kept));
    },
  );

  app.post(
    '/sessions/passkey',
    {
      schema: {
        operationId: 'passkeyLogin',
        tags: ['Accounts'],
        body: PasskeyProof,
        response: { 201: Session, ...problems(409, 422, 429) },
      },
    },
    async (request, reply) => {
      await takeTry(people, 'address', request.ip);
      const { owner, rest } = await secondFactor.provePasskey<Kept>(request.body);
      if (!('accountId' in owner)) throw new CaseError('factor-wrong');
      return reply.code(201).send(await openSession({ people, request, reply }, owner, rest.transport));
    },
  );
};
