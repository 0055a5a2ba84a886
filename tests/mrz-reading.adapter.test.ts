import type { Sharp } from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createVision } from '../adapters/vision/vision.ts';
import { mrzPageJpeg, pageJpeg } from './support/pictures.ts';

const CHINESE = [
  'POCHNLYU<<CESHI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<',
  'EA12345676CHN9001011F3106143<<<<<<<<<<<<<<06',
] as const;
const SPECIMEN = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
] as const;

/** The check digit of an empty field is written 0 or left out, and no other digit tells which. */
const emptyDigit = (line: string | undefined) => line?.replace(/<0(\d)$/, '<<$1');

const vision = createVision();
afterAll(() => vision.close());

const CHANGES: [string, { change?: (page: Sharp) => Sharp; quality?: number }][] = [
  ['clean', {}],
  ['turned by 1°', { change: (page) => page.rotate(1, { background: '#ebebeb' }) }],
  ['blurred', { change: (page) => page.blur(1.2) }],
  ['as a JPEG of quality 40', { quality: 40 }],
];

test.each(CHANGES)('R-12 both lines are read from a page that is %s', async (_name, how) => {
  for (const [line1, line2] of [CHINESE, SPECIMEN]) {
    const reading = await vision.readMrz(await mrzPageJpeg([line1, line2], how));
    expect(reading?.line1).toBe(line1);
    expect(emptyDigit(reading?.line2)).toBe(emptyDigit(line2));
  }
});

test('R-12 lines whose check digits are wrong are not suggested', async () => {
  const forged = CHINESE[1].replace('900101', '910101');
  expect(await vision.readMrz(await mrzPageJpeg([CHINESE[0], forged]))).toBeUndefined();
});

test('R-12 a page without lines gives nothing', async () => {
  expect(await vision.readMrz(await pageJpeg())).toBeUndefined();
});
