import type { News } from '../db/changes.ts';

type Listener = (news: News) => void;
/** Hands news from the database on to the open pages of this process. */
export type Changes = { publish(news: News): void; subscribe(listener: Listener): () => void };

export function createChanges(): Changes {
  const listeners = new Set<Listener>();
  return {
    publish(news) {
      for (const listener of listeners) listener(news);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
