import { useCallback, useState } from 'react';
import { holdTabKey } from '../shared/tab-key.ts';
import { dropKept, keep, readKept } from '../shared/tab-store.ts';

/** What was typed and not yet sent, kept sealed for this tab over reloads and errors; gone when it is sent or the tab closes. */
export function useKept<T extends object>(
  name: string,
  empty: T,
): [T, (change: Partial<T>) => void, () => void] {
  const place = `desk:kept:${name}`;
  const [value, setValue] = useState<{ place: string; kept: T }>(() => ({ place, kept: read(place, empty) }));
  const kept = value.place === place ? value.kept : read(place, empty);
  const change = useCallback(
    (part: Partial<T>) =>
      setValue((earlier) => {
        const base = earlier.place === place ? earlier.kept : read(place, empty);
        const next = { ...base, ...part };
        keep(place, JSON.stringify(next));
        return { place, kept: next };
      }),
    [place, empty],
  );
  const clear = useCallback(() => {
    dropKept(place);
    setValue({ place, kept: empty });
  }, [place, empty]);
  return [kept, change, clear];
}

function read<T extends object>(place: string, empty: T): T {
  try {
    return { ...empty, ...(JSON.parse(readKept(place) ?? '{}') as Partial<T>) };
  } catch {
    return empty;
  }
}

/** One person leaves, another signs in at the same machine: nothing of the first is shown to the second. */
export function forgetAllKept(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('desk:')) sessionStorage.removeItem(key);
  holdTabKey();
}
