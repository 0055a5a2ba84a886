import type { Text } from '../../../domain/texts/text.ts';

/** The account, and who its holder is. */
export const ACCOUNT_WORDS = {
  accountTitle: { hans: '账号', hant: '賬號', en: 'Account' },
  accountLead: { hans: '登录邮箱:{email}', hant: '登錄郵箱:{email}', en: 'Logged in as {email}' },
  accountLang: {
    hans: '网站和邮件都使用这种语言。',
    hant: '網站和郵件都使用這種語言。',
    en: 'For this site and for e-mails.',
  },
  leaveTitle: { hans: '退出登录', hant: '登出', en: 'Log out' },
  leaveLead: {
    hans: '使用他人或公用设备后,请退出登录。尚未保存的内容会一并清除。',
    hant: '使用他人或公用裝置後,請登出。尚未保存的內容會一併清除。',
    en: 'Log out on a shared device. What is not yet saved is cleared too.',
  },
  leave: { hans: '退出登录', hant: '登出', en: 'Log out' },
  realNameTitle: { hans: '实名认证', hant: '實名認證', en: 'Real-name authentication' },
  realNameLead: {
    hans: '认证之前不能提交任何申请。我们把您本人的证件号码和姓名交给身份核验机构核对,每个账号只需一次。',
    hant: '認證之前不能提交任何申請。我們把您本人的證件號碼和姓名交給身份核驗機構核對,每個賬號只需一次。',
    en: 'Nothing can be submitted before it. The identity authority compares the number and the name on your own document, once for each account.',
  },
  realNameWhose: {
    hans: '请填写账号持有人本人的证件,不要填写您代为申请的家人的证件。',
    hant: '請填寫賬號持有人本人的證件,不要填寫您代為申請的家人的證件。',
    en: 'Give the document of the account’s holder, not of somebody you apply for.',
  },
  realNameKept: {
    hans: '号码和姓名加密保存,页面上只显示其中几个字符。',
    hant: '號碼和姓名加密保存,頁面上只顯示其中幾個字元。',
    en: 'Number and name are stored encrypted; pages show only a few characters of them.',
  },
  realNameKind: { hans: '证件', hant: '證件', en: 'Document' },
  residentId: { hans: '居民身份证', hant: '居民身份證', en: 'Resident identity card' },
  ordinaryPassport: { hans: '普通护照', hant: '普通護照', en: 'Ordinary passport' },
  realNameNumber: { hans: '证件号码', hant: '證件號碼', en: 'Number of the document' },
  residentIdHint: {
    hans: '18 位,最后一位可能是 X。',
    hant: '18 位,最後一位可能是 X。',
    en: '18 characters; the last may be an X.',
  },
  passportHint: {
    hans: '在资料页右上角,例如 EA1234567。',
    hant: '在資料頁右上角,例如 EA1234567。',
    en: 'At the top right of the data page, for example EA1234567.',
  },
  realNameName: { hans: '中文姓名', hant: '中文姓名', en: 'Name in Chinese characters' },
  realNameNameHint: {
    hans: '与证件上完全一致。',
    hant: '與證件上完全一致。',
    en: 'Exactly as on the document.',
  },
  kindMissing: { hans: '请选择证件。', hant: '請選擇證件。', en: 'Choose a document.' },
  numberMissing: { hans: '请填写证件号码。', hant: '請填寫證件號碼。', en: 'Give the number.' },
  nameMissing: { hans: '请填写中文姓名。', hant: '請填寫中文姓名。', en: 'Give the name.' },
  realNameSend: { hans: '核对', hant: '核對', en: 'Have it confirmed' },
  realNameDone: {
    hans: '已认证:{kind} {number},{name}。',
    hant: '已認證:{kind} {number},{name}。',
    en: 'Confirmed: {kind} {number}, {name}.',
  },
  realNameSince: { hans: '认证时间:{at}', hant: '認證時間:{at}', en: 'Confirmed on {at}' },
  realNameNone: {
    hans: '尚未认证。认证之后才能提交申请。',
    hant: '尚未認證。認證之後才能提交申請。',
    en: 'Not confirmed yet. Nothing can be submitted before it.',
  },
  realNameFirst: {
    hans: '提交之前,请先完成实名认证',
    hant: '提交之前,請先完成實名認證',
    en: 'Confirm your real name before you submit',
  },
  realNameFirstLead: {
    hans: '您填写的内容已经保存。认证之后会回到本页。',
    hant: '您填寫的內容已經保存。認證之後會回到本頁。',
    en: 'What you filled in is saved. You come back to this page afterwards.',
  },
  toRealName: { hans: '去认证', hant: '去認證', en: 'Confirm my real name' },
  realNameRenew: { hans: '登记新的证件', hant: '登記新的證件', en: 'Give a new document' },
  realNameRenewLead: {
    hans: '证件换发之后,可以登记新的号码。姓名不能更改。',
    hant: '證件換發之後,可以登記新的號碼。姓名不能更改。',
    en: 'When your document was replaced, give the new number. The name cannot change.',
  },
  backToApplication: { hans: '返回申请', hant: '返回申請', en: 'Back to the application' },
} as const satisfies Record<string, Text>;
