import { dutiesOn } from './ages.ts';
import { isCalendarDate } from './calendar.ts';
import { applies, type ConditionContext } from './forms/conditions.ts';
import type { Answers } from './forms/definition.ts';
import { MINOR } from './forms/questions.ts';
import { GONE } from './forms/sections/papers.ts';
import type { StatementKind } from './texts/statements.ts';

/** Which statements a form with these counted answers must be signed with. */
export function requiredStatements(answers: Answers, context: ConditionContext): StatementKind[] {
  const kinds: StatementKind[] = ['nationality'];
  if (applies(GONE, answers, context)) kinds.push('loss');
  if (applies(MINOR, answers, context)) kinds.push('guardian-consent');
  return kinds;
}

/** Who signs it: a guardian the consent, and everything for a child under 10; otherwise the applicant. */
export function signerOf(
  kind: StatementKind,
  answers: Answers,
  { todayOn }: ConditionContext,
): 'applicant' | 'guardian' {
  if (kind === 'guardian-consent') return 'guardian';
  const bornOn = answers['person.bornOn'] ?? '';
  return isCalendarDate(bornOn) && dutiesOn(bornOn, todayOn).parentSigns ? 'guardian' : 'applicant';
}
