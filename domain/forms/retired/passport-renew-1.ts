import type { FormDefinition, FormSection, Material } from '../definition.ts';
import { IDENTITY, UNITED_STATES } from './renew-1-sections.ts';

const PASSPORT: FormSection = {
  id: 'passport',
  title: { hans: '现持护照', hant: '現持護照', en: 'The present passport' },
  fields: [
    {
      id: 'passport.number',
      label: { hans: '护照号码', hant: '護照號碼', en: 'Passport number' },
      kind: 'text',
      required: true,
      maxLength: 20,
      check: 'passport-number',
    },
    {
      id: 'passport.issuedOn',
      label: { hans: '签发日期', hant: '簽發日期', en: 'Date of issue' },
      kind: 'date',
      required: true,
      maxLength: 10,
      check: 'past-date',
    },
    {
      id: 'passport.expiresOn',
      label: { hans: '有效期至', hant: '有效期至', en: 'Date of expiry' },
      kind: 'date',
      required: true,
      maxLength: 10,
    },
    {
      id: 'passport.mrz',
      label: {
        hans: '资料页最下方的两行字符',
        hant: '資料頁最下方的兩行字符',
        en: 'The two lines at the foot of the data page',
      },
      hint: {
        hans: '两行各 44 个字符,包括所有“<”。',
        hant: '兩行各 44 個字符,包括所有「<」。',
        en: 'Two lines of 44 characters each, with every “<”.',
      },
      kind: 'mrz',
      required: true,
      maxLength: 200,
    },
    {
      id: 'renewal.ground',
      label: { hans: '换发理由', hant: '換發理由', en: 'Ground for renewal' },
      kind: 'choice',
      options: [
        {
          value: 'expired',
          label: { hans: '护照已过期', hant: '護照已過期', en: 'The passport has expired' },
        },
        {
          value: 'under-one-year',
          label: { hans: '有效期不足一年', hant: '有效期不足一年', en: 'Less than one year left' },
        },
        {
          value: 'pages-nearly-full',
          label: { hans: '签证页即将用完', hant: '簽證頁即將用完', en: 'Visa pages nearly full' },
        },
        {
          value: 'looks-changed',
          label: { hans: '容貌变化较大', hant: '容貌變化較大', en: 'Looks have changed much' },
        },
      ],
      required: true,
      maxLength: 20,
    },
  ],
};

const FAMILY_HINT = {
  hans: '填写姓名;没有的填“无”。',
  hant: '填寫姓名;沒有的填「無」。',
  en: 'Give the name, or write 無 if there is none.',
};

const FAMILY: FormSection = {
  id: 'family',
  title: { hans: '家庭成员', hant: '家庭成員', en: 'Family' },
  fields: [
    { id: 'family.father', label: { hans: '父亲', hant: '父親', en: 'Father' } },
    { id: 'family.mother', label: { hans: '母亲', hant: '母親', en: 'Mother' } },
    { id: 'family.spouse', label: { hans: '配偶', hant: '配偶', en: 'Spouse' } },
  ].map((field) => ({
    ...field,
    hint: FAMILY_HINT,
    kind: 'text',
    required: true,
    maxLength: 100,
    noneAllowed: true,
  })),
};

const WISHES: FormSection = {
  id: 'wishes',
  title: { hans: '加注与取件', hant: '加注與取件', en: 'Annotations and collection' },
  fields: [
    {
      id: 'annotation.texts',
      label: { hans: '需要加注的内容(可不填)', hant: '需要加注的內容(可不填)', en: 'Annotations (optional)' },
      hint: {
        hans: '每行一条,每条另收费,须上传证明。',
        hant: '每行一條,每條另收費,須上傳證明。',
        en: 'One a line. Each costs extra and needs a proof.',
      },
      kind: 'longtext',
      required: false,
      maxLength: 500,
      noneAllowed: true,
    },
    {
      id: 'collect.way',
      label: { hans: '取件方式', hant: '取件方式', en: 'How to collect the document' },
      kind: 'choice',
      options: [{ value: 'mail', label: { hans: '邮寄', hant: '郵寄', en: 'By mail' } }],
      required: true,
      maxLength: 10,
    },
  ],
};

const MATERIALS: readonly Material[] = [
  {
    kind: 'passport-data-page',
    title: { hans: '护照资料页', hant: '護照資料頁', en: 'Passport data page' },
    hint: {
      hans: '带照片的一页,四角完整,字迹清晰。',
      hant: '帶照片的一頁,四角完整,字跡清晰。',
      en: 'The page with the photo, all corners in view.',
    },
    required: true,
  },
  {
    kind: 'portrait',
    title: { hans: '证件照', hant: '證件照', en: 'Portrait' },
    hint: {
      hans: '近 6 个月内的正面免冠照,白色背景。',
      hant: '近 6 個月內的正面免冠照,白色背景。',
      en: 'Taken in the last 6 months, full face, white background.',
    },
    required: true,
  },
  {
    kind: 'residence-proof',
    title: { hans: '长期居住地址证明', hant: '長期居住地址證明', en: 'Proof of residence' },
    hint: {
      hans: '带本人姓名和地址的近期水电单、银行账单等。',
      hant: '帶本人姓名和地址的近期水電單、銀行賬單等。',
      en: 'A recent utility bill or bank statement with your name and address.',
    },
    required: true,
    many: true,
  },
  {
    kind: 'passport-annotation-page',
    title: { hans: '护照加注页', hant: '護照加注頁', en: 'Passport annotation page' },
    hint: {
      hans: '曾办理过加注的,请上传。',
      hant: '曾辦理過加注的,請上傳。',
      en: 'If the passport has annotations.',
    },
    required: false,
    many: true,
  },
  {
    kind: 'annotation-proof',
    title: { hans: '加注证明', hant: '加注證明', en: 'Proof for the annotation' },
    hint: {
      hans: '绿卡、法院更名书、户口簿等官方证明。',
      hant: '綠卡、法院更名書、戶口簿等官方證明。',
      en: 'Green card, court order, household register or the like.',
    },
    required: false,
    many: true,
  },
];

/** 換發 as it was first asked; drafts that were begun with it are finished with it. Never changed. */
export const PASSPORT_RENEW_1: FormDefinition = {
  service: 'passport.renew',
  version: 1,
  sections: [IDENTITY, PASSPORT, UNITED_STATES, FAMILY, WISHES],
  materials: MATERIALS,
};
