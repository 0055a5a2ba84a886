import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PictureFault } from '../adapters/jpeg.ts';
import { type ReceivedPicture, receivePicture } from '../adapters/picture-upload.ts';
import { asJpegUpload } from '../adapters/vision/png-upload.ts';
import type { Application, Document } from '../db/applications.ts';
import { CaseError } from '../domain/errors.ts';
import { formFor } from '../domain/forms/form.ts';
import type { DocumentId } from '../domain/ids.ts';
import { PORTRAIT_RULES, type PortraitAdvice } from '../domain/portrait.ts';
import { PORTRAIT_TEXTS } from '../domain/texts/portrait.ts';
import { fill, type Lang, type Text } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { takeTry } from './limits.ts';
import { refusedContent } from './problems.ts';
import { Instant } from './schemas.ts';

export const AdviceView = z
  .object({
    findings: z.array(
      z.object({
        rule: z.enum(PORTRAIT_RULES),
        params: z
          .record(z.string(), z.number())
          .meta({ description: 'What was measured and what is wanted' }),
        reason: z.string().meta({ description: 'What is wrong and how to mend it' }),
      }),
    ),
  })
  .meta({
    id: 'PortraitAdvice',
    description: 'It advises, an officer decides. Nothing found = an empty list.',
  });

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
    advice: AdviceView.nullable().meta({ description: 'Of a portrait that was checked (R-16)' }),
  })
  .meta({ id: 'Document' });

export const UploadQuery = z.strictObject({
  kind: z.string().max(60),
  replace: z.enum(['true', 'false']).default('false'),
});

export function viewDocument(document: Document, lang: Lang): z.input<typeof DocumentView> {
  const { id, kind, state, fileName, bytes, width, height, sameAs, uploadedAt, advice } = document;
  return {
    id,
    kind,
    state,
    fileName,
    bytes,
    width,
    height,
    sameAs,
    uploadedAt: uploadedAt.toISOString(),
    advice: advice && viewAdvice(advice, lang),
  };
}

/** @throws never: an advice that an older version wrote may name a rule that has no words any more, and is left out */
export function viewAdvice({ findings }: PortraitAdvice, lang: Lang): z.input<typeof AdviceView> {
  return {
    findings: findings.flatMap(({ rule, params }) => {
      const text = PORTRAIT_TEXTS[rule] as Text | undefined;
      return text ? [{ rule, params: { ...params }, reason: fill(text, params)[lang] }] : [];
    }),
  };
}

type Owner = Pick<Application, 'id' | 'keyId' | 'service' | 'formVersion'>;

/**
 * Streams one picture from the request through size, content and decoder checks into the object store, sealed (R-15).
 * @param replace  take the place of what is there of this kind, in one step; only where one picture is allowed
 * @throws PictureFault naming the rule, CaseError picture-refused when there is no such kind, too-many-documents, rate-limited
 */
export async function receiveDocument(
  deps: AppDeps,
  request: FastifyRequest,
  owner: Owner,
  kind: string,
  { state, replace, fromPng = false }: { state: 'current' | 'pending'; replace: boolean; fromPng?: boolean },
): Promise<Document> {
  const material = formFor(owner.service, owner.formVersion).materials.find((each) => each.kind === kind);
  if (!material) {
    throw new CaseError('picture-refused', {
      faults: [{ field: `materials.${kind}`, rule: 'material-unknown' }],
    });
  }
  if (replace && material.many) throw new PictureFault('replaces-one-of-many');
  await takeTry(deps.people, 'upload', request.account.id);
  const picture = await receiveFile(deps, request, { fromPng });
  try {
    return await storePicture(deps, owner, { ...picture, kind, state, replace });
  } finally {
    await picture.discard();
  }
}

/**
 * The one file of a multipart request, checked as every picture is and waiting in a sealed temp file; discard it in
 * the end. With `fromPng` a PNG is made a JPEG on the way.
 * @throws PictureFault naming the rule, CaseError picture-refused when there is no file, ScannerAway (503) when a virus
 * scanner is to be asked and does not answer
 */
export async function receiveFile(
  { uploadDir, vision, virusScanner }: AppDeps,
  request: FastifyRequest,
  { fromPng = false } = {},
): Promise<ReceivedPicture & { fileName: string }> {
  const parts = request.files();
  const { value: part } = await parts.next().catch(refuseBrokenForm);
  if (!part) throw new CaseError('picture-refused', { faults: [{ field: 'file', rule: 'required' }] });
  const given = { stream: part.file, fileName: part.filename ?? '', contentType: part.mimetype };
  const upload = fromPng ? await asJpegUpload(vision, given).catch(refuseBrokenForm) : given;
  const picture = await receivePicture({ ...upload, tempDir: uploadDir }).catch(refuseBrokenForm);
  try {
    if ((await virusScanner?.scan(picture.read())) === 'infected') throw new PictureFault('picture-infected');
    await parts.next().catch(refuseBrokenForm); // a second part is refused with the whole request, not dropped
    return { ...picture, fileName: upload.fileName };
  } catch (err) {
    await picture.discard();
    throw err;
  }
}

type PictureToStore = Pick<Document, 'kind' | 'fileName' | 'bytes' | 'width' | 'height'> & {
  state: 'current' | 'pending';
  sha256: Buffer;
  read: () => Readable;
  /** Take the place of what is there of this kind and state. */
  replace?: boolean;
};

/** Seals a checked picture into the object store and writes its row. The same one again is already there. */
export async function storePicture(
  { applications, documents, vault, log }: AppDeps,
  owner: Owner,
  { kind, state, fileName, bytes, width, height, sha256, read, replace = false }: PictureToStore,
): Promise<Document> {
  const content = sha256.toString('hex');
  // Addressed by content, but only within its application and by keyed hash: equal papers of two people share
  // nothing, and nobody can ask the store whether it holds a given paper.
  const objectKey = `${owner.id}/${(await vault.index('object', `${owner.id}|${content}`)).toString('hex')}`;
  await documents.put(owner.keyId, objectKey, read);
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
