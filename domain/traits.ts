/**
 * What the rules must know of a case beside its service, told once from the answers when it is submitted and never
 * again: the answers are sealed, these are not personal.
 */
export type Traits = {
  /** Under 16 on the day of submission: a guardian acts, and is interviewed with the child. */
  minor: boolean;
  /** A passport that is lost or stolen: its issuing authority is asked before another is made. */
  lost: boolean;
  /** The applicant went on after several failed face comparisons: an interview is due. */
  faceSkipped: boolean;
  /** The nationality statement leaves a doubt that an officer must settle. */
  nationalityDoubt: boolean;
};

export const NO_TRAITS: Traits = { minor: false, lost: false, faceSkipped: false, nationalityDoubt: false };
