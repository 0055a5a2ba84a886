import { buffer } from 'node:stream/consumers';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cleanPreview } from '../adapters/jpeg.ts';
import type { Application, Document } from '../db/applications.ts';
import { CaseError } from '../domain/errors.ts';
import { maySee } from '../domain/sight.ts';
import type { AppDeps } from './deps.ts';
import { JpegAnswer, problems } from './schemas.ts';

/** Pixels of the longer side: enough to tell papers apart in a list, little to send to a phone. */
const PREVIEW_SIDE = 480;

type Owner = Pick<Application, 'id' | 'keyId'>;

const OrderDocumentParams = z.strictObject({ orderNumber: z.string().max(40), documentId: z.uuid() });
const previewOf = (operationId: string, tag: string) => ({
  operationId,
  tags: [tag],
  description: 'A small JPEG, upright and without any metadata (R-15).',
  response: { 200: JpegAnswer, ...problems(400, 401, 404) },
});

/** Small pictures of one's own papers, of drafts and of orders. */
export const previewRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  app.get(
    '/drafts/:id/documents/:documentId/preview',
    {
      schema: {
        ...previewOf('getDocumentPreview', 'Drafts'),
        params: z.strictObject({ id: z.uuid(), documentId: z.uuid() }),
      },
    },
    async (request, reply) => {
      const { draft } = request;
      return sendPreview(deps, reply, draft, await findDocument(deps, draft, request.params.documentId));
    },
  );

  app.get(
    '/orders/:orderNumber/documents/:documentId/preview',
    { schema: { ...previewOf('getOrderDocumentPreview', 'Orders'), params: OrderDocumentParams } },
    async (request, reply) => {
      const { order } = request;
      const owner = { id: order.applicationId, keyId: order.keyId };
      return sendPreview(deps, reply, owner, await findDocument(deps, owner, request.params.documentId));
    },
  );
};

/** The same for staff, as far as they may see the picture itself. */
export const staffPreviewRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  app.get(
    '/staff/cases/:orderNumber/documents/:documentId/preview',
    { schema: { ...previewOf('getCaseDocumentPreview', 'Staff'), params: OrderDocumentParams } },
    async (request, reply) => {
      const { order, sight } = request;
      const owner = { id: order.applicationId, keyId: order.keyId };
      const document = await findDocument(deps, owner, request.params.documentId);
      if (!maySee(sight, document.kind)) throw new CaseError('not-found');
      return sendPreview(deps, reply, owner, document);
    },
  );
};

async function findDocument({ applications }: AppDeps, owner: Owner, id: string): Promise<Document> {
  const document = (await applications.listDocuments(owner)).find((each) => each.id === id);
  if (!document) throw new CaseError('not-found');
  return document;
}

/** Made anew each time and kept nowhere, here or there: a face must not lie in a cache. Read when it is its turn. */
async function sendPreview(
  { documents }: AppDeps,
  reply: FastifyReply,
  { keyId }: Owner,
  { objectKey }: Document,
): Promise<FastifyReply> {
  const preview = await cleanPreview(async () => buffer(await documents.get(keyId, objectKey)), PREVIEW_SIDE);
  return reply
    .type('image/jpeg')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', 'inline; filename="preview.jpg"')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(preview);
}
