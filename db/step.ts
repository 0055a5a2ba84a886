import type { CaseState, Command } from '../domain/case-state.ts';
import type { AccountId, DraftId, OrderNumber } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import type { Post, PostCode } from '../domain/posts.ts';
import type { CaseStanding, StepInput } from '../domain/standing.ts';
import type { Status } from '../domain/statuses.ts';
import type { Traits } from '../domain/traits.ts';
import type { Vault } from '../domain/vault.ts';
import { type Connection, statement } from './statement.ts';

/** The case as a step finds it, with the rules it runs under and what is known of the step's command. */
export type CaseRow = {
  orderNumber: OrderNumber;
  applicationId: DraftId;
  accountId: AccountId;
  keyId: string;
  service: string;
  post: PostCode;
  homePost: PostCode | null;
  feeCents: number;
  traits: Traits;
  status: Status;
  state: CaseState;
  submittedAt: Date;
  guardianUntilOn: string | null;
  handedOverAt: Date | null;
  policy: Policy;
  postData: Post;
  /** What an earlier run of this command committed. */
  done: CaseStanding | null;
  /** What the person said with it, sealed. */
  said: Buffer | null;
  /** Who holds the case's task. */
  holder: string | null;
  /** Who approved it (Z6). */
  approvedBy: string | null;
};

/** What a step's parts share. */
export type Step = { on: Connection; vault: Vault; row: CaseRow; input: StepInput };

/** A step that is being taken: what was said, and where it leads. */
export type TakenStep = Step & { command: Command; next: CaseState };

/** What a step needs is not there and will not come: asking again is of no use. */
export class StepFault extends Error {
  override readonly name = 'StepFault';
}

/** All that a step looks at, as it was at one moment. */
export const readCase = statement<CaseRow, Pick<StepInput, 'orderNumber' | 'commandId'>>(
  'step_read',
  `
  select c.order_number as "orderNumber", c.application_id as "applicationId", c.account_id as "accountId",
         c.key_id as "keyId", c.service, c.post, c.home_post as "homePost", c.fee_cents as "feeCents", c.traits,
         c.status, c.state, c.submitted_at as "submittedAt", c.guardian_until_on::text as "guardianUntilOn",
         c.handed_over_at as "handedOverAt", policies.policy, posts.post as "postData",
         done.standing as done, said.body_sealed as said, held.claimed_by as holder,
         approval.actor_id as "approvedBy"
  from cases c
  join policies on policies.id = c.policy_id
  join posts on posts.code = c.post
  left join case_events done on done.command_id = :commandId
  left join case_commands said on said.id = :commandId and said.order_number = c.order_number
  left join lateral (
    select claimed_by from tasks
    where order_number = c.order_number and state = 'open' and kind <> 'overdue'
    limit 1
  ) held on true
  left join lateral (
    select actor_id from case_events
    where order_number = c.order_number and kind = 'approve'
    order by version desc
    limit 1
  ) approval on true
  where c.order_number = :orderNumber`,
);
