import { LANG_TAGS, type Lang } from './lang.ts';

/** An instant in the reader's own zone, and in the post's where they differ. */
export function instantWords(iso: string, lang: Lang, postZone?: string): string {
  const at = new Date(iso);
  const words = (timeZone?: string): string =>
    new Intl.DateTimeFormat(LANG_TAGS[lang], {
      dateStyle: 'medium',
      timeStyle: 'short',
      ...(timeZone ? { timeZone } : {}),
    }).format(at);
  const own = words();
  if (!postZone) return own;
  const there = words(postZone);
  return own === there ? own : `${own}(${there} ${postZone.split('/').at(-1)?.replaceAll('_', ' ')})`;
}

/** A calendar day, for deadlines: the time of day says nothing there. */
export function dayWords(iso: string, lang: Lang, timeZone?: string): string {
  return new Intl.DateTimeFormat(LANG_TAGS[lang], {
    dateStyle: 'long',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(iso));
}
