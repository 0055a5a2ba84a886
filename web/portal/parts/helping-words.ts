import { createWords } from '../../shared/words.ts';
import { HELPING_WORDS } from '../words/helping.ts';

export const useHelpingWords = createWords(HELPING_WORDS);
