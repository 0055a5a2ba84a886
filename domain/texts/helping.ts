import type { Text } from './text.ts';

/** Whose the account is that gets the notices of an application: its applicant's own, or a helper's. */
export type NoticesAccount = 'own' | 'helper';

/** Who gets the notices, said before the submission and on the confirmation. `{to}` is the account's masked address. */
export const NOTICES_TO: Readonly<Record<NoticesAccount, Text>> = {
  own: {
    hans: '所有通知发到申请人自己的账号:{to}。',
    hant: '所有通知發到申請人自己的賬號:{to}。',
    en: 'All notices go to the applicant’s own account: {to}.',
  },
  helper: {
    hans: '所有通知发到代为提交的账号:{to},不会另外发给申请人。提交后,申请人可以用实名账号或接管码把订单转到自己的账号,接管码可在订单页面索取。',
    hant: '所有通知發到代為提交的賬號:{to},不會另外發給申請人。提交後,申請人可以用實名賬號或接管碼把訂單轉到自己的賬號,接管碼可在訂單頁面索取。',
    en: 'All notices go to the account that files this application: {to}; the applicant gets none beside. Afterwards the applicant can take the order over, with a confirmed real name or with a claim code that the order’s page gives.',
  },
};

/** On the confirmation of a minor's order (Z4). */
export const GUARDIAN_ENDS: Text = {
  hans: '申请人于 {date} 年满 16 周岁:从当天起,代为提交的账号不能再查看或办理此订单,申请人可以自己接管。之前索取的接管码到期前仍然有效。',
  hant: '申請人於 {date} 年滿 16 周歲:從當天起,代為提交的賬號不能再查看或辦理此訂單,申請人可以自己接管。之前索取的接管碼到期前仍然有效。',
  en: 'The applicant turns 16 on {date}: from that day on the account that filed this order can no longer see it or act on it, and the applicant can take it over. A claim code that was asked for before stays valid until it expires.',
};
