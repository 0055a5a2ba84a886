import { chooseLang, LANG_NAMES, LANG_TAGS, type Lang } from '../../shared/lang.ts';
import { useLang } from '../../shared/words.ts';
import { useWords } from '../words.ts';

/** Each language in its own name; the choice is kept for this browser. */
export function Language() {
  const say = useWords();
  const lang = useLang();
  return (
    <nav className="language" aria-label={say('language')}>
      {(Object.keys(LANG_NAMES) as Lang[]).map((each) => (
        <button
          key={each}
          type="button"
          lang={LANG_TAGS[each]}
          aria-current={each === lang ? 'true' : undefined}
          onClick={() => chooseLang(each)}
        >
          {LANG_NAMES[each]}
        </button>
      ))}
    </nav>
  );
}
