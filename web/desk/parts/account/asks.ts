import { queryOptions } from '@tanstack/react-query';
import { api, data } from '../../../shared/api.ts';

export const askOwnFactors = queryOptions({
  queryKey: ['own-factors'],
  queryFn: () => data(api.listStaffFactors()),
});

export const askOwnSessions = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: () => data(api.listStaffSessions()),
});
