import type { Text } from './texts/text.ts';

/** Where an order stands, as its applicant reads it. Few public statuses; the rest are internal flags (see case.ts). */
export const STATUSES = [
  'in_review',
  'supplement_requested',
  'interview_required',
  'interview_booked',
  'awaiting_materials',
  'materials_received',
  'in_production',
  'produced',
  'mailed',
  'closed',
  'refused',
  'withdrawn',
] as const;
export type Status = (typeof STATUSES)[number];

const ENDED_STATUSES = ['closed', 'refused', 'withdrawn'] as const satisfies readonly Status[];
export type EndedStatus = (typeof ENDED_STATUSES)[number];

/** An ended order never moves again and no longer blocks its person from a new one. */
export function isEnded(status: Status): status is EndedStatus {
  return (ENDED_STATUSES as readonly Status[]).includes(status);
}

/** The labels that the notice and the app's users know (待制證, 新證件已製作完畢); the others are ours. */
export const STATUS_WORDS = {
  in_review: { hans: '初审中', hant: '初審中', en: 'In review' },
  supplement_requested: { hans: '待补充材料', hant: '待補充材料', en: 'Supplement requested' },
  interview_required: { hans: '待预约时间', hant: '待預約時間', en: 'Interview to be booked' },
  interview_booked: { hans: '待面谈', hant: '待面談', en: 'Interview booked' },
  awaiting_materials: { hans: '待制证', hant: '待制證', en: 'Approved: mail your materials now' },
  materials_received: { hans: '材料已收', hant: '材料已收', en: 'Materials received' },
  in_production: { hans: '制证中', hant: '制證中', en: 'In production' },
  produced: { hans: '新证件已制作完毕', hant: '新證件已製作完畢', en: 'New document produced' },
  mailed: { hans: '已寄出', hant: '已寄出', en: 'Mailed' },
  closed: { hans: '已办结', hant: '已辦結', en: 'Closed' },
  refused: { hans: '已驳回', hant: '已駁回', en: 'Refused' },
  withdrawn: { hans: '已撤销', hant: '已撤銷', en: 'Withdrawn' },
} as const satisfies Record<Status, Text>;
