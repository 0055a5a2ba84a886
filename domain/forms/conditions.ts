import { addYears, ageYears, isCalendarDate } from '../calendar.ts';

/** When something is asked: data that API, pages and papers read alike. Fields are named by the id of their answer. */
export type Condition =
  /** The answer is one of these. */
  | { field: string; is: readonly string[] }
  /** The answer is a date that lies more than so many years before today. */
  | { field: string; olderThanYears: number }
  /** The applicant (`person.bornOn`) is under so many years old today. */
  | { age: { under: number } }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };

/** Today's date at the post; of a submitted order the day of its submission. */
export type ConditionContext = { todayOn: string };

type Given = Readonly<Partial<Record<string, string>>>;

const BORN_ON = 'person.bornOn';

/** Whether `condition` holds for these answers. No condition always holds; a blank answer fulfils none. */
export function applies(
  condition: Condition | undefined,
  answers: Given,
  context: ConditionContext,
): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((each) => applies(each, answers, context));
  if ('any' in condition) return condition.any.some((each) => applies(each, answers, context));
  if ('not' in condition) return !applies(condition.not, answers, context);
  if ('age' in condition) {
    const bornOn = answers[BORN_ON] ?? '';
    return isCalendarDate(bornOn) && ageYears(bornOn, context.todayOn) < condition.age.under;
  }
  const answer = (answers[condition.field] ?? '').trim();
  if ('is' in condition) return condition.is.includes(answer);
  return isCalendarDate(answer) && answer < addYears(context.todayOn, -condition.olderThanYears);
}

/** As much of a form as conditions need: the API's own, or the one that pages get in the reader's language. */
type Conditional = { when?: Condition };
type FormShape = {
  sections: readonly (Conditional & { fields: readonly (Conditional & { id: string })[] })[];
  materials: readonly Conditional[];
};

/**
 * The form as it stands for these answers: without sections, fields and materials that do not apply. An answer to a
 * question that is hidden counts for nothing, so that one left over from another choice asks for nothing more.
 */
export function shownForm<F extends FormShape>(form: F, answers: Given, context: ConditionContext): F {
  const counted = countedAnswers(form, answers, context);
  const holds = ({ when }: Conditional): boolean => applies(when, counted, context);
  const sections = form.sections
    .filter(holds)
    .map((section) => ({ ...section, fields: section.fields.filter(holds) }))
    .filter(({ fields }) => fields.length > 0);
  return { ...form, sections, materials: form.materials.filter(holds) };
}

/** The answers to questions that are shown; those of hidden questions are kept in the draft and left out here. */
export function countedAnswers(
  form: Pick<FormShape, 'sections'>,
  answers: Given,
  context: ConditionContext,
): Record<string, string> {
  // One pass is enough: a condition names questions that come before it, or the birth date, which every form asks.
  const bornOn = answers[BORN_ON];
  const known: Record<string, string> = bornOn === undefined ? {} : { [BORN_ON]: bornOn };
  const counted: Record<string, string> = {};
  for (const section of form.sections) {
    if (!applies(section.when, known, context)) continue;
    for (const { id, when } of section.fields) {
      const answer = answers[id];
      if (answer === undefined || !applies(when, known, context)) continue;
      known[id] = answer;
      counted[id] = answer;
    }
  }
  return counted;
}
