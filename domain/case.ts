import { DAY_MS, deadlineMs } from './calendar.ts';
import type { CaseState, Clock, Command, CommandBodies, Facts } from './case-state.ts';
import { type CommandKind, isAllowed } from './commands.ts';
import type { Effect, TaskKind } from './effects.ts';
import { CaseError } from './errors.ts';
import { instrumentFault } from './fees.ts';
import type { DeadlineStep, Policy } from './policy.ts';
import { isEnded, type Status } from './statuses.ts';
import type { MessageTemplate } from './texts/messages.ts';

/** What every step may look at beside the case: the policy it was submitted under, the post's clock, the facts. */
export type Setting = { nowMs: number; policy: Policy; timeZone: string; facts: Facts };

export type Transition = { next: CaseState; effects: Effect[] };

/**
 * What one command means for one case. Pure: same arguments, same answer; the caller commits it in one transaction.
 * Asked of the case as the database holds it, under its row lock, so that the answer is never stale.
 * @throws CaseError when the status, the role, the seen version or the command's own rule forbids it
 */
export function transition(state: CaseState, command: Command, setting: Setting): Transition {
  const { by, seenVersion, holder } = setting.facts;
  if (!isAllowed(state.status, command.kind, by.role)) {
    throw new CaseError('command-not-allowed', { command: command.kind, status: state.status });
  }
  if (seenVersion !== null && seenVersion !== state.version) {
    throw new CaseError('case-changed', { seen: seenVersion, current: state.version });
  }
  if (NEEDS_CLAIM.includes(command.kind) && holder !== by.id) {
    throw new CaseError(holder === null ? 'task-not-claimed' : 'task-held-by-another');
  }
  return move(state, command, setting);
}

/** One officer holds a case at a time, and only the holder decides. */
const NEEDS_CLAIM: readonly CommandKind[] = [
  'requestSupplement',
  'requireInterview',
  'approve',
  'refuse',
  'completeProduction',
  'mailDocument',
];

function move(state: CaseState, command: Command, setting: Setting): Transition {
  switch (command.kind) {
    case 'startReview':
      // A workflow that is started anew for a case under way learns from this refusal where the case stands.
      if (state.version > 0)
        throw new CaseError('command-not-allowed', { command: 'startReview', status: state.status });
      return enter(state, 'in_review', setting, { say: 'order-received' });
    case 'requestSupplement':
      if (command.body.items.length === 0) throw new CaseError('supplement-empty');
      return enter(state, 'supplement_requested', setting, {
        keep: 'supplement-request',
        say: 'supplement-requested',
        change: { supplementRounds: state.supplementRounds + 1 },
      });
    case 'provideSupplement':
      checkSupplement(command.body, setting.facts);
      return enter(state, 'in_review', setting, { keep: 'supplement', say: 'supplement-received' });
    case 'requireInterview':
      return enter(state, 'interview_required', setting, {
        say: 'interview-required',
        change: { interview: 'required' },
      });
    case 'bookInterview':
      return bookInterview(state, command.body.startsAtMs, setting);
    case 'cancelInterview':
      return enter(state, 'interview_required', setting, {
        keep: 'interview-result',
        say: 'interview-cancelled',
        change: { interview: 'required' },
      });
    case 'recordInterview':
      return command.body.outcome === 'held'
        ? enter(state, 'in_review', setting, {
            keep: 'interview-result',
            say: 'interview-held',
            change: { interview: 'held' },
          })
        : enter(state, 'interview_required', setting, {
            keep: 'interview-result',
            say: 'interview-missed',
            change: { interview: 'required' },
          });
    case 'approve':
      if (state.interview === 'required') throw new CaseError('command-not-allowed', { command: 'approve' });
      return enter(state, 'awaiting_materials', setting, { say: 'mail-your-materials' });
    case 'refuse':
      return enter(state, 'refused', setting, { say: 'refused' });
    case 'withdraw':
      return withdraw(state, setting);
    case 'receiveMaterials':
      checkMaterials(command.body, setting);
      return enter(state, 'materials_received', setting, { say: 'materials-received' });
    case 'orderProduction':
      return enter(state, 'in_production', setting, { keep: 'production-order', say: 'in-production' });
    case 'completeProduction':
      return enter(state, 'produced', setting, { keep: 'production-order', say: 'produced' });
    case 'mailDocument':
      return enter(state, 'mailed', setting, { say: 'mailed' });
    case 'confirmReceipt':
    case 'closeCase':
      return enter(state, 'closed', setting, { say: 'closed' });
    case 'extendDeadline':
      return extend(state, command.body.days, setting);
    case 'lapse':
      if (!state.clock?.overdue) throw new CaseError('deadline-not-passed');
      return enter(state, 'withdrawn', setting, { say: 'lapsed' });
    case 'remind':
      return remind(state, setting);
    case 'expire':
      return expire(state, setting);
  }
}

