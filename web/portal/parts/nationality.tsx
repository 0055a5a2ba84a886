import type { NationalityVerdict } from '../../../domain/nationality.ts';
import { ADVICE_REASONS } from '../../../domain/texts/advice.ts';
import { useLang } from '../../shared/words.ts';
import { useFormWords } from './form-words.ts';
import { Panel } from './notices.tsx';

/**
 * Who is no Chinese national by the answers given hears it at once, with the article and what to do instead, and not
 * only after filling in the rest. Said aloud when it appears; nothing where there is nothing to say.
 */
export function NationalityNotice({ nationality, withDoubt = false }: Props) {
  const t = useFormWords();
  const lang = useLang();
  return (
    <div role="alert" id="nationality-notice" tabIndex={-1}>
      {nationality.verdict === 'ineligible' ? (
        <Panel means="fault" title={t('notEligible')}>
          <p>{ADVICE_REASONS[nationality.article === 5 ? 'article5' : 'article9'][lang]}</p>
          <p>{t('notEligibleAnswers')}</p>
        </Panel>
      ) : nationality.verdict === 'doubtful' && withDoubt ? (
        <Panel means="know">
          <p>{ADVICE_REASONS.doubt[lang]}</p>
        </Panel>
      ) : null}
    </div>
  );
}
type Props = {
  nationality: NationalityVerdict;
  /** Whether a doubt is told too: only where all questions about it are answered. */
  withDoubt?: boolean;
};
