import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DURATION_SAMPLE } from '../db/durations.ts';
import { CaseError } from '../domain/errors.ts';
import { STAGES } from '../domain/stages.ts';
import { SERVICE_NAMES } from '../domain/texts/services.ts';
import { DURATION_ADVICE, STAGE_WORDS } from '../domain/texts/stages.ts';
import type { AppDeps } from './deps.ts';
import { langOf } from './language.ts';
import { PostCodeText, problems } from './schemas.ts';

const ORDER = [...STAGES, 'total'] as const;

const Durations = z
  .object({
    sampleSize: z.int().nullable().meta({
      description: 'Closed orders that were looked at; null when they are too few to tell anything',
    }),
    days: z.int().meta({ description: 'Closed within so many days' }),
    stages: z.array(
      z.object({
        stage: z.enum(ORDER),
        name: z.string(),
        cases: z.int(),
        medianDays: z.number(),
        p90Days: z.number().meta({ description: 'Nine of ten were quicker' }),
      }),
    ),
    advice: z.string(),
  })
  .meta({ id: 'Durations' });

/** How long it takes at a post, before anything is filled in. Counts only, nobody's data. */
export const durationRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { durations }) => {
  app.get(
    '/services/:service/durations',
    {
      schema: {
        operationId: 'listDurations',
        tags: ['Catalogue'],
        params: z.strictObject({ service: z.string().max(60) }),
        querystring: z.strictObject({ post: PostCodeText }),
        response: { 200: Durations, ...problems(400, 404) },
      },
    },
    async (request) => {
      const { service } = request.params;
      if (!Object.hasOwn(SERVICE_NAMES, service)) throw new CaseError('not-found');
      const lang = langOf(request);
      const found = await durations.listDurations(service, request.query.post);
      const stages = ORDER.flatMap((stage) => found.filter((each) => each.stage === stage));
      return {
        sampleSize: stages.find(({ stage }) => stage === 'total')?.cases ?? null,
        days: DURATION_SAMPLE.days,
        stages: stages.map((each) => ({
          stage: each.stage,
          name: STAGE_WORDS[each.stage][lang],
          cases: each.cases,
          medianDays: oneDecimal(each.medianDays),
          p90Days: oneDecimal(each.p90Days),
        })),
        advice: DURATION_ADVICE[lang],
      };
    },
  );
};

const oneDecimal = (days: number): number => Math.round(days * 10) / 10;
