import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localDate } from '../domain/calendar.ts';
import { consultationOf, getPost } from '../domain/data/posts.ts';
import { CaseError } from '../domain/errors.ts';
import { adviseService, openQuestions, QUESTIONS } from '../domain/questionnaire.ts';
import { requirementsOf } from '../domain/requirements.ts';
import { catalogueEntry } from '../domain/services.ts';
import { SITUATIONS } from '../domain/situations.ts';
import { fill } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { FeeView } from './fee-view.ts';
import { Field, Material, ServiceText } from './form-schemas.ts';
import { inLang, langOf } from './language.ts';
import { PostCodeText, problems } from './schemas.ts';
import { StatementKindText } from './statements.ts';

const CodedText = z.object({ code: z.string(), text: z.string() });
const Requirements = z
  .object({
    service: ServiceText,
    name: z.string(),
    post: PostCodeText,
    minor: z.boolean(),
    situation: z.string(),
    situations: z
      .array(z.object({ id: z.string(), title: z.string() }))
      .meta({ description: 'Those of this service and age; the first is the usual one' }),
    materials: z.array(Material).meta({ description: 'To upload: JPEG, at most 5 MB each (R-15)' }),
    statements: z.array(
      z.object({ kind: StatementKindText, title: z.string(), signer: z.enum(['applicant', 'guardian']) }),
    ),
    fee: FeeView,
    payment: z.object({ payee: z.string(), kinds: z.array(CodedText) }),
    mailing: z.object({ items: z.array(CodedText), when: z.string(), envelopeMark: z.string() }),
    validityYears: z.int().nullable().meta({ description: 'Of a passport issued now (R-14)' }),
    advice: z.array(CodedText),
    fraudNotice: z.string(),
  })
  .meta({ id: 'Requirements' });

/** Which service is right, and what it needs: before anybody logs in or fills anything in. Nothing is kept. */
export const adviceRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { orders }) => {
  app.get(
    '/questionnaire',
    {
      schema: {
        operationId: 'getQuestionnaire',
        tags: ['Catalogue'],
        response: { 200: z.object({ questions: z.array(Field) }) },
      },
    },
    async (request) => ({ questions: inLang(QUESTIONS, langOf(request)) as z.input<typeof Field>[] }),
  );

  app.post(
    '/service-advice',
    {
      schema: {
        operationId: 'adviseService',
        tags: ['Catalogue'],
        description:
          'The right service for these answers to the questionnaire, with the reasons, or where to go instead.',
        body: z.strictObject({
          answers: z.record(z.string().max(40), z.string().max(40)),
          post: PostCodeText.default('WAS'),
        }),
        response: {
          200: z.object({
            service: z.string().nullable(),
            name: z.string().nullable(),
            situation: z.string().nullable(),
            orderable: z.boolean(),
            reasons: z.array(z.string()),
            elsewhere: z.string().nullable(),
          }),
          ...problems(400, 422),
        },
      },
    },
    async (request) => {
      const { answers, post } = request.body;
      const lang = langOf(request);
      const faults = openQuestions(answers);
      if (faults.length > 0) throw new CaseError('form-incomplete', { faults });
      const { service, situation, reasons } = adviseService(answers);
      const entry = service && catalogueEntry(service);
      const contact = { ...consultationOf(post), protection: getPost(post).protectionPhone };
      return {
        service,
        name: entry ? entry.name[lang] : null,
        situation,
        orderable: entry ? entry.orderable : false,
        reasons: reasons.map((reason) => fill(reason, contact)[lang]),
        elsewhere: entry?.elsewhere ? fill(entry.elsewhere, contact)[lang] : null,
      };
    },
  );

  app.get(
    '/services/:service/requirements',
    {
      schema: {
        operationId: 'getRequirements',
        tags: ['Catalogue'],
        description:
          'Materials, statements, fee, what is mailed and when, under the policy in force at the post today.',
        params: z.strictObject({ service: z.string().max(60) }),
        querystring: z.strictObject({
          post: PostCodeText,
          minor: z.enum(['true', 'false']).default('false'),
          situation: z.string().max(60).optional(),
        }),
        response: { 200: Requirements, ...problems(400, 404) },
      },
    },
    async (request) => {
      const service = ServiceText.safeParse(request.params.service);
      const { post, situation: wanted } = request.query;
      const minor = request.query.minor === 'true';
      if (!service.success) throw new CaseError('not-found');
      const situations = SITUATIONS[service.data].filter(
        (each) => each.minor === undefined || each.minor === minor,
      );
      const situation = situations.find(({ id }) => wanted === undefined || id === wanted);
      if (!situation) throw new CaseError('not-found');
      const { timeZone, payee } = getPost(post);
      const todayOn = localDate(Date.now(), timeZone);
      const { policy } = await orders.getPolicy(post, todayOn);
      const needed = requirementsOf(service.data, situation, minor, { policy, todayOn });
      return inLang(
        {
          ...needed,
          service: service.data,
          post,
          minor,
          situation: situation.id,
          situations: situations.map(({ id, title }) => ({ id, title })),
          payment: { payee, kinds: needed.paymentKinds },
        },
        langOf(request),
      ) as z.input<typeof Requirements>;
    },
  );
};
