/**
 * Turns full-width letters and digits into plain ones, drops blanks (also invisible ones), and writes capitals:
 * for numbers that people copy from documents, never for names.
 */
export function plainCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200F\u2060\uFEFF]/g, '')
    .toUpperCase();
}

const NONE_WORDS: ReadonlySet<string> = new Set(['無', '无']);

/** Whether the answer says 「無」: there is none. Whether a form accepts that is the form's affair. */
export function isNone(text: string): boolean {
  return NONE_WORDS.has(text.trim());
}
