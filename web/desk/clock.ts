import { LANG_TAGS, type Lang } from '../shared/lang.ts';

const MOMENT = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
const LONG_DAY = { dateStyle: 'long' } as const;
const SHAPES = { MOMENT, LONG_DAY };

/**
 * Making a formatter costs a hundred times what it costs to use one, a queue has hundreds of moments, and each new one
 * delays its first view: so there are few, and day and hour come of the same.
 */
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(
  shape: keyof typeof SHAPES,
  lang: Lang,
  timeZone: string | undefined,
): Intl.DateTimeFormat {
  const key = `${shape} ${lang} ${timeZone ?? ''}`;
  const known = made.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(LANG_TAGS[lang], {
    ...SHAPES[shape],
    ...(timeZone ? { timeZone } : {}),
  });
  made.set(key, format);
  return format;
}

/** Day and hour apart, without what stands between them. */
function dayAndHour(at: Date, lang: Lang, timeZone?: string): [string, string] {
  const parts = formatter('MOMENT', lang, timeZone).formatToParts(at);
  const hour = parts.findIndex(({ type }) => type === 'hour');
  const words = (some: Intl.DateTimeFormatPart[]): string => some.map(({ value }) => value).join('');
  return [words(parts.slice(0, hour - 1)), words(parts.slice(hour))];
}

/** A moment in one line of a dense page: in the reader's zone, then, where it differs, in the post's with its city. */
export function shortInstant(iso: string, lang: Lang, postZone?: string): string {
  const at = new Date(iso);
  const [day, hour] = dayAndHour(at, lang);
  const own = `${day} ${hour}`;
  if (!postZone) return own;
  const [dayThere, hourThere] = dayAndHour(at, lang, postZone);
  if (day === dayThere && hour === hourThere) return own;
  return `${own} · ${cityOf(postZone)} ${day === dayThere ? '' : `${dayThere} `}${hourThere}`;
}

/** A day of the post's calendar, for deadlines. */
export const longDay = (iso: string, lang: Lang, postZone?: string): string =>
  formatter('LONG_DAY', lang, postZone).format(new Date(iso));

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
