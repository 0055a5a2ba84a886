import { applies, type ConditionContext } from './forms/conditions.ts';
import type { Answers } from './forms/definition.ts';
import { MINOR } from './forms/questions.ts';
import { GONE } from './forms/sections/papers.ts';
import { nationalityVerdict } from './nationality.ts';
import type { ServiceCode } from './policy.ts';

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

/** The traits that the counted answers tell; of a lost passport or travel document alike (R-35, R-36: there is no old one to cancel). */
export function traitsOf(
  service: ServiceCode,
  answers: Answers,
  context: ConditionContext & { faceSkipped: boolean },
): Traits {
  const isReplacement = service === 'passport.replace' || service === 'travel-document.replace';
  return {
    minor: applies(MINOR, answers, context),
    lost: isReplacement && applies(GONE, answers, context),
    faceSkipped: context.faceSkipped,
    nationalityDoubt: nationalityVerdict(answers).verdict === 'doubtful',
  };
}
