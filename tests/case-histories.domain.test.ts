import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseState, type Command, type Facts, SUBMITTED } from '../domain/case-state.ts';
import { COMMAND_KINDS, type CommandKind, type Role } from '../domain/commands.ts';
import type { TaskKind } from '../domain/effects.ts';
import { NOTICE_POLICY, type Policy } from '../domain/policy.ts';
import { standingOf } from '../domain/standing.ts';
import { STATUSES, type Status } from '../domain/statuses.ts';
import type { Traits } from '../domain/traits.ts';
import {
  attempt,
  BODIES,
  CLAIMED,
  DAY,
  ENDED,
  type Flagged,
  flagRefusal,
  LEADS,
  NOON,
  ROLES,
  say,
  setting,
  TURN,
} from './support/case-table.ts';

describe('random histories against a model', () => {
  /** What a random person tries; interpreted against the case as it then stands. */
  type Try = {
    pick: number;
    wild: boolean;
    aside: boolean;
    rightRole: boolean;
    role: Role;
    seen: 'none' | 'current' | 'stale';
    holds: 'me' | 'another' | 'nobody';
    sound: boolean;
    noShow: boolean;
    days: number;
  };
  /** What sort of case a history is about. */
  type Sort = { traits: Traits; madeAt: Facts['madeAt'] };
  const sorts = fc.record<Sort>({
    traits: fc.record({
      minor: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      lost: fc.boolean(),
      faceSkipped: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      nationalityDoubt: fc.boolean(),
    }),
    madeAt: fc.constantFrom('NYC', 'LAX'),
  });
  const tries = fc.array(
    fc.record<Try>({
      pick: fc.nat(),
      wild: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      aside: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      rightRole: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
      role: fc.constantFrom(...ROLES),
      seen: fc.constantFrom('none', 'none', 'current', 'current', 'stale'),
      holds: fc.constantFrom('me', 'me', 'me', 'me', 'another', 'nobody'),
      sound: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
      noShow: fc.boolean(),
      days: fc.constantFrom(0, 0, 1, 3, 15, 31),
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  );
  type Model = Flagged & {
    version: number;
    askedAt: number | null;
    step: keyof Policy['deadlines'] | null;
    remindAt: number | null;
    dueAt: number | null;
    overdue: boolean;
  };

  /** The last instant of a day in UTC: this property runs in a post whose day is UTC's. */
  const dayEnd = (fromMs: number, days: number) => (Math.floor(fromMs / DAY) + days + 1) * DAY - 1;

  /** What is said: in order, or with the fault that the command's own rule must find. */
  function commandOf(kind: CommandKind, { sound, noShow }: Try, nowMs: number): Command {
    const faulty: Partial<Record<CommandKind, Command>> = {
      requestSupplement: say('requestSupplement', { items: [], note: '' }),
      provideSupplement: say('provideSupplement', { answers: {} }),
      bookInterview: say('bookInterview', { startsAtMs: nowMs }),
      receiveMaterials: say('receiveMaterials', {
        ...BODIES.receiveMaterials,
        payment: { kind: 'cash', cents: 2300 },
      }),
    };
    const inOrder: Partial<Record<CommandKind, Command>> = {
      bookInterview: say('bookInterview', { startsAtMs: nowMs + 2 * DAY }),
      recordInterview: say('recordInterview', {
        outcome: noShow ? 'no-show' : 'held',
        note: '',
        guardianPresent: sound,
      }),
      approve: say('approve', { note: '', nationalityChecked: sound }),
      recordIssuerAnswer: say('recordIssuerAnswer', { outcome: noShow ? 'denied' : 'confirmed', note: '' }),
    };
    return (sound ? undefined : faulty[kind]) ?? inOrder[kind] ?? say(kind);
  }
  /** What an unsound word is refused for, where this sort of case refuses it. */
  function unsoundOf(kind: CommandKind, { noShow }: Try, { traits }: Sort): string | undefined {
    if (kind === 'approve') return traits.nationalityDoubt ? 'nationality-unsettled' : undefined;
    if (kind === 'recordInterview') return traits.minor && !noShow ? 'guardian-absent' : undefined;
    return UNSOUND[kind];
  }
  const UNSOUND: Partial<Record<CommandKind, string>> = {
    requestSupplement: 'supplement-empty',
    provideSupplement: 'supplement-incomplete',
    bookInterview: 'interview-time',
    receiveMaterials: 'payment-not-accepted',
  };

  /** The reference: the refusal's code, or the case after the step. */
  function predict(
    model: Model,
    kind: CommandKind,
    role: Role,
    act: Try,
    nowMs: number,
    sort: Sort,
  ): Model | string {
    const edge = LEADS[model.status][kind];
    if (!edge?.by.includes(role)) return 'command-not-allowed';
    if (act.seen === 'stale') return 'case-changed';
    const forbidden = flagRefusal(model, kind, role, sort.madeAt);
    if (forbidden) return forbidden;
    if (CLAIMED.includes(kind) && act.holds === 'nobody') return 'task-not-claimed';
    if (CLAIMED.includes(kind) && act.holds === 'another') return 'task-held-by-another';
    const unsound = act.sound ? undefined : unsoundOf(kind, act, sort);
    if (unsound) return unsound;
    const version = model.version + 1;
    if (kind === 'startReview' && model.version > 0) return 'command-not-allowed';
    if (kind === 'lapse' && !model.overdue) return 'deadline-not-passed';
    if (kind === 'remind') {
      return model.remindAt !== null && model.remindAt <= nowMs
        ? { ...model, version, remindAt: null }
        : 'deadline-not-passed';
    }
    if (kind === 'expire' && (model.dueAt === null || model.dueAt > nowMs)) return 'deadline-not-passed';
    if (kind === 'expire' && model.status !== 'mailed') {
      return { ...model, version, remindAt: null, dueAt: null, overdue: true };
    }
    if (kind === 'extendDeadline') {
      return {
        ...model,
        version,
        remindAt: null,
        overdue: false,
        dueAt: Math.max(model.dueAt ?? 0, dayEnd(nowMs, 10)),
      };
    }
    const status = kind === 'recordInterview' && act.noShow ? 'interview_required' : edge.to;
    const flags = flagsAfter(model, kind, act, nowMs, sort);
    const step = stepIn(status, flags.issuer);
    if (kind === 'recordIssuerAnswer' && step === model.step) return { ...model, ...flags, version };
    if (!step) return { ...flags, status, version, step, remindAt: null, dueAt: null, overdue: false };
    const { remindAfterDays, dueAfterDays } = NOTICE_POLICY.deadlines[step];
    if (step === 'issuer') {
      const askedAt = flags.askedAt ?? Number.NaN;
      const remindAt = dayEnd(askedAt, remindAfterDays);
      return {
        ...flags,
        status,
        version,
        step,
        remindAt: remindAt > nowMs ? remindAt : null,
        dueAt: dayEnd(askedAt, dueAfterDays),
        overdue: false,
      };
    }
    if (status === 'interview_booked') {
      const startsAt = nowMs + 2 * DAY;
      return {
        ...flags,
        step,
        status,
        version,
        remindAt: startsAt - DAY,
        dueAt: dayEnd(startsAt, dueAfterDays),
        overdue: false,
      };
    }
    return {
      ...flags,
      step,
      status,
      version,
      remindAt: dayEnd(nowMs, remindAfterDays),
      dueAt: dayEnd(nowMs, dueAfterDays),
      overdue: false,
    };
  }

  /** The clock of a status, and of the two in which an issuing authority may be awaited. */
  function stepIn(status: Status, issuer: CaseState['issuer']): Model['step'] {
    const gated = status === 'awaiting_materials' || status === 'materials_received';
    if (gated && issuer === 'denied') return 'review';
    if (status === 'materials_received' && issuer === 'asked') return 'issuer';
    return TURN[status].clock;
  }

  function flagsAfter(
    { interview, issuer, askedAt, oldPassport }: Model,
    kind: CommandKind,
    { noShow }: Try,
    nowMs: number,
    { traits }: Sort,
  ) {
    const flags: Pick<Model, 'interview' | 'issuer' | 'askedAt' | 'oldPassport'> = {
      interview,
      issuer,
      askedAt,
      oldPassport,
    };
    const changes: Partial<Record<CommandKind, Partial<typeof flags>>> = {
      startReview: {
        interview: traits.minor || traits.faceSkipped ? 'due' : 'none',
        oldPassport: 'valid',
      },
      requireInterview: { interview: 'required' },
      cancelInterview: { interview: 'required' },
      bookInterview: { interview: 'booked' },
      recordInterview: { interview: noShow ? 'required' : 'held' },
      approve: traits.lost ? { issuer: 'asked', askedAt: nowMs, oldPassport: 'void' } : {},
      recordIssuerAnswer: { issuer: noShow ? 'denied' : 'confirmed' },
      completeProduction: oldPassport === 'valid' ? { oldPassport: 'cancelled' } : {},
    };
    return { ...flags, ...changes[kind] };
  }

  test('1,000 histories of up to 40 commands: every answer is the model’s, R-48 holds after each step', () => {
    const seed = Number(process.env['CASE_SEED'] ?? randomInt(2 ** 31));
    console.log(`seed of the random histories: ${seed} (CASE_SEED repeats it)`);
    const reached = new Set<Status>();
    const answers = new Set<string>();
    const sorted = new Set<string>();
    fc.assert(
      fc.property(tries, sorts, (acts, sort) => {
        let state = SUBMITTED;
        let model: Model = {
          status: 'in_review',
          version: 0,
          interview: 'none',
          issuer: 'none',
          askedAt: null,
          oldPassport: 'none',
          step: null,
          remindAt: null,
          dueAt: null,
          overdue: false,
        };
        let nowMs = NOON;
        let tasks: TaskKind[] = [];
        for (const act of [{ ...acts[0]!, pick: -1, wild: false }, ...acts]) {
          nowMs += act.days * DAY;
          const legal = likely(model, act, sort);
          const offered = act.wild || legal.length === 0 ? COMMAND_KINDS : legal;
          // A case begins with its own first step, as its workflow sees to it.
          const kind = act.pick < 0 ? 'startReview' : offered[act.pick % offered.length]!;
          const right = LEADS[model.status][kind]?.by ?? [];
          const role =
            (act.pick < 0 ? 'engine' : act.rightRole ? right[act.pick % right.length] : undefined) ??
            act.role;
          const done = act.pick < 0 ? { ...act, seen: 'none' as const } : act;
          const given = setting(
            role,
            {
              seenVersion: { none: null, current: state.version, stale: state.version - 1 }[done.seen],
              by: { role, id: 'me', post: null },
              ...sort,
              holder: { me: 'me', another: 'another', nobody: null }[act.holds],
            },
            { nowMs, timeZone: 'UTC' },
          );
          const expected = predict(model, kind, role, done, nowMs, sort);
          const taken = attempt(state, commandOf(kind, act, nowMs), given);
          if (typeof expected === 'string' || typeof taken === 'string') {
            expect(
              typeof taken === 'string' ? taken : taken.next.status,
              `${kind} by ${role} in ${model.status}`,
            ).toBe(expected);
            if (typeof taken === 'string') answers.add(taken);
            continue;
          }
          expect(ENDED, 'an ended case never moves').not.toContain(state.status);
          expect(taken.next.version).toBe(state.version + 1);
          const { clock } = taken.next;
          expect({
            status: taken.next.status,
            version: taken.next.version,
            interview: taken.next.interview,
            issuer: taken.next.issuer,
            askedAt: taken.next.issuerAskedAtMs,
            oldPassport: taken.next.oldPassport,
            step: clock?.step ?? null,
            overdue: clock?.overdue ?? false,
            remindAt: clock?.remindAtMs ?? null,
            dueAt: clock?.dueAtMs ?? null,
          }).toEqual(expected);
          for (const effect of taken.effects) {
            if (effect.type === 'close-tasks')
              tasks = effect.only ? tasks.filter((task) => task !== effect.only) : [];
            if (effect.type === 'open-task') tasks = [...new Set([...tasks, effect.task])];
          }
          state = taken.next;
          model = expected;
          reached.add(model.status);
          sorted.add(`${model.status} ${model.issuer} ${model.oldPassport}`);
          checkNextActor(state, tasks);
          if (['in_production', 'produced', 'mailed', 'closed'].includes(model.status)) {
            expect(state.issuer, 'R-35 nothing is made of a lost passport unconfirmed').toBe(
              sort.traits.lost ? 'confirmed' : 'none',
            );
            if (sort.traits.minor || sort.traits.faceSkipped) expect(state.interview).toBe('held');
          }
        }
      }),
      { numRuns: 1_000, seed },
    );
    // The property would prove little if it never got far.
    expect([...reached].sort()).toEqual([...STATUSES].sort());
    expect([...answers].sort()).toEqual(
      [
        'case-changed',
        'command-not-allowed',
        'deadline-not-passed',
        'task-held-by-another',
        'task-not-claimed',
        'interview-due',
        'guardian-absent',
        'nationality-unsettled',
        'issuer-not-confirmed',
        'old-passport-void',
        ...Object.values(UNSOUND),
      ].sort(),
    );
    for (const far of ['refused denied void', 'closed confirmed void', 'closed none cancelled'])
      expect([...sorted]).toContain(far);
  });

  /** Most ends, bells and what the case's flags forbid are passed over, or hardly a history would see the later statuses. */
  function likely(model: Model, act: Try, { madeAt }: Sort): CommandKind[] {
    const row = LEADS[model.status];
    return (Object.keys(row) as CommandKind[]).filter((kind) => {
      const { to, by } = row[kind]!;
      const ends = ['withdrawn', 'refused'].includes(to) && model.issuer !== 'denied';
      if (ends || ['remind', 'expire', 'extendDeadline'].includes(kind)) return act.aside;
      return act.aside || model.issuer === 'asked' || flagRefusal(model, kind, by[0]!, madeAt) === null;
    });
  }

  function checkNextActor(state: CaseState, tasks: TaskKind[]): void {
    const { waitingFor: actor, bell } = standingOf(state);
    if (ENDED.includes(state.status)) {
      expect(actor).toBeNull();
      expect(bell).toBeNull();
      expect(tasks.filter((task) => task !== 'return-originals')).toEqual([]);
      return;
    }
    const isGated = ['awaiting_materials', 'materials_received'].includes(state.status);
    const isIssuers =
      isGated &&
      (state.issuer === 'denied' || (state.issuer === 'asked' && state.status === 'materials_received'));
    const turn = isIssuers ? 'issuer' : TURN[state.status].next;
    expect(actor).toBe(state.clock?.overdue ? 'overdue' : turn);
    const isOpen = isGated && (state.issuer === 'asked' || state.issuer === 'denied');
    expect(tasks.includes('issuer'), 'the issuer’s task is open as long as it is awaited').toBe(isOpen);
    expect(standingOf(state).gate, 'and the gate is shut').toBe(isOpen ? 'issuer' : undefined);
    if (actor === 'applicant') expect(bell).not.toBeNull();
    else if (actor !== 'engine') expect(tasks).toContain(actor);
  }
});
