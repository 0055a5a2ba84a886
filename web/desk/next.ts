import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import type { Task } from '../client/api.ts';
import { api, data } from '../shared/api.ts';
import { currentLang } from '../shared/lang.ts';
import { askCase, useMe } from './asks.ts';
import { keepLane, LANE_KINDS, type Lane, laneOf, readLane } from './lanes.ts';
import { notify } from './notice.ts';
import { type Place, useGo } from './ways.tsx';
import { useWords } from './words.ts';

const listeners = new Set<() => void>();

export function chooseLane(lane: Lane): void {
  keepLane(lane);
  for (const listener of listeners) listener();
}

export function useLane(): Lane | undefined {
  const kept = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readLane);
  return laneOf(useMe(), kept);
}

/** Takes the next task of this lane, otherwise of the one that one works on, and opens it where its work is done. */
export function useNext(own?: Lane): () => Promise<void> {
  const say = useWords();
  const go = useGo();
  const client = useQueryClient();
  const usual = useLane();
  const lane = own ?? usual;
  return useCallback(async () => {
    if (!lane) return;
    try {
      const { task } = await data(api.claimNextTask({ kind: lane }));
      void client.invalidateQueries({ queryKey: ['queues'] });
      void client.invalidateQueries({ queryKey: ['tasks'] });
      if (!task) {
        notify(say('queueEmpty', { lane: say(`lane.${lane}`) }));
        await go({ to: '/' });
        return;
      }
      client.removeQueries({ queryKey: ['case', task.orderNumber] });
      void client.prefetchQuery(askCase(task.orderNumber, currentLang()));
      await go(placeOf(task));
    } catch (error) {
      notify(error instanceof Error && error.message ? error.message : say('unreachable'));
    }
  }, [lane, client, go, say]);
}

/** The page on which a task is done. */
export function placeOf({ kind, orderNumber }: Pick<Task, 'kind' | 'orderNumber'>): Place {
  const page = LANE_KINDS[kind];
  return page === '/cases/$orderNumber'
    ? { to: page, params: { orderNumber } }
    : { to: page, search: { order: orderNumber } };
}
