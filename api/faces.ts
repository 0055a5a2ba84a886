import { buffer } from 'node:stream/consumers';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Application, Document } from '../db/applications.ts';
import { ageYears, isCalendarDate, localDate, startOfLocalDayMs } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { FACE_OUTCOMES, faceFault, faceStanding, maySkip } from '../domain/face.ts';
import type { FieldFault } from '../domain/faults.ts';
import { FACE_TEXTS } from '../domain/texts/faces.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { receiveFile } from './documents.ts';
import { bytesOf, currentOf, needCurrent } from './draft-pictures.ts';
import { langOf } from './language.ts';
import { takeTry } from './limits.ts';
import { IdParams, Instant, problems } from './schemas.ts';

const FaceChecksView = z
  .object({
    standing: z
      .enum(['passed', 'skipped', 'open'])
      .meta({ description: 'Of the current portrait; a new portrait asks for a new comparison' }),
    consent: z
      .enum(['none', 'given', 'refused'])
      .meta({ description: 'Nothing is compared before it is given; who refuses goes on to an interview' }),
    needed: z.boolean().meta({ description: 'Whether the submission waits for it (R-17)' }),
    triesLeft: z.int().meta({ description: 'Today, in the post’s time zone' }),
    maySkip: z.boolean().meta({ description: 'After several failures one may go on, towards an interview' }),
    checks: z.array(z.object({ outcome: z.enum(FACE_OUTCOMES), reason: z.string(), at: Instant })),
  })
  .meta({ id: 'FaceChecks' });

/** Face recognition: a selfie against the current portrait. The selfie is not kept, the score is not told. */
export const faceRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { applications, consents, faces, orders, people, vision } = deps;
  /** The post's calendar day, its policy, and the instant since which tries are counted. */
  async function today({ post }: Application) {
    const { timeZone } = getPost(post);
    const todayOn = localDate(Date.now(), timeZone);
    const { policy } = await orders.getPolicy(post, todayOn);
    return { todayOn, max: policy.faceAttemptsMax, since: new Date(startOfLocalDayMs(todayOn, timeZone)) };
  }

  async function view(draft: Application, lang: Lang): Promise<z.input<typeof FaceChecksView>> {
    const { todayOn, max, since } = await today(draft);
    const [checks, used, documents, consent] = await Promise.all([
      faces.list(draft),
      faces.countSince(draft, since),
      applications.listDocuments(draft),
      consents.ofFace(draft),
    ]);
    const portraitId = currentOf(documents, 'portrait')?.id;
    const standing = faceStanding(checks, portraitId, consent);
    return {
      standing,
      consent,
      needed: faceFault(checks, portraitId, ageOf(draft, todayOn), consent) !== undefined,
      triesLeft: Math.max(0, max - used),
      maySkip: portraitId !== undefined && standing === 'open' && maySkip(checks, max),
      checks: checks.map(({ outcome, at }) => ({
        outcome,
        reason: FACE_TEXTS[outcome][lang],
        at: at.toISOString(),
      })),
    };
  }

  app.get(
    '/drafts/:id/face-checks',
    {
      schema: {
        operationId: 'listFaceChecks',
        tags: ['Drafts'],
        params: IdParams,
        response: { 200: FaceChecksView, ...problems(400, 401, 404, 409) },
      },
    },
    async (request) => view(request.draft, langOf(request)),
  );

  app.post(
    '/drafts/:id/face-checks',
    {
      schema: {
        operationId: 'checkFace',
        tags: ['Drafts'],
        description:
          'multipart/form-data with one part `file`: a selfie, a JPEG of at most 5 MB. It is compared with the current portrait and thrown away. Tries a day are limited by policy (R-17).',
        consumes: ['multipart/form-data'],
        params: IdParams,
        response: { 201: FaceChecksView, ...problems(400, 401, 404, 409, 413, 415, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      const { draft } = request;
      const portrait = await needCurrent(deps, draft, 'portrait', 'portrait-missing');
      await takeTry(people, 'vision', request.account.id);
      const selfie = await receiveFile(deps, request);
      try {
        await compare(draft, portrait, () => buffer(selfie.read()));
      } finally {
        await selfie.discard();
      }
      return reply.code(201).send(await view(draft, langOf(request)));
    },
  );

  async function compare(
    draft: Application,
    portrait: Document,
    selfie: () => Promise<Buffer>,
  ): Promise<void> {
    const { max, since } = await today(draft);
    const id = await faces.begin(draft, { portraitId: portrait.id, since, max });
    try {
      const result = await vision.compareFaces(bytesOf(deps, draft, portrait), selfie);
      await faces.finish(draft, id, result.outcome, 'distance' in result ? result.distance : undefined);
    } catch (err) {
      await faces.drop(id); // no try of the applicant's is lost to our own failure
      throw err;
    }
  }

  app.post(
    '/drafts/:id/face-checks/skip',
    {
      schema: {
        operationId: 'skipFaceCheck',
        tags: ['Drafts'],
        description: 'Goes on without a comparison after several failures; an interview is due then (R-17).',
        params: IdParams,
        body: z.strictObject({}).nullish(),
        response: { 201: FaceChecksView, ...problems(400, 401, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { draft } = request;
      const portrait = await needCurrent(deps, draft, 'portrait', 'portrait-missing');
      const { max } = await today(draft);
      await faces.skip(draft, { portraitId: portrait.id, attemptsMax: max });
      return reply.code(201).send(await view(draft, langOf(request)));
    },
  );
};

/** Whole years on `todayOn`; undefined as long as no date of birth is given. */
function ageOf({ answers }: Pick<Application, 'answers'>, todayOn: string): number | undefined {
  const bornOn = answers['person.bornOn'] ?? '';
  return isCalendarDate(bornOn) ? ageYears(bornOn, todayOn) : undefined;
}

/** What the face check still asks for before the submission: nothing, or one fault. */
export async function faceFaults(
  { consents, faces }: Pick<AppDeps, 'consents' | 'faces'>,
  draft: Pick<Application, 'id' | 'answers'>,
  documents: readonly Document[],
  todayOn: string,
): Promise<FieldFault[]> {
  const fault = faceFault(
    await faces.list(draft),
    currentOf(documents, 'portrait')?.id,
    ageOf(draft, todayOn),
    await consents.ofFace(draft),
  );
  return fault ? [fault] : [];
}
