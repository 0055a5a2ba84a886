import type { StaffRole } from '../../domain/commands.ts';
import { queuesOf, type TaskKind } from '../../domain/effects.ts';
import type { PostCode } from '../../domain/posts.ts';

export type Lane = TaskKind;

/** Where the work of each queue is done. */
export const LANE_KINDS = {
  review: '/cases/$orderNumber',
  interview: '/cases/$orderNumber',
  issuer: '/cases/$orderNumber',
  overdue: '/cases/$orderNumber',
  'return-originals': '/cases/$orderNumber',
  production: '/production',
  dispatch: '/return',
} as const satisfies Record<TaskKind, string>;

/** One's own queues, in the order of the work. */
export function lanesOf(me: { roles: readonly StaffRole[]; post: PostCode } | undefined): Lane[] {
  return me ? queuesOf(me.roles, me.post) : [];
}

const KEPT = 'desk:lane';
export const readLane = (): string | null => sessionStorage.getItem(KEPT);
export const keepLane = (lane: Lane): void => sessionStorage.setItem(KEPT, lane);

/** The lane that one works on now: the one chosen last, otherwise the first of one's roles. */
export function laneOf(me: Parameters<typeof lanesOf>[0], kept = readLane()): Lane | undefined {
  const own = lanesOf(me);
  return own.find((lane) => lane === kept) ?? own[0];
}

const DAY_MS = 86_400_000;
/** Whole days gone since `iso`. */
export const daysSince = (iso: string, nowMs = Date.now()): number =>
  Math.max(0, Math.floor((nowMs - Date.parse(iso)) / DAY_MS));
export const daysFromNow = (days: number, nowMs = Date.now()): string =>
  new Date(nowMs + days * DAY_MS).toISOString();
