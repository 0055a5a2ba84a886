import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PictureFault } from '../adapters/jpeg.ts';
import { receivePicture } from '../adapters/picture-upload.ts';
import type { Application, Document } from '../db/applications.ts';
import { CaseError } from '../domain/errors.ts';
import { formFor } from '../domain/forms/form.ts';
import type { DocumentId } from '../domain/ids.ts';
import type { AppDeps } from './deps.ts';
import { refusedContent } from './problems.ts';
import { Instant } from './schemas.ts';

export const DocumentView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    state: z.enum(['current', 'pending', 'replaced']),
    fileName: z.string(),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
    sameAs: z
      .array(z.string())
      .meta({ description: 'Advice: other kinds under which this very picture was uploaded too' }),
    uploadedAt: Instant,
  })
  .meta({ id: 'Document' });

export const UploadQuery = z.strictObject({
  kind: z.string().max(60),
  replace: z.enum(['true', 'false']).default('false'),
});

export function viewDocument(document: Document): z.input<typeof DocumentView> {
  const { id, kind, state, fileName, bytes, width, height, sameAs, uploadedAt } = document;
  return { id, kind, state, fileName, bytes, width, height, sameAs, uploadedAt: uploadedAt.toISOString() };
}

type Owner = Pick<Application, 'id' | 'keyId' | 'service' | 'formVersion'>;

/**
 * Streams one picture from the request through size, content and decoder checks into the object store, sealed (R-15).
 * @param replace  take the place of what is there of this kind, in one step; only where one picture is allowed
 * @throws PictureFault naming the rule, CaseError picture-refused when there is no such kind, too-many-documents
 */
export async function receiveDocument(
  { applications, documents, uploadDir, vault, log }: AppDeps,
  request: FastifyRequest,
  owner: Owner,
  kind: string,
  { state, replace }: { state: 'current' | 'pending'; replace: boolean },
): Promise<Document> {
  const material = formFor(owner.service, owner.formVersion).materials.find((each) => each.kind === kind);
  if (!material) {
    throw new CaseError('picture-refused', {
      faults: [{ field: `materials.${kind}`, rule: 'material-unknown' }],
    });
  }
  if (replace && material.many) throw new PictureFault('replaces-one-of-many');
  const parts = request.files();
  const { value: part } = await parts.next().catch(refuseBrokenForm);
  if (!part) throw new CaseError('picture-refused', { faults: [{ field: 'file', rule: 'required' }] });
  const fileName = part.filename ?? '';
  const picture = await receivePicture({
    stream: part.file,
    fileName,
    contentType: part.mimetype,
    tempDir: uploadDir,
  }).catch(refuseBrokenForm);
  try {
    await parts.next().catch(refuseBrokenForm); // a second part is refused with the whole request, not dropped
    const content = picture.sha256.toString('hex');
    // Addressed by content, but only within its application and by keyed hash: equal papers of two people share
    // nothing, and nobody can ask the store whether it holds a given paper.
    const objectKey = `${owner.id}/${(await vault.index('object', `${owner.id}|${content}`)).toString('hex')}`;
    await documents.put(owner.keyId, objectKey, picture.read);
    const { bytes, width, height } = picture;
    const id = crypto.randomUUID() as DocumentId;
    const added = { id, kind, state, objectKey, bytes, width, height, fileName, content };
    const { document, unused } = await applications.addDocument(owner, added, { replace });
    // The new one is stored: an old object that cannot be removed now is not the applicant's trouble.
    for (const key of unused) {
      await documents
        .delete(key)
        .catch((err: unknown) => log.warn({ err }, 'an unused object was left behind'));
    }
    return document;
  } finally {
    await picture.discard();
  }
}

/** The parser's own errors have neither code nor status: a body without a boundary, or one that ends too early. */
function refuseBrokenForm(err: unknown): never {
  const isParser =
    err instanceof Error && !('code' in err) && /multipart|malformed|content type/i.test(err.message);
  throw isParser ? refusedContent(err) : err;
}

/** A stored picture as it was uploaded, for its owner and for officers; never run, framed, cached or sniffed. */
export async function sendDocument(
  { documents }: AppDeps,
  reply: FastifyReply,
  owner: Pick<Owner, 'keyId'>,
  document: Document,
): Promise<FastifyReply> {
  const stream = await documents.get(owner.keyId, document.objectKey);
  return reply
    .type('image/jpeg')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', 'inline; filename="document.jpg"')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(stream);
}
