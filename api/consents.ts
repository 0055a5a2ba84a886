import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ConsentRow } from '../db/consents.ts';
import { CaseError } from '../domain/errors.ts';
import { CONSENT_KINDS, CONSENTS } from '../domain/texts/consents.ts';
import type { AppDeps } from './deps.ts';
import { langOf } from './language.ts';
import { Instant, PostCodeText, problems } from './schemas.ts';
import { isCurrent, textIn } from './statements.ts';

const ConsentKindText = z.enum(CONSENT_KINDS);
const ConsentText = z
  .object({
    kind: ConsentKindText,
    version: z.string(),
    title: z.string(),
    text: z.string(),
    textHash: z.string().meta({ description: 'SHA-256 of the text, to be sent back with the answer' }),
  })
  .meta({ id: 'ConsentText' });

/** An answer that was given, for whoever gave it and for officers. */
export const ConsentView = z
  .object({
    kind: ConsentKindText,
    given: z.enum(['given', 'refused']),
    version: z.string(),
    at: Instant,
    withdrawnAt: Instant.nullable(),
  })
  .meta({ id: 'Consent' });

export const viewConsent = ({
  kind,
  given,
  version,
  at,
  withdrawnAt,
}: Omit<ConsentRow, 'applicationId'>): z.input<typeof ConsentView> => ({
  kind,
  given,
  version,
  at: at.toISOString(),
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
});

const StandingConsent = ConsentView.extend({
  applicationId: z.uuid(),
  service: z.string(),
  post: PostCodeText,
  orderNumber: z.string().nullable().meta({ description: 'Null for a draft, of which it can be withdrawn' }),
}).meta({ id: 'StandingConsent' });

/** Consent to the processing of special data (D8): a text that is read, and an answer that is recorded. */
export const consentRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { consents, ownData }) => {
  app.get(
    '/consents/:kind',
    {
      schema: {
        operationId: 'getConsentText',
        tags: ['Catalogue'],
        params: z.strictObject({ kind: ConsentKindText }),
        response: { 200: ConsentText, ...problems(400) },
      },
    },
    async (request) => {
      const { kind } = request.params;
      return { kind, ...textIn(CONSENTS[kind], langOf(request)) };
    },
  );

  app.get(
    '/me/consents',
    {
      schema: {
        operationId: 'listConsents',
        tags: ['Accounts'],
        description: 'What was said last of each draft and order of the account.',
        response: { 200: z.object({ consents: z.array(StandingConsent) }), ...problems(401) },
      },
    },
    async ({ account }) => {
      const standing = await ownData.standingConsents(account.id);
      return {
        consents: standing.map(({ applicationId, service, post, orderNumber, ...consent }) => ({
          ...viewConsent(consent),
          applicationId,
          service,
          post,
          orderNumber,
        })),
      };
    },
  );

  app.put(
    '/drafts/:id/consents/:kind',
    {
      schema: {
        operationId: 'answerConsent',
        tags: ['Drafts'],
        description:
          'Consents or refuses, until the submission; refusing later withdraws, and deletes what comparisons have said. Who refuses is interviewed instead.',
        params: z.strictObject({ id: z.uuid(), kind: ConsentKindText }),
        body: z.strictObject({
          version: z.string().max(40),
          textHash: z.string().regex(/^[0-9a-f]{64}$/),
          given: z.boolean(),
        }),
        response: { 204: z.null(), ...problems(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const { version, textHash, given } = request.body;
      const { kind } = request.params;
      if (!isCurrent(CONSENTS[kind], { version, textHash })) throw new CaseError('consent-outdated');
      await consents.answer(request.draft, { kind, version, textHash, given: given ? 'given' : 'refused' });
      return reply.code(204).send(null);
    },
  );
};
