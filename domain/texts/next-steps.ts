import type { Status } from '../statuses.ts';
import type { Text } from './text.ts';

/** Who must do the next thing: the applicant, the post's staff, New York's production, or nobody any more. */
export const NEXT_ACTORS = ['applicant', 'post', 'new-york', 'nobody'] as const;
type NextStep = { by: (typeof NEXT_ACTORS)[number]; text: Text };

/** What happens next with an order and who does it; until when is told by the case's clock. */
export const NEXT_STEPS = {
  in_review: {
    by: 'post',
    text: {
      hans: '本馆审核您的申请,您无需操作。',
      hant: '本館審核您的申請,您無需操作。',
      en: 'The post reviews your application; there is nothing for you to do.',
    },
  },
  supplement_requested: {
    by: 'applicant',
    text: {
      hans: '请补充列出的材料或修改列出的信息。',
      hant: '請補充列出的材料或修改列出的信息。',
      en: 'Please supply or correct the listed items.',
    },
  },
  interview_required: {
    by: 'applicant',
    text: {
      hans: '请选择视频面谈的时间。',
      hant: '請選擇視頻面談的時間。',
      en: 'Please choose a time for the video interview.',
    },
  },
  interview_booked: {
    by: 'post',
    text: {
      hans: '工作人员将按预约时间发起视频面谈,请保持在线。',
      hant: '工作人員將按預約時間發起視頻面談,請保持在線。',
      en: 'Staff will start the video interview at the booked time; please be ready.',
    },
  },
  awaiting_materials: {
    by: 'applicant',
    text: {
      hans: '请打印便签,用可跟踪的 USPS 信封寄出材料。',
      hant: '請列印便簽,用可跟踪的 USPS 信封寄出材料。',
      en: 'Please print the slip and mail your materials in a trackable USPS envelope.',
    },
  },
  materials_received: {
    by: 'post',
    text: {
      hans: '本馆将材料送去制证,您无需操作。',
      hant: '本館將材料送去製證,您無需操作。',
      en: 'The post orders the production; there is nothing for you to do.',
    },
  },
  in_production: {
    by: 'new-york',
    text: {
      hans: '驻纽约总领馆正在制作证件,您无需操作。',
      hant: '駐紐約總領館正在製作證件,您無需操作。',
      en: 'The consulate general in New York makes the document; there is nothing for you to do.',
    },
  },
  produced: {
    by: 'post',
    text: {
      hans: '本馆将用您的回邮信封寄出新证件。',
      hant: '本館將用您的回郵信封寄出新證件。',
      en: 'The post will mail the new document in your return envelope.',
    },
  },
  mailed: {
    by: 'applicant',
    text: {
      hans: '收到新证件后,请在此确认。',
      hant: '收到新證件後,請在此確認。',
      en: 'Please confirm here when the new document has arrived.',
    },
  },
  closed: {
    by: 'nobody',
    text: { hans: '已办结,无需操作。', hant: '已辦結,無需操作。', en: 'Done; nothing is left to do.' },
  },
  refused: {
    by: 'nobody',
    text: {
      hans: '订单已驳回,理由见消息中心。',
      hant: '訂單已駁回,理由見消息中心。',
      en: 'The order was refused; the message centre says why.',
    },
  },
  withdrawn: {
    by: 'nobody',
    text: {
      hans: '订单已撤销,可以重新提交。',
      hant: '訂單已撤銷,可以重新提交。',
      en: 'The order was withdrawn; you may submit a new one.',
    },
  },
} as const satisfies Record<Status, NextStep>;
