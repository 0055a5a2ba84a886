import { createWords } from '../../shared/words.ts';
import { ACCOUNT_WORDS } from '../words/account.ts';

export const useAccountWords = createWords(ACCOUNT_WORDS);
