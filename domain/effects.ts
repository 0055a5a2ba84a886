import type { StaffRole } from './commands.ts';
import type { PostCode } from './posts.ts';
import { madeAt, makesDocuments } from './production.ts';
import type { MessageTemplate } from './texts/messages.ts';

/** Work that waits for staff; each kind is a queue (a task is a row, the workflow is never the inbox). */
export const TASK_KINDS = [
  'review',
  'interview',
  'issuer',
  'production',
  'dispatch',
  'return-originals',
  'overdue',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Who works on a queue of the own post; production has makers instead, wherever the document is made. */
const ROLES_OF = {
  review: ['officer'],
  interview: ['officer'],
  issuer: ['officer', 'supervisor'],
  dispatch: ['mailroom'],
  'return-originals': ['mailroom'],
  overdue: ['officer', 'supervisor'],
} as const satisfies Record<Exclude<TaskKind, 'production'>, readonly StaffRole[]>;

/** The queues that someone with these roles works on at this post, in the order of the work. */
export function queuesOf(roles: readonly StaffRole[], post: PostCode): TaskKind[] {
  return TASK_KINDS.filter((kind) =>
    roles.some((role) =>
      kind === 'production'
        ? makesDocuments(role, post)
        : (ROLES_OF[kind] as readonly StaffRole[]).includes(role),
    ),
  );
}

/** At which post a task waits: production where the document is made, all else at the case's own. */
export function taskPost(kind: TaskKind, { service, post }: { service: string; post: PostCode }): PostCode {
  return kind === 'production' ? madeAt(service, post) : post;
}

/**
 * What a step does beside moving the case, as data: the machine names it, db/ carries it out in the same transaction.
 * `keep` stores the command's body where the next step looks for it.
 */
export type Effect =
  | { type: 'open-task'; task: TaskKind; dueAtMs: number | null }
  | { type: 'close-tasks'; only?: TaskKind }
  | { type: 'tell-applicant'; template: MessageTemplate }
  | {
      type: 'keep';
      what: 'supplement-request' | 'supplement' | 'interview' | 'interview-result' | 'production-order';
    };
