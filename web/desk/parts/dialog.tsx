import { Button } from 'antd';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '../words.ts';

/** The browser's own dialog: it keeps the focus inside, gives it back, and closes on Esc. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const say = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // It closes before it is taken from the page: only so the browser gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser would choose the first button, which closes.
    element?.querySelector<HTMLElement>('[data-begin]')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose}>
      <header>
        <h2 id={id}>{title}</h2>
        <Button onClick={() => dialog.current?.close()}>{say('close')}</Button>
      </header>
      {children}
    </dialog>
  );
}
