import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, data } from '../../../shared/api.ts';

/** Each reading of the list is on record, so it is read when it may have changed and not by the clock. */
export const askPeople = queryOptions({
  queryKey: ['people'],
  queryFn: () => data(api.listPeople()),
  staleTime: 60_000,
});

/** What another administrator asks for or decides is seen without asking for it. */
export const askChanges = queryOptions({
  queryKey: ['changes'],
  queryFn: () => data(api.listStaffChanges()),
  refetchInterval: 15_000,
});

/** After a change of one's own, and after one that was refused because another one came first. */
export function readAgain(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: askPeople.queryKey });
  void client.invalidateQueries({ queryKey: askChanges.queryKey });
}
