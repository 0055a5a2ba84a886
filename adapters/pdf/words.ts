import type { Lang, Text } from '../../domain/texts/text.ts';

/**
 * The reader's words first, the other side's beside them: an official always finds Chinese, and the post office and
 * the reader's helpers English.
 */
export const pairOf = (text: Text, lang: Lang): { first: string; second: string } =>
  lang === 'en' ? { first: text.en, second: text.hans } : { first: text[lang], second: text.en };

/** 「確認單 Confirmation」 in one line. */
export const bothOf = (text: Text, lang: Lang): string => {
  const { first, second } = pairOf(text, lang);
  return first === second ? first : `${first} ${second}`;
};

/** $23.00 */
export const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;

export const PDF_LANG_TAGS = { hans: 'zh-Hans', hant: 'zh-Hant', en: 'en' } as const satisfies Record<
  Lang,
  string
>;
