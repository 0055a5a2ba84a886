import { readFile } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import type { FileKind } from '../domain/file-kinds.ts';
import { limitConcurrency } from './concurrency.ts';

// Whatever a file claims to be, nothing but the JPEG decoder ever reads it. Holds for the whole process.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadJpegBuffer'] });
sharp.cache(false); // no pixels of applicants kept in memory between requests

const PIXELS_MAX = 50e6;
const SIDE_MAX = 12_000;
const DECODE_SECONDS_MAX = 5;
const FILE_NAME_BYTES_MAX = 255;
const decodeQueue = limitConcurrency(2);

/** Why a picture is not taken; the API says it in the applicant's language, with the file's name. */
export type PictureRule =
  | 'file-name-unsafe'
  | 'file-name-too-long'
  | 'file-name-not-jpg'
  | 'declared-type-not-jpeg'
  | 'not-a-jpeg'
  | 'jpeg-broken'
  | 'picture-too-large'
  | 'picture-too-slow'
  | 'picture-over-5-mb'
  | 'replaces-one-of-many'
  | 'picture-infected';

/** The picture breaks a rule: a refusal, not a fault of ours. */
export class PictureFault extends Error {
  override name = 'PictureFault';
  readonly rule: PictureRule;
  /** Of what is not a JPEG: what it is instead, when its content tells. */
  readonly kind: FileKind | undefined;
  constructor(rule: PictureRule, options?: ErrorOptions & { kind?: FileKind }) {
    super(`The picture is refused: ${rule}.`, options);
    this.rule = rule;
    this.kind = options?.kind;
  }
}

/** Width and height in pixels as a viewer shows the picture, with its orientation applied. */
export type PictureSize = { width: number; height: number };

/**
 * What the name must be before a byte is read. It is only ever data: never a path.
 *
 * @throws PictureFault for control characters (NUL, CR, LF), marks that turn the writing direction, slashes, broken
 * Unicode, more than 255 bytes of UTF-8
 */
export function nameRules(fileName: string): void {
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}/\\]/u.test(fileName))
    throw new PictureFault('file-name-unsafe');
  if (Buffer.byteLength(fileName) > FILE_NAME_BYTES_MAX) throw new PictureFault('file-name-too-long');
}

/**
 * What name and declared type must say of a JPEG; asked after its first bytes, which tell more to who sent something else.
 *
 * @throws PictureFault for an ending other than .jpg or .jpeg, a type other than image/jpeg
 */
export function jpegRules({ fileName, contentType }: { fileName: string; contentType: string }): void {
  if (!/[^.]\.jpe?g$/i.test(fileName)) throw new PictureFault('file-name-not-jpg');
  const [type = ''] = contentType.split(';');
  if (type.trim().toLowerCase() !== 'image/jpeg') throw new PictureFault('declared-type-not-jpeg');
}

/**
 * Decodes every pixel of a JPEG and gives its size. At most two pictures are decoded at a time, the others wait.
 *
 * @param picture  a path, the bytes, or a function that reads them when it is their turn (so that waiting is cheap)
 * @throws PictureFault 'not-a-jpeg', 'jpeg-broken', 'picture-too-large' (over 50 million pixels or 12,000 a side),
 * 'picture-too-slow' (over 5 s)
 */
export function inspectJpeg(picture: string | Buffer | (() => Promise<Buffer>)): Promise<PictureSize> {
  return decodeQueue(async () => {
    const bytes = await bytesOf(picture);
    const header = await readHeader(bytes);
    await decodeAll(bytes, header);
    return { width: header.autoOrient.width, height: header.autoOrient.height };
  });
}

/**
 * A fresh JPEG for officers to look at: upright, sRGB, at most `maxSide` pixels a side, without any metadata (place,
 * camera, thumbnail) and without whatever was hung on behind the picture.
 *
 * @param picture  the bytes, or a function that reads them when it is their turn
 * @throws PictureFault as {@link inspectJpeg}
 */
export function cleanPreview(picture: Buffer | (() => Promise<Buffer>), maxSide: number): Promise<Buffer> {
  return decodeQueue(async () => {
    const bytes = await bytesOf(picture);
    await readHeader(bytes);
    return sharp(bytes, { limitInputPixels: PIXELS_MAX })
      .autoOrient()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: DECODE_SECONDS_MAX })
      .jpeg({ quality: 85 })
      .toBuffer()
      .catch(refuse);
  });
}

async function bytesOf(picture: string | Buffer | (() => Promise<Buffer>)): Promise<Buffer> {
  if (typeof picture === 'function') return picture();
  return Buffer.isBuffer(picture) ? picture : readFile(picture);
}

/** Reads the header only, so without a pixel limit: the limit is ours to check, and to name. */
async function readHeader(bytes: Buffer): Promise<Metadata> {
  const hasMagic = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
  if (!hasMagic) throw new PictureFault('not-a-jpeg');
  const header = await sharp(bytes, { limitInputPixels: false }).metadata().catch(refuse);
  if (header.format !== 'jpeg') throw new PictureFault('not-a-jpeg');
  const { width, height } = header;
  if (width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX) {
    throw new PictureFault('picture-too-large');
  }
  return header;
}

/**
 * Runs all pixels through a shrinking to 8 × 8. The extraction of the whole picture switches off the decoder's own
 * shrinking, which would skip data; lines stream through, so 50 million pixels do not sit in memory.
 */
async function decodeAll(bytes: Buffer, { width, height }: Metadata): Promise<void> {
  await sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'warning', sequentialRead: true })
    .extract({ left: 0, top: 0, width, height })
    .resize(8, 8, { fit: 'fill' })
    .timeout({ seconds: DECODE_SECONDS_MAX })
    .raw()
    .toBuffer()
    .catch(refuse);
}

function refuse(cause: unknown): never {
  const isTimeout = cause instanceof Error && /timeout/i.test(cause.message);
  throw new PictureFault(isTimeout ? 'picture-too-slow' : 'jpeg-broken', { cause });
}
