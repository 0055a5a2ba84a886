import type { MailedItem } from '../case-state.ts';
import type { FeeLine, mailedKinds } from '../fees.ts';
import type { Text } from './text.ts';

/** Words of the printed confirmation 確認單. `{name}` places are filled when it is printed. */
export const CONFIRMATION_WORDS = {
  title: { hans: '订单确认单', hant: '訂單確認單', en: 'Confirmation of order' },
  orderNumber: { hans: '订单号', hant: '訂單號', en: 'Order number' },
  applicant: { hans: '申请人', hant: '申請人', en: 'Applicant' },
  service: { hans: '办理业务', hant: '辦理業務', en: 'Service' },
  post: { hans: '受理使领馆', hant: '受理使領館', en: 'Post' },
  submitted: { hans: '提交时间', hant: '提交時間', en: 'Submitted' },
  status: { hans: '目前状态', hant: '目前狀態', en: 'Status' },
  fee: { hans: '费用', hant: '費用', en: 'Fee' },
  total: { hans: '合计', hant: '合計', en: 'Total' },
  feePaid: { hans: '费用已在线支付。', hant: '費用已在線支付。', en: 'The fee was paid online.' },
  feeLater: {
    hans: '费用随材料一并邮寄支付,现在无需付款。',
    hant: '費用隨材料一併郵寄支付,現在無需付款。',
    en: 'The fee is paid with the papers that you mail; nothing is to be paid now.',
  },
  next: { hans: '接下来', hant: '接下來', en: 'What happens next' },
  until: { hans: '最迟至 {date}', hant: '最遲至 {date}', en: 'by {date} at the latest' },
  reviewed: {
    hans: '本馆按本馆领区申请人优先和提交时间先后审核。如需补充材料或视频面谈,会通过“消息中心”和电子邮件通知您,请按通知中的期限办理。',
    hant: '本館按本館領區申請人優先和提交時間先後審核。如需補充材料或視頻面談,會通過「消息中心」和電子郵件通知您,請按通知中的期限辦理。',
    en: 'The post reviews residents of its district first, then by time of submission. If something is missing or an interview is needed, the message centre and an e-mail tell you, with a date.',
  },
  mailed: {
    hans: '收到“待制证”通知后,而且只在此之后,打印便签和邮寄标签,用可跟踪的 USPS 信封寄出材料。提前寄来的材料会被原样退回。',
    hant: '收到「待制證」通知後,而且只在此之後,列印便簽和郵寄標籤,用可跟踪的 USPS 信封寄出材料。提前寄來的材料會被原樣退回。',
    en: 'Only after the news 待制證 (approved: mail your materials now), print slip and label and mail your papers in a trackable USPS envelope. What comes earlier is returned unopened.',
  },
  madeInNewYork: {
    hans: '护照在驻纽约总领馆集中制作。从提交到领取请预留一个月或更长时间;未持有有效证件前,请勿购买机票。',
    hant: '護照在駐紐約總領館集中製作。從提交到領取請預留一個月或更長時間;未持有有效證件前,請勿購買機票。',
    en: 'Passports are made at the consulate general in New York. Allow a month or more in all, and buy no air ticket before you hold a valid document.',
  },
  madeAtPost: {
    hans: '证件在本馆制作。从提交到领取请预留一个月或更长时间;未持有有效证件前,请勿购买机票。',
    hant: '證件在本館製作。從提交到領取請預留一個月或更長時間;未持有有效證件前,請勿購買機票。',
    en: 'The document is made at the post. Allow a month or more in all, and buy no air ticket before you hold a valid document.',
  },
  returned: {
    hans: '新证件制作完毕后,连同注销的旧证件(如有)和收费凭证,用您寄来的回邮信封寄出。',
    hant: '新證件製作完畢後,連同註銷的舊證件(如有)和收費憑證,用您寄來的回郵信封寄出。',
    en: 'The new document comes back in your own return envelope, with the cancelled old one, if any, and the receipt.',
  },
  notices: { hans: '通知发给谁', hant: '通知發給誰', en: 'Who gets the notices' },
  fraud: { hans: '谨防诈骗', hant: '謹防詐騙', en: 'Beware of fraud' },
  fingerprints: { hans: '关于指纹', hant: '關於指紋', en: 'About fingerprints' },
  noFingerprints: {
    hans: '通过本系统申办的护照不包含指纹信息。不影响护照正常使用,仅在入境中国时无法自助通关,须走人工通道。',
    hant: '通過本系統申辦的護照不包含指紋信息。不影響護照正常使用,僅在入境中國時無法自助通關,須走人工通道。',
    en: 'Passports ordered here carry no fingerprints. They are fully valid; on entering China, please use a manual lane instead of the automatic gates.',
  },
  foot: {
    hans: '本确认单不是旅行证件,无需邮寄。',
    hant: '本確認單不是旅行證件,無需郵寄。',
    en: 'This confirmation is no travel document and need not be mailed.',
  },
} as const satisfies Record<string, Text>;

