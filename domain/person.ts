import { normaliseChineseName } from './names.ts';
import { normaliseResidentId } from './resident-id.ts';
import { normalisePassportNumber } from './travel-papers.ts';
import { isNone, plainCode } from './written.ts';

/**
 * What the applicant of these answers is known by: `id:11010519491231002X`, `passport:EA1234567`. "One person, one
 * open order" is keyed on a hash of these, so one number must give one string however it is written.
 * 「無」 and blanks are nobody's number. Who has no number at all, as a child born in the US, is known by name, birth and
 * parents. Personal data: hash before storing, never log.
 */
export function personIdentifiers(answers: Readonly<Record<string, string>>): string[] {
  const number = (field: string, normalise: (text: string) => string): string => {
    const text = answers[field] ?? '';
    return isNone(text) ? '' : normalise(text);
  };
  const id = number('person.idNumber', normaliseResidentId);
  const passport = number('passport.number', normalisePassportNumber);
  const travel = number('travelDocument.number', normalisePassportNumber);
  const numbers = [
    ...(id ? [`id:${id}`] : []),
    ...(passport ? [`passport:${passport}`] : []),
    ...(travel ? [`travel-document:${travel}`] : []),
  ];
  const name = normaliseChineseName(answers['name.chinese'] ?? '');
  const bornOn = answers['person.bornOn'] ?? '';
  if (numbers.length > 0 || name === '' || bornOn === '') return numbers;
  const parents = ['family.father', 'family.mother'].map((field) => plainCode(answers[field] ?? ''));
  return [`born:${[name, bornOn, answers['person.sex'] ?? '', ...parents].join('|')}`];
}
