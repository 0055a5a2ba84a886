import { expect, test } from 'vitest';
import { type FaceOutcome, faceBand, faceFault, faceStanding, maySkip } from '../domain/face.ts';
import { judgePortrait, PORTRAIT_RULES } from '../domain/portrait.ts';
import { PORTRAIT_TEXTS } from '../domain/texts/portrait.ts';
import { fill } from '../domain/texts/text.ts';

const checks = (...outcomes: FaceOutcome[]) => outcomes.map((outcome) => ({ outcome, portraitId: 'p1' }));

test.each([
  [0, 'likely-same'],
  [0.45, 'likely-same'],
  [0.4501, 'look-closely'],
  [0.6, 'look-closely'],
  [0.6001, 'likely-different'],
  [1.2, 'likely-different'],
])('R-17 a distance of %d is %s', (distance, band) => {
  expect(faceBand(distance)).toBe(band);
});

test.each<[FaceOutcome[], 'passed' | 'skipped' | 'open']>([
  [[], 'open'],
  [['likely-same'], 'passed'],
  [['look-closely'], 'passed'],
  [['likely-different', 'no-face', 'several-faces', 'unfinished'], 'open'],
  [['skipped', 'no-face'], 'skipped'],
  [['likely-different', 'likely-same'], 'passed'],
  [['skipped', 'likely-same'], 'passed'],
  [['withdrawn'], 'open'],
])('R-17 after %j the portrait is %s', (outcomes, standing) => {
  expect(faceStanding(checks(...outcomes), 'p1', 'given')).toBe(standing);
});

test('R-17 a new portrait asks for a new comparison', () => {
  expect(faceStanding(checks('likely-same'), 'p2', 'given')).toBe('open');
  expect(faceFault(checks('likely-same'), 'p2', 30, 'given')).toEqual({
    field: 'face',
    rule: 'face-check-needed',
  });
});

test('R-17 from 16 on the submission waits for it, under 16 an interview is due anyway', () => {
  expect(faceFault([], 'p1', 16, 'given')).toMatchObject({ rule: 'face-check-needed' });
  expect(faceFault([], 'p1', 15, 'none')).toBeUndefined();
  expect(faceFault(checks('skipped'), 'p1', 16, 'given')).toBeUndefined();
  expect(faceFault([], undefined, 40, 'none')).toBeUndefined();
});

test('D8 R-17 who refuses the comparison goes on without it, whichever the portrait, and a withdrawn one counts for nothing', () => {
  expect(faceStanding([], 'p1', 'refused')).toBe('skipped');
  expect(faceStanding(checks('withdrawn'), 'p2', 'refused')).toBe('skipped');
  expect(faceFault([], 'p1', 40, 'refused')).toBeUndefined();
  expect(faceStanding(checks('withdrawn'), 'p1', 'given')).toBe('open');
  expect(maySkip(checks('withdrawn', 'withdrawn', 'withdrawn'), 3)).toBe(false);
});

test('R-17 one may go on after as many failures as the policy says; what was not finished is none', () => {
  expect(maySkip(checks('no-face', 'likely-different', 'unfinished', 'likely-same'), 3)).toBe(false);
  expect(maySkip(checks('no-face', 'likely-different', 'several-faces'), 3)).toBe(true);
});

test('R-16 every number that a rule measures has its place in the words, in all three languages', () => {
  const face = {
    crown: 0.083,
    chin: 0.72,
    centre: 0.5,
    tiltDegrees: 0,
    eyeOpening: 0.3,
    faceLightness: 150,
    backgroundLightness: 245,
    backgroundTint: 3,
    backgroundSpread: 5,
    sharpness: 200,
  };
  const file = { bytes: 40_000, widthPx: 390, heightPx: 567, faces: 1, face };
  expect(judgePortrait(file).findings).toEqual([]);
  const bad = [
    { ...file, bytes: 3_000, widthPx: 100, heightPx: 100 },
    { ...file, faces: 3 },
    { bytes: 40_000, widthPx: 390, heightPx: 567, faces: 0 },
    { ...file, face: { ...face, crown: 0.4, tiltDegrees: -9, eyeOpening: 0.05, sharpness: 10, centre: 0.3 } },
    { ...file, face: { ...face, crown: 0.01, chin: 0.9, backgroundSpread: 90 } },
    { ...file, face: { ...face, crown: 0.3, chin: 0.92, backgroundLightness: 90 } },
    { ...file, face: { ...face, faceLightness: 20 } },
    { ...file, face: { ...face, faceLightness: 250 } },
  ].flatMap((measures) => judgePortrait(measures).findings);
  expect(new Set(bad.map(({ rule }) => rule))).toEqual(new Set(PORTRAIT_RULES));
  for (const { rule, params } of bad) {
    for (const sentence of Object.values(fill(PORTRAIT_TEXTS[rule], params))) {
      expect(sentence).not.toMatch(/[{}]/);
    }
  }
});
