import type { OrderNumber } from '../ids.ts';
import { MESSAGES, type MessageTemplate } from './messages.ts';
import { NOTICE_ADVICE, NOTICE_SUBJECT, NOTICE_TEXTS, type NoticeKind } from './notices.ts';
import { fill, type Lang, type Text } from './text.ts';

/** What an e-mail or a text message is about; its words are made when it is sent. An announcement says no more than that there is news. */
export type MailContent =
  | { kind: 'announcement'; template: MessageTemplate; orderNumber: OrderNumber }
  | { kind: 'handed-over'; orderNumber: OrderNumber }
  | { kind: 'code'; code: string }
  | { kind: 'notice'; notice: NoticeKind }
  | { kind: 'invitation'; invitation: string };

/** on everything that could be mistaken for a swindler's message. */
export const FRAUD_NOTICE: Text = {
  hans: '使领馆不会通过电话或视频要求您支付费用。请谨防假借使馆名义的电信诈骗。',
  hant: '使領館不會通過電話或視頻要求您支付費用。請謹防假藉使館名義的電信詐騙。',
  en: 'We never ask for money by phone or video. Beware of anyone who does so in our name.',
};

const ANNOUNCEMENT: Text = {
  hans: '订单 {orderNumber} 有新消息。请登录后在“消息中心”查看:{url}',
  hant: '訂單 {orderNumber} 有新消息。請登錄後在「消息中心」查看:{url}',
  en: 'There is news about your order {orderNumber}. Log in and read it in your message centre: {url}',
};

/** To whoever filed for somebody else. */
const HANDED_OVER: { subject: Text; body: Text } = {
  subject: {
    hans: '订单已由申请人接管',
    hant: '訂單已由申請人接管',
    en: 'The applicant has taken the order over',
  },
  body: {
    hans: '您代为提交的订单 {orderNumber} 已转到申请人自己的账号。您不能再查看或办理此订单,也不会再收到有关通知。如有疑问,请联系受理的使领馆。',
    hant: '您代為提交的訂單 {orderNumber} 已轉到申請人自己的賬號。您不能再查看或辦理此訂單,也不會再收到有關通知。如有疑問,請聯繫受理的使領館。',
    en: 'The order {orderNumber}, which you filed for somebody else, is now in the applicant’s own account. You can no longer see it or act on it, and get no more notices about it. If you have questions, please ask the post.',
  },
};

const CODE: { subject: Text; body: Text } = {
  subject: { hans: '中国领事:验证码', hant: '中國領事:驗證碼', en: 'Consular Cases: your code' },
  body: {
    hans: '您的验证码是 {code},10 分钟内有效。如果不是您本人操作,请忽略。',
    hant: '您的驗證碼是 {code},10 分鐘內有效。如果不是您本人操作,請忽略。',
    en: 'Your code is {code}. It is valid for 10 minutes. If you did not ask for it, ignore it.',
  },
};

/** To somebody who was made a member of staff, or has lost the way in. The link's secret stands where browsers keep it to themselves. */
const INVITATION: { subject: Text; body: Text } = {
  subject: {
    hans: '中国领事:工作台邀请',
    hant: '中國領事:工作檯邀請',
    en: 'Consular Cases: your way to the desk',
  },
  body: {
    hans: '请在 72 小时内打开以下链接,设置密码和第二验证方式。链接只能使用一次,请勿转发:{url}',
    hant: '請在 72 小時內打開以下鏈接,設定密碼和第二驗證方式。鏈接只能使用一次,請勿轉發:{url}',
    en: 'Open this link within 72 hours to choose a password and a second factor. It works once; do not forward it: {url}',
  },
};

/** Where an invitation is accepted. */
export const invitationUrl = (deskUrl: string, invitation: string): string =>
  `${deskUrl}/desk/sign-in#invitation=${invitation}`;

/** Subject and text of one e-mail in its reader's language. @param url where the reader's own side is, portal or desk: the only link in any of them (B5) */
export function mailWords(content: MailContent, lang: Lang, url: string): { subject: string; text: string } {
  const notice = FRAUD_NOTICE[lang];
  if (content.kind === 'code') {
    return {
      subject: CODE.subject[lang],
      text: `${fill(CODE.body, { code: content.code })[lang]}\n\n${notice}\n`,
    };
  }
  if (content.kind === 'notice') {
    const advice = fill(NOTICE_ADVICE, { url })[lang];
    return {
      subject: NOTICE_SUBJECT[lang],
      text: `${NOTICE_TEXTS[content.notice][lang]}\n${advice}\n\n${notice}\n`,
    };
  }
  if (content.kind === 'invitation') {
    const link = invitationUrl(url, content.invitation);
    return {
      subject: INVITATION.subject[lang],
      text: `${fill(INVITATION.body, { url: link })[lang]}\n\n${notice}\n`,
    };
  }
  const { orderNumber } = content;
  if (content.kind === 'handed-over') {
    const body = fill(HANDED_OVER.body, { orderNumber })[lang];
    return { subject: `${HANDED_OVER.subject[lang]} · ${orderNumber}`, text: `${body}\n\n${notice}\n` };
  }
  const { template } = content;
  const body = fill(ANNOUNCEMENT, { orderNumber, url: `${url}/messages` })[lang];
  return { subject: `${MESSAGES[template].title[lang]} · ${orderNumber}`, text: `${body}\n\n${notice}\n` };
}

/** The same as one text message. */
export function smsWords(content: MailContent, lang: Lang, publicUrl: string): string {
  const { subject, text } = mailWords(content, lang, publicUrl);
  const words = content.kind === 'announcement' ? text : `${subject}\n${text}`;
  return words.replace(/\n+/g, '\n').trim();
}
