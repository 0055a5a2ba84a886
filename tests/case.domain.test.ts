import { describe, expect, test } from 'vitest';
import { transition } from '../domain/case.ts';
import { type CaseState, type CommandBodies, type Facts, SUBMITTED } from '../domain/case-state.ts';
import { COMMAND_KINDS, type CommandKind, type Role } from '../domain/commands.ts';
import { commandsNow } from '../domain/flags.ts';
import { NOTICE_POLICY, type Policy } from '../domain/policy.ts';
import { standingOf } from '../domain/standing.ts';
import { STATUSES, type Status } from '../domain/statuses.ts';
import { nextBell, waitingFor } from '../domain/turns.ts';
import {
  ASKS_FOR,
  attempt,
  BODIES,
  CLAIMED,
  caseIn,
  DAY,
  type Edge,
  flagRefusal,
  LEADS,
  NOON,
  PAYEE,
  ROLES,
  refusal,
  say,
  setting,
  TURN,
  versionFor,
} from './support/case-table.ts';

describe('every status, command and role', () => {
  const LOST = { issuerAskedAtMs: NOON, oldPassport: 'void' } as const;
  const KINDS_OF_CASE: [string, Partial<CaseState>, Facts['madeAt']][] = [
    ['a plain case', {}, 'NYC'],
    ['R-26 an interview is due', { interview: 'due' }, 'NYC'],
    ['an interview was held', { interview: 'held' }, 'NYC'],
    ['R-35 the issuer of a lost passport was asked', { ...LOST, issuer: 'asked' }, 'NYC'],
    ['R-35 the issuer has denied', { ...LOST, issuer: 'denied' }, 'NYC'],
    ['R-35 the issuer has confirmed', { ...LOST, issuer: 'confirmed' }, 'NYC'],
    ['R-37 a travel document of Los Angeles', {}, 'LAX'],
  ];
  test.each(STATUSES.flatMap((status) => KINDS_OF_CASE.map((each) => [status, ...each] as const)))(
    '%s, %s: each command leads where the table says, for whom it says; all else is refused',
    (status, _, flags, madeAt) => {
      const state = caseIn(status, flags);
      const answers = COMMAND_KINDS.flatMap((kind) =>
        ROLES.map((role) => {
          const taken = attempt(
            { ...state, version: versionFor(kind) },
            say(kind),
            setting(role, { madeAt }),
          );
          return [`${kind} by ${role}`, typeof taken === 'string' ? taken : taken.next.status];
        }),
      );
      const expected = COMMAND_KINDS.flatMap((kind) =>
        ROLES.map((role) => {
          const edge = LEADS[status][kind];
          const to = edge?.by.includes(role) ? edge.to : 'command-not-allowed';
          const forbidden = edge?.by.includes(role) ? flagRefusal(state, kind, role, madeAt) : null;
          return [`${kind} by ${role}`, forbidden ?? to];
        }),
      );
      expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(expected));

      // What screens offer is what the machine takes.
      for (const role of ROLES) {
        const offered = Object.fromEntries(answers);
        const taken = COMMAND_KINDS.filter((kind) =>
          STATUSES.includes(offered[`${kind} by ${role}`] as Status),
        );
        expect(commandsNow(state, [role], { madeAt, hasApproved: false }), role).toEqual(taken);
      }
    },
  );

  test('a refusal names the command and the status', () => {
    const refused = refusal(() => transition(caseIn('mailed'), say('approve'), setting('officer')));
    expect(refused).toMatchObject({
      code: 'command-not-allowed',
      details: { command: 'approve', status: 'mailed' },
    });
  });

  test('R-20 an applicant may withdraw until production starts and not after', () => {
    const may = STATUSES.filter(
      (status) => typeof attempt(caseIn(status), say('withdraw'), setting('applicant')) !== 'string',
    );
    expect(may).toEqual([
      'in_review',
      'supplement_requested',
      'interview_required',
      'interview_booked',
      'awaiting_materials',
      'materials_received',
    ]);
  });

  test('R-20 R-32 who withdraws after the mail has come gets the originals back', () => {
    const { effects } = transition(caseIn('materials_received'), say('withdraw'), setting('applicant'));
    expect(effects).toContainEqual({ type: 'open-task', task: 'return-originals', dueAtMs: null });
    const early = transition(caseIn('awaiting_materials'), say('withdraw'), setting('applicant'));
    expect(early.effects.filter(({ type }) => type === 'open-task')).toEqual([]);
  });

  test('every step that leaves a status closes what was open there and tells the applicant', () => {
    for (const status of STATUSES) {
      for (const [kind, edge] of Object.entries(LEADS[status]) as [CommandKind, Edge][]) {
        if (edge.to === status && kind !== 'startReview') continue;
        const { effects } = transition(
          caseIn(status, { ...ASKS_FOR(status, kind), version: versionFor(kind) }),
          say(kind),
          setting(edge.by[0]!),
        );
        expect(effects[0], `${kind} in ${status}`).toEqual({ type: 'close-tasks' });
        expect(
          effects.map(({ type }) => type),
          `${kind} in ${status}`,
        ).toContain('tell-applicant');
      }
    }
  });
});

