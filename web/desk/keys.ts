import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/** One key and what it does now. Single letters are what officers want; they never fire while somebody types. */
export type Binding = {
  key: string;
  label: string;
  group: 'everywhere' | 'here' | 'deciding' | 'looking';
  run: () => void;
};

const KEPT = 'desk:single-keys';
const active = new Set<readonly Binding[]>();
let on = localStorage.getItem(KEPT) !== 'off';
let stamp = 0;
const listeners = new Set<() => void>();
const tell = (): void => {
  stamp += 1;
  for (const listener of listeners) listener();
};

/** Single keys can be turned off (WCAG 2.1.4): speech input and shaky hands press them by chance. */
export function setKeysOn(value: boolean): void {
  on = value;
  localStorage.setItem(KEPT, value ? 'on' : 'off');
  tell();
}

export function useKeysOn(): boolean {
  return useSyncExternalStore(subscribe, () => on);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What can be pressed at this moment, for the help. */
export function useActiveKeys(): Binding[] {
  useSyncExternalStore(subscribe, () => stamp);
  return [...active].flat();
}

/** Binds keys while the component is shown. Later bindings go before earlier ones. */
export function useKeys(bindings: readonly Binding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const shape = bindings.map(({ key, label }) => `${key} ${label}`).join('|');
  // Before the page is painted: whoever sees the key can press it.
  useLayoutEffect(() => {
    const mine = latest.current.map(({ key, label, group }) => ({
      key,
      label,
      group,
      run: () => latest.current.find((each) => each.key === key)?.run(),
    }));
    active.add(mine);
    tell();
    return () => {
      active.delete(mine);
      tell();
    };
  }, [shape]);
}

const NOT_TYPED = ['checkbox', 'radio', 'button', 'submit', 'range'];

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED.includes(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}

document.addEventListener('keydown', (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
    return;
  if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
  const found = [...active]
    .toReversed()
    .flatMap((bindings) => bindings.filter(({ key }) => key === event.key))[0];
  if (!found) return;
  event.preventDefault();
  found.run();
});
