import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hashPassword } from '../adapters/passwords.ts';
import { type Address, addressKey } from '../domain/address.ts';
import { CaseError } from '../domain/errors.ts';
import { addressIn, Code, CodeSent, newCode, withAddress } from './addresses.ts';
import type { AppDeps } from './deps.ts';
import { langOf } from './language.ts';
import { takeTry } from './limits.ts';
import { checkNewPassword } from './new-password.ts';
import { RealName, realNameOf } from './real-name.ts';
import { problems } from './schemas.ts';
import { COOKIES, hashToken, tokenOf } from './sessions.ts';
import { TabKey, tabKeyOf } from './tab-key.ts';

/** Registration, confirmation by one-time code, leaving. Known and unknown answer alike. */
export const accountRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { people } = deps;

  app.post(
    '/accounts',
    {
      schema: {
        operationId: 'register',
        tags: ['Accounts'],
        description:
          'Registers an e-mail address or a Chinese mobile number and sends a one-time code there. The answer is the same for a known one.',
        body: withAddress({
          password: z.string().max(512),
          lang: z.enum(['hans', 'hant', 'en']).optional(),
        }),
        response: { 202: CodeSent, ...problems(400, 422, 429) },
      },
    },
    async (request, reply) => {
      const { password, lang = langOf(request) } = request.body;
      const address = addressIn(request.body, deps);
      await takeTry(people, 'address', request.ip);
      await takeTry(people, 'register', addressKey(address));
      await checkNewPassword(deps, password, [address.text], { hasSecondFactor: false });
      const passwordHash = await hashPassword(password);
      await people.register({ address, passwordHash, lang, code: newCode(), requestId: request.id });
      return reply.code(202).send({ codeSent: true });
    },
  );

  app.post(
    '/accounts/confirmation',
    {
      schema: {
        operationId: 'confirmAccount',
        tags: ['Accounts'],
        body: withAddress({ code: Code }),
        response: { 200: z.object({ confirmed: z.literal(true) }), ...problems(400, 422, 429) },
      },
    },
    async (request) => {
      const address = addressIn(request.body, deps);
      await takeTry(people, 'address', request.ip);
      await takeTry(people, 'code', addressKey(address));
      if (!(await people.confirm(address, request.body.code, { requestId: request.id })))
        throw new CaseError('code-wrong');
      return { confirmed: true as const };
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
          200: Me,
        },
      },
    },
    async ({ account }) => {
      const [addresses, held] = await Promise.all([
        people.addressesOf(account),
        deps.factors.list({ accountId: account.id }),
      ]);
      const at = (kind: Address['kind']) => addresses.find((each) => each.kind === kind)?.text ?? null;
      return {
        email: at('email'),
        phone: at('phone'),
        noticesTo: await people.labelOf(account),
        lang: account.lang,
        secondFactor: held.length > 0,
        realName: await realNameOf(deps, account.id),
        tabKey: await tabKeyOf(deps, account.id),
      };
    },
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

const Me = z
  .object({
    email: z.string().nullable(),
    phone: z.string().nullable().meta({ description: 'E.164' }),
    noticesTo: z.string().meta({ description: 'the one of the two that is written to' }),
    lang: z.enum(['hans', 'hant', 'en']),
    secondFactor: z.boolean(),
    realName: RealName.nullable(),
    tabKey: TabKey,
  })
  .meta({ id: 'Me' });
