import { Link } from '@tanstack/react-router';
import { LanguageButtons } from '../parts/language.tsx';
import { FraudNotice } from '../parts/notices.tsx';
import { Page } from '../parts/page.tsx';
import { useShellWords } from '../parts/shell-words.ts';

export function Welcome() {
  const t = useShellWords();
  return (
    <Page title={t('welcomeTitle')} lead={<p>{t('welcomeLead')}</p>} aside={<FraudNotice />}>
      <LanguageButtons />
      <div className="buttons">
        <Link className="button" to="/register">
          {t('register')}
        </Link>
        <Link className="button-quiet" to="/login">
          {t('login')}
        </Link>
      </div>
      <h2>{t('beforeTitle')}</h2>
      <ul className="links">
        <li>
          <Link to="/apply/which">{t('toWhich')}</Link>
        </li>
        <li>
          <Link to="/apply">{t('toServices')}</Link>
        </li>
      </ul>
      <h2>{t('howTitle')}</h2>
      <ol className="how">
        <li>{t('how1')}</li>
        <li>{t('how2')}</li>
        <li>{t('how3')}</li>
        <li>{t('how4')}</li>
      </ol>
      <p className="hint">{t('timeAdvice')}</p>
    </Page>
  );
}
