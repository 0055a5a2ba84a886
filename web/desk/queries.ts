import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, Unreachable } from '../shared/problem.ts';
import { rememberDoor } from './door.ts';

/** An ended session is noticed wherever it shows first; the shell then asks to sign in, and what was typed stays. */
export function noticeEnd(error: Error): void {
  if (!(error instanceof ApiProblem) || error.code !== 'session-expired') return;
  rememberDoor(false);
  queries.setQueryData(['me'], null);
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one; an absent server may be back.
      retry: (count, error) => error instanceof Unreachable && count < 3,
      refetchOnWindowFocus: true,
    },
  },
});
