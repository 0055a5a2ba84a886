/** The middle dot between the parts of a minority name, U+00B7, and what keyboards give in its place. */
const MIDDLE_DOT = '·';
const OTHER_DOTS = /[\u2022\u2027\u22C5\u30FB\uFF65\u0387\uFF0E.]/g;

/**
 * One spelling for one Chinese name: any middle dot becomes 「·」, blanks go. Characters stay as they were typed:
 * no compatibility folding, which would turn rare name characters into others.
 */
export function normaliseChineseName(text: string): string {
  return text.replace(/[\s\u200B\u2060\uFEFF]/g, '').replace(OTHER_DOTS, MIDDLE_DOT);
}

/**
 * Whether the name holds Chinese characters only, single dots between them, rare characters (Extension B and later)
 * and the variation selectors of registered glyphs included.
 */
export function isChineseName(text: string): boolean {
  const part = '(?:(?:\\p{Script=Han}|\\u3007)[\\u{E0100}-\\u{E01EF}\\uFE00-\\uFE0F]?)+';
  return new RegExp(`^${part}(?:${MIDDLE_DOT}${part})*$`, 'u').test(normaliseChineseName(text));
}

/**
 * What to say about one pinyin line, surname or given name; undefined when nothing is to be said.
 * `pinyin-letters` must be mended; `pinyin-umlaut` is advice, since an old passport's LV, LU: or LÜ stays as it is.
 * The line itself is never changed by us.
 */
export function findPinyinRule(line: string): 'pinyin-letters' | 'pinyin-umlaut' | undefined {
  if (!/^[A-Z]+$/.test(line)) return 'pinyin-letters';
  // No syllable has V: it is how keyboards write Ü. NYUE inside a line is no fault, it may be XIN and YUE.
  return /V|LYUE|^NYUE/.test(line) ? 'pinyin-umlaut' : undefined;
}

/**
 * Whether one line is a name as a US birth certificate has it: capital letters, single blanks, hyphens or apostrophes
 * between them. A child born in the US has that name in its papers, not pinyin.
 */
export function isLatinName(line: string): boolean {
  return /^[A-Z]+(?:[ '’-][A-Z]+)*$/.test(line.trim());
}
