import { useEffect } from 'react';

/** Moves the focus to a question: its input, or the first choice of a group. */
export function focusOn(id: string): void {
  const place = document.getElementById(id);
  if (!place) return;
  const target = place.matches('fieldset')
    ? (place.querySelector<HTMLElement>('input:checked, input') ?? place)
    : place;
  target.focus();
  // With its label and what is wrong above it in view.
  (place.closest('.field') ?? place).scrollIntoView({ block: 'center' });
}

/** As a `ref`: what appears in the place of what was pressed is read next. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();

/** The question that a link names, as `passport.number`; empty when it names none. */
export const namedInAddress = (): string => decodeURIComponent(location.hash.slice(1));

/** A link that names a question opens the page there. */
export function useFocusFromAddress(): void {
  useEffect(() => {
    const id = namedInAddress();
    if (id) focusOn(id);
  }, []);
}
