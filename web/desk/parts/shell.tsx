import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { staffMay } from '../../../domain/rights.ts';
import type { StaffMember } from '../../client/api.ts';
import { api } from '../../shared/api.ts';
import { useLive } from '../../shared/live.ts';
import { ApiProblem } from '../../shared/problem.ts';
import { askMe } from '../asks.ts';
import { isOwnNews, OWN_NEWS_MS } from '../command.ts';
import { rememberDoor } from '../door.ts';
import { forgetAllKept } from '../kept.ts';
import { useKeys } from '../keys.ts';
import { useNext } from '../next.ts';
import { notify, useNotice } from '../notice.ts';
import { placesOf } from '../places.ts';
import { useStepUp } from '../step-up.ts';
import { Link, useGo } from '../ways.tsx';
import { useWords } from '../words.ts';
import type * as Dialogs from './dialogs.tsx';
import { Language } from './language.tsx';
import { ProblemNote } from './problem-note.tsx';

/** The frame of every page behind the door. */
export function Shell() {
  const say = useWords();
  const { pathname } = useLocation();
  const me = useQuery(askMe);
  const isOut = me.data === null || (me.error instanceof ApiProblem && me.error.problem.status === 401);
  if (isOut) return <ToSignIn from={pathname} />;
  if (me.error)
    return (
      <main className="alone">
        <ProblemNote
          error={me.error}
          action={<Button onClick={() => void me.refetch()}>{say('tryAgain')}</Button>}
        />
      </main>
    );
  if (!me.data) return <main className="alone soft">{say('loading')}</main>;
  return <Frame me={me.data} />;
}

function ToSignIn({ from }: { from: string }) {
  const go = useGo();
  useEffect(() => {
    // While the way there is under way, the address is already the sign-in's own.
    if (from === '/sign-in') return;
    void go({ to: '/sign-in', search: from === '/' ? {} : { next: from } }, { replace: true });
  }, [go, from]);
  return null;
}

function Frame({ me }: { me: StaffMember }) {
  const say = useWords();
  const go = useGo();
  const next = useNext();
  const notice = useNotice();
  const opensCases = staffMay(me.roles, 'getCase');
  const { pathname } = useLocation();
  const [open, setOpen] = useState<'help' | 'search' | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const endStepUp = useStepUp();
  const dialogs = useDialogs(open !== null || endStepUp !== undefined);
  useLiveNews();
  useFocusOnArrival(pathname);
  useKeys([
    { key: '?', label: say('keys'), group: 'everywhere', run: () => setOpen('help') },
    ...(opensCases
      ? ([
          { key: '/', label: say('search'), group: 'everywhere', run: () => setOpen('search') },
          { key: 'n', label: say('nextCase'), group: 'everywhere', run: () => void next() },
        ] as const)
      : []),
    { key: 'h', label: say('home'), group: 'everywhere', run: () => void go({ to: '/' }) },
  ]);
  return (
    <>
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <header className="head">
        <Link place={{ to: '/' }} className="brand">
          <span aria-hidden="true" className="seal">
            領
          </span>
          {say('desk')}
        </Link>
        <Ways me={me} />
        <div className="head-tools">
          {opensCases && (
            <Button onClick={() => setOpen('search')} aria-keyshortcuts="/">
              {say('search')} <kbd>/</kbd>
            </Button>
          )}
          <Button onClick={() => setOpen('help')} aria-keyshortcuts="?">
            {say('keys')} <kbd>?</kbd>
          </Button>
          <Language />
          <Person me={me} />
        </div>
      </header>
      <div role="status" className="notice" data-empty={notice === ''}>
        {notice && (
          <>
            <span>{notice}</span>
            <Button size="small" onClick={() => notify('')}>
              {say('close')}
            </Button>
          </>
        )}
      </div>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      {dialogs && open === 'help' && <dialogs.Help onClose={close} />}
      {dialogs && open === 'search' && <dialogs.Search onClose={close} />}
      {dialogs && endStepUp && <dialogs.StepUp onEnd={endStepUp} />}
    </>
  );
}

function Ways({ me }: { me: StaffMember }) {
  const say = useWords();
  return (
    <nav className="ways" aria-label={say('desk')}>
      <Link place={{ to: '/' }} exact>
        {say('home')}
      </Link>
      {placesOf(me).map(({ place, word }) => (
        <Link key={word} place={place}>
          {say(word)}
        </Link>
      ))}
      {me.temporalWebUrl && (
        <a href={me.temporalWebUrl} target="_blank" rel="noreferrer">
          {say('temporal')}
          <span className="unseen">{say('opensAnew')}</span>
        </a>
      )}
    </nav>
  );
}

function Person({ me }: { me: StaffMember }) {
  const say = useWords();
  const client = useQueryClient();
  async function leave(): Promise<void> {
    await api.staffLogout().catch(() => undefined);
    forgetAllKept();
    notify('');
    rememberDoor(false);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    client.setQueryData(['me'], null);
  }
  return (
    <div className="person">
      <span>
        <Link place={{ to: '/account' }}>
          <span className="unseen">{say('ownAccount')}</span> {me.name}
        </Link>
        <small>
          {me.post} · {me.roles.map((role) => say(`role.${role}`)).join(', ')}
        </small>
      </span>
      <Button onClick={() => void leave()}>{say('signOut')}</Button>
    </div>
  );
}

/** Help and search, read once the page has what it shows, or when somebody asks for them: with them comes all that is typed into. */
function useDialogs(isWanted: boolean): typeof Dialogs | undefined {
  const [dialogs, setDialogs] = useState<typeof Dialogs>();
  const isTheirTurn = useIsFetching() === 0 || isWanted;
  useEffect(() => {
    if (isTheirTurn && !dialogs) void import('./dialogs.tsx').then(setDialogs);
  }, [isTheirTurn, dialogs]);
  return dialogs;
}

/** Changed cases are read again at once; queues at most every second, whatever the number of changes. */
function useLiveNews(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onChange = useCallback(
    (orderNumber: string | undefined) => {
      const look = (): void =>
        void client.invalidateQueries({ queryKey: orderNumber ? ['case', orderNumber] : ['case'] });
      if (orderNumber && isOwnNews(orderNumber)) setTimeout(look, OWN_NEWS_MS);
      else look();
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        void client.invalidateQueries({ queryKey: ['queues'] });
        void client.invalidateQueries({ queryKey: ['tasks'] });
      }, 1_000);
    },
    [client],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive('/v1/staff/events', onChange);
}

/** A new page begins at its own content, for whoever reads with the ear or the Tab key. */
function useFocusOnArrival(pathname: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const content = document.getElementById('content');
    if (content && !content.contains(document.activeElement)) content.focus();
  }, [pathname]);
}
