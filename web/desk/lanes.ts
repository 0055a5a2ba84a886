import type { StaffRole } from '../../domain/commands.ts';
import { TASK_KINDS, TASK_QUEUES_OF, type TaskKind } from '../../domain/effects.ts';

export type Lane = TaskKind;

/** Where the work of each queue is done. */
export const LANE_KINDS = {
  review: '/cases/$orderNumber',
  interview: '/cases/$orderNumber',
  overdue: '/cases/$orderNumber',
  'return-originals': '/cases/$orderNumber',
  production: '/production',
  dispatch: '/return',
} as const satisfies Record<TaskKind, string>;

/** The queues of one's roles, in the order of the work. */
export function lanesOf(roles: readonly StaffRole[]): Lane[] {
  return TASK_KINDS.filter((kind) => TASK_QUEUES_OF[kind].roles.some((role) => roles.includes(role)));
}

const DAY_MS = 86_400_000;
/** Whole days gone since `iso`. */
export const daysSince = (iso: string, nowMs = Date.now()): number =>
  Math.max(0, Math.floor((nowMs - Date.parse(iso)) / DAY_MS));
export const daysFromNow = (days: number, nowMs = Date.now()): string =>
  new Date(nowMs + days * DAY_MS).toISOString();
