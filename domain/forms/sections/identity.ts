import type { Condition } from '../conditions.ts';
import type { FormField, FormSection } from '../definition.ts';
import { choice, day, is, isNot, line, say, yesNo } from '../questions.ts';

const GIVEN_NAME_HINT = say(
  '大写字母连写;没有名的填“无”。',
  '大寫字母連寫;沒有名的填「無」。',
  'In capitals, run together. Write 無 if there is no given name.',
);
const AS_ON_CERTIFICATE = say(
  '照美国出生证填写英文姓名,大写字母,可有空格、连字符和撇号。',
  '照美國出生證填寫英文姓名,大寫字母,可有空格、連字號和撇號。',
  'The English name as on the US birth certificate, in capitals; blanks, hyphens and apostrophes are allowed.',
);

/** Pinyin; for a child born in the US the English name of its birth certificate. Never rewritten by us. */
function latinNames(onCertificate: Condition | undefined): FormField[] {
  const surname = say('姓(拼音)', '姓(拼音)', 'Surname in pinyin');
  const given = say('名(拼音)', '名(拼音)', 'Given name in pinyin');
  const pinyin: FormField[] = [
    line('name.surnamePinyin', surname, 39, {
      hint: say('照证件填写,大写字母。', '照證件填寫,大寫字母。', 'As in your papers, in capitals.'),
      check: 'pinyin',
    }),
    line('name.givenPinyin', given, 39, { hint: GIVEN_NAME_HINT, noneAllowed: true, check: 'pinyin' }),
  ];
  if (!onCertificate) return pinyin;
  return [
    ...pinyin.map((field) => ({ ...field, when: { not: onCertificate } })),
    line('name.surnamePinyin', say('英文姓', '英文姓', 'Surname in English'), 39, {
      hint: AS_ON_CERTIFICATE,
      when: onCertificate,
      check: 'latin-name',
    }),
    line('name.givenPinyin', say('英文名', '英文名', 'Given names in English'), 39, {
      hint: AS_ON_CERTIFICATE,
      when: onCertificate,
      noneAllowed: true,
      check: 'latin-name',
    }),
  ];
}

/** A former name; one that was changed since the present paper was issued must be told. */
function formerName(mayHaveChanged: boolean): FormField[] {
  const label = say('曾用名', '曾用名', 'Former name');
  const maybe = line('name.former', label, 60, {
    hint: say('没有的填“无”。', '沒有的填「無」。', 'Write 無 if there is none.'),
    noneAllowed: true,
  });
  if (!mayHaveChanged) return [maybe];
  return [
    yesNo(
      'name.changed',
      say(
        '姓名与现持证件上的是否不同',
        '姓名與現持證件上的是否不同',
        'Has the name changed since the present document was issued?',
      ),
    ),
    { ...maybe, when: isNot('name.changed', 'yes') },
    line('name.former', label, 60, {
      hint: say('填写现持证件上的姓名。', '填寫現持證件上的姓名。', 'The name in the present document.'),
      when: is('name.changed', 'yes'),
    }),
  ];
}

/**
 * Who the applicant is, as the papers say it.
 *
 * @param onCertificate  when the English name of a US birth certificate is asked instead of pinyin
 * @param firstPaper     whether there is no earlier document: then the place of birth has legal weight
 */
export function identitySection({
  firstPaper,
  onCertificate,
}: {
  firstPaper: boolean;
  onCertificate?: Condition;
}): FormSection {
  const birthplaceHint = firstPaper
    ? say('照出生证明填写。', '照出生證明填寫。', 'As on the birth certificate.')
    : say('与现持证件一致。', '與現持證件一致。', 'As in the present document.');
  return {
    id: 'identity',
    title: say('申请人', '申請人', 'The applicant'),
    fields: [
      line('name.chinese', say('中文姓名', '中文姓名', 'Name in Chinese'), 60, {
        hint: say(
          '少数民族姓名中间用“·”,例如 阿依古丽·买买提。',
          '少數民族姓名中間用「·」,例如 阿依古麗·買買提。',
          'With “·” between the parts of a minority name.',
        ),
        check: 'chinese-name',
      }),
      ...latinNames(onCertificate),
      ...formerName(!firstPaper),
      choice('person.sex', say('性别', '性別', 'Sex'), {
        M: say('男', '男', 'Male'),
        F: say('女', '女', 'Female'),
      }),
      day('person.bornOn', say('出生日期', '出生日期', 'Date of birth'), { check: 'past-date' }),
      line('person.birthplace', say('出生地点', '出生地點', 'Place of birth'), 60, { hint: birthplaceHint }),
      ...(firstPaper
        ? [
            yesNo(
              'person.bornAbroad',
              say('是否出生在中国境外', '是否出生在中國境外', 'Was the applicant born outside China?'),
              onCertificate ? { when: { not: onCertificate } } : {},
            ),
          ]
        : []),
      line('person.ethnicity', say('民族', '民族', 'Ethnic group'), 30, {
        hint: say('例如:汉。', '例如:漢。', 'For example 漢 (Han).'),
      }),
      line('person.idNumber', say('公民身份号码', '公民身份號碼', 'Resident identity number'), 40, {
        hint: say('没有身份证的填“无”。', '沒有身份證的填「無」。', 'Write 無 if there is no identity card.'),
        noneAllowed: true,
        check: 'resident-id',
      }),
    ],
  };
}
