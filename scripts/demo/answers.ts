import { randomInt } from 'node:crypto';
import { addDays, addYears } from '../../domain/calendar.ts';
import { countedAnswers, shownForm } from '../../domain/forms/conditions.ts';
import type { FormContext, FormField } from '../../domain/forms/definition.ts';
import { formFor } from '../../domain/forms/form.ts';
import { mrzCheckDigit } from '../../domain/mrz.ts';
import { residentIdCheck } from '../../domain/resident-id.ts';
import { answersOf, type Situation } from '../../domain/situations.ts';
import type { Row } from './rows.ts';

const digits = (count: number): string => Array.from({ length: count }, () => String(randomInt(10))).join('');

/**
 * A sound answer to every question that a row asks, of a person who does not exist; another one at each call.
 *
 * @param person  who it is and where: answers that are taken where the row asks for them; a woman in Los Angeles if absent
 */
export function soundAnswers(
  { service, situation, minor }: Row,
  context: FormContext,
  person: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { todayOn } = context;
  const usual = { ...USUAL, ...person };
  const decided = answersOf(situation, minor, todayOn);
  const answers: Record<string, string> = {
    ...datesOf(situation, minor, todayOn),
    ...decided,
    // Any other birthday of about that age: two people of one test are not born on one day.
    'person.bornOn': addDays(decided['person.bornOn'] ?? todayOn, -randomInt(minor ? 360 : 30 * 365)),
  };
  const form = formFor(service);
  // An answer may ask for more; a handful of rounds is enough for every form.
  for (let round = 0; round < 4; round += 1) {
    for (const field of shownForm(form, answers, context).sections.flatMap(({ fields }) => fields))
      if (field.required)
        answers[field.id] ??= usual[field.id] ?? usualAnswer(field, { ...usual, ...answers });
  }
  if ('passport.mrz' in answers) answers['passport.mrz'] = mrzOf(answers);
  return countedAnswers(form, answers, context);
}

/** Dates of the documents that fit the ground: five or ten years of validity, as far gone as it says. */
function datesOf({ answers, yearsBack = {} }: Situation, minor: boolean, todayOn: string) {
  const ground = answers['renewal.ground'];
  const far = ground === 'pages-nearly-full' || ground === 'looks-changed';
  const lapsed = Object.values(yearsBack)[0];
  const expiresOn =
    lapsed === undefined
      ? addDays(todayOn, far ? 900 : ground === 'expired' ? -100 : 200)
      : addYears(todayOn, -lapsed);
  const issuedOn = addYears(expiresOn, minor ? -4 : -10);
  return Object.fromEntries(
    ['passport', 'travelDocument'].flatMap((paper) => [
      [`${paper}.issuedOn`, issuedOn],
      [`${paper}.expiresOn`, expiresOn],
    ]),
  );
}

const USUAL: Readonly<Record<string, string>> = {
  'name.chinese': '吕测试',
  'name.surnamePinyin': 'LYU',
  'name.givenPinyin': 'CESHI',
  'name.changed': 'no',
  'name.former': '吕旧名',
  'person.sex': 'F',
  'person.birthplace': '北京',
  'person.bornAbroad': 'no',
  'person.ethnicity': '汉',
  'us.inUnitedStates': 'yes',
  'us.statusKind': 'student',
  'us.leftChinaOn': '無',
  'address.street': '443 Shatto Pl',
  'address.city': 'Los Angeles',
  'address.state': 'CA',
  'address.county': 'Los Angeles',
  'address.zip': '90020',
  'contact.phone': '+12138078088',
  'contact.email': 'applicant@example.org',
  'family.father': '吕父',
  'family.mother': '王母',
  'guardian.name': '王母',
  'guardian.relation': 'mother',
  'guardian.passport': 'EB7654321',
  'guardian.phone': '+12138078088',
  'nationality.foreign': 'never',
  'nationality.foreignPassport': 'no',
  'annotation.texts': '曾用名:吕旧名\n外文名:CESHI LU',
  'annotation.wanted': 'no',
  'travelDocument.everHeld': 'no',
};

function usualAnswer({ id, kind, options }: FormField, answers: Record<string, string>): string {
  if (id === 'passport.number') return `EA${String(nextPassport++).padStart(7, '0')}`;
  if (id === 'travelDocument.number') return `L${digits(8)}`;
  if (id === 'person.idNumber') return idNumber(answers);
  if (id === 'loss.on') return addDays(answers['passport.expiresOn'] ?? '2026-01-01', -250);
  if (kind === 'choice') return options?.[0]?.value ?? '';
  return kind === 'mrz' ? 'set below' : '測試內容';
}

/** Counted up: drawn numbers would meet some day, and one person has one open order only. */
let nextPassport = randomInt(9_000_000);

const AREAS = ['110105', '310104', '440106', '510107', '330106', '350203'] as const;

/** The sequence is even for women and odd for men. */
function idNumber(answers: Record<string, string>): string {
  const sequence = randomInt(500) * 2 + (answers['person.sex'] === 'M' ? 1 : 0);
  const bornOn = (answers['person.bornOn'] ?? '').replaceAll('-', '');
  const body = `${AREAS[randomInt(AREAS.length)]}${bornOn}${String(sequence).padStart(3, '0')}`;
  return body + residentIdCheck(body);
}

/** The two lines at the foot of the data page (ICAO 9303, TD3). */
function mrzOf(answers: Record<string, string>): string {
  const guarded = (text: string): string => `${text}${mrzCheckDigit(text)}`;
  const yymmdd = (field: string): string => (answers[field] ?? '').slice(2).replaceAll('-', '');
  const names = `POCHN${answers['name.surnamePinyin']}<<${answers['name.givenPinyin']}`;
  const [number, born] = [guarded(answers['passport.number'] ?? ''), guarded(yymmdd('person.bornOn'))];
  const [expires, optional] = [guarded(yymmdd('passport.expiresOn')), guarded('<'.repeat(14))];
  const all = mrzCheckDigit(`${number}${born}${expires}${optional}`);
  return `${names.padEnd(44, '<')}\n${number}CHN${born}${answers['person.sex']}${expires}${optional}${all}`;
}
