import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { inspectJpeg } from '../adapters/jpeg.ts';
import type { Application, Document } from '../db/applications.ts';
import { CaseError } from '../domain/errors.ts';
import type { PortraitAdvice } from '../domain/portrait.ts';
import type { AppDeps } from './deps.ts';
import { AdviceView, DocumentView, storePicture, viewAdvice, viewDocument } from './documents.ts';
import { bytesOf, needCurrent } from './draft-pictures.ts';
import { langOf } from './language.ts';
import { takeTry } from './limits.ts';
import { IdParams, problems } from './schemas.ts';

/** The portrait against the published photo rules. It advises: nothing here stops a submission. */
export const portraitRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { applications, people, vision } = deps;
  async function check(draft: Application, portrait: Document): Promise<PortraitAdvice> {
    const advice = await vision.checkPortrait(bytesOf(deps, draft, portrait));
    await applications.keepAdvice(portrait.id, advice);
    return advice;
  }

  app.post(
    '/drafts/:id/portrait-check',
    {
      schema: {
        operationId: 'checkPortrait',
        tags: ['Drafts'],
        description:
          'Checks the current portrait against the published photo rules (R-16) and keeps what it finds with the picture. To be called after the upload. It advises, an officer decides.',
        params: IdParams,
        body: z.strictObject({}).nullish(),
        response: { 200: AdviceView, ...problems(400, 401, 404, 409, 422, 429, 503) },
      },
    },
    async (request) => {
      const { draft } = request;
      const portrait = await needCurrent(deps, draft, 'portrait', 'portrait-missing');
      await takeTry(people, 'vision', request.account.id);
      return viewAdvice(await check(draft, portrait), langOf(request));
    },
  );

  app.post(
    '/drafts/:id/portrait-fit',
    {
      schema: {
        operationId: 'fitPortrait',
        tags: ['Drafts'],
        description:
          'Crops and scales the current portrait around the face to the rule’s ratio and size, as a JPEG without metadata, which takes its place (R-16). A new portrait asks for a new face comparison.',
        params: IdParams,
        body: z.strictObject({}).nullish(),
        response: { 201: DocumentView, ...problems(400, 401, 404, 409, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      const { draft } = request;
      const portrait = await needCurrent(deps, draft, 'portrait', 'portrait-missing');
      await takeTry(people, 'vision', request.account.id);
      const jpeg = await vision.fitPortrait(bytesOf(deps, draft, portrait));
      if (!jpeg) throw new CaseError('portrait-not-one-face');
      const fitted = await replacePortrait(draft, portrait, jpeg);
      const advice = await check(draft, fitted);
      return reply.code(201).send(viewDocument({ ...fitted, advice }, langOf(request)));
    },
  );

  async function replacePortrait(draft: Application, old: Document, jpeg: Buffer): Promise<Document> {
    const size = await inspectJpeg(jpeg);
    return storePicture(deps, draft, {
      kind: 'portrait',
      state: 'current',
      fileName: old.fileName,
      bytes: jpeg.length,
      ...size,
      sha256: createHash('sha256').update(jpeg).digest(),
      read: () => Readable.from(jpeg),
      replace: true,
    });
  }
};
