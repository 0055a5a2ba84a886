import type { Condition } from './conditions.ts';
import type { Material } from './definition.ts';
import { is, MINOR, say } from './questions.ts';
import { DAMAGED, GONE, REPORTED } from './sections/papers.ts';

/** The papers of R-15 and the notice, part 三 (三)(四): each service's form picks the ones it asks for. */

export const PORTRAIT: Material = {
  kind: 'portrait',
  title: say('证件照', '證件照', 'Portrait'),
  hint: say(
    '近 6 个月内的正面免冠照,白色背景。',
    '近 6 個月內的正面免冠照,白色背景。',
    'Taken in the last 6 months, full face, white background.',
  ),
  required: true,
};

export const RESIDENCE_PROOF: Material = {
  kind: 'residence-proof',
  title: say('长期居住地址证明', '長期居住地址證明', 'Proof of residence'),
  hint: say(
    '带有申请人或未成年人监护人姓名和地址的近期水电单、银行账单等。',
    '帶有申請人或未成年人監護人姓名和地址的近期水電單、銀行賬單等。',
    'A recent utility bill or bank statement with the name and address of the applicant, or of a minor’s guardian.',
  ),
  required: true,
  many: true,
};

const DATA_PAGE: Material = {
  kind: 'passport-data-page',
  title: say('护照资料页', '護照資料頁', 'Passport data page'),
  hint: say(
    '带照片的一页,四角完整,字迹清晰。',
    '帶照片的一頁,四角完整,字跡清晰。',
    'The page with the photo, all corners in view.',
  ),
  required: true,
};

/** Of a passport in hand it is required; of one that is gone a copy helps. */
export const DATA_PAGE_IN_HAND = DATA_PAGE;
export const DATA_PAGE_OF_DAMAGED: Material = { ...DATA_PAGE, when: DAMAGED };
export const DATA_PAGE_COPY: Material = {
  ...DATA_PAGE,
  hint: say('如有复印件或照片,请上传。', '如有複印件或照片,請上傳。', 'If you have a copy or a photo of it.'),
  required: false,
  when: GONE,
};

export const ANNOTATION_PAGE: Material = {
  kind: 'passport-annotation-page',
  title: say('护照加注页', '護照加注頁', 'Passport annotation page'),
  hint: say('曾办理过加注的,请上传。', '曾辦理過加注的,請上傳。', 'If the passport has annotations.'),
  required: false,
  many: true,
};

export const ANNOTATION_PROOF: Material = {
  kind: 'annotation-proof',
  title: say('加注证明', '加注證明', 'Proof for the annotation'),
  hint: say(
    '足以支持加注内容的官方证明:绿卡、法院更名书、户口簿等。',
    '足以支持加注內容的官方證明:綠卡、法院更名書、戶口簿等。',
    'An official proof of what it says: green card, court order, household register or the like.',
  ),
  when: is('annotation.wanted', 'yes'),
  required: true,
  many: true,
};

export const IDENTITY_PROOF: Material = {
  kind: 'identity-proof',
  title: say('身份及国籍证明', '身份及國籍證明', 'Proof of identity and nationality'),
  hint: say(
    '户口簿、身份证或出生公证等,任选一种。',
    '戶口簿、身份證或出生公證等,任選一種。',
    'One of: household register, ID card, notarised birth certificate.',
  ),
  required: true,
  many: true,
};

export const NAME_CHANGE_PROOF: Material = {
  kind: 'name-change-proof',
  title: say('姓名变更证明', '姓名變更證明', 'Proof of the change of name'),
  hint: say(
    '法院更名书、户口簿变更记录、结婚证等。',
    '法院更名書、戶口簿變更記錄、結婚證等。',
    'Court order, entry in the household register, marriage certificate or the like.',
  ),
  when: is('name.changed', 'yes'),
  required: true,
  many: true,
};

/** For who let the document lapse, and for visitors, whose right to a travel document depends on it. */
export const usStatusProof = (when: Condition): Material => ({
  kind: 'us-status-proof',
  title: say('在美合法居留证明', '在美合法居留證明', 'Proof of status in the United States'),
  hint: say(
    '绿卡、签证、I-94、I-797、I-20、DS-2019 等。',
    '綠卡、簽證、I-94、I-797、I-20、DS-2019 等。',
    'Green card, visa, I-94, I-797, I-20, DS-2019 or the like.',
  ),
  when,
  required: true,
  many: true,
});

