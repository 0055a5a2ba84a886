import { createHash } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CaseError } from '../domain/errors.ts';
import { formFor } from '../domain/forms/form.ts';
import { FRAUD_NOTICE } from '../domain/texts/mails.ts';
import { SERVICE_NAMES } from '../domain/texts/services.ts';
import { NATIONALITY_STATEMENT } from '../domain/texts/statements.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { inLang, langOf } from './language.ts';
import { PostCodeText, problems } from './schemas.ts';

/** The services that can be ordered now; the others of the notice follow. */
const SERVICES = ['passport.renew'] as const;
export const ServiceText = z.enum(SERVICES);

/** Version, text and hash of the statement in one language: what a signature binds to. */
export function statementIn(lang: Lang): { version: string; title: string; text: string; textHash: string } {
  const { version, title, text } = NATIONALITY_STATEMENT;
  return {
    version,
    title: title[lang],
    text: text[lang],
    textHash: createHash('sha256').update(text[lang]).digest('hex'),
  };
}

const Field = z.object({
  id: z.string(),
  label: z.string(),
  hint: z.string().optional(),
  kind: z.enum(['text', 'date', 'choice', 'longtext', 'mrz']),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  required: z.boolean(),
  maxLength: z.int(),
  noneAllowed: z.boolean().optional(),
});
const Form = z
  .object({
    service: z.string(),
    version: z.int(),
    sections: z.array(z.object({ id: z.string(), title: z.string(), fields: z.array(Field) })),
    materials: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        hint: z.string(),
        required: z.boolean(),
        many: z.boolean().optional(),
      }),
    ),
  })
  .meta({ id: 'Form' });
const Post = z
  .object({
    code: PostCodeText,
    name: z.string(),
    mailingAddress: z.array(z.string()),
    hallAddress: z.array(z.string()),
    consultationEmail: z.string().nullable(),
    consultationPhones: z.array(z.string()),
    phoneHours: z.string().nullable(),
    protectionPhone: z.string(),
    payee: z.string(),
    timeZone: z.string(),
    envelopeMark: z.string(),
    paymentKinds: z.array(z.string()),
  })
  .meta({ id: 'Post' });
const Statement = z
  .object({ version: z.string(), title: z.string(), text: z.string(), textHash: z.string() })
  .meta({ id: 'Statement' });

/** What anybody may know before filling anything in: posts, services, forms, the statement. In the reader's language. */
export const catalogueRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { orders }) => {
  app.get(
    '/posts',
    {
      schema: {
        operationId: 'listPosts',
        tags: ['Catalogue'],
        security: [],
        response: { 200: z.object({ posts: z.array(Post) }) },
      },
    },
    async (request) => ({
      posts: inLang(await orders.listPosts(), langOf(request)) as z.input<typeof Post>[],
    }),
  );

  app.get(
    '/services',
    {
      schema: {
        operationId: 'listServices',
        tags: ['Catalogue'],
        security: [],
        response: {
          200: z.object({
            services: z.array(z.object({ code: z.string(), name: z.string() })),
            fraudNotice: z.string(),
          }),
        },
      },
    },
    async (request) => {
      const lang = langOf(request);
      return {
        services: SERVICES.map((code) => ({ code, name: SERVICE_NAMES[code][lang] })),
        fraudNotice: FRAUD_NOTICE[lang],
      };
    },
  );

  app.get(
    '/forms/:service',
    {
      schema: {
        operationId: 'getForm',
        tags: ['Catalogue'],
        security: [],
        params: z.strictObject({ service: z.string().max(60) }),
        response: { 200: Form, ...problems(400, 404) },
      },
    },
    async (request) => {
      const service = ServiceText.safeParse(request.params.service);
      if (!service.success) throw new CaseError('not-found');
      return inLang(formFor(service.data), langOf(request)) as z.input<typeof Form>;
    },
  );

  app.get(
    '/nationality-statement',
    {
      schema: {
        operationId: 'getStatement',
        tags: ['Catalogue'],
        security: [],
        response: { 200: Statement },
      },
    },
    async (request) => statementIn(langOf(request)),
  );
};
