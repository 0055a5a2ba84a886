import type { MessageParams } from '../db/effects.ts';
import { STATUS_WORDS } from '../domain/statuses.ts';
import { REFUSAL_GROUND_TEXTS } from '../domain/texts/grounds.ts';
import { MESSAGES, type MessageTemplate } from '../domain/texts/messages.ts';
import { fill, type Lang } from '../domain/texts/text.ts';
import { LANG_TAGS } from './language.ts';

/** A message in the reader's language; instants in the post's time zone, with its name. */
export function messageWords(
  { template, params, timeZone }: { template: MessageTemplate; params: MessageParams; timeZone: string },
  lang: Lang,
): { title: string; body: string } {
  const { title, body } = MESSAGES[template];
  const { dueAtMs, startsAtMs, note = '', ground, tracking = '', mark = '', address = '', status } = params;
  const values = {
    due: dueAtMs ? instantWords(dueAtMs, timeZone, lang, false) : '',
    startsAt: startsAtMs ? instantWords(startsAtMs, timeZone, lang, true) : '',
    note,
    ground: ground ? REFUSAL_GROUND_TEXTS[ground][lang] : '',
    tracking,
    mark,
    address,
    status: STATUS_WORDS[status][lang],
  };
  return { title: title[lang], body: fill(body, values)[lang].trim() };
}

/** A day, or an instant with its time zone's name, in the reader's language. */
export function instantWords(ms: number, timeZone: string, lang: Lang, withTime: boolean): string {
  return new Intl.DateTimeFormat(LANG_TAGS[lang], {
    timeZone,
    dateStyle: 'long',
    ...(withTime ? { timeStyle: 'long' as const } : {}),
  }).format(ms);
}
