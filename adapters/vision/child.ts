import sharp from 'sharp';
import { type FaceComparison, faceBand } from '../../domain/face.ts';
import type { Asks, Question, Reply } from './asks.ts';
import { distanceOf, findFaces } from './faces.ts';
import { readMrz } from './mrz-picture.ts';
import { fitPortrait, measurePortrait } from './portrait-measures.ts';

// The process that looks at pictures: forked by vision.ts, which alone talks to it. Writes nothing down, says nothing.

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

const PIXELS_MAX = 50e6;

const asks: Asks = { measurePortrait, fitPortrait, compareFaces, readMrz, jpegFromPng };

async function compareFaces(portrait: Buffer, selfie: Buffer): Promise<FaceComparison> {
  const faces = { portrait: await findFaces(portrait), selfie: await findFaces(selfie) };
  for (const picture of ['selfie', 'portrait'] as const) {
    const { length } = faces[picture];
    if (length !== 1) return { outcome: length === 0 ? 'no-face' : 'several-faces', picture };
  }
  const [one, other] = [faces.portrait[0], faces.selfie[0]];
  if (!one || !other) throw new Error('a face was counted and is not there');
  const distance = distanceOf(one, other);
  return { outcome: faceBand(distance), distance };
}

/** The same pixels as a JPEG, on white where they are transparent; undefined when they are no sound PNG. */
async function jpegFromPng(png: Buffer): Promise<Buffer | undefined> {
  try {
    const source = sharp(png, { limitInputPixels: PIXELS_MAX, failOn: 'warning' });
    const { format } = await source.metadata();
    if (format !== 'png') return undefined;
    return await source
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: 95 })
      .toBuffer();
  } catch {
    return undefined;
  }
}

async function reply({ id, ask, pictures }: Question): Promise<Reply> {
  try {
    const work = asks[ask] as (...pictures: Buffer[]) => Promise<unknown>;
    return { id, value: await work(...pictures) };
  } catch {
    return { id, failed: true };
  }
}

process.on('message', (question: Question) => {
  void reply(question).then((answer) => process.send?.(answer));
});
// Without its parent nobody asks any more.
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the parent ends its child when its own last request is answered.
process.on('SIGINT', () => undefined);
