import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useLang } from '../../shared/words.ts';
import { askQueues, askTasks, useMe } from '../asks.ts';
import { type Lane, lanesOf } from '../lanes.ts';
import { chooseLane, useLane, useNext } from '../next.ts';
import { Lanes } from '../parts/lanes.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TaskTable } from '../parts/task-table.tsx';
import { useWords } from '../words.ts';

/** My work: what I hold, what waits in each lane and for how long. */
export function Home() {
  const say = useWords();
  const lang = useLang();
  const lane = useLane();
  const next = useNext();
  const own = lanesOf(useMe());
  const queues = useQuery(askQueues);
  const tasks = useQuery({ ...askTasks(lane, lang), placeholderData: (earlier) => earlier });
  const all = tasks.data?.tasks ?? [];
  const mine = all.filter((task) => task.mine);
  const waiting = all.filter((task) => !task.mine && task.kind === lane);
  const count = queues.data?.queues.find(({ kind }) => kind === lane)?.waiting ?? waiting.length;
  if (own.length === 0)
    return (
      <div className="page">
        <h1>{say('home')}</h1>
        <p>{say('noLane')}</p>
      </div>
    );
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
