import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useLive } from '../../shared/live.ts';
import { queries, refreshOrder } from '../queries.ts';
import { useSignedIn } from '../session.ts';
import { Waiting } from './between.tsx';
import { LanguageMenu } from './language.tsx';
import { useOnline } from './online.ts';
import { useShellWords } from './shell-words.ts';
import { Seal } from './signs.tsx';

/** What stands around every page. */
export function Shell() {
  const t = useShellWords();
  const signedIn = useSignedIn();
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="top">
        <div className="top-row">
          <Link to="/" className="brand">
            <Seal />
            <span>
              <span className="brand-name">{t('brand')}</span>
              <span className="brand-sub">{t('brandSub')}</span>
            </span>
          </Link>
          <LanguageMenu />
        </div>
        {signedIn ? <OwnNav /> : null}
      </header>
      <OfflineNotice />
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className="foot">
        <p>{t('foot')}</p>
      </footer>
      {signedIn ? <News /> : <BackToLogin />}
    </>
  );
}

function OwnNav() {
  const t = useShellWords();
  const unread = useQuery(queries.unread()).data?.unread ?? 0;
  return (
    <nav className="own-nav" aria-label={t('nav')}>
      <Link to="/" activeOptions={{ exact: true }}>
        {t('navOrders')}
      </Link>
      <Link to="/messages">
        {t('navMessages')}
        {unread > 0 ? (
          <span className="count">
            {unread}
            <span className="unseen"> {t('unread')}</span>
          </span>
        ) : null}
      </Link>
      <Link to="/account">{t('navAccount')}</Link>
    </nav>
  );
}

/** Always there, so that a reader's software hears what comes into it. */
function OfflineNotice() {
  const t = useShellWords();
  const online = useOnline();
  return (
    <div role="status" className="offline-place">
      {online ? null : <p className="offline">{t('offline')}</p>}
    </div>
  );
}

const hear = (orderNumber: string | undefined): void => void refreshOrder(orderNumber);

function News() {
  useLive('/v1/events', hear);
  return null;
}

/** A session that ended by itself leads to the login, and from there back to where one was. */
function BackToLogin() {
  const navigate = useNavigate();
  const matches = useRouterState({ select: (state) => state.matches });
  const href = useRouterState({ select: (state) => state.location.href });
  const isOwnPage = matches.some(({ routeId }) => routeId === '/own');
  useEffect(() => {
    if (isOwnPage) void navigate({ to: '/login', search: { next: href } });
  }, [isOwnPage, href, navigate]);
  return null;
}
