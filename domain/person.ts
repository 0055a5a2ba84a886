import { normaliseResidentId } from './resident-id.ts';
import { normalisePassportNumber } from './travel-papers.ts';
import { isNone } from './written.ts';

/**
 * What the applicant of these answers is known by: `id:11010519491231002X`, `passport:EA1234567`. "One person, one
 * open order" is keyed on a hash of these, so one number must give one string however it is written.
 * 「無」 and blanks are nobody's number. Personal data: hash before storing, never log.
 */
export function personIdentifiers(answers: Readonly<Record<string, string>>): string[] {
  const number = (field: string, normalise: (text: string) => string): string => {
    const text = answers[field] ?? '';
    return isNone(text) ? '' : normalise(text);
  };
  const id = number('person.idNumber', normaliseResidentId);
  const passport = number('passport.number', normalisePassportNumber);
  return [...(id ? [`id:${id}`] : []), ...(passport ? [`passport:${passport}`] : [])];
}
