import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localDate } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { formFor } from '../domain/forms/form.ts';
import { suggestionsOf } from '../domain/mrz-reading.ts';
import type { AppDeps } from './deps.ts';
import { bytesOf, needCurrent } from './draft-pictures.ts';
import { takeTry } from './limits.ts';
import { IdParams, problems } from './schemas.ts';

const MrzReadingView = z
  .object({
    found: z
      .boolean()
      .meta({ description: 'Whether a second line that passes all its check digits was read' }),
    line1: z.string().nullable(),
    line2: z.string().nullable(),
    suggestions: z.array(z.object({ field: z.string(), value: z.string(), checked: z.boolean() })).meta({
      description: 'By field id, to be looked at and taken over; `checked` = a check digit guards it',
    }),
  })
  .meta({ id: 'MrzReading' });

/** The machine-readable lines of the uploaded data page, as suggestions. Answers are only ever given by people. */
export const mrzReadingRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  app.post(
    '/drafts/:id/mrz-reading',
    {
      schema: {
        operationId: 'readMrz',
        tags: ['Drafts'],
        params: IdParams,
        body: z.strictObject({}).nullish(),
        response: { 200: MrzReadingView, ...problems(400, 401, 404, 409, 422, 429, 503) },
      },
    },
    async (request) => {
      const { draft } = request;
      const page = await needCurrent(deps, draft, 'passport-data-page', 'data-page-missing');
      await takeTry(deps.people, 'vision', request.account.id);
      const reading = await deps.vision.readMrz(bytesOf(deps, draft, page));
      if (!reading) return { found: false, line1: null, line2: null, suggestions: [] };
      const todayOn = localDate(Date.now(), getPost(draft.post).timeZone);
      const asked = new Set(
        formFor(draft.service).sections.flatMap(({ fields }) => fields.map(({ id }) => id)),
      );
      const suggestions = suggestionsOf(reading, todayOn).filter(({ field }) => asked.has(field));
      return { found: true, line1: reading.line1, line2: reading.line2, suggestions };
    },
  );
};