export const LOSS_MATERIALS: readonly Material[] = [
  {
    kind: 'police-report',
    title: say('报警记录', '報警記錄', 'Police report'),
    hint: say('所填编号对应的报警记录。', '所填編號對應的報警記錄。', 'The report whose number you gave.'),
    when: REPORTED,
    required: true,
    many: true,
  },
  {
    kind: 'damage-photo',
    title: say('损毁情况照片', '損毀情況照片', 'Pictures of the damage'),
    hint: say(
      '能看清损毁部位的照片。',
      '能看清損毀部位的照片。',
      'Pictures that show the damaged parts clearly.',
    ),
    when: DAMAGED,
    required: true,
    many: true,
  },
];

/** Of a child under 16, and of every child born in the US. */
export const birthCertificate = (when: Condition): Material => ({
  kind: 'birth-certificate',
  title: say('出生证明', '出生證明', 'Birth certificate'),
  hint: say('申请人的出生证明。', '申請人的出生證明。', 'The applicant’s birth certificate.'),
  when,
  required: true,
  many: true,
});

/** Who acts for a child under 16, and by what right. */
export const GUARDIAN_MATERIALS: readonly Material[] = [
  {
    kind: 'custody-proof',
    title: say('监护权证明', '監護權證明', 'Proof of custody'),
    hint: say(
      '父母监护的上传亲属关系或出生证明;其他监护人上传法定监护权证明。',
      '父母監護的上傳親屬關係或出生證明;其他監護人上傳法定監護權證明。',
      'For a parent: proof of parentage. For another guardian: proof of legal custody.',
    ),
    when: MINOR,
    required: true,
    many: true,
  },
  {
    kind: 'guardian-passport',
    title: say('监护人护照', '監護人護照', 'Guardian’s passport'),
    hint: say('监护人护照资料页。', '監護人護照資料頁。', 'The data page of the guardian’s passport.'),
    when: MINOR,
    required: true,
    many: true,
  },
];

const TRAVEL_PAGE: Material = {
  kind: 'travel-document-page',
  title: say('旅行证资料页', '旅行證資料頁', 'Data page of the travel document'),
  hint: say(
    '带照片的一页,四角完整,字迹清晰。',
    '帶照片的一頁,四角完整,字跡清晰。',
    'The page with the photo, all corners in view.',
  ),
  required: true,
};

export const TRAVEL_PAGE_IN_HAND = TRAVEL_PAGE;
export const TRAVEL_PAGE_OF_DAMAGED: Material = { ...TRAVEL_PAGE, when: DAMAGED };

/** What each ground of a first travel document is proved with. */
export const TRAVEL_GROUND_MATERIALS: readonly Material[] = [
  {
    kind: 'urgency-proof',
    title: say('紧急情况证明', '緊急情況證明', 'Proof of the urgency'),
    hint: say(
      '能说明紧急情况的证明,例如医院证明。不要为此先购买机票。',
      '能說明緊急情況的證明,例如醫院證明。不要為此先購買機票。',
      'A paper that shows the urgency, such as a hospital’s letter. Do not buy an air ticket for it.',
    ),
    when: is('travel.ground', 'urgent'),
    required: true,
    many: true,
  },
  {
    kind: 'parents-papers',
    title: say('父母护照及在美身份证明', '父母護照及在美身份證明', 'The parents’ passports and US status'),
    hint: say(
      '父母双方的护照资料页,以及孩子出生时父母在美身份的证明。',
      '父母雙方的護照資料頁,以及孩子出生時父母在美身份的證明。',
      'Data pages of both parents’ passports, and proof of their US status at the birth.',
    ),
    when: is('travel.ground', 'us-born-child'),
    required: true,
    many: true,
  },
  {
    kind: 'special-region-paper',
    title: say('港澳居民身份证明', '港澳居民身份證明', 'Proof of residence in Hong Kong or Macao'),
    hint: say(
      '香港或澳门永久性居民身份证等。',
      '香港或澳門永久性居民身份證等。',
      'The permanent identity card of Hong Kong or Macao, or the like.',
    ),
    when: is('travel.ground', 'hk-macau'),
    required: true,
    many: true,
  },
  {
    kind: 'taiwan-paper',
    title: say('台湾居民身份证明', '臺灣居民身份證明', 'Proof of residence in Taiwan'),
    hint: say(
      '身份证、户籍誊本等。',
      '身份證、戶籍謄本等。',
      'Identity card, household transcript or the like.',
    ),
    when: is('travel.ground', 'taiwan'),
    required: true,
    many: true,
  },
];
