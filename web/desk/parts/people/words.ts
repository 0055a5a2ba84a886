import { createWords } from '../../../shared/words.ts';
import { PEOPLE } from '../../words/people.ts';

export const usePeopleWords = createWords(PEOPLE);
