import { createWords } from '../../shared/words.ts';
import { FORM_WORDS } from '../words/form.ts';

export const useFormWords = createWords(FORM_WORDS);
