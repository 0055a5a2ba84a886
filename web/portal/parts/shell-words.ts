import { createWords } from '../../shared/words.ts';
import { SHELL_WORDS } from '../words/shell.ts';

export const useShellWords = createWords(SHELL_WORDS);