/** The deadline that each status runs under (policy), and the task that staff then have to do. */
const STEPS = {
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
} as const satisfies Record<Status, { clock: DeadlineStep; task: TaskKind | null } | null>;

type Entering = {
  say: MessageTemplate;
  keep?: Extract<Effect, { type: 'keep' }>['what'];
  change?: Partial<Pick<CaseState, 'supplementRounds' | 'interview'>>;
  /** Count the deadline from here instead of now, for an interview: its booked time. */
  fromMs?: number;
};

/** Enters a status: closes what was open, starts its clock, opens its task, tells the applicant. */
function enter(state: CaseState, status: Status, setting: Setting, entering: Entering): Transition {
  const step = STEPS[status];
  const clock = step ? startClock(step.clock, setting, entering.fromMs) : null;
  const effects: Effect[] = [{ type: 'close-tasks' }];
  if (entering.keep) effects.push({ type: 'keep', what: entering.keep });
  if (step?.task) effects.push({ type: 'open-task', task: step.task, dueAtMs: clock?.dueAtMs ?? null });
  effects.push({ type: 'tell-applicant', template: entering.say });
  return { next: { ...state, ...entering.change, status, version: state.version + 1, clock }, effects };
}

function startClock(step: DeadlineStep, { nowMs, policy, timeZone }: Setting, fromMs = nowMs): Clock {
  const { remindAfterDays, dueAfterDays } = policy.deadlines[step];
  return {
    step,
    remindAtMs: deadlineMs(fromMs, remindAfterDays, timeZone),
    dueAtMs: deadlineMs(fromMs, dueAfterDays, timeZone),
    overdue: false,
  };
}

/** Stays in the status; only flags, clock and version change. */
function stay(state: CaseState, clock: Clock, effects: Effect[]): Transition {
  return { next: { ...state, version: state.version + 1, clock }, effects };
}

const LEAD_MS = 60 * 60 * 1000;
const HORIZON_DAYS = 90;

/** A time at least an hour and at most 90 days ahead (ours); slots that staff publish come with the calendar. */
function bookInterview(state: CaseState, startsAtMs: number, setting: Setting): Transition {
  const aheadMs = startsAtMs - setting.nowMs;
  if (aheadMs < LEAD_MS || aheadMs > HORIZON_DAYS * DAY_MS) {
    throw new CaseError('interview-time', { leadMinutes: LEAD_MS / 60_000, horizonDays: HORIZON_DAYS });
  }
  const entered = enter(state, 'interview_booked', setting, {
    keep: 'interview',
    say: 'interview-booked',
    change: { interview: 'booked' },
    fromMs: startsAtMs,
  });
  // The reminder comes a day before; none where the booking is closer than that.
  const remindAtMs = startsAtMs - DAY_MS;
  const clock = entered.next.clock && {
    ...entered.next.clock,
    remindAtMs: remindAtMs > setting.nowMs ? remindAtMs : null,
  };
  return { ...entered, next: { ...entered.next, clock } };
}

/** Every item asked for is answered, and nothing else was touched. Also asked by the API, before the workflow. */
export function checkSupplement(
  body: CommandBodies['provideSupplement'],
  { asked, pendingDocuments }: Pick<Facts, 'asked' | 'pendingDocuments'>,
): void {
  const fields = asked.filter((item) => item.target === 'field').map((item) => item.name);
  const documents = asked.filter((item) => item.target === 'document').map((item) => item.name);
  const notAsked = [
    ...Object.keys(body.answers).filter((name) => !fields.includes(name)),
    ...pendingDocuments.filter((kind) => !documents.includes(kind)),
  ];
  if (notAsked.length > 0) throw new CaseError('supplement-not-asked', { items: notAsked });
  const missing = [
    ...fields.filter((name) => !body.answers[name]?.trim()),
    ...documents.filter((kind) => !pendingDocuments.includes(kind)),
  ];
  if (missing.length > 0) throw new CaseError('supplement-incomplete', { items: missing });
}