test('a case is begun once: its first step is refused ever after', () => {
  const begun = transition(SUBMITTED, say('startReview'), setting('engine')).next;
  expect(begun).toMatchObject({ status: 'in_review', version: 1 });
  expect(attempt(begun, say('startReview'), setting('engine'))).toBe('command-not-allowed');
});

describe('R-22 one officer, one version', () => {
  test('R-22 a decision on a version that is no longer current is refused and says which is', () => {
    const refused = refusal(() =>
      transition(caseIn('in_review'), say('approve'), setting('officer', { seenVersion: 6 })),
    );
    expect(refused).toMatchObject({ code: 'case-changed', details: { seen: 6, current: 7 } });
    const newer = attempt(caseIn('in_review'), say('approve'), setting('officer', { seenVersion: 8 }));
    expect(newer).toBe('case-changed');
    const taken = attempt(caseIn('in_review'), say('approve'), setting('officer', { seenVersion: 7 }));
    expect(taken).toMatchObject({ next: { status: 'awaiting_materials', version: 8 } });
  });

  test.each(CLAIMED)('R-22 %s needs the task in hand', (kind) => {
    const status = STATUSES.find((each) => kind in LEADS[each])!;
    const role = LEADS[status][kind]!.by[0]!;
    expect(attempt(caseIn(status), say(kind), setting(role, { holder: null }))).toBe('task-not-claimed');
    expect(attempt(caseIn(status), say(kind), setting(role, { holder: 'another' }))).toBe(
      'task-held-by-another',
    );
    expect(attempt(caseIn(status), say(kind), setting(role))).toMatchObject({ next: { version: 8 } });
  });

  test('R-22 what nobody claims is not asked for a claim', () => {
    for (const status of STATUSES) {
      for (const [kind, edge] of Object.entries(LEADS[status]) as [CommandKind, Edge][]) {
        if (CLAIMED.includes(kind)) continue;
        const taken = attempt(
          caseIn(status, { ...ASKS_FOR(status, kind), version: versionFor(kind) }),
          say(kind),
          setting(edge.by[0]!, { holder: 'another' }),
        );
        expect(taken, `${kind} in ${status}`).toMatchObject({ next: { status: edge.to } });
      }
    }
  });
});

describe('R-23 supplements', () => {
  const asked: Facts['asked'] = [
    { target: 'field', name: 'address.street', reason: 'incomplete' },
    { target: 'field', name: 'phone', reason: 'disagrees' },
    { target: 'document', name: 'portrait', reason: 'portrait-rules' },
  ];
  const answer = (answers: Record<string, string>, pendingDocuments: string[]) => () =>
    transition(
      caseIn('supplement_requested'),
      say('provideSupplement', { answers }),
      setting('applicant', { asked, pendingDocuments }),
    );
  const whole = { 'address.street': '1 Test Street', phone: '+12125550100' };

  test('R-23 a request that asks for nothing is refused', () => {
    const refused = refusal(() =>
      transition(caseIn('in_review'), say('requestSupplement', { items: [], note: 'x' }), setting('officer')),
    );
    expect(refused.code).toBe('supplement-empty');
  });

  test('R-23 all that was asked is answered: the case goes back to review, the round is counted', () => {
    const { next } = transition(caseIn('in_review'), say('requestSupplement'), setting('officer'));
    expect(next).toMatchObject({ status: 'supplement_requested', supplementRounds: 1 });
    expect(answer(whole, ['portrait'])().next).toMatchObject({ status: 'in_review', version: 8 });
  });

  test('R-23 what is missing is named: an absent answer, an empty one, blanks, a document', () => {
    const missing = { code: 'supplement-incomplete' };
    expect(refusal(answer({ 'address.street': 'x' }, ['portrait']))).toMatchObject({
      ...missing,
      details: { items: ['phone'] },
    });
    expect(refusal(answer({ ...whole, phone: '' }, ['portrait']))).toMatchObject({
      ...missing,
      details: { items: ['phone'] },
    });
    expect(refusal(answer({ ...whole, phone: ' \t ' }, ['portrait']))).toMatchObject({
      ...missing,
      details: { items: ['phone'] },
    });
    expect(refusal(answer(whole, []))).toMatchObject({ ...missing, details: { items: ['portrait'] } });
    expect(refusal(answer({}, []))).toMatchObject({
      ...missing,
      details: { items: ['address.street', 'phone', 'portrait'] },
    });
  });

  test('R-18 what was not asked for cannot be changed', () => {
    const extra = refusal(answer({ ...whole, 'name.chinese': '王五' }, ['portrait', 'passport-data-page']));
    expect(extra).toMatchObject({
      code: 'supplement-not-asked',
      details: { items: ['name.chinese', 'passport-data-page'] },
    });
  });
});

