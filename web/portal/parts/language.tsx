import { useId } from 'react';
import { api } from '../../shared/api.ts';
import { chooseLang, LANG_NAMES, LANG_TAGS, type Lang } from '../../shared/lang.ts';
import { useLang } from '../../shared/words.ts';
import { isSignedIn } from '../session.ts';
import { useShellWords } from './shell-words.ts';

const LANGS = Object.keys(LANG_NAMES) as Lang[];

/** For the pages here, and for the e-mails to come. That the account hears of it late, or never, harms nobody. */
function changeLang(lang: Lang): void {
  chooseLang(lang);
  if (isSignedIn()) api.changeLanguage({ lang }).catch(() => undefined);
}

export function LanguageMenu() {
  const t = useShellWords();
  const lang = useLang();
  const id = useId();
  return (
    <div className="lang-menu">
      <label htmlFor={id} className="unseen">
        {t('language')}
      </label>
      <select id={id} value={lang} onChange={(event) => changeLang(event.target.value as Lang)}>
        {LANGS.map((each) => (
          <option key={each} value={each} lang={LANG_TAGS[each]}>
            {LANG_NAMES[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The three languages side by side, each in its own words. */
export function LanguageButtons() {
  const t = useShellWords();
  const current = useLang();
  return (
    <fieldset className="lang-buttons">
      <legend>{t('language')}</legend>
      {LANGS.map((lang) => (
        <button
          key={lang}
          type="button"
          lang={LANG_TAGS[lang]}
          aria-pressed={lang === current}
          onClick={() => changeLang(lang)}
        >
          {LANG_NAMES[lang]}
        </button>
      ))}
    </fieldset>
  );
}