/** All originals in the envelope, and money that the post may take. */
function checkMaterials(body: CommandBodies['receiveMaterials'], { policy, facts }: Setting): void {
  const missing = facts.expectedItems.filter((item) => !body.items.includes(item));
  if (missing.length > 0) throw new CaseError('materials-incomplete', { items: missing });
  const fault = instrumentFault(body.payment, { feeCents: facts.feeCents, payee: facts.payee, policy });
  if (fault) throw new CaseError('payment-not-accepted', { rule: fault });
}

/** Originals that are already here must go back. */
function withdraw(state: CaseState, setting: Setting): Transition {
  const left = enter(state, 'withdrawn', setting, { say: 'withdrawn' });
  if (state.status !== 'materials_received') return left;
  return {
    ...left,
    effects: [...left.effects, { type: 'open-task', task: 'return-originals', dueAtMs: null }],
  };
}

/** Counts from now; never brings a deadline forward, such as the one that follows a booked interview. */
function extend(state: CaseState, days: number, { nowMs, timeZone }: Setting): Transition {
  if (!state.clock) throw new CaseError('command-not-allowed', { command: 'extendDeadline' });
  const dueAtMs = Math.max(state.clock.dueAtMs ?? 0, deadlineMs(nowMs, days, timeZone));
  const clock: Clock = { ...state.clock, remindAtMs: null, dueAtMs, overdue: false };
  const effects: Effect[] = [{ type: 'close-tasks', only: 'overdue' }];
  if (waitsForApplicant(state.status)) effects.push({ type: 'tell-applicant', template: 'extended' });
  return stay(state, clock, effects);
}

/** The bell before the deadline: the applicant is told; for staff the task's own age and due date speak. */
function remind(state: CaseState, { nowMs }: Setting): Transition {
  const { clock } = state;
  if (!clock?.remindAtMs || clock.remindAtMs > nowMs) throw new CaseError('deadline-not-passed');
  const effects: Effect[] = waitsForApplicant(state.status)
    ? [{ type: 'tell-applicant', template: 'reminder' }]
    : [];
  return stay(state, { ...clock, remindAtMs: null }, effects);
}

/** The deadline itself: by policy the case ends by itself, or someone at the post must decide. */
function expire(state: CaseState, setting: Setting): Transition {
  const { clock } = state;
  if (!clock?.dueAtMs || clock.dueAtMs > setting.nowMs) throw new CaseError('deadline-not-passed');
  if (setting.policy.deadlines[clock.step].onDue === 'lapse') {
    return state.status === 'mailed'
      ? enter(state, 'closed', setting, { say: 'closed' })
      : enter(state, 'withdrawn', setting, { say: 'lapsed' });
  }
  const effects: Effect[] = [{ type: 'open-task', task: 'overdue', dueAtMs: null }];
  if (waitsForApplicant(state.status)) effects.push({ type: 'tell-applicant', template: 'overdue' });
  return stay(state, { ...clock, remindAtMs: null, dueAtMs: null, overdue: true }, effects);
}

const APPLICANTS_TURN: readonly Status[] = [
  'supplement_requested',
  'interview_required',
  'interview_booked',
  'awaiting_materials',
  'mailed',
];

export function waitsForApplicant(status: Status): boolean {
  return APPLICANTS_TURN.includes(status);
}

/** Who must act next, for screens and for Temporal Web; null once the case has ended. */
export function waitingFor(
  state: Pick<CaseState, 'status' | 'clock'>,
): TaskKind | 'applicant' | 'engine' | null {
  if (isEnded(state.status)) return null;
  if (state.clock?.overdue) return 'overdue';
  return STEPS[state.status]?.task ?? (waitsForApplicant(state.status) ? 'applicant' : 'engine');
}

/** When the engine must look at the case again, and with which command; null when no bell is set. */
export function nextBell(clock: Clock | null): { atMs: number; command: 'remind' | 'expire' } | null {
  if (clock?.remindAtMs && (!clock.dueAtMs || clock.remindAtMs < clock.dueAtMs)) {
    return { atMs: clock.remindAtMs, command: 'remind' };
  }
  return clock?.dueAtMs ? { atMs: clock.dueAtMs, command: 'expire' } : null;
}
