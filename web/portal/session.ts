import { useSyncExternalStore } from 'react';
import { holdTabKey } from '../shared/tab-key.ts';

/**
 * Whether this browser has a session, as far as it knows: the cookie itself is hidden from scripts. Only this word is
 * kept, nothing about the person; the API has the last say.
 */
const FLAG = 'signed-in';
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};

export const isSignedIn = (): boolean => localStorage.getItem(FLAG) === 'yes';

export function noteSignedIn(): void {
  localStorage.setItem(FLAG, 'yes');
  tell();
}

/** The session ended by itself: what was typed stays, to be saved after the next login. */
export function noteSignedOut(): void {
  localStorage.removeItem(FLAG);
  tell();
}

/** The person leaves: nothing typed stays behind for the next one at this device. */
export function forgetPerson(): void {
  sessionStorage.clear();
  holdTabKey();
  noteSignedOut();
}

export function useSignedIn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isSignedIn);
}