describe('R-29 R-33 what comes in the envelope', () => {
  const receive =
    (change: Partial<CommandBodies['receiveMaterials']>, expected?: Facts['expectedItems']) => () =>
      transition(
        caseIn('awaiting_materials'),
        say('receiveMaterials', { ...BODIES.receiveMaterials, ...change }),
        setting('mailroom', expected ? { expectedItems: expected } : {}),
      );

  test('R-29 a paper that is missing is refused by name; one more than expected is not', () => {
    expect(refusal(receive({ items: ['slip', 'photo', 'payment'] }))).toMatchObject({
      code: 'materials-incomplete',
      details: { items: ['old-passport', 'return-envelope'] },
    });
    expect(receive({}, ['slip', 'payment'])().next.status).toBe('materials_received');
  });

  test.each([
    ['kind-refused', { kind: 'personal-check', cents: 2300, payee: PAYEE }],
    ['kind-refused', { kind: 'cash', cents: 2300 }],
    ['payee-wrong', { kind: 'money-order', cents: 2300, payee: 'Chinese Consulate' }],
    ['payee-wrong', { kind: 'cashiers-check', cents: 2300 }],
    ['amount-wrong', { kind: 'money-order', cents: 2200, payee: PAYEE }],
    ['amount-wrong', { kind: 'card-authorisation', cents: 2301 }],
  ] as const)('R-33 %s: %j', (rule, payment) => {
    expect(refusal(receive({ payment }))).toMatchObject({ code: 'payment-not-accepted', details: { rule } });
  });

  test('R-33 the papers are looked at before the money', () => {
    const both = refusal(receive({ items: [], payment: { kind: 'cash', cents: 1 } }));
    expect(both.code).toBe('materials-incomplete');
  });
});

describe('R-27 R-28 interviews', () => {
  const book = (startsAtMs: number) =>
    attempt(caseIn('interview_required'), say('bookInterview', { startsAtMs }), setting('applicant'));
  const HOUR = 3_600_000;

  test('R-27 a booking is an hour to 90 days ahead, to the millisecond', () => {
    expect(book(NOON + HOUR - 1)).toBe('interview-time');
    expect(book(NOON + HOUR)).toMatchObject({ next: { status: 'interview_booked', interview: 'booked' } });
    expect(book(NOON + 90 * DAY)).toMatchObject({ next: { status: 'interview_booked' } });
    expect(book(NOON + 90 * DAY + 1)).toBe('interview-time');
    expect(book(NOON - DAY)).toBe('interview-time');
  });

  test('R-27 the reminder comes a day before, none for a booking closer than that; the deadline counts from the booking', () => {
    const startsAtMs = Date.parse('2026-05-20T17:00:00Z');
    const far = transition(
      caseIn('interview_required'),
      say('bookInterview', { startsAtMs }),
      setting('applicant'),
    );
    expect(far.next.clock).toEqual({
      step: 'interview',
      remindAtMs: startsAtMs - DAY,
      dueAtMs: Date.parse('2026-05-22T07:00:00Z') - 1, // the end of 21 May in Los Angeles
      overdue: false,
    });
    expect(far.effects).toContainEqual({
      type: 'open-task',
      task: 'interview',
      dueAtMs: far.next.clock?.dueAtMs,
    });
    const near = transition(
      caseIn('interview_required'),
      say('bookInterview', { startsAtMs: NOON + DAY }),
      setting('applicant'),
    );
    expect(near.next.clock?.remindAtMs).toBeNull();
  });

  test('R-27 booking again, cancelling and missing leave the interview to be held; holding ends the need', () => {
    const booked = caseIn('interview_booked', { interview: 'booked' });
    const by = (kind: CommandKind, role: Role, body?: never) =>
      transition(booked, say(kind, body), setting(role)).next;
    expect(by('bookInterview', 'applicant')).toMatchObject({
      status: 'interview_booked',
      interview: 'booked',
    });
    expect(by('cancelInterview', 'applicant')).toMatchObject({
      status: 'interview_required',
      interview: 'required',
    });
    const missed = transition(
      booked,
      say('recordInterview', { outcome: 'no-show', note: '' }),
      setting('officer'),
    ).next;
    expect(missed).toMatchObject({ status: 'interview_required', interview: 'required' });
    expect(by('recordInterview', 'officer')).toMatchObject({ status: 'in_review', interview: 'held' });
  });
});

