import { useSyncExternalStore } from 'react';
import { fill, type Lang, type Text, type TextParams } from '../../domain/texts/text.ts';
import { currentLang, onLangChange } from './lang.ts';

export function useLang(): Lang {
  return useSyncExternalStore(onLangChange, currentLang);
}

/**
 * Makes the `useWords` of a bundle from its dictionary. A key is checked by the compiler, all three languages too;
 * `{name}` places are filled from the parameters.
 */
export function createWords<W extends Record<string, Text>>(words: W) {
  return function useWords(): (key: keyof W & string, params?: TextParams) => string {
    const lang = useLang();
    return (key, params) => fill(words[key] as Text, params)[lang];
  };
}
