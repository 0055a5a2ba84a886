import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { useId, useMemo } from 'react';
import type { Task } from '../../client/api.ts';
import { api, data } from '../../shared/api.ts';
import { dayWords, instantWords } from '../../shared/time.ts';
import { useLang } from '../../shared/words.ts';
import { useMe, usePost, useServiceName } from '../asks.ts';
import { daysSince } from '../lanes.ts';
import { placeOf } from '../next.ts';
import { notify } from '../notice.ts';
import { Link } from '../ways.tsx';
import { type Say, useWords } from '../words.ts';

type Props = { title: string; tasks: Task[]; note?: string | undefined };

/** Tasks in their turn; by a click on a head by wait, submission or deadline. */
export function TaskTable({ title, tasks, note }: Props) {
  const say = useWords();
  const lang = useLang();
  const id = useId();
  const serviceName = useServiceName();
  const zone = usePost(useMe()?.post)?.timeZone;
  const release = useRelease();
  const columns = useMemo<TableColumnsType<Task>>(
    () => [
      {
        title: say('order'),
        dataIndex: 'orderNumber',
        render: (_, task) => (
          <Link place={placeOf(task)} className="code">
            {task.orderNumber}
          </Link>
        ),
      },
      { title: say('service'), dataIndex: 'service', render: (code: string) => serviceName(code) },
      { title: say('status'), dataIndex: 'statusText' },
      {
        title: say('waited'),
        dataIndex: 'openedAt',
        align: 'right',
        sorter: (a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt),
        render: (iso: string) => say('days', { count: daysSince(iso) }),
      },
      {
        title: say('submitted'),
        dataIndex: 'submittedAt',
        sorter: (a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt),
        render: (iso: string) => instantWords(iso, lang, zone),
      },
      {
        title: say('due'),
        dataIndex: 'dueAt',
        sorter: (a, b) => Date.parse(a.dueAt ?? '9999') - Date.parse(b.dueAt ?? '9999'),
        render: (iso: string | null) => (
          <Due iso={iso} say={say} words={iso ? dayWords(iso, lang, zone) : ''} />
        ),
      },
      {
        title: say('district'),
        dataIndex: 'ownDistrict',
        render: (own: boolean) => (
          <span className="mark" data-own={own}>
            {say(own ? 'ownDistrict' : 'otherDistrict')}
          </span>
        ),
      },
      ...(tasks.some(({ mine }) => mine)
        ? [
            {
              title: say('task'),
              dataIndex: 'id',
              render: (_: unknown, { id: taskId, mine }: Task) =>
                mine && (
                  <Button size="small" onClick={() => release(taskId)}>
                    {say('release')}
                  </Button>
                ),
            },
          ]
        : []),
    ],
    [say, lang, zone, serviceName, release, tasks],
  );
  return (
    <section className="tasks" aria-labelledby={id}>
      <h2 id={id}>
        {title} {note && <small className="soft">{note}</small>}
      </h2>
      {tasks.length === 0 ? (
        <p className="soft">{say('noneWaits')}</p>
      ) : (
        <Table
          rowKey="id"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={tasks}
          showSorterTooltip={false}
        />
      )}
    </section>
  );
}

function Due({ iso, words, say }: { iso: string | null; words: string; say: Say }) {
  if (!iso) return <span className="soft">{say('noDue')}</span>;
  const late = Date.parse(iso) < Date.now();
  return (
    <span data-due={late ? 'late' : Date.parse(iso) - Date.now() < 2 * 86_400_000 ? 'near' : 'far'}>
      {words}
      {late && ` · ${say('overdueBy', { count: daysSince(iso) })}`}
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
