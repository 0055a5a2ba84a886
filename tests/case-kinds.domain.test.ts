import { describe, expect, test } from 'vitest';
import { transition } from '../domain/case.ts';
import { type CaseState, type CommandBodies, type Facts, SUBMITTED } from '../domain/case-state.ts';
import { NOTICE_POLICY, type Policy } from '../domain/policy.ts';
import { standingOf } from '../domain/standing.ts';
import { NO_TRAITS, type Traits } from '../domain/traits.ts';
import { attempt, caseIn, DAY, NOON, say, setting } from './support/case-table.ts';

describe('R-26 R-14 R-13 what must be settled before an approval', () => {
  const begin = (traits: Partial<Traits>, service = 'passport.renew') =>
    transition(
      SUBMITTED,
      say('startReview'),
      setting('engine', { traits: { ...NO_TRAITS, ...traits }, service }),
    ).next;

  test.each([
    ['R-26 a minor', { minor: true }, 'due'],
    ['R-17 a skipped face check', { faceSkipped: true }, 'due'],
    ['nobody else', { lost: true, nationalityDoubt: true }, 'none'],
  ] as const)('%s: the interview is %j → %s from the first step on', (_, traits, interview) => {
    expect(begin(traits).interview).toBe(interview);
  });

  test('R-26 without the interview nothing is approved; after it, it is', () => {
    const due = begin({ minor: true });
    expect(attempt(due, say('approve'), setting('officer'))).toBe('interview-due');
    expect(attempt({ ...due, interview: 'held' }, say('approve'), setting('officer'))).toMatchObject({
      next: { status: 'awaiting_materials' },
    });
  });

  test('R-14 a minor’s interview is held with the guardian only; that nobody came can always be recorded', () => {
    const traits = { ...NO_TRAITS, minor: true };
    const record = (body: CommandBodies['recordInterview'], given: Partial<Facts>) =>
      attempt(
        caseIn('interview_booked', { interview: 'booked' }),
        say('recordInterview', body),
        setting('officer', given),
      );
    const held = { outcome: 'held', note: '' } as const;
    expect(record(held, { traits })).toBe('guardian-absent');
    expect(record({ ...held, guardianPresent: false }, { traits })).toBe('guardian-absent');
    expect(record({ ...held, guardianPresent: true }, { traits })).toMatchObject({
      next: { status: 'in_review', interview: 'held' },
    });
    expect(record({ outcome: 'no-show', note: '' }, { traits })).toMatchObject({
      next: { status: 'interview_required' },
    });
    expect(record(held, {})).toMatchObject({ next: { interview: 'held' } });
  });

  test('R-13 a doubt about nationality needs the officer’s word, and no interview', () => {
    const traits = { ...NO_TRAITS, nationalityDoubt: true };
    const approve = (body: CommandBodies['approve']) =>
      attempt(caseIn('in_review'), say('approve', body), setting('officer', { traits }));
    expect(approve({ note: '' })).toBe('nationality-unsettled');
    expect(approve({ note: '', nationalityChecked: false })).toBe('nationality-unsettled');
    expect(approve({ note: '', nationalityChecked: true })).toMatchObject({
      next: { status: 'awaiting_materials' },
    });
  });

  test('R-36 a first document replaces none; a renewed one is cancelled when the new one is made', () => {
    expect(begin({}, 'passport.issue').oldPassport).toBe('none');
    expect(begin({}, 'travel-document.issue').oldPassport).toBe('none');
    expect(begin({}, 'passport.replace').oldPassport).toBe('valid');
    expect(begin({ lost: true }, 'travel-document.replace').oldPassport).toBe('none');
    const make = (oldPassport: CaseState['oldPassport']) =>
      transition(caseIn('in_production', { oldPassport }), say('completeProduction'), setting('production'))
        .next.oldPassport;
    expect((['none', 'valid', 'void'] as const).map(make)).toEqual(['none', 'cancelled', 'void']);
  });

  test.each([
    ['cancelled', 'mailed'],
    ['void', 'mailed-new-only'],
    ['none', 'mailed-new-only'],
  ] as const)(
    'R-36 the applicant of a %s old document is told what the envelope holds: %s',
    (old, template) => {
      const { effects } = transition(
        caseIn('produced', { oldPassport: old }),
        say('mailDocument'),
        setting('mailroom'),
      );
      expect(effects).toContainEqual({ type: 'tell-applicant', template });
    },
  );
});

