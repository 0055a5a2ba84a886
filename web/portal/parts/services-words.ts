import { createWords } from '../../shared/words.ts';
import { SERVICES_WORDS } from '../words/services.ts';

export const useServicesWords = createWords(SERVICES_WORDS);
