import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { CommandAnswer, HttpResponse } from '../client/api.ts';
import { data, newKey, withKey } from '../shared/api.ts';
import { ApiProblem, Unreachable } from '../shared/problem.ts';
import { dropKept, keep, readKept } from '../shared/tab-store.ts';
import { noticeEnd } from './queries.ts';

export type CommandState =
  | { phase: 'idle' }
  | { phase: 'sending'; waiting: boolean }
  | { phase: 'failed'; error: Error }
  | { phase: 'done'; kind: string; answer: CommandAnswer };

type Call = (params: ReturnType<typeof withKey>) => Promise<HttpResponse<CommandAnswer, unknown>>;
type Intention = { orderNumber: string; kind: string; body: unknown; call: Call };

/** Orders that one is just giving a command to: their news is one's own, and the page itself looks again. */
const own = new Set<string>();
export const isOwnNews = (orderNumber: string): boolean => own.has(orderNumber);
/** News may come a moment before the answer, or after it. */
export const OWN_NEWS_MS = 2_000;

const RETRIES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** Gives a command once: the same intention keeps its key over retries, reloads and lost answers. */
export function useCommand() {
  const client = useQueryClient();
  const [state, setState] = useState<CommandState>({ phase: 'idle' });
  const busy = useRef(false);
  const give = useCallback(
    async (intention: Intention): Promise<CommandAnswer | undefined> => {
      if (busy.current) return undefined;
      busy.current = true;
      own.add(intention.orderNumber);
      setState({ phase: 'sending', waiting: false });
      try {
        const answer = await sendUntilAnswered(intention, () =>
          setState({ phase: 'sending', waiting: true }),
        );
        setState({ phase: 'done', kind: intention.kind, answer });
        void client.invalidateQueries({ queryKey: ['queues'] });
        void client.invalidateQueries({ queryKey: ['tasks'] });
        return answer;
      } catch (error) {
        noticeEnd(error as Error);
        setState({ phase: 'failed', error: error as Error });
        return undefined;
      } finally {
        busy.current = false;
        setTimeout(() => own.delete(intention.orderNumber), OWN_NEWS_MS);
      }
    },
    [client],
  );
  const reset = useCallback(() => setState({ phase: 'idle' }), []);
  return { state, give, reset };
}

async function sendUntilAnswered(intention: Intention, onWait: () => void): Promise<CommandAnswer> {
  const place = `desk:intention:${intention.orderNumber}:${intention.kind}`;
  const key = keyOf(place, JSON.stringify(intention.body));
  for (const pauseMs of [...RETRIES_MS, undefined]) {
    try {
      const answer = await data(intention.call(withKey(key)));
      dropKept(place);
      return answer;
    } catch (error) {
      const isPending = error instanceof ApiProblem && error.problem.status === 503;
      // A plain no ends the intention; no answer at all does not: it may have been done.
      if (!isPending && !(error instanceof Unreachable)) dropKept(place);
      if (!isPending || pauseMs === undefined) throw error;
      onWait();
      await new Promise((done) => setTimeout(done, pauseMs));
    }
  }
  throw new Unreachable('never answered');
}

function keyOf(place: string, body: string): string {
  const kept = JSON.parse(readKept(place) ?? 'null') as { body: string; key: string } | null;
  if (kept?.body === body) return kept.key;
  const key = newKey();
  keep(place, JSON.stringify({ body, key }));
  return key;
}
