import type { CommandKind } from './commands.ts';
import { CaseError } from './errors.ts';

/**
 * Two people where one could do harm alone (Z6, R-25): who made something never checks it. Nobody is nobody twice: what the
 * engine did is no person's. A refund, a random second review and whatever comes later asks this with its own two people.
 * @throws CaseError four-eyes
 */
export function checkFourEyes(maker: string | null, checker: string | null): void {
  if (isSamePerson(maker, checker)) throw new CaseError('four-eyes');
}

export function isSamePerson(maker: string | null, checker: string | null): boolean {
  return maker !== null && maker === checker;
}

/** Steps of a case that must be taken by somebody else than who approved it: nobody gives oneself a document to make. */
export const NOT_BY_APPROVER: readonly CommandKind[] = ['completeProduction'];
