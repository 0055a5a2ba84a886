import { Readable } from 'node:stream';
import { limitConcurrency } from '../concurrency.ts';
import { PictureFault } from '../jpeg.ts';
import { PICTURE_BYTES_MAX, type Upload } from '../picture-upload.ts';
import type { Vision } from './vision.ts';

/** A PNG is held in memory until it is converted: few at a time, the others wait unread. */
const atATime = limitConcurrency(2);

type Given = Pick<Upload, 'stream' | 'fileName' | 'contentType'>;

/**
 * What was given as a PNG, by name and type, as the upload of a JPEG that means the same; anything else as it is.
 * @throws PictureFault picture-over-5-mb, 'jpeg-broken' for a PNG that cannot be read
 */
export async function asJpegUpload(vision: Pick<Vision, 'jpegFromPng'>, given: Given): Promise<Given> {
  const isPng = /\.png$/i.test(given.fileName) && given.contentType === 'image/png';
  if (!isPng) return given;
  const jpeg = await atATime(async () =>
    vision.jpegFromPng(await bytesUpTo(given.stream, PICTURE_BYTES_MAX)),
  );
  if (!jpeg) throw new PictureFault('jpeg-broken');
  const fileName = given.fileName.replace(/png$/i, 'jpg');
  return { stream: Readable.from([jpeg]), fileName, contentType: 'image/jpeg' };
}

async function bytesUpTo(stream: Readable, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new PictureFault('picture-over-5-mb');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
