import { randomInt } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hashPassword, passwordFault, verifyPassword } from '../adapters/passwords.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { langOf } from './language.ts';
import { takeTry } from './limits.ts';
import { problems } from './schemas.ts';
import { COOKIES, hashToken, openSession, Session, Transport, tokenOf } from './sessions.ts';

const Email = z.email().max(254);
/** Registration with an e-mail address, confirmation by one-time code, login. Known and unknown answer alike. */
export const accountRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { people } = deps;

  app.post(
    '/accounts',
    {
      schema: {
        operationId: 'register',
        tags: ['Accounts'],
        description:
          'Registers an address and mails a one-time code. The answer is the same for a known address.',
        body: z.strictObject({
          email: Email,
          password: z.string().max(512),
          lang: z.enum(['hans', 'hant', 'en']).optional(),
        }),
        response: { 202: z.object({ codeSent: z.literal(true) }), ...problems(400, 422, 429) },
      },
    },
    async (request, reply) => {
      const { email, password, lang = langOf(request) } = request.body;
      await takeTry(people, 'address', request.ip);
      await takeTry(people, 'register', email);
      const fault = passwordFault(password, [email]);
      if (fault) throw new CaseError('password-weak', { rule: fault });
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      await people.register({ email, passwordHash: await hashPassword(password), lang, code });
      return reply.code(202).send({ codeSent: true });
    },
  );

  app.post(
    '/accounts/confirmation',
    {
      schema: {
        operationId: 'confirmAccount',
        tags: ['Accounts'],
        body: z.strictObject({ email: Email, code: z.string().regex(/^\d{6}$/) }),
        response: { 200: z.object({ confirmed: z.literal(true) }), ...problems(400, 422, 429) },
      },
    },
    async (request) => {
      const { email, code } = request.body;
      await takeTry(people, 'code', email);
      if (!(await people.confirm(email, code))) throw new CaseError('code-wrong');
      return { confirmed: true as const };
    },
  );

  app.post(
    '/sessions',
    {
      schema: {
        operationId: 'login',
        tags: ['Accounts'],
        body: z.strictObject({ email: Email, password: z.string().max(512), transport: Transport }),
        response: { 201: Session, ...problems(400, 401, 429) },
      },
    },
    async (request, reply) => {
      const { email, password, transport } = request.body;
      await takeTry(people, 'address', request.ip);
      await takeTry(people, 'login', `account|${email}`);
      const account = await people.findAccountByEmail(email);
      const right = await verifyPassword(account?.passwordHash, password);
      if (!account?.confirmedAt || !right) throw new CaseError('credentials');
      const exchange = { people, request, reply };
      return reply.code(201).send(await openSession(exchange, { accountId: account.id }, transport));
    },
  );

  for (const [door, path] of [
    ['account', '/sessions/current'],
    ['staff', '/staff/sessions/current'],
  ] as const) {
    app.delete(
      path,
      {
        schema: {
          operationId: door === 'account' ? 'logout' : 'staffLogout',
          tags: [door === 'account' ? 'Accounts' : 'Staff'],
          response: { 204: z.null(), ...problems(403) },
        },
      },
      async (request, reply) => {
        const token = tokenOf(request, door);
        if (token) await people.endSession(hashToken(token), { requestId: request.id });
        reply.clearCookie(COOKIES[door], { path: '/', secure: true });
        return reply.code(204).send(null);
      },
    );
  }

  app.get(
    '/me',
    {
      schema: {
        operationId: 'me',
        tags: ['Accounts'],
        response: {
          200: z.object({ email: z.string(), lang: z.enum(['hans', 'hant', 'en']) }),
          ...problems(401),
        },
      },
    },
    async (request) => ({ email: await people.emailOf(request.account), lang: request.account.lang }),
  );

  app.patch(
    '/me',
    {
      schema: {
        operationId: 'changeLanguage',
        tags: ['Accounts'],
        description: 'The language of e-mails and, where a request names none, of messages.',
        body: z.strictObject({ lang: z.enum(['hans', 'hant', 'en']) }),
        response: { 204: z.null(), ...problems(400, 401) },
      },
    },
    async (request, reply) => {
      await people.setLang(request.account.id, request.body.lang);
      return reply.code(204).send(null);
    },
  );
};
