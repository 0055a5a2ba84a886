import { createWords } from '../../shared/words.ts';
import { ORDER_WORDS } from '../words/order.ts';

export const useOrderWords = createWords(ORDER_WORDS);
