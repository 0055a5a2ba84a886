import { useSyncExternalStore } from 'react';

/** One line that the desk says, read out by screen readers; it stays until the next one or until it is closed. */
let text = '';
const listeners = new Set<() => void>();

export function notify(next: string): void {
  text = next;
  for (const listener of listeners) listener();
}

export function useNotice(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => text,
  );
}
