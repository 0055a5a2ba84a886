import { LANG_TAGS } from '../../shared/lang.ts';
import { useLang } from '../../shared/words.ts';
import { useOrderWords } from './order-words.ts';

/** One instant on the reader's clock and on the post's, where they differ. */
export function Clocks({ at, timeZone, withDay }: { at: string; timeZone: string; withDay: boolean }) {
  const t = useOrderWords();
  const lang = useLang();
  const shown = (zone: string | undefined, day: boolean): string =>
    new Intl.DateTimeFormat(LANG_TAGS[lang], {
      ...(day ? { dateStyle: 'full' } : {}),
      timeStyle: 'short',
      timeZone: zone,
    }).format(new Date(at));
  const zone = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  const isSame = shown(undefined, true) === shown(timeZone, true);
  const isOtherDay = dayOf(at, undefined) !== dayOf(at, timeZone);
  return (
    <span className="clocks">
      <span>
        {shown(undefined, withDay || isOtherDay)} {isSame ? null : t('yourClock')}
      </span>
      {isSame ? null : (
        <span className="clocks-there">
          {shown(timeZone, withDay || isOtherDay)} {t('postClock', { zone })}
        </span>
      )}
    </span>
  );
}

const dayOf = (at: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone }).format(new Date(at));
