import { useSuspenseQuery } from '@tanstack/react-query';
import type { SessionView } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { queries, refresh } from '../queries.ts';
import { useAccountWords } from './account-words.ts';
import { Refusal } from './notices.tsx';
import { useProved } from './proved.tsx';

/** Where the account is logged in now, and a way to end what one does not know (S6), for who has just proved who one is. */
export function Sessions() {
  const t = useAccountWords();
  const { sessions } = useSuspenseQuery(queries.sessions()).data;
  const { run, busy, failure, stepUp } = useProved();
  const end = async (which: SessionView | 'others'): Promise<void> => {
    await data(
      which === 'others'
        ? api.endOtherSessions({ format: 'text' })
        : api.endOwnSession(which.id, { format: 'text' }),
    );
    await refresh(['sessions']);
  };
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t('sessionsTitle')}</h2>
      <p>{t('sessionsLead')}</p>
      <Refusal failure={failure} />
      {stepUp ?? (
        <ul className="tasks tasks-told">
          {sessions.map((session) => (
            <OneSession
              key={session.id}
              session={session}
              busy={busy}
              onEnd={() => void run(() => end(session))}
            />
          ))}
        </ul>
      )}
      <div role="status">{others.length === 0 ? <p className="hint">{t('sessionsOnlyThis')}</p> : null}</div>
      {others.length > 1 && !stepUp ? (
        <button
          type="button"
          className="link-button"
          disabled={busy}
          onClick={() => void run(() => end('others'))}
        >
          {t('sessionsEndOthers')}
        </button>
      ) : null}
    </section>
  );
}

function OneSession({ session, busy, onEnd }: { session: SessionView; busy: boolean; onEnd: () => void }) {
  const t = useAccountWords();
  const lang = useLang();
  const device = session.device || t('sessionUnknown');
  return (
    <li>
      <span>
        {device}
        <br />
        <span className="hint">
          {t('sessionTimes', {
            opened: instantWords(session.openedAt, lang),
            seen: instantWords(session.lastSeenAt, lang),
          })}
        </span>
      </span>
      {session.isCurrent ? (
        <span className="tag tag-know">{t('sessionThis')}</span>
      ) : (
        <button type="button" className="link-button" disabled={busy} onClick={onEnd}>
          {t('sessionEnd')}
          <span className="unseen"> {device}</span>
        </button>
      )}
    </li>
  );
}
