import type { InterviewReason, MailedItem, RefusalGround, SupplementReason } from '../case-state.ts';
import type { Text } from './text.ts';

/** Coded grounds of a refusal in words. */
export const REFUSAL_GROUND_TEXTS = {
  'not-a-national': {
    hans: '不具有中国国籍(护照法第十三条第一项)',
    hant: '不具有中國國籍(護照法第十三條第一項)',
    en: 'Not a Chinese national (Passport Law art. 13 (1))',
  },
  'identity-unproved': {
    hans: '无法证明身份(护照法第十三条第二项)',
    hant: '無法證明身份(護照法第十三條第二項)',
    en: 'Identity could not be proved (Passport Law art. 13 (2))',
  },
  'false-statements': {
    hans: '申请过程中弄虚作假(护照法第十三条第三项)',
    hant: '申請過程中弄虛作假(護照法第十三條第三項)',
    en: 'False statements in the application (Passport Law art. 13 (3))',
  },
  'serving-sentence': {
    hans: '正在服刑(护照法第十三条第四项)',
    hant: '正在服刑(護照法第十三條第四項)',
    en: 'Serving a sentence (Passport Law art. 13 (4))',
  },
  'court-notice': {
    hans: '有未了结的民事案件,法院通知不准出境(护照法第十三条第五项)',
    hant: '有未了結的民事案件,法院通知不准出境(護照法第十三條第五項)',
    en: 'A court’s notice in an open civil case (Passport Law art. 13 (5))',
  },
  'criminal-suspect': {
    hans: '刑事案件被告人或犯罪嫌疑人(护照法第十三条第六项)',
    hant: '刑事案件被告人或犯罪嫌疑人(護照法第十三條第六項)',
    en: 'Defendant or suspect in a criminal case (Passport Law art. 13 (6))',
  },
  'state-security': {
    hans: '主管部门认为出境后将危害国家安全或利益(护照法第十三条第七项)',
    hant: '主管部門認為出境後將危害國家安全或利益(護照法第十三條第七項)',
    en: 'Harm to security or interests, by the competent department (Passport Law art. 13 (7))',
  },
  'exit-ban': {
    hans: '在不予签发期限内(护照法第十四条)',
    hant: '在不予簽發期限內(護照法第十四條)',
    en: 'Within a period of refusal (Passport Law art. 14)',
  },
  'foreign-nationality-acquired': {
    hans: '已自愿取得外国国籍(国籍法第九条)',
    hant: '已自願取得外國國籍(國籍法第九條)',
    en: 'A foreign nationality was acquired voluntarily (Nationality Law art. 9)',
  },
  'wrong-service': {
    hans: '选择的业务不适用',
    hant: '選擇的業務不適用',
    en: 'The chosen service does not fit',
  },
  'outside-united-states': {
    hans: '申请人当前不在美国境内',
    hant: '申請人當前不在美國境內',
    en: 'The applicant is not in the United States',
  },
} as const satisfies Record<RefusalGround, Text>;

/** Why something is asked for again. */
export const SUPPLEMENT_REASON_TEXTS = {
  unreadable: { hans: '不清晰,无法辨认', hant: '不清晰,無法辨認', en: 'Cannot be read' },
  incomplete: { hans: '不完整', hant: '不完整', en: 'Not complete' },
  'wrong-document': {
    hans: '不是所要求的材料',
    hant: '不是所要求的材料',
    en: 'Not the document that is needed',
  },
  expired: { hans: '已过期', hant: '已過期', en: 'No longer valid' },
  disagrees: { hans: '与其他材料不一致', hant: '與其他材料不一致', en: 'Disagrees with another document' },
  'portrait-rules': {
    hans: '照片不符合规范',
    hant: '照片不符合規範',
    en: 'The photo does not follow the rules',
  },
  other: { hans: '其他', hant: '其他', en: 'Other' },
} as const satisfies Record<SupplementReason, Text>;

export const INTERVIEW_REASON_TEXTS = {
  minor: { hans: '申请人为未成年人', hant: '申請人為未成年人', en: 'The applicant is a minor' },
  'face-check': { hans: '人脸识别未通过', hant: '人臉識別未通過', en: 'The face check did not pass' },
  officer: { hans: '审核认为需要面谈', hant: '審核認為需要面談', en: 'The officer asks for it' },
} as const satisfies Record<InterviewReason, Text>;

export const MAILED_ITEM_TEXTS = {
  'old-passport': {
    hans: '现持护照或旅行证原件',
    hant: '現持護照或旅行證原件',
    en: 'The present passport or travel document, original',
  },
  slip: {
    hans: '写有申请人姓名及订单号的便签',
    hant: '寫有申請人姓名及訂單號的便簽',
    en: 'A slip with the applicant’s name and the order number',
  },
  photo: { hans: '纸质照片', hant: '紙質照片', en: 'A paper photo' },
  payment: {
    hans: '费用(Money Order、Cashier’s Check 或信用卡付款表)',
    hant: '費用(Money Order、Cashier’s Check 或信用卡付款表)',
    en: 'Payment: money order, cashier’s check or card form',
  },
  'return-envelope': {
    hans: '贴足邮资、可跟踪的 USPS 回邮信封',
    hant: '貼足郵資、可跟踪的 USPS 回郵信封',
    en: 'A prepaid, trackable USPS return envelope',
  },
} as const satisfies Record<MailedItem, Text>;
