import { createWords } from '../shared/words.ts';
import { CASE } from './words/case.ts';
import { CHECKS } from './words/checks.ts';
import { COMMON } from './words/common.ts';
import { DECISIONS } from './words/decisions.ts';
import { LANES } from './words/lanes.ts';
import { QUEUES } from './words/queues.ts';

/** Every word of the desk, split by area; a key that stands in two areas does not pass tests/desk-words.domain.test.ts. */
export const WORDS = { ...COMMON, ...QUEUES, ...CASE, ...CHECKS, ...DECISIONS, ...LANES } as const;
export type Word = keyof typeof WORDS;
export const useWords = createWords(WORDS);
export type Say = ReturnType<typeof useWords>;
