import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { StaffMember } from '../../client/api.ts';
import { useLang } from '../../shared/words.ts';
import { askQueues, askTasks, useMe } from '../asks.ts';
import { type Lane, lanesOf } from '../lanes.ts';
import { chooseLane, useLane, useNext } from '../next.ts';
import { Lanes } from '../parts/lanes.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TaskTable } from '../parts/task-table.tsx';
import { placesOf } from '../places.ts';
import { Link } from '../ways.tsx';
import { useWords } from '../words.ts';

/** My work: what I hold, what waits in each lane and for how long. */
export function Home() {
  const say = useWords();
  const lang = useLang();
  const lane = useLane();
  const next = useNext();
  const me = useMe();
  const own = lanesOf(me);
  const queues = useQuery(askQueues);
  const tasks = useQuery({ ...askTasks(lane, lang), placeholderData: (earlier) => earlier });
  const all = tasks.data?.tasks ?? [];
  const mine = all.filter((task) => task.mine);
  const waiting = all.filter((task) => !task.mine && task.kind === lane);
  const count = queues.data?.queues.find(({ kind }) => kind === lane)?.waiting ?? waiting.length;
  if (me && own.length === 0) return <Elsewhere me={me} />;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{say('home')}</h1>
          <p className="soft">{say('turn')}</p>
        </div>
        <Button type="primary" size="large" onClick={() => void next()} aria-keyshortcuts="n">
          {say('takeNext')} <kbd>n</kbd>
        </Button>
      </div>
      {(queues.error ?? tasks.error) && <ProblemNote error={(queues.error ?? tasks.error) as Error} />}
      <Lanes
        own={own}
        queues={queues.data?.queues ?? []}
        chosen={lane}
        onChoose={(each: Lane) => chooseLane(each)}
      />
      {mine.length > 0 && <TaskTable title={say('mine')} tasks={mine} />}
      {lane && tasks.data && (
        <TaskTable
          title={say('waitingTasks', { lane: say(`lane.${lane}`) })}
          tasks={waiting}
          note={waiting.length < count ? say('shownOf', { shown: waiting.length, all: count }) : undefined}
        />
      )}
    </div>
  );
}

/** Whose roles have no queue works on other pages: these. */
function Elsewhere({ me }: { me: StaffMember }) {
  const say = useWords();
  const places = placesOf(me);
  return (
    <div className="page">
      <h1>{say('home')}</h1>
      <p>{say(places.length > 0 || me.temporalWebUrl ? 'noLane' : 'noPlace')}</p>
      <ul className="places">
        {places.map(({ place, word, hint }) => (
          <li key={word}>
            <Link place={place}>{say(word)}</Link>
            {hint && <p className="soft">{say(hint)}</p>}
          </li>
        ))}
        {me.temporalWebUrl && (
          <li>
            <a href={me.temporalWebUrl} target="_blank" rel="noreferrer">
              {say('temporal')}
              <span className="unseen">{say('opensAnew')}</span>
            </a>
            <p className="soft">{say('temporalHint')}</p>
          </li>
        )}
      </ul>
    </div>
  );
}