/** Words of the slip 便簽 that goes into the envelope. */
export const SLIP_WORDS = {
  title: { hans: '材料便签', hant: '材料便簽', en: 'Slip for the envelope' },
  name: { hans: '申请人姓名', hant: '申請人姓名', en: 'Applicant' },
  orderNumber: { hans: '订单号', hant: '訂單號', en: 'Order number' },
  service: { hans: '办理业务', hant: '辦理業務', en: 'Service' },
  post: { hans: '受理使领馆', hant: '受理使領館', en: 'Post' },
  items: { hans: '信封内应有', hant: '信封內應有', en: 'The envelope must hold' },
  payment: { hans: '付款', hant: '付款', en: 'Payment' },
  exactly: { hans: '金额须准确', hant: '金額須準確', en: 'exactly' },
  payee: { hans: '抬头收款人', hant: '抬頭收款人', en: 'Payable to' },
  paidOnline: {
    hans: '费用已在线支付,信封内无需再放付款。',
    hant: '費用已在線支付,信封內無需再放付款。',
    en: 'Paid online; no payment is to be put into the envelope.',
  },
  refused: {
    hans: '不接受个人支票或现金。',
    hant: '不接受個人支票或現金。',
    en: 'No personal checks, no cash.',
  },
  foot: {
    hans: '请将本便签与上列材料一起放入信封,并在信封上贴邮寄标签。',
    hant: '請將本便簽與上列材料一起放入信封,並在信封上貼郵寄標籤。',
    en: 'Put this slip into the envelope with the papers listed, and the mailing label onto it.',
  },
} as const satisfies Record<string, Text>;

/** Words of the mailing label. The addresses are written as USPS reads them. */
export const LABEL_WORDS = {
  from: { hans: '寄件人', hant: '寄件人', en: 'From' },
  to: { hans: '收件人', hant: '收件人', en: 'To' },
  orderNumber: { hans: '订单号', hant: '訂單號', en: 'Order number' },
  cut: {
    hans: '沿虚线剪下,贴在信封正面。',
    hant: '沿虛線剪下,貼在信封正面。',
    en: 'Cut along the dashed line and glue it to the front of the envelope.',
  },
  mark: {
    hans: '信封上必须有“{mark}”字样,否则会被原样退回。',
    hant: '信封上必須有「{mark}」字樣,否則會被原樣退回。',
    en: 'The mark {mark} must stand on the envelope, or it is returned unopened.',
  },
  usps: {
    hans: '只用有跟踪查询功能的 USPS 信封;请自行留存跟踪号。回邮信封也须贴足邮资并可跟踪。',
    hant: '只用有跟踪查詢功能的 USPS 信封;請自行留存跟踪號。回郵信封也須貼足郵資並可跟踪。',
    en: 'Use a trackable USPS envelope and keep its number. The return envelope must be prepaid and trackable too.',
  },
} as const satisfies Record<string, Text>;

/** A paper's own name, where no title stands on it. */
export const LABEL_TITLE: Text = { hans: '邮寄标签', hant: '郵寄標籤', en: 'Mailing label' };

/** What to write where the font has no character: the box is left free for a pen, in all three languages at once. */
export const WRITE_BY_HAND = '方框内请手写 · 方框內請手寫 · write by hand in the box';

export const MAILED_ITEM_WORDS = {
  'old-passport': { hans: '旧护照原件', hant: '舊護照原件', en: 'Old passport (original)' },
  slip: { hans: '本便签', hant: '本便簽', en: 'This slip' },
  photo: { hans: '纸质照片', hant: '紙質照片', en: 'Paper photo' },
  payment: { hans: '付款', hant: '付款', en: 'Payment' },
  'return-envelope': {
    hans: '贴足邮资、可跟踪的 USPS 回邮信封',
    hant: '貼足郵資、可跟踪的 USPS 回郵信封',
    en: 'Prepaid, trackable USPS return envelope',
  },
} as const satisfies Record<MailedItem, Text>;

/** The ways to pay that come by mail. */
export const PAYMENT_WORDS = {
  'money-order': { hans: 'Money Order(汇票)', hant: 'Money Order(匯票)', en: 'Money order' },
  'cashiers-check': {
    hans: "Cashier's Check(银行本票)",
    hant: "Cashier's Check(銀行本票)",
    en: "Cashier's check",
  },
  'card-authorisation': {
    hans: '填好并签名的《信用卡付款授权表》',
    hant: '填好並簽名的《信用卡付款授權表》',
    en: 'Signed credit-card authorisation form',
  },
} as const satisfies Record<ReturnType<typeof mailedKinds>[number], Text>;

export const FEE_LINE_WORDS = {
  document: { hans: '制证费', hant: '製證費', en: 'Document' },
  mailing: { hans: '邮寄手续费', hant: '郵寄手續費', en: 'Mailing' },
  annotation: { hans: '加注', hant: '加注', en: 'Annotation' },
} as const satisfies Record<FeeLine['kind'], Text>;
