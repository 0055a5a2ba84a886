import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { consultationOf, getPost } from '../domain/data/posts.ts';
import { CaseError } from '../domain/errors.ts';
import { formFor } from '../domain/forms/form.ts';
import { CATALOGUE } from '../domain/services.ts';
import { FRAUD_NOTICE } from '../domain/texts/mails.ts';
import { fill } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { Form, ServiceText } from './form-schemas.ts';
import { inLang, langOf } from './language.ts';
import { PostCodeText, problems } from './schemas.ts';
import { StatementKindText, statementIn } from './statements.ts';

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
    retentionDays: z.object({ draft: z.int(), issued: z.int(), refused: z.int(), withdrawn: z.int() }).meta({
      description:
        'How long a draft is kept after its last change, and an order after its end, by how it ended (R-50)',
    }),
  })
  .meta({ id: 'Post' });
const Statement = z
  .object({
    kind: StatementKindText,
    version: z.string(),
    title: z.string(),
    text: z.string(),
    textHash: z.string(),
  })
  .meta({ id: 'Statement' });

/** What anybody may know before filling anything in: posts, services, forms, the statements. In the reader's language. */
export const catalogueRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { orders }) => {
  app.get(
    '/posts',
    {
      schema: {
        operationId: 'listPosts',
        tags: ['Catalogue'],
        response: { 200: z.object({ posts: z.array(Post) }) },
      },
    },
    async (request) => {
      const [posts, retention] = await Promise.all([orders.listPosts(), orders.listRetention()]);
      const daysAt = new Map(retention.map(({ post, days }) => [post, days]));
      return {
        posts: inLang(
          posts.map((post) => ({ ...post, retentionDays: daysAt.get(post.code) })),
          langOf(request),
        ) as z.input<typeof Post>[],
      };
    },
  );

  app.get(
    '/services',
    {
      schema: {
        operationId: 'listServices',
        tags: ['Catalogue'],
        description: 'All services, and whom to turn to for those that cannot be ordered here (R-09, R-10).',
        querystring: z.strictObject({ post: PostCodeText.default('WAS') }),
        response: {
          200: z.object({
            services: z.array(
              z.object({
                code: z.string(),
                name: z.string(),
                purpose: z.string(),
                orderable: z.boolean(),
                elsewhere: z.string().nullable(),
              }),
            ),
            fraudNotice: z.string(),
          }),
          ...problems(400),
        },
      },
    },
    async (request) => {
      const lang = langOf(request);
      const { post } = request.query;
      const contact = { ...consultationOf(post), protection: getPost(post).protectionPhone };
      return {
        services: CATALOGUE.map(({ code, name, purpose, orderable, elsewhere }) => ({
          code,
          name: name[lang],
          purpose: purpose[lang],
          orderable,
          elsewhere: elsewhere && fill(elsewhere, contact)[lang],
        })),
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
        description: 'The form of a service; without a version the current one. A draft keeps its own.',
        params: z.strictObject({ service: z.string().max(60) }),
        querystring: z.strictObject({ version: z.coerce.number().int().min(1).max(1_000).optional() }),
        response: { 200: Form, ...problems(400, 404) },
      },
    },
    async (request) => {
      const service = ServiceText.safeParse(request.params.service);
      if (!service.success) throw new CaseError('not-found');
      const { version } = request.query;
      const form = findForm(service.data, version);
      return inLang(form, langOf(request)) as z.input<typeof Form>;
    },
  );

  app.get(
    '/statements/:kind',
    {
      schema: {
        operationId: 'getStatement',
        tags: ['Catalogue'],
        params: z.strictObject({ kind: StatementKindText }),
        response: { 200: Statement, ...problems(400) },
      },
    },
    async (request) => statementIn(request.params.kind, langOf(request)),
  );
};

/** @throws CaseError not-found for a version that never was */
function findForm(service: string, version: number | undefined) {
  try {
    return formFor(service, version);
  } catch (error) {
    throw error instanceof RangeError ? new CaseError('not-found') : error;
  }
}
