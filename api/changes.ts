import type { Change } from '../db/changes.ts';

type Listener = (change: Change) => void;
/** Hands news from the database on to the open pages of this process. */
export type Changes = { publish(change: Change): void; subscribe(listener: Listener): () => void };

export function createChanges(): Changes {
  const listeners = new Set<Listener>();
  return {
    publish(change) {
      for (const listener of listeners) listener(change);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
