import { addYears } from './calendar.ts';
import type { Answers, FormDefinition } from './forms/definition.ts';
import type { FormService } from './forms/form.ts';
import { say } from './forms/questions.ts';
import type { Text } from './texts/text.ts';

/**
 * A typical situation of a service: the choices that decide which materials and statements are needed. Dates that
 * lie so many years before today are written as `years` back.
 */
export type Situation = {
  id: string;
  title: Text;
  answers: Answers;
  yearsBack?: Readonly<Record<string, number>>;
  /** Only for who is under 16 (`true`) or only for others (`false`); for both when absent. */
  minor?: boolean;
};

const ground = (id: string, title: Text): Situation => ({ id, title, answers: { 'renewal.ground': id } });
const loss = (id: string, title: Text): Situation => ({
  id,
  title,
  // A report was made: whoever has none is asked for less.
  answers: { 'loss.kind': id, 'loss.policeReport': '1' },
});

const GROUNDS: readonly Situation[] = [
  ground('expired', say('已过期', '已過期', 'It has expired')),
  ground('under-one-year', say('有效期不足一年', '有效期不足一年', 'Less than a year left')),
  ground('pages-nearly-full', say('签证页即将用完', '簽證頁即將用完', 'Pages nearly full')),
  ground('looks-changed', say('容貌变化较大', '容貌變化較大', 'Looks have changed much')),
];
const NAME_CHANGED: Situation = {
  id: 'name-changed',
  title: say('姓名已变更', '姓名已變更', 'The name has changed'),
  answers: { 'renewal.ground': 'under-one-year', 'name.changed': 'yes' },
};
const lapsed = (expiry: string): Situation => ({
  id: 'expired-over-two-years',
  title: say('过期两年以上', '過期兩年以上', 'It expired more than two years ago'),
  answers: { 'renewal.ground': 'expired' },
  yearsBack: { [expiry]: 3 },
});
const LOSSES: readonly Situation[] = [
  loss('lost', say('遗失', '遺失', 'It is lost')),
  loss('stolen', say('被盗', '被盜', 'It was stolen')),
  loss('damaged', say('损毁', '損毀', 'It is damaged')),
];
const annotated = (answers: Answers): Situation => ({
  id: 'annotation',
  title: say('同时办理加注', '同時辦理加注', 'With an annotation'),
  answers: { ...answers, 'annotation.wanted': 'yes' },
});
const travel = (id: string, title: Text, answers: Answers = {}): Situation => ({
  id,
  title,
  answers: { 'travel.ground': id, ...answers },
});
const visitor = (kind: string, title: Text): Situation => ({
  id: `visitor-${kind}`,
  title,
  answers: {
    'travel.ground': 'visitor-lost',
    'us.statusKind': 'visitor',
    'loss.kind': kind,
    'loss.policeReport': '1',
  },
});

/** The situations of each service; the first is the usual one. */
export const SITUATIONS: Readonly<Record<FormService, readonly [Situation, ...Situation[]]>> = {
  'passport.issue': [
    {
      id: 'first',
      title: say('首次申请', '首次申請', 'The first passport'),
      answers: { 'passport.everHeld': 'no', 'person.bornAbroad': 'no' },
    },
    {
      id: 'born-abroad',
      title: say('出生在中国境外', '出生在中國境外', 'Born outside China'),
      answers: {
        'passport.everHeld': 'no',
        'person.bornAbroad': 'yes',
        'birth.parents': 'both',
        'birth.settled': 'no',
        'birth.foreignNationality': 'no',
      },
    },
    annotated({ 'passport.everHeld': 'no', 'person.bornAbroad': 'no' }),
  ],
  'passport.renew': [
    ...(GROUNDS as [Situation, ...Situation[]]),
    lapsed('passport.expiresOn'),
    NAME_CHANGED,
    annotated({ 'renewal.ground': 'under-one-year' }),
  ],
  'passport.replace': [
    ...(LOSSES as [Situation, ...Situation[]]),
    annotated({ 'loss.kind': 'lost', 'loss.policeReport': '1' }),
  ],
  'travel-document.issue': [
    visitor('lost', say('短期来美,护照遗失', '短期來美,護照遺失', 'Visitor, the passport is lost')),
    visitor('stolen', say('短期来美,护照被盗', '短期來美,護照被盜', 'Visitor, the passport was stolen')),
    visitor('damaged', say('短期来美,护照损毁', '短期來美,護照損毀', 'Visitor, the passport is damaged')),
    travel('urgent', say('情况紧急', '情況緊急', 'Urgent')),
    {
      ...travel('us-born-child', say('在美出生的子女', '在美出生的子女', 'A child born in the US'), {
        'us.statusKind': 'us-born',
        'nationality.foreign': 'acquired',
        'nationality.how': 'birth',
        'nationality.foreignPassport': 'yes',
        'birth.parents': 'both',
        'birth.settled': 'no',
        'birth.foreignNationality': 'yes',
      }),
      minor: true,
    },
    travel('hk-macau', say('港澳居民', '港澳居民', 'Resident of Hong Kong or Macao')),
    travel('taiwan', say('台湾居民', '臺灣居民', 'Resident of Taiwan')),
    {
      ...travel('other-minor', say('其他未成年人', '其他未成年人', 'Another minor')),
      minor: true,
    },
  ],
  'travel-document.renew': [
    ...(GROUNDS as [Situation, ...Situation[]]),
    lapsed('travelDocument.expiresOn'),
    NAME_CHANGED,
  ],
  'travel-document.replace': LOSSES as [Situation, ...Situation[]],
};

/**
 * The answers of a situation, as far as they decide what is needed; nobody in particular.
 *
 * @param todayOn  the date from which ages and lapse are counted
 */
export function answersOf(
  { answers, yearsBack = {} }: Situation,
  minor: boolean,
  todayOn: string,
): Record<string, string> {
  const dates = Object.entries(yearsBack).map(([field, years]) => [field, addYears(todayOn, -years)]);
  return {
    ...answers,
    'person.bornOn': addYears(todayOn, minor ? -8 : -30),
    ...Object.fromEntries(dates),
  };
}

/**
 * What choosing a situation has answered already, for a draft that is begun with it: choices only, as its other answers
 * merely stand for some.
 *
 * @returns undefined when the service has no such situation
 */
export function choicesOf(form: FormDefinition, situationId: string): Record<string, string> | undefined {
  const situation = SITUATIONS[form.service as FormService]?.find(({ id }) => id === situationId);
  if (!situation) return undefined;
  const choices = form.sections.flatMap(({ fields }) => fields.filter(({ kind }) => kind === 'choice'));
  const ids = new Set(choices.map(({ id }) => id));
  return Object.fromEntries(Object.entries(situation.answers).filter(([field]) => ids.has(field)));
}
