import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, Unreachable } from '../shared/problem.ts';

/** An ended session is noticed wherever it shows first; the shell then asks to sign in, and what was typed stays. */
function onError(error: Error): void {
  if (error instanceof ApiProblem && error.code === 'session-expired') queries.setQueryData(['me'], null);
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one; an absent server may be back.
      retry: (count, error) => error instanceof Unreachable && count < 3,
      refetchOnWindowFocus: true,
    },
  },
});
