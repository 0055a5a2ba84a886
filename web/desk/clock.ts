import { LANG_TAGS, type Lang } from '../shared/lang.ts';

const DAY = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
const LONG_DAY = { dateStyle: 'long' } as const;
const HOUR = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const SHAPES = { DAY, LONG_DAY, HOUR };
type Shape = keyof typeof SHAPES;

/** Making a formatter costs a hundred times what it costs to use one, and a queue has hundreds of moments. */
const made = new Map<string, Intl.DateTimeFormat>();

function words(at: Date, shape: Shape, lang: Lang, timeZone: string | undefined): string {
  const key = `${shape} ${lang} ${timeZone ?? ''}`;
  let format = made.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LANG_TAGS[lang], {
      ...SHAPES[shape],
      ...(timeZone ? { timeZone } : {}),
    });
    made.set(key, format);
  }
  return format.format(at);
}

/** A moment in one line of a dense page: in the reader's zone, then, where it differs, in the post's with its city. */
export function shortInstant(iso: string, lang: Lang, postZone?: string): string {
  const at = new Date(iso);
  const [day, hour] = [words(at, 'DAY', lang, undefined), words(at, 'HOUR', lang, undefined)];
  const own = `${day} ${hour}`;
  if (!postZone) return own;
  const [dayThere, hourThere] = [words(at, 'DAY', lang, postZone), words(at, 'HOUR', lang, postZone)];
  if (day === dayThere && hour === hourThere) return own;
  return `${own} · ${cityOf(postZone)} ${day === dayThere ? '' : `${dayThere} `}${hourThere}`;
}

/** A day of the post's calendar, for deadlines. */
export const longDay = (iso: string, lang: Lang, postZone?: string): string =>
  words(new Date(iso), 'LONG_DAY', lang, postZone);

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