describe('R-48 clocks', () => {
  const running = (changes: Partial<NonNullable<CaseState['clock']>> = {}): CaseState =>
    caseIn('awaiting_materials', {
      clock: {
        step: 'materials',
        remindAtMs: NOON + DAY,
        dueAtMs: NOON + 2 * DAY,
        overdue: false,
        ...changes,
      },
    });
  const at = (nowMs: number, role: Role = 'engine', policy: Policy = NOTICE_POLICY) =>
    setting(role, {}, { nowMs, policy });
  const lapsing: Policy = {
    ...NOTICE_POLICY,
    deadlines: {
      ...NOTICE_POLICY.deadlines,
      materials: { remindAfterDays: 30, dueAfterDays: 45, onDue: 'lapse' },
    },
  };

  test('R-48 a deadline is the end of the post’s local day, also across a clock change', () => {
    // Approved on 6 March in Los Angeles (PST); on 8 March 2026 the clocks go forward; 45 days lead to 20 April (PDT).
    const nowMs = Date.parse('2026-03-07T02:00:00Z');
    const la = transition(caseIn('in_review'), say('approve'), setting('officer', {}, { nowMs })).next;
    expect(la.clock).toEqual({
      step: 'materials',
      remindAtMs: Date.parse('2026-04-06T07:00:00Z') - 1,
      dueAtMs: Date.parse('2026-04-21T07:00:00Z') - 1,
      overdue: false,
    });
    // The same instant is already 7 March in New York's summer-time zone only after midnight there: still 6 March.
    const ny = transition(
      caseIn('in_review'),
      say('approve'),
      setting('officer', {}, { nowMs, timeZone: 'America/New_York' }),
    ).next;
    expect(ny.clock?.dueAtMs).toBe(Date.parse('2026-04-21T04:00:00Z') - 1);
    // In autumn a local day has 25 hours: 1 November 2026.
    const autumn = Date.parse('2026-11-01T20:00:00Z');
    const reviewed = transition(
      SUBMITTED,
      say('startReview'),
      setting('engine', {}, { nowMs: autumn - DAY }),
    ).next;
    expect(reviewed.clock?.remindAtMs).toBe(Date.parse('2026-11-04T08:00:00Z') - 1);
  });

  test('R-48 the reminder rings at its instant, once, and not before; it leaves the deadline', () => {
    expect(attempt(running(), say('remind'), at(NOON + DAY - 1))).toBe('deadline-not-passed');
    const rung = transition(running(), say('remind'), at(NOON + DAY));
    expect(rung.next).toEqual({ ...running({ remindAtMs: null }), version: 8 });
    expect(rung.effects).toEqual([{ type: 'tell-applicant', template: 'reminder' }]);
    expect(attempt(rung.next, say('remind'), at(NOON + DAY))).toBe('deadline-not-passed');
  });

  test('R-48 a reminder where staff are to act tells the applicant nothing', () => {
    expect(transition(caseIn('in_review'), say('remind'), at(NOON)).effects).toEqual([]);
    expect(transition(caseIn('in_review'), say('expire'), at(NOON)).effects).toEqual([
      { type: 'open-task', task: 'overdue', dueAtMs: null },
    ]);
  });

  test('R-48 the deadline rings at its instant, once: by the notice’s policy staff must decide and the applicant is told', () => {
    expect(attempt(running(), say('expire'), at(NOON + 2 * DAY - 1))).toBe('deadline-not-passed');
    const rung = transition(running(), say('expire'), at(NOON + 2 * DAY));
    expect(rung.next).toEqual({ ...running({ remindAtMs: null, dueAtMs: null, overdue: true }), version: 8 });
    expect(rung.effects).toEqual([
      { type: 'open-task', task: 'overdue', dueAtMs: null },
      { type: 'tell-applicant', template: 'overdue' },
    ]);
    expect(waitingFor(rung.next)).toBe('overdue');
    expect(nextBell(rung.next.clock)).toBeNull();
    expect(attempt(rung.next, say('expire'), at(NOON + 9 * DAY))).toBe('deadline-not-passed');
  });

  test('R-48 by a policy that lets cases lapse the case ends by itself', () => {
    const rung = transition(running(), say('expire'), at(NOON + 2 * DAY, 'engine', lapsing));
    expect(rung.next).toMatchObject({ status: 'withdrawn', clock: null });
    expect(rung.effects).toEqual([{ type: 'close-tasks' }, { type: 'tell-applicant', template: 'lapsed' }]);
  });

  test('a mailed case is closed, not lapsed, by its deadline', () => {
    const rung = transition(caseIn('mailed'), say('expire'), at(NOON));
    expect(rung.next.status).toBe('closed');
    expect(rung.effects).toContainEqual({ type: 'tell-applicant', template: 'closed' });
  });

  test('R-48 staff end a case only after its deadline has passed', () => {
    expect(attempt(running(), say('lapse'), at(NOON, 'supervisor'))).toBe('deadline-not-passed');
    const ended = transition(running({ overdue: true }), say('lapse'), at(NOON, 'supervisor'));
    expect(ended.next).toMatchObject({ status: 'withdrawn', clock: null });
    expect(ended.effects).toContainEqual({ type: 'tell-applicant', template: 'lapsed' });
  });

  test('R-48 extending counts from now in the post’s calendar, takes the overdue task away and tells whom it concerns', () => {
    const overdue = running({ remindAtMs: null, dueAtMs: null, overdue: true });
    const extended = transition(overdue, say('extendDeadline', { days: 10, note: '' }), at(NOON, 'officer'));
    expect(extended.next.clock).toEqual({
      step: 'materials',
      remindAtMs: null,
      dueAtMs: Date.parse('2026-05-16T07:00:00Z') - 1,
      overdue: false,
    });
    expect(extended.effects).toEqual([
      { type: 'close-tasks', only: 'overdue' },
      { type: 'tell-applicant', template: 'extended' },
    ]);
    expect(waitingFor(extended.next)).toBe('applicant');
    expect(nextBell(extended.next.clock)).toEqual({ atMs: extended.next.clock?.dueAtMs, command: 'expire' });
    const review = transition(caseIn('in_review'), say('extendDeadline'), at(NOON, 'officer'));
    expect(review.effects).toEqual([{ type: 'close-tasks', only: 'overdue' }]);
  });

  test('R-48 extending never brings a deadline forward', () => {
    const late = running({ dueAtMs: NOON + 40 * DAY });
    const extended = transition(late, say('extendDeadline', { days: 1, note: '' }), at(NOON, 'officer'));
    expect(extended.next.clock?.dueAtMs).toBe(NOON + 40 * DAY);
  });

  test('the earlier of reminder and deadline is the next bell', () => {
    const clock = { step: 'materials', remindAtMs: 5, dueAtMs: 9, overdue: false } as const;
    expect(nextBell(clock)).toEqual({ atMs: 5, command: 'remind' });
    expect(nextBell({ ...clock, remindAtMs: 9 })).toEqual({ atMs: 9, command: 'expire' });
    expect(nextBell({ ...clock, remindAtMs: null })).toEqual({ atMs: 9, command: 'expire' });
    expect(nextBell({ ...clock, remindAtMs: null, dueAtMs: null })).toBeNull();
    expect(nextBell(null)).toBeNull();
  });
});

