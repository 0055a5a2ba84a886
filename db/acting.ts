import { AsyncLocalStorage } from 'node:async_hooks';
import type { StaffRole } from '../domain/commands.ts';
import type { AccountId, StaffId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';

/** Who asks the database. Row-level security shows each the rows that are theirs, and nobody any (Z3, docs/adr/0011). */
export type Acting =
  | { kind: 'account'; id: AccountId }
  | { kind: 'staff'; id: StaffId; post: PostCode; roles: readonly StaffRole[] };

/**
 * What the API asks for no person in particular. Each has its own policies in the database, which let it read what it needs
 * and, but for the last, write nothing:
 * - `durations`: cases and their events, for figures over many
 * - `order-key`: which key the payloads of a case are sealed with
 * - `hand-over`: an order that changes hands is seen neither before by who gets it nor afterwards by who gives it
 */
export type Errand = 'durations' | 'order-key' | 'hand-over';

/** One for each request. It is filled in when it is known who asks, for everything that the request does from then on. */
const storage = new AsyncLocalStorage<{ who: string }>();

/** As the policies read it (`acting.who`); words cannot hold a space. */
function wordsOf(actor: Acting): string {
  if (actor.kind === 'account') return `account ${actor.id}`;
  return `staff ${actor.id} ${actor.post} ${actor.roles.join(',')}`;
}

/** Runs `work`, and whatever follows from it, for nobody until {@link actAs} says for whom. */
export const forNobodyYet = <T>(work: () => T): T => storage.run({ who: '' }, work);

/** From now on the running request asks as this person. */
export function actAs(actor: Acting): void {
  const store = storage.getStore();
  if (!store) throw new Error('nobody can act outside of a request');
  store.who = wordsOf(actor);
}

/** Runs `work` as this person, whoever asks around it. */
export const actingAs = <T>(actor: Acting, work: () => Promise<T>): Promise<T> =>
  // Awaited inside: a query starts when it is awaited, not when it is made.
  storage.run({ who: wordsOf(actor) }, async () => await work());

export const onErrand = <T>(errand: Errand, work: () => Promise<T>): Promise<T> =>
  storage.run({ who: `house ${errand}` }, async () => await work());

/** Who asks at this moment; empty = nobody. */
export const actingNow = (): string => storage.getStore()?.who ?? '';
