import type { Condition } from '../conditions.ts';
import type { FormField, FormSection } from '../definition.ts';
import { all, choice, isNot, line, MINOR, NONE, say } from '../questions.ts';

const NAME_HINT = say('没有的填“无”。', '沒有的填「無」。', 'Write 無 if there is none.');
const ADDRESS_HINT = say('已去世的填“去世”。', '已去世的填「去世」。', 'Write 去世 if the person has died.');

/** A name, and where the person lives; the address of nobody is not asked. */
function relative(id: string, name: [string, string, string], when?: Condition): FormField[] {
  const [hans, hant, en] = name;
  const known = isNot(id, ...NONE);
  return [
    line(id, say(`${hans}姓名`, `${hant}姓名`, `${en}: name`), 100, {
      hint: NAME_HINT,
      noneAllowed: true,
      ...(when ? { when } : {}),
    }),
    line(`${id}Address`, say(`${hans}现住址`, `${hant}現住址`, `${en}: present address`), 200, {
      hint: ADDRESS_HINT,
      when: when ? all(when, known) : known,
    }),
  ];
}

export const FAMILY: FormSection = {
  id: 'family',
  title: say('家庭成员', '家庭成員', 'Family'),
  fields: [
    ...relative('family.father', ['父亲', '父親', 'Father']),
    ...relative('family.mother', ['母亲', '母親', 'Mother']),
    ...relative('family.spouse', ['配偶', '配偶', 'Spouse'], { not: MINOR }),
  ],
};

/** Who acts for an applicant under 16; the same person is interviewed with the child. */
export const GUARDIAN: FormSection = {
  id: 'guardian',
  title: say('监护人', '監護人', 'The guardian'),
  when: MINOR,
  fields: [
    line('guardian.name', say('监护人姓名', '監護人姓名', 'Name of the guardian'), 100),
    choice('guardian.relation', say('与申请人的关系', '與申請人的關係', 'Relation to the applicant'), {
      father: say('父亲', '父親', 'Father'),
      mother: say('母亲', '母親', 'Mother'),
      'legal-guardian': say('其他法定监护人', '其他法定監護人', 'Another legal guardian'),
    }),
    line('guardian.passport', say('监护人护照号码', '監護人護照號碼', 'Guardian’s passport number'), 20, {
      check: 'paper-number',
    }),
    line('guardian.phone', say('监护人电话', '監護人電話', 'Guardian’s telephone'), 30, { check: 'phone' }),
  ],
};