describe('R-48 no case without a next actor', () => {
  test.each(STATUSES)(
    'R-48 %s: the next actor is the one of the table, staff have their task, a clock runs',
    (status) => {
      const { next, clock } = TURN[status];
      const [from, kind] = entryTo(status);
      const { next: entered, effects } = transition(
        caseIn(from, { version: versionFor(kind) }),
        say(kind),
        setting(LEADS[from][kind]!.by[0]!),
      );
      expect(entered.status).toBe(status);
      expect(standingOf(entered)).toMatchObject({ status, waitingFor: next, version: versionFor(kind) + 1 });
      expect(entered.clock?.step ?? null).toBe(clock);
      expect(standingOf(entered).bell === null).toBe(next === null);
      const opened = effects.flatMap((effect) => (effect.type === 'open-task' ? [effect] : []));
      const isTask = next !== null && next !== 'applicant' && next !== 'engine';
      expect(opened).toEqual(
        isTask ? [{ type: 'open-task', task: next, dueAtMs: entered.clock?.dueAtMs }] : [],
      );
    },
  );

  function entryTo(status: Status): [Status, CommandKind] {
    for (const from of STATUSES) {
      for (const [kind, edge] of Object.entries(LEADS[from]) as [CommandKind, Edge][]) {
        if (edge.to === status && (from !== status || kind === 'startReview')) return [from, kind];
      }
    }
    throw new Error(`nothing leads to ${status}`);
  }
});
