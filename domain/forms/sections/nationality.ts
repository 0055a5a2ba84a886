import type { Condition } from '../conditions.ts';
import type { FormSection } from '../definition.ts';
import { choice, is, line, say, yesNo, yesNoUnclear } from '../questions.ts';

const ACQUIRED = is('nationality.foreign', 'acquired');

/** What Nationality Law art. 9 asks of every applicant. */
export const NATIONALITY: FormSection = {
  id: 'nationality',
  title: say('国籍状况', '國籍狀況', 'Nationality'),
  fields: [
    choice(
      'nationality.foreign',
      say('是否加入或取得外国国籍', '是否加入或取得外國國籍', 'Has the applicant a foreign nationality?'),
      {
        never: say('从未取得,也未申请', '從未取得,也未申請', 'Never acquired, never applied for'),
        applied: say('已申请,尚未取得', '已申請,尚未取得', 'Applied for, not acquired'),
        acquired: say('已取得', '已取得', 'Acquired'),
      },
    ),
    line('nationality.country', say('取得哪国国籍', '取得哪國國籍', 'Which nationality'), 60, {
      when: ACQUIRED,
    }),
    choice(
      'nationality.how',
      say('如何取得', '如何取得', 'How it was acquired'),
      {
        birth: say('出生时取得', '出生時取得', 'At birth'),
        voluntary: say('自愿加入(入籍)', '自願加入(入籍)', 'Voluntarily (naturalisation)'),
        unclear: say('其他,或不确定', '其他,或不確定', 'Otherwise, or not sure'),
      },
      { when: ACQUIRED },
    ),
    yesNoUnclear(
      'nationality.settled',
      say(
        '取得时是否已定居国外',
        '取得時是否已定居國外',
        'Was the applicant settled abroad when acquiring it?',
      ),
      { when: { all: [ACQUIRED, { not: is('nationality.how', 'birth') }] } },
    ),
    yesNo(
      'nationality.foreignPassport',
      say('是否持有外国护照', '是否持有外國護照', 'Does the applicant hold a foreign passport?'),
    ),
  ],
};

/** What Nationality Law art. 5 asks of who was born abroad. */
export function birthSection(when: Condition): FormSection {
  return {
    id: 'birth',
    title: say('出生时的国籍情况', '出生時的國籍情況', 'Nationality at birth'),
    when,
    fields: [
      choice(
        'birth.parents',
        say('出生时父母的国籍', '出生時父母的國籍', 'The parents’ nationality at the birth'),
        {
          both: say('父母双方均为中国公民', '父母雙方均為中國公民', 'Both were Chinese citizens'),
          one: say('一方为中国公民', '一方為中國公民', 'One was a Chinese citizen'),
          none: say('双方均不是中国公民', '雙方均不是中國公民', 'Neither was a Chinese citizen'),
        },
      ),
      yesNoUnclear(
        'birth.settled',
        say(
          '出生时中国籍父母是否有一方已定居国外',
          '出生時中國籍父母是否有一方已定居國外',
          'Was a parent who is a Chinese citizen settled abroad at the birth?',
        ),
        {
          hint: say(
            '定居指取得永久居留资格,例如绿卡。',
            '定居指取得永久居留資格,例如綠卡。',
            'Settled means with permanent residence, such as a green card.',
          ),
          when: is('birth.parents', 'both', 'one'),
        },
      ),
      yesNoUnclear(
        'birth.foreignNationality',
        say(
          '是否出生时即具有外国国籍',
          '是否出生時即具有外國國籍',
          'Did the applicant have a foreign nationality from birth?',
        ),
        {
          hint: say(
            '在美国出生的,一般具有美国国籍。',
            '在美國出生的,一般具有美國國籍。',
            'Who is born in the United States usually has US nationality.',
          ),
        },
      ),
    ],
  };
}
