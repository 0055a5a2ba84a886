import type { Stage } from '../stages.ts';
import type { Text } from './text.ts';

/** The stages as applicants read them; `total` = from submission until the document was mailed. */
export const STAGE_WORDS = {
  review: { hans: '审核', hant: '審核', en: 'Review' },
  supplement: {
    hans: '补充材料(如需要)',
    hant: '補充材料(如需要)',
    en: 'Supplement, where one was asked for',
  },
  interview: { hans: '视频面谈(如需要)', hant: '視頻面談(如需要)', en: 'Interview, where one was required' },
  materials: { hans: '邮寄和接收材料', hant: '郵寄和接收材料', en: 'Mailing and receiving the papers' },
  production: { hans: '制证', hant: '製證', en: 'Production' },
  return: { hans: '寄回新证件', hant: '寄回新證件', en: 'Return of the new document' },
  total: { hans: '从提交到寄出,合计', hant: '從提交到寄出,合計', en: 'From submission to mailing, in all' },
} as const satisfies Record<Stage | 'total', Text>;

/** Beside every figure: past cases promise nothing. */
export const DURATION_ADVICE: Text = {
  hans: '以上为本馆近期办结订单的实际用时,不是承诺。请预留一个月或更长时间;未持有有效证件前,请勿购买机票。',
  hant: '以上為本館近期辦結訂單的實際用時,不是承諾。請預留一個月或更長時間;未持有有效證件前,請勿購買機票。',
  en: 'These are times of this post’s own recent orders, no promise. Allow a month or more, and buy no air ticket before you hold a valid document.',
};