describe('R-35 R-20 a lost passport', () => {
  const lost = { traits: { ...NO_TRAITS, lost: true } };
  const UTC = { timeZone: 'UTC' };
  const endOf = (days: number) => NOON + days * DAY + DAY / 2 - 1;
  const approved = transition(caseIn('in_review'), say('approve'), setting('officer', lost, UTC));
  const papersCome = (state: CaseState, afterDays: number) =>
    transition(
      state,
      say('receiveMaterials'),
      setting('mailroom', lost, { ...UTC, nowMs: NOON + afterDays * DAY }),
    );
  const answer = (state: CaseState, outcome: 'confirmed' | 'denied', nowMs = NOON) =>
    transition(
      state,
      say('recordIssuerAnswer', { outcome, note: '' }),
      setting('supervisor', lost, { ...UTC, nowMs }),
    );

  test('R-20 R-35 its approval declares the old one void, tells so, and has the issuer asked within 60 days', () => {
    expect(approved.next).toMatchObject({
      status: 'awaiting_materials',
      oldPassport: 'void',
      issuer: 'asked',
      issuerAskedAtMs: NOON,
      clock: { step: 'materials', dueAtMs: endOf(45) },
    });
    expect(approved.effects).toEqual([
      { type: 'close-tasks' },
      { type: 'tell-applicant', template: 'mail-your-materials' },
      { type: 'open-task', task: 'issuer', dueAtMs: endOf(60) },
      { type: 'tell-applicant', template: 'old-passport-void' },
    ]);
    expect(standingOf(approved.next)).toMatchObject({ waitingFor: 'applicant', gate: 'issuer' });
  });

  test('R-35 papers that come first wait: the task stays in its hands, the clock counts from the asking', () => {
    const { next, effects } = papersCome(approved.next, 10);
    expect(next.clock).toEqual({
      step: 'issuer',
      remindAtMs: endOf(30),
      dueAtMs: endOf(60),
      overdue: false,
    });
    expect(effects).toEqual([
      { type: 'close-tasks', only: 'overdue' },
      { type: 'tell-applicant', template: 'materials-await-issuer' },
    ]);
    expect(standingOf(next)).toMatchObject({ waitingFor: 'issuer', gate: 'issuer' });
    const rung = transition(next, say('remind'), setting('engine', lost, { nowMs: endOf(30) }));
    expect(rung.effects).toEqual([{ type: 'tell-applicant', template: 'issuer-silent' }]);
    const late = transition(next, say('expire'), setting('engine', lost, { nowMs: endOf(60) }));
    expect(late.effects).toEqual([{ type: 'open-task', task: 'overdue', dueAtMs: null }]);
    expect(standingOf(late.next)).toMatchObject({ waitingFor: 'overdue', gate: 'issuer' });
    expect(papersCome(approved.next, 40).next.clock).toMatchObject({ remindAtMs: null, dueAtMs: endOf(60) });
  });

  test('R-35 confirmed before the papers come: only the flag changes, the applicant’s deadline stays', () => {
    const { next, effects } = answer(approved.next, 'confirmed', NOON + 5 * DAY);
    expect(next).toEqual({ ...approved.next, issuer: 'confirmed', version: 9 });
    expect(effects).toEqual([
      { type: 'close-tasks', only: 'issuer' },
      { type: 'tell-applicant', template: 'issuer-confirmed' },
    ]);
    const received = papersCome(next, 6);
    expect(standingOf(received.next)).toMatchObject({ waitingFor: 'engine' });
    expect(standingOf(received.next).gate).toBeUndefined();
    expect(received.effects).toContainEqual({ type: 'tell-applicant', template: 'materials-received' });
  });

  test('R-35 confirmed when the papers are here: production may be ordered, also of an overdue case', () => {
    const waiting = papersCome(approved.next, 10).next;
    const overdue = transition(waiting, say('expire'), setting('engine', lost, { nowMs: endOf(60) })).next;
    const { next, effects } = answer(overdue, 'confirmed', endOf(61));
    expect(next).toMatchObject({ status: 'materials_received', clock: { step: 'intake', overdue: false } });
    expect(effects).toContainEqual({ type: 'close-tasks', only: 'overdue' });
    expect(effects).toContainEqual({ type: 'close-tasks', only: 'issuer' });
    expect(standingOf(next)).toMatchObject({ waitingFor: 'engine' });
    expect(attempt(next, say('orderProduction'), setting('engine', lost))).toMatchObject({
      next: { status: 'in_production' },
    });
    expect(attempt(waiting, say('orderProduction'), setting('engine', lost))).toBe('issuer-not-confirmed');
  });

  test('R-35 denied: an officer has a review’s time to refuse, the applicant is not urged to mail, originals go back', () => {
    const early = answer(approved.next, 'denied');
    expect(early.next.clock).toMatchObject({ step: 'review', dueAtMs: endOf(7) });
    expect(standingOf(early.next)).toMatchObject({ waitingFor: 'issuer', gate: 'issuer' });
    const bell = transition(early.next, say('remind'), setting('engine', lost, { nowMs: endOf(3) }));
    expect(bell.effects).toEqual([]);
    const refusedEarly = transition(early.next, say('refuse'), setting('officer', lost));
    expect(refusedEarly.effects.filter(({ type }) => type === 'open-task')).toEqual([]);

    const late = answer(papersCome(approved.next, 10).next, 'denied', NOON + 20 * DAY);
    expect(late.next.clock).toMatchObject({ step: 'review', dueAtMs: endOf(27) });
    const refused = transition(late.next, say('refuse'), setting('officer', lost));
    expect(refused.next).toMatchObject({ status: 'refused', oldPassport: 'void', clock: null });
    expect(refused.effects).toContainEqual({ type: 'open-task', task: 'return-originals', dueAtMs: null });
    expect(attempt(late.next, say('refuse'), setting('officer', { ...lost, holder: null }))).toBe(
      'task-not-claimed',
    );
  });

  test('R-35 a denial that was recorded wrongly is put right, and the applicant has the whole time again', () => {
    const denied = answer(approved.next, 'denied').next;
    const { next } = answer(denied, 'confirmed', NOON + 2 * DAY);
    expect(next).toMatchObject({ issuer: 'confirmed', clock: { step: 'materials', dueAtMs: endOf(47) } });
  });

  test('R-02 R-35 a policy from before the issuer’s deadline leaves it at the notice’s', () => {
    const { issuer: _, ...older } = NOTICE_POLICY.deadlines;
    const policy = { ...NOTICE_POLICY, deadlines: older as Policy['deadlines'] };
    const { effects } = transition(
      caseIn('in_review'),
      say('approve'),
      setting('officer', lost, { ...UTC, policy }),
    );
    expect(effects).toContainEqual({ type: 'open-task', task: 'issuer', dueAtMs: endOf(60) });
  });
});

test.each([
  ['NYC', 'in-production'],
  ['LAX', 'in-production-at-post'],
] as const)('R-37 made in %s, the applicant is told so: %s', (madeAt, template) => {
  const { effects } = transition(
    caseIn('materials_received'),
    say('orderProduction'),
    setting('engine', { madeAt }),
  );
  expect(effects).toContainEqual({ type: 'tell-applicant', template });
});
