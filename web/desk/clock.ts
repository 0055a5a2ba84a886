import { LANG_TAGS, type Lang } from '../shared/lang.ts';

/** A moment in one line of a dense page: in the reader's zone, then, where it differs, in the post's with its city. */
export function shortInstant(iso: string, lang: Lang, postZone?: string): string {
  const at = new Date(iso);
  const words = (options: Intl.DateTimeFormatOptions, timeZone?: string): string =>
    new Intl.DateTimeFormat(LANG_TAGS[lang], { ...options, ...(timeZone ? { timeZone } : {}) }).format(at);
  const day: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' };
  const hour: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const own = `${words(day)} ${words(hour)}`;
  if (!postZone || words({ ...day, ...hour }) === words({ ...day, ...hour }, postZone)) return own;
  const isSameDay = words(day) === words(day, postZone);
  const there = isSameDay ? words(hour, postZone) : words({ ...day, ...hour }, postZone);
  return `${own} · ${cityOf(postZone)} ${there}`;
}

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
