import type { Text } from './text.ts';

/** What somebody is told of a change to the own way in, so that a stranger's deed is noticed (A7). */
export type NoticeKind =
  | 'password-changed'
  | 'password-reset'
  | 'factor-added'
  | 'factor-removed'
  | 'address-taken'
  | 'address-added'
  | 'address-removed'
  | 'new-device'
  | 'real-name-confirmed';

export const NOTICE_TEXTS = {
  'password-changed': {
    hans: '您的密码已更改,其他设备上的登录均已结束。',
    hant: '您的密碼已更改,其他裝置上的登錄均已結束。',
    en: 'Your password was changed, and you were logged out on all other devices.',
  },
  'password-reset': {
    hans: '您的密码已通过验证码重设,所有设备上的登录均已结束。',
    hant: '您的密碼已通過驗證碼重設,所有裝置上的登錄均已結束。',
    en: 'Your password was reset with a code, and you were logged out on all devices.',
  },
  'factor-added': {
    hans: '您的账号新增了一种第二验证方式。',
    hant: '您的賬號新增了一種第二驗證方式。',
    en: 'A second factor was added to your account.',
  },
  'factor-removed': {
    hans: '您的账号移除了一种第二验证方式。',
    hant: '您的賬號移除了一種第二驗證方式。',
    en: 'A second factor was removed from your account.',
  },
  'address-taken': {
    hans: '有人尝试用此邮箱或手机号注册,而您已有账号。如果是您本人,请直接登录或重设密码。',
    hant: '有人嘗試用此郵箱或手機號註冊,而您已有賬號。如果是您本人,請直接登錄或重設密碼。',
    en: 'Somebody tried to register with this address, which has an account already. If it was you, log in or reset your password.',
  },
  'address-added': {
    hans: '您的账号新增了一个登录用的邮箱或手机号。',
    hant: '您的賬號新增了一個登錄用的郵箱或手機號。',
    en: 'An e-mail address or mobile number was added to your account.',
  },
  'address-removed': {
    hans: '此邮箱或手机号已从您的账号移除。',
    hant: '此郵箱或手機號已從您的賬號移除。',
    en: 'This address was removed from your account.',
  },
  'new-device': {
    hans: '您的账号在新的设备或网络上登录。',
    hant: '您的賬號在新的裝置或網路上登錄。',
    en: 'Your account was used to log in on a new device or network.',
  },
  'real-name-confirmed': {
    hans: '您的账号已通过实名认证。',
    hant: '您的賬號已通過實名認證。',
    en: 'Your account passed real-name authentication.',
  },
} as const satisfies Record<NoticeKind, Text>;

export const NOTICE_SUBJECT: Text = {
  hans: '中国领事:账号安全提醒',
  hant: '中國領事:賬號安全提醒',
  en: 'Consular Cases: security of your account',
};

export const NOTICE_ADVICE: Text = {
  hans: '如非本人操作,请立即登录 {url} 更改密码,并结束其他登录。',
  hant: '如非本人操作,請立即登錄 {url} 更改密碼,並結束其他登錄。',
  en: 'If this was not you, log in at {url} at once, change your password and end all other sessions.',
};
