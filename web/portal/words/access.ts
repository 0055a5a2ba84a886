import type { Text } from '../../../domain/texts/text.ts';

/** What opens the account and where it is reached: its password, its e-mail address, its mobile number. */
export const ACCESS_WORDS = {
  passwordTitle: { hans: '更改密码', hant: '更改密碼', en: 'Change the password' },
  passwordLead: {
    hans: '设置之后,其他设备上的登录都会结束,本设备保持登录。',
    hant: '設置之後,其他裝置上的登錄都會結束,本裝置保持登錄。',
    en: 'Every other device is logged out then; this one stays logged in.',
  },
  currentPassword: { hans: '现在的密码', hant: '現在的密碼', en: 'Present password' },
  currentMissing: {
    hans: '请填写现在的密码。',
    hant: '請填寫現在的密碼。',
    en: 'Give the present password.',
  },
  newPassword: { hans: '新密码', hant: '新密碼', en: 'New password' },
  setPassword: { hans: '设置新密码', hant: '設置新密碼', en: 'Set the new password' },
  passwordDone: { hans: '新密码已生效', hant: '新密碼已生效', en: 'Your new password is set' },
  passwordDoneLead: {
    hans: '其他设备上的登录都已结束。这次更改已通知 {address}。',
    hant: '其他裝置上的登錄都已結束。這次更改已通知 {address}。',
    en: 'Every other device was logged out. {address} is told of the change.',
  },
  toAccount: { hans: '账号', hant: '賬號', en: 'Account' },

  addressesTitle: { hans: '邮箱和手机号码', hant: '郵箱和手機號碼', en: 'E-mail address and mobile number' },
  addressesLead: {
    hans: '都可以用来登录。有邮箱时,通知发到邮箱;没有邮箱时,用短信发到手机。',
    hant: '都可以用來登錄。有郵箱時,通知發到郵箱;沒有郵箱時,用簡訊發到手機。',
    en: 'You can log in with either. Notices go to the e-mail address; without one, to the telephone.',
  },
  email: { hans: '电子邮箱', hant: '電子郵箱', en: 'E-mail address' },
  phone: { hans: '手机号码', hant: '手機號碼', en: 'Mobile number' },
  none: { hans: '没有', hant: '沒有', en: 'None' },
  noticesHere: { hans: '通知发到这里', hant: '通知發到這裡', en: 'Notices go here' },
  onlyOne: {
    hans: '账号至少保留其中一个。要移除现有的,请先添加另一个。',
    hant: '賬號至少保留其中一個。要移除現有的,請先添加另一個。',
    en: 'An account keeps at least one. Add the other before you remove this one.',
  },
  add: { hans: '添加', hant: '添加', en: 'Add' },
  change: { hans: '更换', hant: '更換', en: 'Change' },
  remove: { hans: '移除', hant: '移除', en: 'Remove' },
  removeWhat: {
    hans: '移除之后,不能再用它登录。通知会发到 {other}。',
    hant: '移除之後,不能再用它登錄。通知會發到 {other}。',
    en: 'You cannot log in with it any more. Notices go to {other}.',
  },
  removeYes: { hans: '确认移除', hant: '確認移除', en: 'Remove it' },
  keep: { hans: '保留', hant: '保留', en: 'Keep it' },
  removed: { hans: '已移除。', hant: '已移除。', en: 'Removed.' },
  added: { hans: '已登记 {address}。', hant: '已登記 {address}。', en: '{address} was added.' },
  newEmail: { hans: '新的电子邮箱', hant: '新的電子郵箱', en: 'New e-mail address' },
  newPhone: { hans: '新的手机号码', hant: '新的手機號碼', en: 'New mobile number' },
  newLead: {
    hans: '我们会发一个验证码过去。输入验证码之后才会登记。',
    hant: '我們會發一個驗證碼過去。輸入驗證碼之後才會登記。',
    en: 'We send a code there. It counts once you have given the code.',
  },
  newInPlace: {
    hans: '登记之后,它取代 {old}。',
    hant: '登記之後,它取代 {old}。',
    en: 'It then takes the place of {old}.',
  },
  emailHint: {
    hans: '例如 name@example.com',
    hant: '例如 name@example.com',
    en: 'For example name@example.com',
  },
  phoneHint: {
    hans: '中国大陆的手机号码,例如 138 0013 8000。短信可能被他人看到:验证器或通行密钥更稳妥。',
    hant: '中國大陸的手機號碼,例如 138 0013 8000。簡訊可能被他人看到:驗證器或通行密鑰更穩妥。',
    en: 'Of mainland China, for example 138 0013 8000. Others may read text messages: an authenticator app or a passkey is safer.',
  },
  emailFault: {
    hans: '请填写完整的邮箱地址,例如 name@example.com。',
    hant: '請填寫完整的郵箱地址,例如 name@example.com。',
    en: 'Give a whole e-mail address, for example name@example.com.',
  },
  phoneFault: {
    hans: '请填写中国大陆的 11 位手机号码。',
    hant: '請填寫中國大陸的 11 位手機號碼。',
    en: 'Give the 11 digits of a mobile number of mainland China.',
  },
  sameAddress: {
    hans: '这就是现在登记的。请填写另一个。',
    hant: '這就是現在登記的。請填寫另一個。',
    en: 'This is the present one. Give another.',
  },
  codeLead: {
    hans: '如果 {address} 没有被其他账号使用,验证码已经发到那里,10 分钟内有效。',
    hant: '如果 {address} 沒有被其他賬號使用,驗證碼已經發到那裡,10 分鐘內有效。',
    en: 'If no other account uses {address}, a code was sent there. It is valid for 10 minutes.',
  },
  confirm: { hans: '登记', hant: '登記', en: 'Confirm it' },
  toAddresses: { hans: '返回,不更改', hant: '返回,不更改', en: 'Leave it as it is' },
} as const satisfies Record<string, Text>;
