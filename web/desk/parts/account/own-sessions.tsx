import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { SessionView } from '../../../client/api.ts';
import { api, data } from '../../../shared/api.ts';
import { useLang } from '../../../shared/words.ts';
import { shortInstant } from '../../clock.ts';
import { notify } from '../../notice.ts';
import { ProblemNote } from '../problem-note.tsx';
import { askOwnSessions } from './asks.ts';
import { useAccountWords } from './words.ts';

/** Where one is signed in now, and a way to end what one does not know (S6). */
export function OwnSessions({ hasPassword }: { hasPassword: boolean }) {
  const tell = useAccountWords();
  const client = useQueryClient();
  const asked = useQuery(askOwnSessions);
  const nameOf = ({ device }: SessionView): string => device || tell('unknownDevice');
  const end = useMutation({
    mutationFn: (which: SessionView | 'others') =>
      data(
        which === 'others'
          ? api.endOtherStaffSessions({ format: 'text' })
          : api.endOwnStaffSession(which.id, { format: 'text' }),
      ),
    onSuccess: (_, which) => {
      notify(which === 'others' ? tell('othersEnded') : tell('sessionEnded', { device: nameOf(which) }));
      document.getElementById('sessions-title')?.focus();
    },
    onSettled: () => client.invalidateQueries({ queryKey: askOwnSessions.queryKey }),
  });
  const sessions = asked.data?.sessions ?? [];
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  const error = end.error ?? asked.error;
  return (
    <section className="sheet" aria-labelledby="sessions-title">
      <h2 id="sessions-title" tabIndex={-1}>
        {tell('sessionsTitle')}
      </h2>
      <p className="soft">{tell(hasPassword ? 'sessionsLead' : 'sessionsLeadOpenId')}</p>
      {error && <ProblemNote error={error} />}
      <ul className="own-list">
        {sessions.map((each) => (
          <OneSession
            key={each.id}
            session={each}
            name={nameOf(each)}
            isBusy={end.isPending}
            onEnd={() => end.mutate(each)}
          />
        ))}
      </ul>
      {asked.data && others.length === 0 && <p className="soft">{tell('noOthers')}</p>}
      {others.length > 1 && (
        <p>
          <Button aria-disabled={end.isPending} onClick={() => !end.isPending && end.mutate('others')}>
            {tell('endOthers')}
          </Button>
        </p>
      )}
    </section>
  );
}

type Props = { session: SessionView; name: string; isBusy: boolean; onEnd: () => void };

function OneSession({ session, name, isBusy, onEnd }: Props) {
  const tell = useAccountWords();
  const lang = useLang();
  const opened = shortInstant(session.openedAt, lang);
  return (
    <li>
      <span>
        {name}
        <small className="soft">
          {tell('sessionTimes', { opened, seen: shortInstant(session.lastSeenAt, lang) })}
        </small>
      </span>
      {session.isCurrent ? (
        <span className="mark">{tell('thisSession')}</span>
      ) : (
        <Button
          aria-label={`${tell('endSession')}: ${name}, ${opened}`}
          aria-disabled={isBusy}
          onClick={() => !isBusy && onEnd()}
        >
          {tell('endSession')}
        </Button>
      )}
    </li>
  );
}
