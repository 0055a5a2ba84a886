import { say } from '../forms/questions.ts';
import type { Policy } from '../policy.ts';
import type { Text } from './text.ts';

/** When papers may be mailed, by the policy in force. */
export const MAIL_WHEN_TEXTS: Readonly<Record<Policy['mailWhen'], Text>> = {
  approved: say(
    '收到“待制证”通知后,而且只在收到后,才能邮寄材料;提前寄出的会被退回。信封上须注明“{mark}”。',
    '收到「待制證」通知後,而且只在收到後,才能郵寄材料;提前寄出的會被退回。信封上須註明「{mark}」。',
    'Mail the papers after the notice 待制證 (approved), and only then; what comes earlier is returned. Write 「{mark}」 on the envelope.',
  ),
  'first-review-passed': say(
    '状态变为“复审中”后,才能邮寄材料;提前寄出的会被退回。信封上须注明“{mark}”。',
    '狀態變為「複審中」後,才能郵寄材料;提前寄出的會被退回。信封上須註明「{mark}」。',
    'Mail the papers once the status is 複審中 (first review passed); what comes earlier is returned. Write 「{mark}」 on the envelope.',
  ),
};

/** What everybody is advised before applying (notice, part 一; R-38). */
export const ADVICE_TEXTS = {
  month: say(
    '办理需要较长时间,请至少留出一个月。',
    '辦理需要較長時間,請至少留出一個月。',
    'Allow at least a month.',
  ),
  lost: say(
    '遗失的护照须与原签发机关确认,需要更长时间。',
    '遺失的護照須與原簽發機關確認,需要更長時間。',
    'For a lost passport the issuing authority is asked first, which takes longer.',
  ),
  'no-ticket': say(
    '未持有有效护照或旅行证前,请勿购买机票;由此引起的责任自行承担。',
    '未持有有效護照或旅行證前,請勿購買機票;由此引起的責任自行承擔。',
    'Do not buy an air ticket before a valid passport or travel document is in your hands.',
  ),
  'no-fingerprints': say(
    '在此申办的护照不含指纹,不影响使用,但入境中国时不能自助通关,须走人工通道。',
    '在此申辦的護照不含指紋,不影響使用,但入境中國時不能自助通關,須走人工通道。',
    'A passport ordered here carries no fingerprints. It is fully valid; on entering China use the manual lane, not the e-gate.',
  ),
  'one-post': say(
    '每位申请人只能选择一家使领馆提交,不能重复提交;各馆优先处理本领区居民的申请。',
    '每位申請人只能選擇一家使領館提交,不能重複提交;各館優先處理本領區居民的申請。',
    'Each applicant files at one post only, and once. Every post looks at its own district’s residents first.',
  ),
  interview: say(
    '未满 16 周岁的申请人须与监护人一同参加视频面谈。',
    '未滿 16 周歲的申請人須與監護人一同參加視頻面談。',
    'An applicant under 16 is interviewed by video together with the guardian.',
  ),
} as const satisfies Record<string, Text>;
