/**
 * How a selfie compares with the portrait, in three bands as the officer sees them, or why it could not be
 * compared. `skipped` is no comparison: after several failures the applicant went on, towards an interview.
 */
export const FACE_OUTCOMES = [
  'likely-same',
  'look-closely',
  'likely-different',
  'no-face',
  'several-faces',
  'skipped',
] as const;
export type FaceOutcome = (typeof FACE_OUTCOMES)[number];
