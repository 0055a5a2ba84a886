import { QueryCache, QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { localDate } from '../../domain/calendar.ts';
import { shownForm } from '../../domain/forms/conditions.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { ConsentText, Form, Me, Order, Statement } from '../client/api.ts';
import { api, data } from '../shared/api.ts';
import { ApiProblem, isMissing, Unreachable } from '../shared/problem.ts';
import { holdTabKey } from '../shared/tab-key.ts';
import { useLang } from '../shared/words.ts';
import { noteSignedOut } from './session.ts';

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndedSession }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && error instanceof Unreachable && navigator.onLine,
    },
  },
});

export function noticeEndedSession(error: unknown): void {
  if (error instanceof ApiProblem && error.code === 'session-expired') noteSignedOut();
}

/** Every answer of the API is in the reader's language, so the language is part of what is asked. */
/** With who one is comes the key of what the tab keeps. */
async function askMe(): Promise<Me> {
  const me = await data(api.me());
  holdTabKey(me.tabKey);
  return me;
}

export const queries = {
  me: () => queryOptions({ queryKey: ['me'], queryFn: askMe }),
  factors: () => queryOptions({ queryKey: ['factors'], queryFn: () => data(api.listFactors()) }),
  sessions: () => queryOptions({ queryKey: ['sessions'], queryFn: () => data(api.listSessions()) }),
  services: (lang: string, post: PostCode = 'WAS') =>
    queryOptions({
      queryKey: ['services', post, lang],
      queryFn: () => data(api.listServices({ post })),
      staleTime: Infinity,
    }),
  questionnaire: (lang: string) =>
    queryOptions({
      queryKey: ['questionnaire', lang],
      queryFn: () => data(api.getQuestionnaire()),
      staleTime: Infinity,
    }),
  advice: (answers: Record<string, string>, post: PostCode, lang: string) =>
    queryOptions({
      queryKey: ['advice', answers, post, lang],
      queryFn: () => data(api.adviseService({ answers, post })),
    }),
  requirements: (service: string, query: Parameters<typeof api.getRequirements>[1], lang: string) =>
    queryOptions({
      queryKey: ['requirements', service, query, lang],
      queryFn: () => data(api.getRequirements(service, query)),
    }),
  durations: (service: string, post: PostCode, lang: string) =>
    queryOptions({
      queryKey: ['durations', service, post, lang],
      queryFn: () => data(api.listDurations(service, { post })),
    }),
  posts: (lang: string) =>
    queryOptions({ queryKey: ['posts', lang], queryFn: () => data(api.listPosts()), staleTime: Infinity }),
  form: (service: string, version: number | undefined, lang: string) =>
    queryOptions({
      queryKey: ['form', service, version, lang],
      queryFn: () => data(api.getForm(service, version === undefined ? {} : { version })),
      staleTime: Infinity,
    }),
  statement: (kind: Statement['kind'], lang: string) =>
    queryOptions({ queryKey: ['statement', kind, lang], queryFn: () => data(api.getStatement(kind)) }),
  consent: (kind: ConsentText['kind'], lang: string) =>
    queryOptions({ queryKey: ['consent', kind, lang], queryFn: () => data(api.getConsentText(kind)) }),
  /** Asked for each time: it is answered on the pages of drafts, too. */
  consents: () =>
    queryOptions({ queryKey: ['consents'], queryFn: () => data(api.listConsents()), staleTime: 0 }),
  drafts: () => queryOptions({ queryKey: ['drafts'], queryFn: () => data(api.listDrafts()) }),
  draft: (id: string, lang: string) =>
    queryOptions({ queryKey: ['draft', id, lang], queryFn: () => data(api.getDraft(id)) }),
  faceChecks: (id: string, portraitId: string, lang: string) =>
    queryOptions({
      queryKey: ['face-checks', id, portraitId, lang],
      queryFn: () => data(api.listFaceChecks(id)),
    }),
  orders: (lang: string) =>
    queryOptions({ queryKey: ['orders', lang], queryFn: () => data(api.listOrders()) }),
  order: (orderNumber: string, lang: string) =>
    queryOptions({ queryKey: ['order', orderNumber, lang], queryFn: () => data(api.getOrder(orderNumber)) }),
  handOver: (orderNumber: string) =>
    queryOptions({
      queryKey: ['hand-over', orderNumber],
      queryFn: () => data(api.getHandOver(orderNumber)),
      refetchInterval: ({ state }) => (state.data?.codeUntil ? 10_000 : false),
    }),
  unread: () => queryOptions({ queryKey: ['unread'], queryFn: () => data(api.countUnreadMessages()) }),
  messages: (lang: string) =>
    queryOptions({ queryKey: ['messages', lang], queryFn: () => data(api.listMessages()) }),
};

/** @throws ApiProblem also when the order is not one's own any more, whatever is still known of it */
export function useOrder(orderNumber: string): Order {
  const { data: order, error } = useSuspenseQuery(queries.order(orderNumber, useLang()));
  if (isMissing(error)) throw error;
  return order;
}
/** The form of a draft or order in its own version; of a service the current one. */
export const useForm = (service: string, version?: number) =>
  useSuspenseQuery(queries.form(service, version, useLang())).data;

/** An order's form as it applied on the day of its submission. */
export function useOrderForm(order: Order): Form {
  const form = useForm(order.service, order.formVersion);
  const { timeZone } = usePost(order.post);
  return shownForm(form, order.answers, { todayOn: localDate(Date.parse(order.submittedAt), timeZone) });
}

export const usePosts = () => useSuspenseQuery(queries.posts(useLang())).data.posts;

export function usePost(code: string) {
  const posts = usePosts();
  const post = posts.find((each) => each.code === code);
  if (!post) throw new Error(`no post ${code}`);
  return post;
}

/** Something about this order moved: whatever shows it asks again. */
export async function refreshOrder(orderNumber?: string): Promise<void> {
  await refresh(orderNumber ? ['order', orderNumber] : ['order'], ['orders'], ['messages'], ['unread']);
}

/** What no page shows now, as in another language, is dropped: shown later, it would be old news. */
export async function refresh(...keys: string[][]): Promise<void> {
  for (const queryKey of keys) queryClient.removeQueries({ queryKey, type: 'inactive' });
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}
