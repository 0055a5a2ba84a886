import { deadlineMs } from './calendar.ts';
import type { CaseState, Clock } from './case-state.ts';
import type { TaskKind } from './effects.ts';
import { awaitsIssuer } from './flags.ts';
import { type DeadlineStep, deadlineOf, type Policy } from './policy.ts';
import { isEnded, type Status } from './statuses.ts';

/** The deadline that a status runs under (policy), and the task that staff then have to do. */
type Stage = { clock: DeadlineStep; task: TaskKind | null };

const STAGES = {
  in_review: { clock: 'review', task: 'review' },
  supplement_requested: { clock: 'supplement', task: null },
  interview_required: { clock: 'booking', task: null },
  interview_booked: { clock: 'interview', task: 'interview' },
  awaiting_materials: { clock: 'materials', task: null },
  materials_received: { clock: 'intake', task: null },
  in_production: { clock: 'production', task: 'production' },
  produced: { clock: 'dispatch', task: 'dispatch' },
  mailed: { clock: 'receipt', task: null },
  closed: null,
  refused: null,
  withdrawn: null,
} as const satisfies Record<Status, Stage | null>;

/**
 * What the case waits for now; null once it has ended.
 *
 * A case has one clock (docs/adr/0003), also while two things are awaited at once: the papers of the applicant and the
 * answer of a lost passport's issuing authority. Until the papers are here the clock is theirs (30 and 45 days), the
 * issuer's task carries its own due date, which by the notice's policy comes after 待制證 itself is overdue. Once they are
 * here only the answer is awaited, and the clock is the issuer's, counted from the day on which it was asked. Denied, the
 * officer must decide, within a review's time.
 */
export function stageOf({ status, issuer }: Pick<CaseState, 'status' | 'issuer'>): Stage | null {
  if (!isGated(status)) return STAGES[status];
  if (issuer === 'denied') return { clock: 'review', task: 'issuer' };
  if (issuer === 'asked' && status === 'materials_received') return { clock: 'issuer', task: 'issuer' };
  return STAGES[status];
}

const isGated = (status: Status): boolean =>
  status === 'awaiting_materials' || status === 'materials_received';

/** Counted in whole days of the post, to the end of the last one; a reminder that would be past is not given. */
export function startClock(
  step: DeadlineStep,
  { policy, timeZone, nowMs }: { policy: Policy; timeZone: string; nowMs: number },
  fromMs: number,
): Clock {
  const { remindAfterDays, dueAfterDays } = deadlineOf(policy, step);
  const remindAtMs = deadlineMs(fromMs, remindAfterDays, timeZone);
  return {
    step,
    remindAtMs: remindAtMs > nowMs ? remindAtMs : null,
    dueAtMs: deadlineMs(fromMs, dueAfterDays, timeZone),
    overdue: false,
  };
}

const APPLICANTS_TURN: readonly Status[] = [
  'supplement_requested',
  'interview_required',
  'interview_booked',
  'awaiting_materials',
  'mailed',
];

/** Whether the applicant has something to do; not while an officer must decide on an issuing authority's denial. */
export function waitsForApplicant({ status, issuer }: Pick<CaseState, 'status' | 'issuer'>): boolean {
  return APPLICANTS_TURN.includes(status) && issuer !== 'denied';
}

/** Who must act next, for screens and for Temporal Web; null once the case has ended. */
export function waitingFor(
  state: Pick<CaseState, 'status' | 'clock' | 'issuer'>,
): TaskKind | 'applicant' | 'engine' | null {
  if (isEnded(state.status)) return null;
  if (state.clock?.overdue) return 'overdue';
  return stageOf(state)?.task ?? (waitsForApplicant(state) ? 'applicant' : 'engine');
}

/** What production waits for beside the turn of the status; null when it may be ordered as soon as the papers are here. */
export function gateOf(state: Pick<CaseState, 'status' | 'issuer'>): 'issuer' | null {
  return isGated(state.status) && awaitsIssuer(state) ? 'issuer' : null;
}

/** When the engine must look at the case again, and with which command; null when no bell is set. */
export function nextBell(clock: Clock | null): { atMs: number; command: 'remind' | 'expire' } | null {
  if (clock?.remindAtMs && (!clock.dueAtMs || clock.remindAtMs < clock.dueAtMs)) {
    return { atMs: clock.remindAtMs, command: 'remind' };
  }
  return clock?.dueAtMs ? { atMs: clock.dueAtMs, command: 'expire' } : null;
}
