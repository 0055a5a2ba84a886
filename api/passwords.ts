import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hashPassword, verifyPassword } from '../adapters/passwords.ts';
import type { AccountRow } from '../db/accounts.ts';
import { addressKey } from '../domain/address.ts';
import { CaseError } from '../domain/errors.ts';
import { addressIn, Code, CodeSent, newCode, withAddress } from './addresses.ts';
import type { AppDeps } from './deps.ts';
import { forgetLoginTries, takeLoginTry, takeTry } from './limits.ts';
import { checkNewPassword } from './new-password.ts';
import { problems } from './schemas.ts';
import { createSecondFactor, FactorChallenge, PasskeySignature, TotpCode } from './second-factor.ts';

const Password = z.string().max(512);
const Challenge = z.strictObject({
  challenge: z.string().max(100),
  password: Password,
  code: TotpCode.optional(),
  passkey: PasskeySignature.optional(),
});

/** Changing a password, and replacing a forgotten one by a code that never stands for the second factor as well (A7). */
export const passwordRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { people, factors } = deps;
  const secondFactor = createSecondFactor(deps);

  /** @throws CaseError password-weak */
  async function checkNew(account: AccountRow, password: string): Promise<boolean> {
    const addresses = await people.addressesOf(account);
    const { factors: held } = await factors.listOpen({ accountId: account.id });
    const hasSecondFactor = held.length > 0;
    const own = addresses.map(({ text }) => text);
    await checkNewPassword(deps, password, own, { hasSecondFactor });
    return hasSecondFactor;
  }

  app.put(
    '/me/password',
    {
      schema: {
        operationId: 'changePassword',
        tags: ['Accounts'],
        description: 'Ends all other sessions.',
        body: z.strictObject({ current: Password, password: Password }),
        response: { 204: z.null(), ...problems(422, 429) },
      },
    },
    async (request, reply) => {
      const { account, session, body } = request;
      await takeLoginTry(people, `change|${account.id}`, request.ip);
      if (!(await verifyPassword(account.passwordHash, body.current))) throw new CaseError('password-wrong');
      await forgetLoginTries(people, `change|${account.id}`, request.ip);
      await checkNew(account, body.password);
      const trace = { keepSession: session.id, requestId: request.id };
      await people.setPassword(account.id, await hashPassword(body.password), trace);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/password-resets',
    {
      schema: {
        operationId: 'askPasswordReset',
        tags: ['Accounts'],
        description: 'Sends a code. The answer is the same for an unknown address.',
        body: withAddress({}),
        response: { 202: CodeSent, ...problems(422, 429) },
      },
    },
    async (request, reply) => {
      const address = addressIn(request.body, deps);
      await takeTry(people, 'address', request.ip);
      await takeTry(people, 'reset', addressKey(address));
      await people.askReset(address, newCode(), { requestId: request.id });
      return reply.code(202).send({ codeSent: true });
    },
  );

  app.post(
    '/password-resets/confirmation',
    {
      schema: {
        operationId: 'confirmPasswordReset',
        tags: ['Accounts'],
        description: 'With the code: what has to be given beside the new password. No kinds: nothing.',
        body: withAddress({ code: Code }),
        response: { 201: FactorChallenge, ...problems(422, 429) },
      },
    },
    async (request, reply) => {
      const address = addressIn(request.body, deps);
      await takeTry(people, 'address', request.ip);
      await takeTry(people, 'reset-code', addressKey(address));
      const accountId = await people.useResetCode(address, request.body.code, { requestId: request.id });
      if (!accountId) throw new CaseError('code-wrong');
      return reply.code(201).send(await secondFactor.askReset({ accountId }, addressKey(address)));
    },
  );

  app.put(
    '/password-resets/password',
    {
      schema: {
        operationId: 'resetPassword',
        tags: ['Accounts'],
        description: 'Ends all sessions. Who has a second factor gives it here.',
        body: Challenge,
        response: { 204: z.null(), ...problems(403, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { challenge, password, code, passkey } = request.body;
      await takeTry(people, 'address', request.ip);
      const begun = await deps.challenges.find('reset', challenge);
      if (!begun?.owner || !('accountId' in begun.owner)) throw new CaseError('challenge-over');
      const { accountId } = begun.owner;
      const account = await people.findAccount(accountId);
      if (!account) throw new CaseError('challenge-over');
      const hasSecondFactor = await checkNew(account, password);
      const proof = passkey ? { challenge, passkey } : code ? { challenge, code } : undefined;
      if (hasSecondFactor && !proof) throw new CaseError('step-up-required');
      const { rest } =
        hasSecondFactor && proof
          ? await secondFactor.prove<string>('reset', proof, request.id)
          : await secondFactor.finishReset(challenge);
      await people.setPassword(accountId, await hashPassword(password), { requestId: request.id });
      await forgetLoginTries(people, `account|${rest}`, request.ip);
      return reply.code(204).send(null);
    },
  );
};
