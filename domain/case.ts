import { DAY_MS, deadlineMs } from './calendar.ts';
import { checkMaterials, checkSupplement } from './case-checks.ts';
import type { CaseState, Clock, Command, CommandBodies, Facts } from './case-state.ts';
import { type CommandKind, isAllowed } from './commands.ts';
import type { Effect } from './effects.ts';
import { CaseError } from './errors.ts';
import { asksIssuer, awaitsIssuer, checkFlags, firstFlags } from './flags.ts';
import { isSamePerson } from './four-eyes.ts';
import { deadlineOf, type Policy } from './policy.ts';
import type { Status } from './statuses.ts';
import type { MessageTemplate } from './texts/messages.ts';
import { stageOf, startClock, waitsForApplicant } from './turns.ts';

/** What every step may look at beside the case: the policy it was submitted under, the post's clock, the facts. */
export type Setting = { nowMs: number; policy: Policy; timeZone: string; facts: Facts };

export type Transition = { next: CaseState; effects: Effect[] };

/**
 * What one command means for one case. Pure: same arguments, same answer; the caller commits it in one transaction.
 * Asked of the case as the database holds it, under its row lock, so that the answer is never stale.
 * @throws CaseError when the status, the role, the seen version, the case's flags or the command's own rule forbids it
 */
export function transition(state: CaseState, command: Command, setting: Setting): Transition {
  const { by, seenVersion, holder, madeAt, approvedBy } = setting.facts;
  if (!isAllowed(state.status, command.kind, by.role)) {
    throw new CaseError('command-not-allowed', { command: command.kind, status: state.status });
  }
  if (seenVersion !== null && seenVersion !== state.version) {
    throw new CaseError('case-changed', { seen: seenVersion, current: state.version });
  }
  const hasApproved = isSamePerson(approvedBy, by.id);
  checkFlags(state, command.kind, { role: by.role, madeAt, hasApproved });
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
      return enter(state, 'in_review', setting, {
        say: 'order-received',
        change: firstFlags(setting.facts),
      });
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
      return recordInterview(state, command.body, setting);
    case 'approve':
      return approve(state, command.body, setting);
    case 'recordIssuerAnswer':
      return hearIssuer(state, command.body.outcome, setting);
    case 'refuse':
      return end(state, 'refused', setting, 'refused');
    case 'withdraw':
      return end(state, 'withdrawn', setting, 'withdrawn');
    case 'receiveMaterials':
      checkMaterials(command.body, setting);
      return enter(state, 'materials_received', setting, {
        say: awaitsIssuer(state) ? 'materials-await-issuer' : 'materials-received',
      });
    case 'orderProduction':
      return enter(state, 'in_production', setting, {
        keep: 'production-order',
        say: setting.facts.madeAt === 'NYC' ? 'in-production' : 'in-production-at-post',
      });
    case 'completeProduction':
      return enter(state, 'produced', setting, {
        keep: 'production-order',
        say: 'produced',
        change: state.oldPassport === 'valid' ? { oldPassport: 'cancelled' } : {},
      });
    case 'mailDocument':
      return enter(state, 'mailed', setting, {
        say: state.oldPassport === 'cancelled' ? 'mailed' : 'mailed-new-only',
      });
    case 'confirmReceipt':
    case 'closeCase':
      return enter(state, 'closed', setting, { say: 'closed' });
    case 'extendDeadline':
      return extend(state, command.body.days, setting);
    case 'lapse':
      return end(state, 'withdrawn', setting, 'lapsed');
    case 'remind':
      return remind(state, setting);
    case 'expire':
      return expire(state, setting);
  }
}

type Entering = {
  say: MessageTemplate;
  keep?: Extract<Effect, { type: 'keep' }>['what'];
  change?: Partial<Omit<CaseState, 'status' | 'version' | 'clock'>>;
  /** Count the deadline from here instead of now, for an interview: its booked time. */
  fromMs?: number;
};

/** Enters a status: closes what was open, starts its clock, opens its task, tells the applicant. */
function enter(state: CaseState, status: Status, setting: Setting, entering: Entering): Transition {
  const next = { ...state, ...entering.change, status, version: state.version + 1 };
  const stage = stageOf(next);
  const { fromMs = setting.nowMs } = entering;
  // An issuing authority is awaited from when it was asked on, whenever the papers came.
  const sinceMs = stage?.clock === 'issuer' ? (next.issuerAskedAtMs ?? fromMs) : fromMs;
  const clock = stage ? startClock(stage.clock, setting, sinceMs) : null;
  // The issuer's task stays with whom it is, in whose hands it may be, when the papers arrive meanwhile.
  const goesOn = stage?.task === 'issuer';
  const effects: Effect[] = [goesOn ? { type: 'close-tasks', only: 'overdue' } : { type: 'close-tasks' }];
  if (entering.keep) effects.push({ type: 'keep', what: entering.keep });
  if (stage?.task && !goesOn)
    effects.push({ type: 'open-task', task: stage.task, dueAtMs: clock?.dueAtMs ?? null });
  effects.push({ type: 'tell-applicant', template: entering.say });
  return { next: { ...next, clock }, effects };
}

