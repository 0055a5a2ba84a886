/** One sentence in the three languages that staff and applicants read: 简体, 繁體, English. */
export type Text = { hans: string; hant: string; en: string };
export type Lang = keyof Text;

/** Values for the `{name}` places of a {@link Text}. */
export type TextParams = Readonly<Record<string, string | number>>;

/**
 * Puts `params` into the `{name}` places of every language.
 * A name without a value stays as it is written, so that a forgotten one is seen and nothing throws at a reader.
 */
export function fill(text: Text, params: TextParams = {}): Text {
  const put = (sentence: string): string =>
    sentence.replace(/\{(\w+)\}/g, (place, name: string) =>
      Object.hasOwn(params, name) ? String(params[name]) : place,
    );
  return { hans: put(text.hans), hant: put(text.hant), en: put(text.en) };
}
