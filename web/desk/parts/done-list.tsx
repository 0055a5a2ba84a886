import { useSyncExternalStore } from 'react';
import { useWords } from '../words.ts';

type Done = { page: string; orderNumber: string; what: string };
let done: readonly Done[] = [];
const listeners = new Set<() => void>();

/** Notes what was done on a quick page, for whoever loses count of a stack of envelopes. */
export function noteDone(entry: Done): void {
  done = [entry, ...done].slice(0, 200);
  for (const listener of listeners) listener();
}

function useDone(page: string): Done[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => done,
  );
  return all.filter((entry) => entry.page === page);
}

export function DoneList({ page }: { page: string }) {
  const say = useWords();
  const own = useDone(page);
  return (
    <div role="status">
      {own.length > 0 && (
        <section className="done-list">
          <h2>
            {say('doneToday')} · {own.length}
          </h2>
          <ol>
            {own.map(({ orderNumber, what }, index) => (
              <li key={`${orderNumber} ${own.length - index}`}>
                <span className="code">{orderNumber}</span> {what}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
