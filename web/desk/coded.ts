import { SUPPLEMENT_REASONS, type SupplementReason } from '../../domain/case-state.ts';

export { SUPPLEMENT_REASON_TEXTS as SUPPLEMENT_REASON_WORDS } from '../../domain/texts/grounds.ts';

export const isSupplementReason = (text: string): text is SupplementReason =>
  (SUPPLEMENT_REASONS as readonly string[]).includes(text);
