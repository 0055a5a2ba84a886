import type { Text } from '../../../domain/texts/text.ts';

/** Orders that were filed for somebody else, and how they change hands. */
export const HELPING_WORDS = {
  handOverTitle: { hans: '交给申请人', hant: '交給申請人', en: 'Hand it over to the applicant' },
  handOverLead: {
    hans: '此订单由您代为提交。申请人可以凭接管码,用自己的账号接管:此后只有申请人能查看和办理,通知也只发给申请人。',
    hant: '此訂單由您代為提交。申請人可以憑接管碼,用自己的賬號接管:此後只有申請人能查看和辦理,通知也只發給申請人。',
    en: 'You filed this order for somebody else. With a claim code the applicant’s own account takes it over: from then on only they see it, act on it and are told about it.',
  },
  guardianUntil: {
    hans: '申请人于 {day} 满 16 周岁;从那天起,您作为监护人不能再查看此订单。',
    hant: '申請人於 {day} 滿 16 周歲;從那天起,您作為監護人不能再查看此訂單。',
    en: 'The applicant turns 16 on {day}; from that day on a guardian no longer sees the order.',
  },
  makeCode: { hans: '生成接管码', hant: '生成接管碼', en: 'Make a claim code' },
  makeNewCode: { hans: '生成新的接管码', hant: '生成新的接管碼', en: 'Make a new code' },
  revokeCode: { hans: '撤销接管码', hant: '撤銷接管碼', en: 'Revoke the code' },
  codeRevoked: { hans: '接管码已撤销。', hant: '接管碼已撤銷。', en: 'The code was revoked.' },
  codeOut: {
    hans: '已有一个接管码,有效至 {at}。它不会再显示;生成新的之后,原来的作废。',
    hant: '已有一個接管碼,有效至 {at}。它不會再顯示;生成新的之後,原來的作廢。',
    en: 'There is a code, valid until {at}. It is not shown again; a new one ends it.',
  },
  claimCode: { hans: '接管码', hant: '接管碼', en: 'Claim code' },
  codeOnce: {
    hans: '只显示这一次,请现在复制。有效至 {at},只能使用一次。',
    hant: '只顯示這一次,請現在複製。有效至 {at},只能使用一次。',
    en: 'Shown this once: copy it now. It can be used once, until {at}.',
  },
  copyCode: { hans: '复制接管码', hant: '複製接管碼', en: 'Copy the code' },
  codeCopied: { hans: '已复制。', hant: '已複製。', en: 'Copied.' },
  codeDoes: {
    hans: '谁有订单号和接管码,谁就能接管此订单。请只交给申请人本人。',
    hant: '誰有訂單號和接管碼,誰就能接管此訂單。請只交給申請人本人。',
    en: 'Whoever has the order number and this code takes the order over. Give it to the applicant alone.',
  },
  codeHow: {
    hans: '申请人登录自己的账号,在“我的订单”选择“接管订单”。接管之后,您不能再查看此订单。',
    hant: '申請人登錄自己的賬號,在「我的訂單」選擇「接管訂單」。接管之後,您不能再查看此訂單。',
    en: 'The applicant logs in to their own account and chooses “Take over an order” under “My orders”. After that you no longer see the order.',
  },
  taken: {
    hans: '您于 {at} 接管了此订单。原来代为提交的账号不能再查看或办理。',
    hant: '您於 {at} 接管了此訂單。原來代為提交的賬號不能再查看或辦理。',
    en: 'You took this order over on {at}. Whoever filed it for you no longer sees it or acts on it.',
  },
  takeOver: { hans: '接管订单', hant: '接管訂單', en: 'Take over an order' },
  takeOverLead: {
    hans: '别人代您提交的订单,可以转到您的账号。此后通知只发给您,代为提交的人不能再查看。',
    hant: '別人代您提交的訂單,可以轉到您的賬號。此後通知只發給您,代為提交的人不能再查看。',
    en: 'An order that somebody filed for you moves to your account. From then on only you are told, and they no longer see it.',
  },
  orderNumber: { hans: '订单号', hant: '訂單號', en: 'Order number' },
  orderNumberHint: {
    hans: '12 位,在确认单上,例如 7K2M-9QXD-4T1C。',
    hant: '12 位,在確認單上,例如 7K2M-9QXD-4T1C。',
    en: '12 characters, on the confirmation, for example 7K2M-9QXD-4T1C.',
  },
  orderNumberFault: {
    hans: '这不是完整的订单号。请与确认单核对。',
    hant: '這不是完整的訂單號。請與確認單核對。',
    en: 'This is no whole order number. Compare it with the confirmation.',
  },
  codeOptional: { hans: '接管码(可不填)', hant: '接管碼(可不填)', en: 'Claim code (optional)' },
  codeHintNamed: {
    hans: '您已完成实名认证:申请人就是您本人时,不需要接管码。',
    hant: '您已完成實名認證:申請人就是您本人時,不需要接管碼。',
    en: 'Your real name is confirmed: where you are the applicant, no code is needed.',
  },
  codeHint: {
    hans: '向代为提交的人索取。没有接管码时,请先完成实名认证。',
    hant: '向代為提交的人索取。沒有接管碼時,請先完成實名認證。',
    en: 'Ask whoever filed the order. Without a code, confirm your real name first.',
  },
  codeMissing: {
    hans: '请填写接管码,或者先完成实名认证。',
    hant: '請填寫接管碼,或者先完成實名認證。',
    en: 'Give the code, or confirm your real name first.',
  },
  codeFault: {
    hans: '接管码有 27 位,每三位一组。请完整复制。',
    hant: '接管碼有 27 位,每三位一組。請完整複製。',
    en: 'A claim code has 27 characters in groups of three. Copy the whole of it.',
  },
  toRealName: { hans: '去实名认证', hant: '去實名認證', en: 'Confirm my real name' },
  goneTitle: {
    hans: '此订单已不属于您的账号',
    hant: '此訂單已不屬於您的賬號',
    en: 'This order is no longer yours',
  },
  notYoursTitle: {
    hans: '此订单不在您的账号中',
    hant: '此訂單不在您的賬號中',
    en: 'This order is not in your account',
  },
  goneLead: {
    hans: '申请人已用自己的账号接管,或者您作为监护人的权限已经结束。您不能再查看或办理,也不再收到通知。',
    hant: '申請人已用自己的賬號接管,或者您作為監護人的權限已經結束。您不能再查看或辦理,也不再收到通知。',
    en: 'Its applicant took it over, or your right as a guardian has ended. You no longer see it, act on it or hear of it.',
  },
  notYoursLead: {
    hans: '代为提交的订单,由申请人接管之后不再属于您。否则请核对订单号。',
    hant: '代為提交的訂單,由申請人接管之後不再屬於您。否則請核對訂單號。',
    en: 'An order filed for somebody else is not yours once its applicant has taken it over. Otherwise compare the order number.',
  },
  toOrders: { hans: '我的订单', hant: '我的訂單', en: 'My orders' },
} as const satisfies Record<string, Text>;
