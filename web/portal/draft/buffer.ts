import { dropKept, keep, readKept } from '../../shared/tab-store.ts';

/**
 * What was typed and not yet saved, for this tab only: a reload or a lost network loses nothing. Sealed, never in
 * localStorage, and gone with the logout (session.ts).
 */
export type Kept = { value: string; base: string };

const keyOf = (id: string): string => `draft:${id}`;

export function readBuffer(id: string): Map<string, Kept> {
  try {
    const stored = readKept(keyOf(id));
    return new Map(stored ? (JSON.parse(stored) as [string, Kept][]) : []);
  } catch {
    return new Map(); // a buffer that cannot be read is none
  }
}

export function writeBuffer(id: string, kept: ReadonlyMap<string, Kept>): void {
  if (kept.size === 0) dropKept(keyOf(id));
  else keep(keyOf(id), JSON.stringify([...kept]));
}

/** Where a supplement of an order is kept. */
export const supplementPlace = (orderNumber: string): string => `order-${orderNumber}`;

/** Buffers of drafts and orders that are not this person's: someone else used this tab before. */
export function dropForeignBuffers(ownIds: readonly string[]): void {
  const own = new Set(ownIds.map(keyOf));
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(keyOf('')) && !own.has(key)) dropKept(key);
}