/** Ends a case before production; originals that are already here must go back. */
function end(
  state: CaseState,
  status: 'refused' | 'withdrawn',
  setting: Setting,
  say: MessageTemplate,
): Transition {
  const ended = enter(state, status, setting, { say });
  if (state.status !== 'materials_received') return ended;
  return {
    ...ended,
    effects: [...ended.effects, { type: 'open-task', task: 'return-originals', dueAtMs: null }],
  };
}

/** Stays in the status; only flags, clock and version change. */
function stay(state: CaseState, clock: Clock | null, effects: Effect[]): Transition {
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

/** Held, or nobody came; without the guardian who filed, a minor's interview was not held. */
function recordInterview(
  state: CaseState,
  { outcome, guardianPresent }: CommandBodies['recordInterview'],
  setting: Setting,
): Transition {
  if (outcome === 'no-show') {
    return enter(state, 'interview_required', setting, {
      keep: 'interview-result',
      say: 'interview-missed',
      change: { interview: 'required' },
    });
  }
  if (setting.facts.traits.minor && !guardianPresent) throw new CaseError('guardian-absent');
  return enter(state, 'in_review', setting, {
    keep: 'interview-result',
    say: 'interview-held',
    change: { interview: 'held' },
  });
}

/** Approved, an old passport that was lost is void from now on, and its issuing authority is asked. */
function approve(
  state: CaseState,
  { nationalityChecked }: CommandBodies['approve'],
  setting: Setting,
): Transition {
  const { nowMs, facts } = setting;
  if (facts.traits.nationalityDoubt && !nationalityChecked) throw new CaseError('nationality-unsettled');
  const say = 'mail-your-materials';
  if (!asksIssuer(facts)) return enter(state, 'awaiting_materials', setting, { say });
  const change = { oldPassport: 'void', issuer: 'asked', issuerAskedAtMs: nowMs } as const;
  const approved = enter(state, 'awaiting_materials', setting, { say, change });
  const { dueAtMs } = startClock('issuer', setting, nowMs);
  return {
    ...approved,
    effects: [
      ...approved.effects,
      { type: 'open-task', task: 'issuer', dueAtMs },
      { type: 'tell-applicant', template: 'old-passport-void' },
    ],
  };
}

/**
 * What the issuing authority of a lost passport answered. Confirmed, production may be ordered once the papers are
 * here; denied, the task stays with the officers until they refuse, and the applicant hears of it by that decision.
 */
function hearIssuer(
  state: CaseState,
  outcome: CommandBodies['recordIssuerAnswer']['outcome'],
  setting: Setting,
): Transition {
  const next = { ...state, issuer: outcome };
  const step = stageOf(next)?.clock;
  const isAnew = step !== undefined && step !== stageOf(state)?.clock;
  const effects: Effect[] = isAnew ? [{ type: 'close-tasks', only: 'overdue' }] : [];
  if (outcome === 'confirmed') {
    effects.push({ type: 'close-tasks', only: 'issuer' });
    effects.push({ type: 'tell-applicant', template: 'issuer-confirmed' });
  }
  return stay(next, isAnew ? startClock(step, setting, setting.nowMs) : state.clock, effects);
}

/** Counts from now; never brings a deadline forward, such as the one that follows a booked interview. */
function extend(state: CaseState, days: number, { nowMs, timeZone }: Setting): Transition {
  if (!state.clock) throw new CaseError('command-not-allowed', { command: 'extendDeadline' });
  const dueAtMs = Math.max(state.clock.dueAtMs ?? 0, deadlineMs(nowMs, days, timeZone));
  const clock: Clock = { ...state.clock, remindAtMs: null, dueAtMs, overdue: false };
  const effects: Effect[] = [{ type: 'close-tasks', only: 'overdue' }];
  if (waitsForApplicant(state)) effects.push({ type: 'tell-applicant', template: 'extended' });
  return stay(state, clock, effects);
}

/**
 * The bell before the deadline: the applicant is told; for staff the task's own age and due date speak. Who waits a month
 * for an issuing authority hears that it was asked and has not answered.
 */
function remind(state: CaseState, { nowMs }: Setting): Transition {
  const { clock } = state;
  if (!clock?.remindAtMs || clock.remindAtMs > nowMs) throw new CaseError('deadline-not-passed');
  const effects: Effect[] = [];
  if (waitsForApplicant(state)) effects.push({ type: 'tell-applicant', template: 'reminder' });
  if (clock.step === 'issuer') effects.push({ type: 'tell-applicant', template: 'issuer-silent' });
  return stay(state, { ...clock, remindAtMs: null }, effects);
}

/** The deadline itself: by policy the case ends by itself, or someone at the post must decide. */
function expire(state: CaseState, setting: Setting): Transition {
  const { clock } = state;
  if (!clock?.dueAtMs || clock.dueAtMs > setting.nowMs) throw new CaseError('deadline-not-passed');
  if (deadlineOf(setting.policy, clock.step).onDue === 'lapse') {
    return state.status === 'mailed'
      ? enter(state, 'closed', setting, { say: 'closed' })
      : end(state, 'withdrawn', setting, 'lapsed');
  }
  const effects: Effect[] = [{ type: 'open-task', task: 'overdue', dueAtMs: null }];
  if (waitsForApplicant(state)) effects.push({ type: 'tell-applicant', template: 'overdue' });
  return stay(state, { ...clock, remindAtMs: null, dueAtMs: null, overdue: true }, effects);
}
