import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createVision } from '../adapters/vision/vision.ts';
import type { PortraitRule } from '../domain/portrait.ts';
import {
  astronautJpeg,
  closedEyes,
  type PortraitChanges,
  passportPortrait,
  twoFacesJpeg,
} from './support/faces.ts';
import { pageJpeg } from './support/pictures.ts';

const vision = createVision();
afterAll(() => vision.close());

async function rulesBroken(picture: Buffer): Promise<PortraitRule[]> {
  return (await vision.checkPortrait(picture)).findings.map(({ rule }) => rule);
}

test('R-16 a portrait that keeps the rules has nothing to mend, in the ratio of the print and of the file', async () => {
  expect(await rulesBroken(await passportPortrait())).toEqual([]);
  expect(await rulesBroken(await passportPortrait({ ratio: 3 / 4, width: 420 }))).toEqual([]);
});

test.each<[string, PortraitChanges, PortraitRule[]]>([
  ['dark', { change: (picture) => picture.linear(0.3, 0) }, ['too-dark']],
  ['washed out', { change: (picture) => picture.linear(1.3, 40) }, ['too-bright']],
  ['tilted', { tilt: 6, above: 26, centre: 236 }, ['tilted']],
  ['with a small head', { cropHeight: 420, above: 60 }, ['head-too-small']],
  ['with a large head', { cropHeight: 215, above: 12, ratio: 0.75, width: 420 }, ['head-too-large']],
  ['without room above', { above: 2 }, ['head-too-high']],
  ['with the head too low', { above: 70 }, ['head-too-low']],
  ['off the middle', { centre: 243, ratio: 0.75, width: 420 }, ['head-off-centre']],
  ['on red', { ground: [200, 40, 40] }, ['background-not-white']],
  ['on light blue', { ground: [120, 160, 220] }, ['background-not-white']],
  ['on grey', { ground: [150, 150, 150] }, ['background-not-white']],
  ['blurred', { change: (picture) => picture.blur(4) }, ['blurred']],
  ['with closed eyes', { change: closedEyes }, ['eyes-closed']],
  ['square', { ratio: 1, width: 480 }, ['ratio']],
  ['of few pixels', { width: 240 }, ['too-few-pixels']],
])('R-16 a portrait %s is told so', async (_name, changes, rules) => {
  expect(await rulesBroken(await passportPortrait(changes))).toEqual(rules);
});

test('R-16 two faces, and none, are told so', async () => {
  expect(await rulesBroken(await twoFacesJpeg())).toContain('several-faces');
  expect(await rulesBroken(await pageJpeg({ width: 390, height: 567 }))).toContain('no-face');
});

test('R-16 a finding names what was measured and what is wanted', async () => {
  const { findings } = await vision.checkPortrait(
    await passportPortrait({ tilt: 6, above: 26, centre: 236 }),
  );
  expect(findings).toEqual([{ rule: 'tilted', params: { measured: expect.any(Number), max: 5 } }]);
  expect(findings[0]!.params['measured']).toBeGreaterThanOrEqual(7);
  expect(findings[0]!.params['measured']).toBeLessThanOrEqual(11);
});

test('R-16 made to fit, a photograph has the size and the head of the rule and no metadata', async () => {
  const photograph = await sharp(await astronautJpeg())
    .withExif({ IFD0: { Copyright: 'a secret place' } })
    .jpeg()
    .toBuffer();
  const fitted = (await vision.fitPortrait(photograph))!;
  const { width, height, exif } = await sharp(fitted).metadata();
  expect({ width, height, exif }).toEqual({ width: 390, height: 567, exif: undefined });
  expect(fitted.length).toBeLessThanOrEqual(80_000);
  // What cropping cannot mend stays.
  expect(await rulesBroken(fitted)).toEqual(['background-not-white']);
});

test('R-16 what lies at an edge is filled up, and a picture without one face cannot be fitted', async () => {
  const cut = await sharp(await passportPortrait({ above: 2 }))
    .jpeg()
    .toBuffer();
  expect(await rulesBroken((await vision.fitPortrait(cut))!)).toEqual([]);
  expect(await vision.fitPortrait(await pageJpeg())).toBeUndefined();
  expect(await vision.fitPortrait(await twoFacesJpeg())).toBeUndefined();
});
