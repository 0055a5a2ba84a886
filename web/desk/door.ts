const KEPT = 'desk:entered';

/**
 * Whether somebody has signed in with this browser and not signed out. The cookie itself no script may read; without
 * this note every visit would begin with a question that is answered by a refusal.
 */
export const hasEntered = (): boolean => localStorage.getItem(KEPT) === 'yes';

export function rememberDoor(isIn: boolean): void {
  if (isIn) localStorage.setItem(KEPT, 'yes');
  else localStorage.removeItem(KEPT);
}
