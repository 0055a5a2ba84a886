import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createVision } from '../adapters/vision/vision.ts';
import { astronautJpeg, passportPortrait, strangerJpeg, twoFacesJpeg } from './support/faces.ts';
import { pageJpeg } from './support/pictures.ts';

const started: number[] = [];
const vision = createVision({ onStart: (pid) => started.push(pid), waitingMax: 3 });
afterAll(() => vision.close());

const compared = async (selfie: Buffer) => vision.compareFaces(await passportPortrait(), selfie);
const changed = async (change: (picture: ReturnType<typeof sharp>) => ReturnType<typeof sharp>) =>
  change(sharp(await astronautJpeg()))
    .jpeg()
    .toBuffer();

test('the process that looks is started by the first ask and serves the next ones', async () => {
  const picture = await astronautJpeg();
  expect(started).toEqual([]);
  await vision.checkPortrait(picture);
  await vision.checkPortrait(picture);
  expect(started).toHaveLength(1);
});

test('R-17 the same face is likely the same in the photograph the portrait was made of', async () => {
  expect(await compared(await astronautJpeg())).toMatchObject({ outcome: 'likely-same' });
});

test.each<[string, (picture: ReturnType<typeof sharp>) => ReturnType<typeof sharp>]>([
  ['mirrored', (picture) => picture.flop()],
  ['turned by 8°', (picture) => picture.rotate(8, { background: 'grey' })],
  ['dark', (picture) => picture.linear(0.35, 0)],
  ['small', (picture) => picture.resize(220)],
])('R-17 the same face %s passes', async (_name, change) => {
  expect(await compared(await changed(change))).toMatchObject({ outcome: 'likely-same' });
});

test('R-17 the same face as a JPEG of quality 20 passes', async () => {
  const poor = await sharp(await astronautJpeg())
    .resize(200)
    .jpeg({ quality: 20 })
    .toBuffer();
  expect((await compared(poor)).outcome).toMatch(/^(likely-same|look-closely)$/);
});

test('R-17 another face is likely different', async () => {
  expect(await compared(await strangerJpeg())).toMatchObject({ outcome: 'likely-different' });
});

test('R-17 no face is said to be none, and in which picture', async () => {
  expect(await compared(await pageJpeg())).toEqual({ outcome: 'no-face', picture: 'selfie' });
  expect(await vision.compareFaces(await pageJpeg(), await astronautJpeg())).toEqual({
    outcome: 'no-face',
    picture: 'portrait',
  });
});

test('R-17 several faces are said to be several', async () => {
  expect(await compared(await twoFacesJpeg())).toEqual({ outcome: 'several-faces', picture: 'selfie' });
});

test('a PNG becomes a JPEG, and what is none is told from one', async () => {
  const png = await sharp(await astronautJpeg())
    .png()
    .toBuffer();
  const jpeg = await vision.jpegFromPng(png);
  expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 512, height: 512 });
  expect(await vision.jpegFromPng(png.subarray(0, png.length / 2))).toBeUndefined();
  expect(await vision.jpegFromPng(await astronautJpeg())).toBeUndefined();
});

test('asks past the queue are refused with the time to wait, and those in it are answered', async () => {
  const picture = await pageJpeg();
  const answers = await Promise.allSettled(Array.from({ length: 6 }, () => vision.checkPortrait(picture)));
  // One runs and three wait.
  expect(answers.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 4 }, () => 'fulfilled'),
    'rejected',
    'rejected',
  ]);
  expect(answers[5]).toMatchObject({ reason: { code: 'vision-busy', details: { retryAfterSeconds: 5 } } });
});

test('when the process dies, the ask it died on is refused and the next ones go to a new one', async () => {
  const picture = await pageJpeg();
  const last = started.at(-1)!;
  const asked = vision.checkPortrait(async () => {
    process.kill(last, 'SIGKILL');
    return picture;
  });
  const next = vision.checkPortrait(picture);
  await expect(asked).rejects.toMatchObject({ code: 'vision-failed' });
  expect(await next).toMatchObject({ findings: expect.arrayContaining([{ rule: 'no-face', params: {} }]) });
  expect(started.at(-1)).not.toBe(last);
});

test('an ask that takes too long is ended and refused', async () => {
  const hasty = createVision({ askMs: 1 });
  await expect(hasty.checkPortrait(await pageJpeg())).rejects.toMatchObject({ code: 'vision-failed' });
  await hasty.close();
});

test('after the idle time the process is gone, and the next ask starts another', async () => {
  const pids: number[] = [];
  const shy = createVision({ idleMs: 1, onStart: (pid) => pids.push(pid) });
  const png = await sharp(await pageJpeg())
    .png()
    .toBuffer();
  await shy.jpegFromPng(png);
  await expect.poll(() => isAlive(pids[0]!)).toBe(false);
  expect(await shy.jpegFromPng(png)).toBeInstanceOf(Buffer);
  expect(pids).toHaveLength(2);
  await shy.close();
});

test('closing ends the process and refuses what is asked afterwards', async () => {
  const pids: number[] = [];
  const other = createVision({ onStart: (pid) => pids.push(pid) });
  await other.jpegFromPng(Buffer.from('no picture'));
  await other.close();
  expect(isAlive(pids[0]!)).toBe(false);
  await expect(other.checkPortrait(await pageJpeg())).rejects.toMatchObject({ code: 'vision-failed' });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
