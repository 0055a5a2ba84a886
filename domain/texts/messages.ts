import type { Text } from './text.ts';

type MessageText = { title: Text; body: Text };

/** Every message that staff work puts into an applicant's message centre, and the e-mail that announces it. */
export const MESSAGES = {
  'order-received': {
    title: { hans: '订单已提交', hant: '訂單已提交', en: 'Your order was received' },
    body: {
      hans: '我们按本馆领区申请人优先和提交时间先后审核。收到“待制证”通知之前,请勿邮寄任何材料。',
      hant: '我們按本館領區申請人優先和提交時間先後審核。收到「待制證」通知之前,請勿郵寄任何材料。',
      en: 'We review residents of our district first, then by time of submission. Mail nothing before you are told to.',
    },
  },
  'supplement-requested': {
    title: {
      hans: '请补充材料或修改信息',
      hant: '請補充材料或修改信息',
      en: 'Please supply or correct something',
    },
    body: {
      hans: '请在 {due} 前按要求补充。只需修改列出的项目,其他内容已保留。{note}',
      hant: '請在 {due} 前按要求補充。只需修改列出的項目,其他內容已保留。{note}',
      en: 'Please answer by {due}. Only the listed items need work; all else is kept. {note}',
    },
  },
  'supplement-received': {
    title: { hans: '补充材料已收到', hant: '補充材料已收到', en: 'Your supplement was received' },
    body: {
      hans: '您的订单已回到审核,无需其他操作。',
      hant: '您的訂單已回到審核,無需其他操作。',
      en: 'Your order is back in review. There is nothing for you to do now.',
    },
  },
  'interview-required': {
    title: { hans: '请预约视频面谈', hant: '請預約視頻面談', en: 'Please book a video interview' },
    body: {
      hans: '请在 {due} 前选择面谈时间。{note}',
      hant: '請在 {due} 前選擇面談時間。{note}',
      en: 'Please choose a time by {due}. {note}',
    },
  },
  'interview-booked': {
    title: { hans: '面谈已预约', hant: '面談已預約', en: 'Your interview is booked' },
    body: {
      hans: '工作人员将在 {startsAt} 主动发起视频面谈,请保持在线。',
      hant: '工作人員將在 {startsAt} 主動發起視頻面談,請保持在線。',
      en: 'Staff will start the video call at {startsAt}. Please be ready.',
    },
  },
  'interview-cancelled': {
    title: { hans: '面谈预约已取消', hant: '面談預約已取消', en: 'Your interview booking was cancelled' },
    body: {
      hans: '请在 {due} 前重新选择时间。',
      hant: '請在 {due} 前重新選擇時間。',
      en: 'Please choose another time by {due}.',
    },
  },
  'interview-held': {
    title: { hans: '面谈已完成', hant: '面談已完成', en: 'Your interview was held' },
    body: {
      hans: '您的订单已回到审核。',
      hant: '您的訂單已回到審核。',
      en: 'Your order is back in review.',
    },
  },
  'interview-missed': {
    title: { hans: '未能与您面谈', hant: '未能與您面談', en: 'We could not reach you for the interview' },
    body: {
      hans: '请在 {due} 前重新预约面谈时间。',
      hant: '請在 {due} 前重新預約面談時間。',
      en: 'Please book another time by {due}.',
    },
  },
  'mail-your-materials': {
    title: { hans: '待制证:请邮寄材料', hant: '待制證:請郵寄材料', en: 'Approved: mail your materials now' },
    body: {
      hans: '请在 {due} 前用可跟踪的 USPS 信封寄出材料,信封上注明“{mark}”。邮寄地址:{address}',
      hant: '請在 {due} 前用可跟踪的 USPS 信封寄出材料,信封上註明「{mark}」。郵寄地址:{address}',
      en: 'Mail your materials by {due} in a trackable USPS envelope marked “{mark}” to: {address}',
    },
  },
  'materials-received': {
    title: { hans: '材料已收到', hant: '材料已收到', en: 'Your materials arrived' },
    body: {
      hans: '材料齐全,即将制证。',
      hant: '材料齊全,即將製證。',
      en: 'They are complete; your document is made next.',
    },
  },
  'materials-await-issuer': {
    title: { hans: '材料已收到', hant: '材料已收到', en: 'Your materials arrived' },
    body: {
      hans: '材料齐全。原发照机关确认后即开始制证,通常需要一个月或更久,您无需其他操作。',
      hant: '材料齊全。原發照機關確認後即開始製證,通常需要一個月或更久,您無需其他操作。',
      en: 'They are complete. Production starts once the original issuing authority has confirmed, which often takes a month or more. There is nothing for you to do now.',
    },
  },
  'old-passport-void': {
    title: {
      hans: '原护照已宣布作废',
      hant: '原護照已宣布作廢',
      en: 'Your lost passport was declared void',
    },
    body: {
      hans: '根据《护照法》第十六条,您申报遗失或被盗的护照自即日起作废。即使找回也不得再使用,请交回使领馆注销。本订单不能再撤销。我们正在请原发照机关确认,确认后才能制证。',
      hant: '根據《護照法》第十六條,您申報遺失或被盜的護照自即日起作廢。即使找回也不得再使用,請交回使領館註銷。本訂單不能再撤銷。我們正在請原發照機關確認,確認後才能製證。',
      en: 'Under article 16 of the Passport Law the passport that you reported lost or stolen is void from today. It must not be used again even if you find it: hand it in to be cancelled. This order can no longer be withdrawn. We are asking the original issuing authority to confirm; nothing is made before it has.',
    },
  },
  'issuer-confirmed': {
    title: {
      hans: '原发照机关已确认',
      hant: '原發照機關已確認',
      en: 'The issuing authority has confirmed',
    },
    body: {
      hans: '原发照机关已确认您的护照信息。收齐邮寄材料后即可制证。',
      hant: '原發照機關已確認您的護照信息。收齊郵寄材料後即可製證。',
      en: 'The original issuing authority has confirmed your passport. Your document is made as soon as your mailed materials are here.',
    },
  },
  'issuer-silent': {
    title: {
      hans: '仍在等待原发照机关确认',
      hant: '仍在等待原發照機關確認',
      en: 'The issuing authority has not answered yet',
    },
    body: {
      hans: '原发照机关尚未答复,我们会继续催办,您无需其他操作。',
      hant: '原發照機關尚未答覆,我們會繼續催辦,您無需其他操作。',
      en: 'The original issuing authority has not answered yet. We keep asking; there is nothing for you to do.',
    },
  },
  'in-production': {
    title: { hans: '制证中', hant: '製證中', en: 'In production' },
    body: {
      hans: '您的证件正在驻纽约总领馆集中制作。',
      hant: '您的證件正在駐紐約總領館集中製作。',
      en: 'Your document is being made at the consulate general in New York.',
    },
  },
  'in-production-at-post': {
    title: { hans: '制证中', hant: '製證中', en: 'In production' },
    body: {
      hans: '您的证件正在受理馆制作。',
      hant: '您的證件正在受理館製作。',
      en: 'Your document is being made at the post where you applied.',
    },
  },
  produced: {
    title: { hans: '新证件已制作完毕', hant: '新證件已製作完畢', en: 'Your new document was produced' },
    body: {
      hans: '我们将尽快使用您的回邮信封寄出。',
      hant: '我們將儘快使用您的回郵信封寄出。',
      en: 'We will mail it with your return envelope soon.',
    },
  },
  mailed: {
    title: { hans: '新证件已寄出', hant: '新證件已寄出', en: 'Your new document was mailed' },
    body: {
      hans: 'USPS 跟踪号:{tracking}。信封内有新证件、注销后的旧证件和收费凭证。收到后请确认。',
      hant: 'USPS 跟踪號:{tracking}。信封內有新證件、註銷後的舊證件和收費憑證。收到後請確認。',
      en: 'USPS tracking number: {tracking}. It holds the new document, the cancelled old one and the receipt. Please confirm when it arrives.',
    },
  },
  'mailed-new-only': {
    title: { hans: '新证件已寄出', hant: '新證件已寄出', en: 'Your new document was mailed' },
    body: {
      hans: 'USPS 跟踪号:{tracking}。信封内有新证件和收费凭证。收到后请确认。',
      hant: 'USPS 跟踪號:{tracking}。信封內有新證件和收費憑證。收到後請確認。',
      en: 'USPS tracking number: {tracking}. It holds the new document and the receipt. Please confirm when it arrives.',
    },
  },
  closed: {
    title: { hans: '订单已办结', hant: '訂單已辦結', en: 'Your order is closed' },
    body: { hans: '感谢您的配合。', hant: '感謝您的配合。', en: 'Thank you.' },
  },
  refused: {
    title: { hans: '订单已驳回', hant: '訂單已駁回', en: 'Your order was refused' },
    body: { hans: '理由:{ground}。{note}', hant: '理由:{ground}。{note}', en: 'Ground: {ground}. {note}' },
  },
  withdrawn: {
    title: { hans: '订单已撤销', hant: '訂單已撤銷', en: 'Your order was withdrawn' },
    body: {
      hans: '您可以随时重新提交。',
      hant: '您可以隨時重新提交。',
      en: 'You may submit a new order at any time.',
    },
  },
  lapsed: {
    title: { hans: '订单已超时关闭', hant: '訂單已超時關閉', en: 'Your order lapsed' },
    body: {
      hans: '期限已过,订单已关闭。您可以重新提交。',
      hant: '期限已過,訂單已關閉。您可以重新提交。',
      en: 'The time limit passed and the order was closed. You may submit a new one.',
    },
  },
  reminder: {
    title: {
      hans: '提醒:订单等待您处理',
      hant: '提醒:訂單等待您處理',
      en: 'Reminder: your order waits for you',
    },
    body: {
      hans: '请在 {due} 前完成“{status}”所需的操作。',
      hant: '請在 {due} 前完成「{status}」所需的操作。',
      en: 'Please do what “{status}” asks for by {due}.',
    },
  },
  overdue: {
    title: { hans: '期限已过', hant: '期限已過', en: 'The time limit has passed' },
    body: {
      hans: '“{status}”的期限已过。工作人员将决定延期或关闭订单,请尽快处理。',
      hant: '「{status}」的期限已過。工作人員將決定延期或關閉訂單,請儘快處理。',
      en: 'The time limit of “{status}” has passed. Staff will extend it or close the order; please act soon.',
    },
  },
  'handed-over': {
    title: { hans: '订单已转到您的账号', hant: '訂單已轉到您的賬號', en: 'The order is yours now' },
    body: {
      hans: '此后的通知都发到您的账号。原来代为提交的账号已不能再查看或办理此订单。',
      hant: '此後的通知都發到您的賬號。原來代為提交的賬號已不能再查看或辦理此訂單。',
      en: 'All notices go to your account from now on. Whoever filed it for you can no longer see the order or act on it.',
    },
  },
  extended: {
    title: { hans: '期限已延长', hant: '期限已延長', en: 'Your time limit was extended' },
    body: { hans: '新的期限:{due}。', hant: '新的期限:{due}。', en: 'The new time limit is {due}.' },
  },
} as const satisfies Record<string, MessageText>;
export type MessageTemplate = keyof typeof MESSAGES;
