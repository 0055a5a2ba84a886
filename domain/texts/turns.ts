import type { TaskKind } from '../effects.ts';
import type { Text } from './text.ts';

/** Who must act next, or what is waited for, as operators read it in Temporal Web. */
export const TURN_TEXTS = {
  applicant: { hans: '申请人', hant: '申請人', en: 'the applicant' },
  engine: { hans: '流程引擎', hant: '流程引擎', en: 'the engine' },
  review: { hans: '审核', hant: '審核', en: 'a review' },
  interview: { hans: '面谈', hant: '面談', en: 'an interview' },
  issuer: { hans: '原发照机关确认', hant: '原發照機關確認', en: 'the original issuing authority' },
  production: { hans: '制证', hant: '製證', en: 'production' },
  dispatch: { hans: '寄还', hant: '寄還', en: 'the return envelope' },
  'return-originals': { hans: '退还原件', hant: '退還原件', en: 'the return of originals' },
  overdue: { hans: '逾期待决定', hant: '逾期待決定', en: 'a decision: it is overdue' },
} as const satisfies Record<TaskKind | 'applicant' | 'engine', Text>;
