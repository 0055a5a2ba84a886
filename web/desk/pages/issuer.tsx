import { useQuery } from '@tanstack/react-query';
import { useLang } from '../../shared/words.ts';
import { askTasks } from '../asks.ts';
import { OrderInHand } from '../parts/order-in-hand.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TaskTable } from '../parts/task-table.tsx';
import { useGo } from '../ways.tsx';
import { useWords } from '../words.ts';

/** Lost passports whose issuing authority is asked, the oldest question first; an answer is found by its order number. */
export function IssuerPage() {
  const say = useWords();
  const lang = useLang();
  const go = useGo();
  const asked = useQuery(askTasks('issuer', lang));
  const all = asked.data?.tasks ?? [];
  const mine = all.filter((task) => task.mine);
  const onOrder = (orderNumber: string | undefined): void => {
    if (orderNumber)
      void go({
        to: '/cases/$orderNumber',
        params: { orderNumber },
        search: { sheet: 'recordIssuerAnswer' },
      });
  };
  return (
    <OrderInHand
      title={say('issuerPage')}
      hint={say('issuerHint')}
      order={undefined}
      onOrder={onOrder}
      work={() => null}
    >
      {asked.error && <ProblemNote error={asked.error} />}
      {mine.length > 0 && <TaskTable title={say('mine')} tasks={mine} />}
      {asked.data && (
        <TaskTable
          title={say('waitingTasks', { lane: say('lane.issuer') })}
          tasks={all.filter((task) => !task.mine)}
        />
      )}
    </OrderInHand>
  );
}
