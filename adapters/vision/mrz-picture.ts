import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import Tesseract from 'tesseract.js';
import { findMrz, type MrzReading } from '../../domain/mrz-reading.ts';

const require = createRequire(import.meta.url);
/** Width to which a page is scaled: 44 characters of about 30 pixels each, which the reader likes best. */
const PAGE_WIDTH = 1_600;
/** The two lines stand at the bottom of the data page; a picture may show the facing page or a table under it too. */
const STRIPS = [
  { top: 0.7, height: 0.3 },
  { top: 0.45, height: 0.55 },
  { top: 0, height: 1 },
];

let reader: Promise<Tesseract.Worker> | undefined;

async function openReader(): Promise<Tesseract.Worker> {
  const data = dirname(require.resolve('@tesseract.js-data/eng/package.json'));
  // From the package and into no cache: the default would ask a server and write beside our files.
  const worker = await Tesseract.createWorker('eng', Tesseract.OEM.LSTM_ONLY, {
    langPath: join(data, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => undefined, // the promise of the ask rejects as well
  });
  await worker.setParameters({
    tessedit_pageseg_mode: Tesseract.PSM.SINGLE_BLOCK,
    tessedit_char_whitelist: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<',
  });
  return worker;
}

/** The machine-readable lines of a passport's data page; undefined when no line 2 passes its check digits. */
export async function readMrz(jpeg: Buffer): Promise<MrzReading | undefined> {
  reader ??= openReader();
  const worker = await reader;
  const page = await sharp(jpeg)
    .autoOrient()
    .greyscale()
    .resize({ width: PAGE_WIDTH })
    .normalise()
    .blur(0.9) // what is too crisp is read worse (measured)
    .png()
    .toBuffer();
  const { height } = await sharp(page).metadata();
  for (const strip of STRIPS) {
    const area = {
      left: 0,
      top: Math.floor(height * strip.top),
      width: PAGE_WIDTH,
      height: Math.floor(height * strip.height),
    };
    const { data } = await worker.recognize(await sharp(page).extract(area).png().toBuffer());
    const reading = findMrz(data.text);
    if (reading) return reading;
  }
  return undefined;
}
