import type { Text } from '../../../domain/texts/text.ts';

/** Words of one's own account, and of a new password at the door; read with those pages, not with the first one. */
export const ACCOUNT = {
  factorsTitle: { hans: '第二验证方式', hant: '第二驗證方式', en: 'Second factors' },
  factorsLead: {
    hans: '登录和重要操作时使用。请登记两种,丢失一种时仍能登录;至少保留一种。',
    hant: '登入和重要操作時使用。請登記兩種,遺失一種時仍能登入;至少保留一種。',
    en: 'Needed to sign in and for critical acts. With two of them you still get in when one is lost; one always stays.',
  },
  factorsNone: {
    hans: '您用单位账号登录,在此没有登记第二验证方式。',
    hant: '您用單位帳號登入,在此沒有登記第二驗證方式。',
    en: 'You sign in with the organisation’s account and have none here.',
  },
  'factor.totp': { hans: '验证器应用', hant: '驗證器應用程式', en: 'Authenticator app' },
  'factor.passkey': { hans: '通行密钥', hant: '通行密鑰', en: 'Passkey' },
  factorTimes: {
    hans: '登记于 {added},最近使用 {used}',
    hant: '登記於 {added},最近使用 {used}',
    en: 'Added {added}, last used {used}',
  },
  factorUnused: {
    hans: '登记于 {added},尚未使用',
    hant: '登記於 {added},尚未使用',
    en: 'Added {added}, not used yet',
  },
  remove: { hans: '移除', hant: '移除', en: 'Remove' },
  removeYes: { hans: '确认移除', hant: '確認移除', en: 'Remove it now' },
  removed: { hans: '已移除:{name}', hant: '已移除:{name}', en: 'Removed: {name}' },
  addApp: { hans: '添加验证器应用', hant: '新增驗證器應用程式', en: 'Add an authenticator app' },
  addPasskey: { hans: '添加通行密钥', hant: '新增通行密鑰', en: 'Add a passkey' },
  added: { hans: '已添加:{name}', hant: '已新增:{name}', en: 'Added: {name}' },
  noPasskeyMade: {
    hans: '没有创建通行密钥。可以再试一次,或改用验证器应用。',
    hant: '沒有建立通行密鑰。可以再試一次,或改用驗證器應用程式。',
    en: 'No passkey was made. Try again, or use an authenticator app.',
  },
  leaveIt: { hans: '放弃', hant: '放棄', en: 'Leave it' },
  sessionsTitle: { hans: '登录中的设备', hant: '登入中的裝置', en: 'Where you are signed in' },
  sessionsLead: {
    hans: '不认识的设备,请立即结束登录并更改密码。',
    hant: '不認識的裝置,請立即結束登入並變更密碼。',
    en: 'End what you do not know at once, and change the password.',
  },
  sessionsLeadOpenId: {
    hans: '不认识的设备,请立即结束登录,并报告管理员。',
    hant: '不認識的裝置,請立即結束登入,並報告管理員。',
    en: 'End what you do not know at once, and tell an administrator.',
  },
  unknownDevice: { hans: '未知设备', hant: '不明裝置', en: 'Unknown device' },
  sessionTimes: {
    hans: '登录于 {opened},最近使用 {seen}',
    hant: '登入於 {opened},最近使用 {seen}',
    en: 'Signed in {opened}, last seen {seen}',
  },
  thisSession: { hans: '本次登录', hant: '本次登入', en: 'this one' },
  endSession: { hans: '结束登录', hant: '結束登入', en: 'End' },
  endOthers: { hans: '结束其他所有登录', hant: '結束其他所有登入', en: 'End all others' },
  noOthers: { hans: '没有其他登录。', hant: '沒有其他登入。', en: 'There is no other.' },
  sessionEnded: { hans: '已结束登录:{device}', hant: '已結束登入:{device}', en: 'Ended: {device}' },
  othersEnded: {
    hans: '其他登录均已结束。',
    hant: '其他登入均已結束。',
    en: 'All other sessions have ended.',
  },
  passwordTitle: { hans: '密码', hant: '密碼', en: 'Password' },
  passwordLead: {
    hans: '更改后,其他设备上的登录全部结束。',
    hant: '變更後,其他裝置上的登入全部結束。',
    en: 'A new one ends all other sessions.',
  },
  passwordElsewhere: {
    hans: '您用单位账号登录,密码在单位账号处更改。',
    hant: '您用單位帳號登入,密碼在單位帳號處變更。',
    en: 'You sign in with the organisation’s account; its password is changed there.',
  },
  currentPassword: { hans: '现在的密码', hant: '目前的密碼', en: 'Present password' },
  currentBlank: { hans: '请填写现在的密码。', hant: '請填寫目前的密碼。', en: 'Give the present password.' },
  currentWrong: {
    hans: '密码不正确。请填写现在登录用的密码。',
    hant: '密碼不正確。請填寫目前登入用的密碼。',
    en: 'That is not it. Give the password with which you sign in now.',
  },
  changePassword: { hans: '更改密码', hant: '變更密碼', en: 'Change the password' },
  passwordChanged: {
    hans: '密码已更改,其他登录均已结束。',
    hant: '密碼已變更,其他登入均已結束。',
    en: 'The password is changed, and all other sessions have ended.',
  },
  passwordRules: {
    hans: '至少 {min} 个字符,中文、空格、符号都可以。不要用常见密码,也不要用登录名、姓名或“护照”这类词。几个不相干的词连起来,好记又安全。',
    hant: '至少 {min} 個字元,中文、空格、符號都可以。不要用常見密碼,也不要用登入名稱、姓名或「護照」這類詞。幾個不相干的詞連起來,好記又安全。',
    en: 'At least {min} characters of any kind, spaces included. No common password, and not your login, your name or words like “passport”. A few unrelated words in a row are safe and easy to remember.',
  },
  'weak.password-too-short': {
    hans: '密码至少需要 {min} 个字符。',
    hant: '密碼至少需要 {min} 個字元。',
    en: 'The password needs at least {min} characters.',
  },
  'weak.password-too-long': {
    hans: '密码最多 {max} 个字符。',
    hant: '密碼最多 {max} 個字元。',
    en: 'The password has at most {max} characters.',
  },
  'weak.password-too-common': {
    hans: '这个密码太常见或曾经泄露,容易被猜到。请换一个。',
    hant: '這個密碼太常見或曾經外洩,容易被猜到。請換一個。',
    en: 'This password is common or known from a breach, and easily guessed. Choose another.',
  },
  'weak.password-too-obvious': {
    hans: '这个密码主要由登录名、姓名或常用词组成。请加入其他词。',
    hant: '這個密碼主要由登入名稱、姓名或常用詞組成。請加入其他詞。',
    en: 'This password is mostly your login, your name or a word that we use. Add other words.',
  },
} as const satisfies Record<string, Text>;
