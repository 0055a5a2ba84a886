import { createWords } from '../../../shared/words.ts';
import { ACCOUNT } from '../../words/account.ts';

export const useAccountWords = createWords(ACCOUNT);
