import { createWords } from '../../shared/words.ts';
import { ACCESS_WORDS } from '../words/access.ts';

export const useAccessWords = createWords(ACCESS_WORDS);
