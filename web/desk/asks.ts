import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { localDate } from '../../domain/calendar.ts';
import { shownForm } from '../../domain/forms/conditions.ts';
import type { Case, Form, Post } from '../client/api.ts';
import { api, data } from '../shared/api.ts';
import type { Lang } from '../shared/lang.ts';
import { holdTabKey } from '../shared/tab-key.ts';
import { useLang } from '../shared/words.ts';
import { hasEntered } from './door.ts';
import { type Lane, laneOf } from './lanes.ts';

/** What the desk asks of the API, once for all pages. Texts of the server come in the reader's language: it is in the key. */
export const askMe = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    if (!hasEntered()) return null;
    const me = await data(api.staffMe());
    holdTabKey(me.tabKey);
    return me;
  },
  staleTime: 60_000,
  retry: false,
});

export const askCase = (orderNumber: string, lang: Lang) =>
  queryOptions({
    queryKey: ['case', orderNumber, lang],
    queryFn: () => data(api.getCase(orderNumber)),
    staleTime: 0,
  });

export function useMe() {
  return useQuery(askMe).data ?? undefined;
}

/**
 * The form of a case in its own version, as it applied on the day of its submission. Who may see only some answers, and
 * so cannot tell what applies, gets the questions of just those.
 */
export function useForm(shown: Case | undefined): Form | undefined {
  const lang = useLang();
  const zone = usePost(shown?.post)?.timeZone;
  const form = useQuery({
    queryKey: ['form', shown?.service, shown?.formVersion, lang],
    queryFn: () => data(api.getForm(shown?.service ?? '', shown ? { version: shown.formVersion } : {})),
    enabled: shown !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  if (!form || !shown || !zone) return undefined;
  if (!shown.traits) return answeredForm(form, shown.answers);
  return shownForm(form, shown.answers, { todayOn: localDate(Date.parse(shown.submittedAt), zone) });
}

function answeredForm(form: Form, answers: Case['answers']): Form {
  const left = new Set(Object.keys(answers));
  // Two questions may share an id, of which one applied: delete says whether it is the first.
  const sections = form.sections.map((section) => ({
    ...section,
    fields: section.fields.filter(({ id }) => left.delete(id)),
  }));
  return { ...form, sections: sections.filter(({ fields }) => fields.length > 0) };
}

const askPosts = (lang: Lang) =>
  queryOptions({
    queryKey: ['posts', lang],
    queryFn: () => data(api.listPosts()),
    staleTime: Number.POSITIVE_INFINITY,
  });

const askServices = (lang: Lang) =>
  queryOptions({
    queryKey: ['services', lang],
    queryFn: () => data(api.listServices()),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const askQueues = queryOptions({
  queryKey: ['queues'],
  queryFn: () => data(api.listQueues()),
});

export function usePosts(): Post[] {
  return useQuery(askPosts(useLang())).data?.posts ?? [];
}

export function usePost(code: Case['post'] | undefined): Post | undefined {
  return usePosts().find((post) => post.code === code);
}

export function useServiceName(): (code: string) => string {
  const services = useQuery(askServices(useLang())).data?.services;
  return (code) => services?.find((service) => service.code === code)?.name ?? code;
}

/** How many tasks of a queue are shown at once. */
const SHOWN = 60;
export const askTasks = (lane: Lane | undefined, lang: Lang) =>
  queryOptions({
    queryKey: ['tasks', lane, lang],
    queryFn: () => data(api.listTasks({ ...(lane ? { kind: lane } : {}), limit: SHOWN })),
    enabled: lane !== undefined,
  });

/** Asks at once for what every page needs, and for one's queue at home, while the pages' own code is still on its way. */
export function askAhead(client: QueryClient, lang: Lang, isHome: boolean): void {
  if (!hasEntered()) return;
  for (const ask of [askQueues, askPosts(lang), askServices(lang)])
    void client.prefetchQuery(ask as typeof askQueues);
  void client.prefetchQuery(askMe).then(() => {
    const lane = laneOf(client.getQueryData(askMe.queryKey) ?? undefined);
    if (isHome && lane) void client.prefetchQuery(askTasks(lane, lang));
  });
}
