import type { StaffRole } from './commands.ts';
import type { MessageTemplate } from './texts/messages.ts';

/** Work that waits for staff; each kind is a queue (a task is a row, the workflow is never the inbox). */
export const TASK_KINDS = [
  'review',
  'interview',
  'production',
  'dispatch',
  'return-originals',
  'overdue',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Who works on a queue, and whether at the case's post or in New York for all posts. */
export const TASK_QUEUES_OF = {
  review: { roles: ['officer'], at: 'post' },
  interview: { roles: ['officer'], at: 'post' },
  production: { roles: ['production'], at: 'NYC' },
  dispatch: { roles: ['mailroom'], at: 'post' },
  'return-originals': { roles: ['mailroom'], at: 'post' },
  overdue: { roles: ['officer', 'supervisor'], at: 'post' },
} as const satisfies Record<TaskKind, { roles: readonly StaffRole[]; at: 'post' | 'NYC' }>;

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
