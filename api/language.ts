import type { FastifyRequest } from 'fastify';
import type { Lang, Text } from '../domain/texts/text.ts';

/** The reader's language from Accept-Language, in the order of its weights; Chinese (simplified) when it names none of ours. */
export function langOf(request: Pick<FastifyRequest, 'headers'>): Lang {
  const ranges = (request.headers['accept-language'] ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const weight = params.map((param) => /^\s*q=([\d.]+)/.exec(param)?.[1]).find((q) => q !== undefined);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .toSorted((a, b) => b.weight - a.weight);
  for (const { tag, weight } of ranges) {
    const lang = weight > 0 ? langOfTag(tag) : undefined;
    if (lang) return lang;
  }
  return 'hans';
}

function langOfTag(tag: string): Lang | undefined {
  if (/^zh-(hant|tw|hk|mo)\b/.test(tag)) return 'hant';
  if (/^zh\b/.test(tag)) return 'hans';
  return /^en\b/.test(tag) ? 'en' : undefined;
}

/** BCP 47 of our three languages. */
export const LANG_TAGS = { hans: 'zh-Hans', hant: 'zh-Hant', en: 'en' } as const satisfies Record<
  Lang,
  string
>;

/** Any value with every {hans, hant, en} inside it replaced by the reader's sentence. */
export function inLang<T>(value: T, lang: Lang): Localized<T> {
  if (Array.isArray(value)) return value.map((each) => inLang(each, lang)) as Localized<T>;
  if (typeof value !== 'object' || value === null) return value as Localized<T>;
  if (isText(value)) return value[lang] as Localized<T>;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, inLang(each, lang)]),
  ) as Localized<T>;
}

export type Localized<T> = T extends Text
  ? string
  : T extends readonly (infer E)[]
    ? Localized<E>[]
    : T extends object
      ? { [K in keyof T]: Localized<T[K]> }
      : T;

const isText = (value: object): value is Text => 'hans' in value && 'hant' in value && 'en' in value;
