import { createWords } from '../../shared/words.ts';
import { OWN_DATA_WORDS } from '../words/own-data.ts';

export const useOwnDataWords = createWords(OWN_DATA_WORDS);
