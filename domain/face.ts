import type { FieldFault } from './faults.ts';

/**
 * How a selfie compares with the portrait, in three bands as the officer sees them, or why it could not be
 * compared. `skipped` is no comparison: after several failures the applicant went on, towards an interview.
 * `unfinished`: begun and not yet, or never, answered; it counts as a try and is neither passed nor failed.
 * `withdrawn`: was compared under a consent that was withdrawn; what it said is deleted, the try stays counted.
 */
export const FACE_OUTCOMES = [
  'likely-same',
  'look-closely',
  'likely-different',
  'no-face',
  'several-faces',
  'skipped',
  'unfinished',
  'withdrawn',
] as const;
export type FaceOutcome = (typeof FACE_OUTCOMES)[number];

/** What was said last to the question whether faces may be compared (D8). */
export type FaceConsent = 'none' | 'given' | 'refused';

/** What a comparison may say, with the picture in which a face could not be singled out. */
export type FaceComparison =
  | { outcome: 'likely-same' | 'look-closely' | 'likely-different'; distance: number }
  | { outcome: 'no-face' | 'several-faces'; picture: 'portrait' | 'selfie' };

/** One row of face_checks, as far as the rules need it. */
export type FaceCheck = { outcome: FaceOutcome; portraitId: string | null };

/**
 * The bands of the model's distance (0 = the same numbers). Measured on 80 same and 700 different pairs: same person 0.30
 * to 0.64, different 0.60 to 1.01; in group photographs strangers came as near as 0.44. Not measured on East Asian
 * passport photographs, nor on pictures years apart: so no band decides anything alone.
 */
const FACE_BANDS = { likelySameMax: 0.45, lookCloselyMax: 0.6 } as const;

/** From this age on a person's own face is compared; under it the child is interviewed anyway. */
const FACE_AGE_MIN = 16;

export function faceBand(distance: number): 'likely-same' | 'look-closely' | 'likely-different' {
  if (distance <= FACE_BANDS.likelySameMax) return 'likely-same';
  return distance <= FACE_BANDS.lookCloselyMax ? 'look-closely' : 'likely-different';
}

/** Whether the applicant may go on after this; the officer looks again, and sees the band. */
function isPassed(outcome: FaceOutcome): boolean {
  return outcome === 'likely-same' || outcome === 'look-closely';
}

function isFailed(outcome: FaceOutcome): boolean {
  return outcome === 'likely-different' || outcome === 'no-face' || outcome === 'several-faces';
}

/** Whether so many comparisons failed, with whichever portrait, that the applicant may go on without. */
export function maySkip(checks: readonly FaceCheck[], attemptsMax: number): boolean {
  return checks.filter(({ outcome }) => isFailed(outcome)).length >= attemptsMax;
}

/**
 * How the current portrait stands: `passed` once any comparison with it passed, else `skipped`, else `open`.
 * A new portrait asks for a new comparison. Who refuses the comparison goes on without, whichever the portrait.
 */
export function faceStanding(
  checks: readonly FaceCheck[],
  portraitId: string | undefined,
  consent: FaceConsent,
): 'passed' | 'skipped' | 'open' {
  if (consent === 'refused') return 'skipped';
  const own = checks.filter((check) => check.portraitId !== null && check.portraitId === portraitId);
  if (own.some(({ outcome }) => isPassed(outcome))) return 'passed';
  return own.some(({ outcome }) => outcome === 'skipped') ? 'skipped' : 'open';
}

/**
 * What still stops the submission, of a person of `age` whole years; undefined = nothing.
 * Without a portrait there is nothing to compare with: its own rule says so.
 */
export function faceFault(
  checks: readonly FaceCheck[],
  portraitId: string | undefined,
  age: number | undefined,
  consent: FaceConsent,
): FieldFault | undefined {
  if (portraitId === undefined || age === undefined || age < FACE_AGE_MIN) return undefined;
  return faceStanding(checks, portraitId, consent) === 'open'
    ? { field: 'face', rule: 'face-check-needed' }
    : undefined;
}
