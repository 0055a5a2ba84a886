import type { Lang } from '../../domain/texts/text.ts';

export type { Lang };

/** BCP 47 tags of our languages, for `lang`, Intl and Accept-Language. */
export const LANG_TAGS = { hans: 'zh-Hans', hant: 'zh-Hant', en: 'en' } as const satisfies Record<
  Lang,
  string
>;
/** Each language's own name for itself. */
export const LANG_NAMES = { hans: '简体中文', hant: '繁體中文', en: 'English' } as const satisfies Record<
  Lang,
  string
>;

const KEY = 'lang';
const isLang = (value: unknown): value is Lang => value === 'hans' || value === 'hant' || value === 'en';

/** What the reader chose here, otherwise what the browser prefers; simplified Chinese when it names none of ours. */
function initialLang(): Lang {
  const kept = localStorage.getItem(KEY);
  if (isLang(kept)) return kept;
  for (const tag of navigator.languages) {
    if (/^zh-(hant|tw|hk|mo)\b/i.test(tag)) return 'hant';
    if (/^zh\b/i.test(tag)) return 'hans';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'hans';
}

let lang = initialLang();
const listeners = new Set<() => void>();
document.documentElement.lang = LANG_TAGS[lang];

export const currentLang = (): Lang => lang;

export function chooseLang(next: Lang): void {
  lang = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = LANG_TAGS[next];
  for (const listener of listeners) listener();
}

export function onLangChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
