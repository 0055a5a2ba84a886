import { NORTHERN_COUNTIES, SOUTHERN_COUNTIES } from '../../data/california-counties.ts';
import { US_STATES } from '../../data/us-states.ts';
import type { FormOption, FormSection } from '../definition.ts';

const COUNTY_OPTIONS: readonly FormOption[] = [...SOUTHERN_COUNTIES, ...NORTHERN_COUNTIES]
  .toSorted((a, b) => a.localeCompare(b, 'en'))
  .map((name) => ({ value: name, label: { hans: name, hant: name, en: name } }));

const STATE_OPTIONS: readonly FormOption[] = Object.entries(US_STATES).map(([value, label]) => ({
  value,
  label,
}));

/** Who the applicant is, as the papers say it. */
export const IDENTITY: FormSection = {
  id: 'identity',
  title: { hans: '申请人', hant: '申請人', en: 'The applicant' },
  fields: [
    {
      id: 'name.chinese',
      label: { hans: '中文姓名', hant: '中文姓名', en: 'Name in Chinese' },
      hint: {
        hans: '少数民族姓名中间用“·”,例如 阿依古丽·买买提。',
        hant: '少數民族姓名中間用「·」,例如 阿依古麗·買買提。',
        en: 'With “·” between the parts of a minority name.',
      },
      kind: 'text',
      required: true,
      maxLength: 60,
      check: 'chinese-name',
    },
    {
      id: 'name.surnamePinyin',
      label: { hans: '姓(拼音)', hant: '姓(拼音)', en: 'Surname in pinyin' },
      hint: {
        hans: '照护照填写,大写字母。',
        hant: '照護照填寫,大寫字母。',
        en: 'As in the passport, in capitals.',
      },
      kind: 'text',
      required: true,
      maxLength: 39,
      check: 'pinyin',
    },
    {
      id: 'name.givenPinyin',
      label: { hans: '名(拼音)', hant: '名(拼音)', en: 'Given name in pinyin' },
      hint: {
        hans: '大写字母连写;护照上没有名的填“无”。',
        hant: '大寫字母連寫;護照上沒有名的填「無」。',
        en: 'In capitals, run together. Write 無 if the passport has no given name.',
      },
      kind: 'text',
      required: true,
      maxLength: 39,
      noneAllowed: true,
      check: 'pinyin',
    },
    {
      id: 'person.sex',
      label: { hans: '性别', hant: '性別', en: 'Sex' },
      kind: 'choice',
      options: [
        { value: 'M', label: { hans: '男', hant: '男', en: 'Male' } },
        { value: 'F', label: { hans: '女', hant: '女', en: 'Female' } },
      ],
      required: true,
      maxLength: 1,
    },
    {
      id: 'person.bornOn',
      label: { hans: '出生日期', hant: '出生日期', en: 'Date of birth' },
      kind: 'date',
      required: true,
      maxLength: 10,
      check: 'past-date',
    },
    {
      id: 'person.birthplace',
      label: { hans: '出生地点', hant: '出生地點', en: 'Place of birth' },
      hint: { hans: '与现持护照一致。', hant: '與現持護照一致。', en: 'As in the present passport.' },
      kind: 'text',
      required: true,
      maxLength: 60,
    },
    {
      id: 'person.idNumber',
      label: { hans: '公民身份号码', hant: '公民身份號碼', en: 'Resident identity number' },
      hint: {
        hans: '没有身份证的填“无”。',
        hant: '沒有身份證的填「無」。',
        en: 'Write 無 if there is no identity card.',
      },
      kind: 'text',
      required: true,
      maxLength: 40,
      noneAllowed: true,
      check: 'resident-id',
    },
  ],
};

/** Where the applicant lives and can be reached. */
export const UNITED_STATES: FormSection = {
  id: 'united-states',
  title: { hans: '在美情况', hant: '在美情況', en: 'In the United States' },
  fields: [
    {
      id: 'us.inUnitedStates',
      label: {
        hans: '现在是否在美国境内',
        hant: '現在是否在美國境內',
        en: 'Are you in the United States now?',
      },
      kind: 'choice',
      options: [
        { value: 'yes', label: { hans: '是', hant: '是', en: 'Yes' } },
        { value: 'no', label: { hans: '否', hant: '否', en: 'No' } },
      ],
      required: true,
      maxLength: 3,
      check: 'in-united-states',
    },
    {
      id: 'us.status',
      label: { hans: '在美居留身份', hant: '在美居留身份', en: 'Status in the United States' },
      hint: {
        hans: '例如:绿卡、F-1、H-1B、B-2。',
        hant: '例如:綠卡、F-1、H-1B、B-2。',
        en: 'For example green card, F-1, H-1B, B-2.',
      },
      kind: 'text',
      required: true,
      maxLength: 80,
    },
    {
      id: 'address.street',
      label: { hans: '街道地址', hant: '街道地址', en: 'Street address' },
      kind: 'text',
      required: true,
      maxLength: 120,
    },
    {
      id: 'address.city',
      label: { hans: '城市', hant: '城市', en: 'City' },
      kind: 'text',
      required: true,
      maxLength: 60,
    },
    {
      id: 'address.state',
      label: { hans: '州或属地', hant: '州或屬地', en: 'State or territory' },
      kind: 'choice',
      options: STATE_OPTIONS,
      required: true,
      maxLength: 2,
    },
    {
      id: 'address.county',
      label: { hans: '县(仅加利福尼亚州)', hant: '縣(僅加利福尼亞州)', en: 'County (California only)' },
      kind: 'choice',
      options: COUNTY_OPTIONS,
      required: false,
      maxLength: 40,
    },
    {
      id: 'address.zip',
      label: { hans: '邮政编码', hant: '郵遞區號', en: 'ZIP code' },
      kind: 'text',
      required: true,
      maxLength: 10,
      check: 'zip',
    },
    {
      id: 'contact.phone',
      label: { hans: '联系电话', hant: '聯繫電話', en: 'Telephone' },
      hint: {
        hans: '美国电话或中国手机,带 +1 或 +86。',
        hant: '美國電話或中國手機,帶 +1 或 +86。',
        en: 'A US number or a Chinese mobile, with +1 or +86.',
      },
      kind: 'text',
      required: true,
      maxLength: 30,
      check: 'phone',
    },
  ],
};
