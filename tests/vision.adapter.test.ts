import { afterAll, expect, test } from 'vitest';
import { createVision } from '../adapters/vision/vision.ts';
import { astronautJpeg } from './support/faces.ts';

const started: number[] = [];
const vision = createVision({ onStart: (pid) => started.push(pid), waitingMax: 3 });
afterAll(() => vision.close());

test('the process that looks is started by the first ask and serves the next ones', async () => {
  expect(started).toEqual([]);
  const picture = await astronautJpeg();
  await vision.checkPortrait(picture);
  await vision.checkPortrait(picture);
  expect(started).toHaveLength(1);
});
