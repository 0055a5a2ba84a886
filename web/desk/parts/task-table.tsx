import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import type { Task } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { useLang } from '../../shared/words.ts';
import { useMe, usePost, useServiceName } from '../asks.ts';
import { longDay, shortInstant } from '../clock.ts';
import { daysSince } from '../lanes.ts';
import { placeOf } from '../next.ts';
import { notify } from '../notice.ts';
import { Link } from '../ways.tsx';
import { useWords } from '../words.ts';

type Props = { title: string; tasks: Task[]; note?: string | undefined };
type Sorted = 'turn' | 'waited' | 'submitted' | 'due';

const ORDERS: Record<Sorted, (a: Task, b: Task) => number> = {
  turn: () => 0,
  waited: (a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt),
  submitted: (a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt),
  due: (a, b) => Date.parse(a.dueAt ?? '9999') - Date.parse(b.dueAt ?? '9999'),
};

/** Tasks in their turn; by a click on a head by wait, submission or deadline, and by another one in turn again. */
export function TaskTable({ title, tasks, note }: Props) {
  const say = useWords();
  const id = useId();
  const [by, setBy] = useState<Sorted>('turn');
  const release = useRelease();
  const serviceName = useServiceName();
  const zone = usePost(useMe()?.post)?.timeZone;
  const head = (sorted: Exclude<Sorted, 'turn'>) => (
    <th scope="col" aria-sort={by === sorted ? 'ascending' : 'none'}>
      <button type="button" onClick={() => setBy(by === sorted ? 'turn' : sorted)}>
        {say(sorted)} <span aria-hidden="true">{by === sorted ? '▲' : '△'}</span>
      </button>
    </th>
  );
  return (
    <section className="tasks" aria-labelledby={id}>
      <h2 id={id}>
        {title} {note && <small className="soft">{note}</small>}
      </h2>
      {tasks.length === 0 ? (
        <p className="soft">{say('noneWaits')}</p>
      ) : (
        <div className="table-room" tabIndex={0} role="group" aria-labelledby={id}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('order')}</th>
                <th scope="col">{say('service')}</th>
                <th scope="col">{say('status')}</th>
                {head('waited')}
                {head('submitted')}
                {head('due')}
                <th scope="col">{say('district')}</th>
                {tasks.some(({ mine }) => mine) && <th scope="col">{say('task')}</th>}
              </tr>
            </thead>
            <tbody>
              {tasks.toSorted(ORDERS[by]).map((task) => (
                <Row
                  key={task.id}
                  task={task}
                  zone={zone}
                  service={serviceName(task.service)}
                  onRelease={release}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

type RowProps = {
  task: Task;
  zone: string | undefined;
  service: string;
  onRelease: (taskId: string) => void;
};

function Row({ task, zone, service, onRelease }: RowProps) {
  const say = useWords();
  const lang = useLang();
  const days = daysSince(task.openedAt);
  return (
    <tr>
      <td>
        <Link place={placeOf(task)} className="code">
          {task.orderNumber}
        </Link>
      </td>
      <td>{service}</td>
      <td>{task.statusText}</td>
      <td>{days === 0 ? say('today') : say('days', { count: days })}</td>
      <td>{shortInstant(task.submittedAt, lang, zone)}</td>
      <td>
        <Due iso={task.dueAt} words={task.dueAt ? longDay(task.dueAt, lang, zone) : ''} />
      </td>
      <td>
        <span className="mark" data-own={task.ownDistrict}>
          {say(task.ownDistrict ? 'ownDistrict' : 'otherDistrict')}
        </span>
      </td>
      {task.mine && (
        <td>
          <Button size="small" onClick={() => onRelease(task.id)}>
            {say('release')}
          </Button>
        </td>
      )}
    </tr>
  );
}

const NEAR_MS = 2 * 86_400_000;

function Due({ iso, words }: { iso: string | null; words: string }) {
  const say = useWords();
  if (!iso) return <span className="soft">{say('noDue')}</span>;
  const leftMs = Date.parse(iso) - Date.now();
  return (
    <span data-due={leftMs < 0 ? 'late' : leftMs < NEAR_MS ? 'near' : 'far'}>
      {words}
      {leftMs < 0 && ` · ${say('overdueBy', { count: daysSince(iso) })}`}
    </span>
  );
}

function useRelease(): (taskId: string) => void {
  const say = useWords();
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (taskId: string) => data(api.releaseTask(taskId, {})),
    onSuccess: () => notify(say('giveBackDone')),
    onError: (error) => notify(error.message || say('unreachable')),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['queues'] });
      void client.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
  return mutate;
}
