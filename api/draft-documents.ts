import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Application, Document } from '../db/applications.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { DocumentView, receiveDocument, sendDocument, UploadQuery, viewDocument } from './documents.ts';
import { langOf } from './language.ts';
import { IdParams, JpegAnswer, problems } from './schemas.ts';

/** The pictures of one's drafts: uploaded one by one, looked at, removed before the submission. */
export const draftDocumentRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { applications } = deps;
  app.post(
    '/drafts/:id/documents',
    {
      schema: {
        operationId: 'uploadDocument',
        tags: ['Drafts'],
        description:
          'multipart/form-data with one part `file`: a JPEG of at most 5 MB (R-15). The kind is in the query; `replace=true` puts it in the place of the present one. A portrait that is a PNG is converted when `convert=jpeg` asks for it.',
        consumes: ['multipart/form-data'],
        params: IdParams,
        querystring: UploadQuery.extend({ convert: z.enum(['jpeg']).optional() }),
        response: { 201: DocumentView, ...problems(400, 401, 404, 409, 413, 415, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      const { draft } = request;
      const { kind, convert, replace } = request.query;
      const document = await receiveDocument(deps, request, draft, kind, {
        state: 'current',
        replace: replace === 'true',
        fromPng: convert === 'jpeg' && kind === 'portrait',
      });
      return reply.code(201).send(viewDocument(document, langOf(request)));
    },
  );

  const DocumentParams = z.strictObject({ id: z.uuid(), documentId: z.uuid() });
  const findDocument = async (draft: Application, id: string): Promise<Document> => {
    const document = (await applications.listDocuments(draft)).find((each) => each.id === id);
    if (!document) throw new CaseError('not-found');
    return document;
  };

  app.get(
    '/drafts/:id/documents/:documentId',
    {
      schema: {
        operationId: 'getDocument',
        tags: ['Drafts'],
        params: DocumentParams,
        response: { 200: JpegAnswer, ...problems(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const { draft } = request;
      return sendDocument(deps, reply, draft, await findDocument(draft, request.params.documentId));
    },
  );

  app.delete(
    '/drafts/:id/documents/:documentId',
    {
      schema: {
        operationId: 'deleteDocument',
        tags: ['Drafts'],
        params: DocumentParams,
        response: { 204: z.null(), ...problems(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const document = await findDocument(request.draft, request.params.documentId);
      const unused = await applications.removeDocument(document);
      if (unused) await deps.documents.delete(unused);
      return reply.code(204).send(null);
    },
  );
};
