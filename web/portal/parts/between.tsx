import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiProblem, isMissing, Unreachable } from '../../shared/problem.ts';
import { Page } from './page.tsx';
import { useShellWords } from './shell-words.ts';

/** While a page or its data is under way. */
export function Waiting() {
  const t = useShellWords();
  return (
    <p className="waiting" role="status">
      {t('waiting')}
    </p>
  );
}

export function Missing() {
  const t = useShellWords();
  return (
    <Page title={t('missingTitle')} lead={t('missingLead')}>
      <Link className="button" to="/">
        {t('toStart')}
      </Link>
    </Page>
  );
}

/** A page that could not be shown: why, and one thing to do about it. Comes back by itself with the network. */
export function Trouble({ error, reset }: ErrorComponentProps) {
  const t = useShellWords();
  const { reset: forget } = useQueryErrorResetBoundary();
  useEffect(() => {
    const again = (): void => {
      forget();
      reset();
    };
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [forget, reset]);
  if (isMissing(error)) return <Missing />;
  const isAway =
    error instanceof Unreachable ||
    (error instanceof Error && /dynamically imported|module script/i.test(error.message));
  return (
    <Page
      title={isAway ? t('awayTitle') : t('troubleTitle')}
      lead={isAway ? t('awayLead') : error instanceof ApiProblem ? error.message : t('troubleLead')}
    >
      <button
        type="button"
        className="button"
        onClick={() => {
          forget();
          reset();
        }}
      >
        {t('again')}
      </button>
    </Page>
  );
}
