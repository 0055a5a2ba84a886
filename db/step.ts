import type { Policy } from '../domain/policy.ts';
import type { Post } from '../domain/posts.ts';
import type { StepInput } from '../domain/standing.ts';
import type { Vault } from '../domain/vault.ts';
import type { Transaction } from './client.ts';
import type { cases } from './schema.ts';

type CaseRow = typeof cases.$inferSelect;
/** What a step's parts share: its transaction, the case as it was locked, and the rules it runs under. */
export type Step = {
  tx: Transaction;
  vault: Vault;
  row: CaseRow;
  policy: Policy;
  post: Post;
  input: StepInput;
};

/** What a step needs is not there and will not come: asking again is of no use. */
export class StepFault extends Error {
  override readonly name = 'StepFault';
}
