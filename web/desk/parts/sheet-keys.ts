import { useLayoutEffect, useRef } from 'react';

type Ways = { submit: () => void; onBack: () => void };

/** Wherever one types or ticks, what is being written is sent or left by the same two keys: Ctrl+Enter and Esc. */
export function useSheetKeys(ways: Ways): void {
  const latest = useRef(ways);
  latest.current = ways;
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[open]') || event.isComposing) return;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) latest.current.submit();
      else if (event.key === 'Escape') latest.current.onBack();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
