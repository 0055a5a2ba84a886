import { type Setting, transition } from '../../domain/case.ts';
import type { CaseState, Command, CommandBodies, Facts } from '../../domain/case-state.ts';
import { type CommandKind, type Role, STAFF_ROLES } from '../../domain/commands.ts';
import type { TaskKind } from '../../domain/effects.ts';
import { CaseError } from '../../domain/errors.ts';
import { NOTICE_POLICY, type Policy } from '../../domain/policy.ts';
import type { Status } from '../../domain/statuses.ts';
import { NO_TRAITS } from '../../domain/traits.ts';

export const DAY = 86_400_000;
export const NOON = Date.parse('2026-05-05T12:00:00Z');
export const ROLES: readonly Role[] = [...STAFF_ROLES, 'applicant', 'engine'];

/** Written by hand from the spec, not from the code: where each command leads, and who may give it. */
export type Edge = { by: Role[]; to: Status };
const anyoneAtDesk: Role[] = ['officer', 'supervisor'];
const stays = (to: Status) => ({
  remind: { by: ['engine'], to },
  expire: { by: ['engine'], to },
  extendDeadline: { by: anyoneAtDesk, to },
});
const gone = { by: ['applicant'], to: 'withdrawn' } as const;
export const LEADS: Record<Status, Partial<Record<CommandKind, { by: readonly Role[]; to: Status }>>> = {
  in_review: {
    ...(stays('in_review') as Record<string, Edge>),
    startReview: { by: ['engine'], to: 'in_review' },
    requestSupplement: { by: ['officer'], to: 'supplement_requested' },
    requireInterview: { by: ['officer'], to: 'interview_required' },
    approve: { by: ['officer'], to: 'awaiting_materials' },
    refuse: { by: ['officer'], to: 'refused' },
    withdraw: gone,
  },
  supplement_requested: {
    ...(stays('supplement_requested') as Record<string, Edge>),
    lapse: { by: anyoneAtDesk, to: 'withdrawn' },
    provideSupplement: { by: ['applicant'], to: 'in_review' },
    withdraw: gone,
  },
  interview_required: {
    ...(stays('interview_required') as Record<string, Edge>),
    lapse: { by: anyoneAtDesk, to: 'withdrawn' },
    bookInterview: { by: ['applicant'], to: 'interview_booked' },
    withdraw: gone,
  },
  interview_booked: {
    ...(stays('interview_booked') as Record<string, Edge>),
    lapse: { by: anyoneAtDesk, to: 'withdrawn' },
    bookInterview: { by: ['applicant'], to: 'interview_booked' },
    cancelInterview: { by: ['applicant'], to: 'interview_required' },
    recordInterview: { by: ['officer'], to: 'in_review' },
    withdraw: gone,
  },
  awaiting_materials: {
    ...(stays('awaiting_materials') as Record<string, Edge>),
    lapse: { by: anyoneAtDesk, to: 'withdrawn' },
    receiveMaterials: { by: ['mailroom'], to: 'materials_received' },
    recordIssuerAnswer: { by: anyoneAtDesk, to: 'awaiting_materials' },
    refuse: { by: ['officer'], to: 'refused' },
    withdraw: gone,
  },
  materials_received: {
    ...(stays('materials_received') as Record<string, Edge>),
    recordIssuerAnswer: { by: anyoneAtDesk, to: 'materials_received' },
    refuse: { by: ['officer'], to: 'refused' },
    orderProduction: { by: ['engine'], to: 'in_production' },
    withdraw: gone,
  },
  in_production: {
    ...(stays('in_production') as Record<string, Edge>),
    completeProduction: { by: ['production', 'officer'], to: 'produced' },
  },
  produced: {
    ...(stays('produced') as Record<string, Edge>),
    mailDocument: { by: ['mailroom'], to: 'mailed' },
  },
  mailed: {
    ...(stays('mailed') as Record<string, Edge>),
    // The receipt's deadline closes the case by itself.
    expire: { by: ['engine'], to: 'closed' },
    confirmReceipt: { by: ['applicant'], to: 'closed' },
    closeCase: { by: ['mailroom', 'officer'], to: 'closed' },
  },
  closed: {},
  refused: {},
  withdrawn: {},
};

/** What a case's own flags and place of production forbid beyond that table, by hand. */
export type Flagged = Pick<CaseState, 'status' | 'interview' | 'issuer' | 'oldPassport'>;
export function flagRefusal(
  { status, interview, issuer, oldPassport }: Flagged,
  kind: CommandKind,
  role: Role,
  madeAt: Facts['madeAt'],
): string | null {
  const isOpen = issuer === 'asked' || issuer === 'denied';
  const is = (holds: boolean, code: string) => (holds ? code : null);
  const forbidden: Partial<Record<CommandKind, string | null>> = {
    approve: is(['due', 'required', 'booked'].includes(interview), 'interview-due'),
    withdraw: is(oldPassport === 'void', 'old-passport-void'),
    recordIssuerAnswer: is(!isOpen, 'command-not-allowed'),
    orderProduction: is(isOpen, 'issuer-not-confirmed'),
    refuse: is(status !== 'in_review' && issuer !== 'denied', 'command-not-allowed'),
    completeProduction: is(role === 'officer' && madeAt === 'NYC', 'command-not-allowed'),
  };
  return forbidden[kind] ?? null;
}
/** A command that only such a case can be given comes to one. */
export const ASKS_FOR = (status: Status, kind: CommandKind): Partial<CaseState> =>
  kind === 'recordIssuerAnswer'
    ? { issuer: 'asked', oldPassport: 'void' }
    : kind === 'refuse' && status !== 'in_review'
      ? { issuer: 'denied', oldPassport: 'void' }
      : {};

/** Whose turn it is in each status, by hand, and the policy's clock that runs there. */
export const TURN: Record<
  Status,
  { next: TaskKind | 'applicant' | 'engine' | null; clock: keyof Policy['deadlines'] | null }
> = {
  in_review: { next: 'review', clock: 'review' },
  supplement_requested: { next: 'applicant', clock: 'supplement' },
  interview_required: { next: 'applicant', clock: 'booking' },
  interview_booked: { next: 'interview', clock: 'interview' },
  awaiting_materials: { next: 'applicant', clock: 'materials' },
  materials_received: { next: 'engine', clock: 'intake' },
  in_production: { next: 'production', clock: 'production' },
  produced: { next: 'dispatch', clock: 'dispatch' },
  mailed: { next: 'applicant', clock: 'receipt' },
  closed: { next: null, clock: null },
  refused: { next: null, clock: null },
  withdrawn: { next: null, clock: null },
};
export const ENDED: readonly Status[] = ['closed', 'refused', 'withdrawn'];
export const CLAIMED: readonly CommandKind[] = [
  'requestSupplement',
  'requireInterview',
  'approve',
  'refuse',
  'completeProduction',
  'mailDocument',
];

export const PAYEE = 'Chinese Consulate General in Los Angeles';
export const BODIES: CommandBodies = {
  startReview: {},
  requestSupplement: { items: [{ target: 'field', name: 'address.street', reason: 'incomplete' }], note: '' },
  provideSupplement: { answers: { 'address.street': '1 Test Street' } },
  requireInterview: { reason: 'officer', note: '' },
  bookInterview: { startsAtMs: NOON + 3 * DAY },
  cancelInterview: {},
  recordInterview: { outcome: 'held', note: '' },
  approve: { note: '' },
  recordIssuerAnswer: { outcome: 'confirmed', note: '' },
  refuse: { ground: 'identity-unproved', note: '' },
  withdraw: { note: '' },
  receiveMaterials: {
    items: ['old-passport', 'slip', 'photo', 'payment', 'return-envelope'],
    payment: { kind: 'money-order', cents: 2300, payee: PAYEE },
    returnTracking: '9400111201080805483016',
  },
  orderProduction: {},
  completeProduction: { documentNumber: 'EJ0000001' },
  mailDocument: { tracking: '9400111201080805483016' },
  confirmReceipt: {},
  closeCase: { note: '' },
  extendDeadline: { days: 10, note: '' },
  lapse: { note: '' },
  remind: {},
  expire: {},
};
export const say = <K extends CommandKind>(kind: K, body?: CommandBodies[K]) =>
  ({ kind, body: body ?? BODIES[kind] }) as unknown as Command;

/** The facts under which every command of `BODIES` is in order, given by someone in `role`. */
const facts = (role: Role, changes: Partial<Facts> = {}): Facts => ({
  by: { role, id: role === 'engine' ? null : 'me', post: null },
  seenVersion: null,
  holder: role === 'engine' ? null : 'me',
  asked: [{ target: 'field', name: 'address.street', reason: 'incomplete' }],
  pendingDocuments: [],
  feeCents: 2300,
  payee: PAYEE,
  approvedBy: null,
  expectedItems: ['old-passport', 'slip', 'photo', 'payment', 'return-envelope'],
  service: 'passport.renew',
  traits: NO_TRAITS,
  madeAt: 'NYC',
  ...changes,
});
export const setting = (role: Role, changes: Partial<Facts> = {}, rest: Partial<Setting> = {}): Setting => ({
  nowMs: NOON,
  policy: NOTICE_POLICY,
  timeZone: 'America/Los_Angeles',
  facts: facts(role, changes),
  ...rest,
});
/** A case in `status` all of whose bells are due, so that each command of the clock is in order too. */
export const caseIn = (status: Status, changes: Partial<CaseState> = {}): CaseState => {
  const { clock } = TURN[status];
  return {
    status,
    version: 7,
    supplementRounds: 0,
    interview: 'none',
    issuer: 'none',
    issuerAskedAtMs: null,
    oldPassport: 'valid',
    clock: clock && { step: clock, remindAtMs: NOON - 2, dueAtMs: NOON - 1, overdue: true },
    ...changes,
  };
};
/** The first step is taken once, of a case that has just been submitted. */
export const versionFor = (kind: CommandKind) => (kind === 'startReview' ? 0 : 7);
/** What a step answers: the next state, or the refusal's code. Faults stay faults. */
export function attempt(
  state: CaseState,
  command: Command,
  given: Setting,
): ReturnType<typeof transition> | string {
  try {
    return transition(state, command, given);
  } catch (err) {
    if (err instanceof CaseError) return err.code;
    throw err;
  }
}
export function refusal(act: () => unknown): CaseError {
  try {
    act();
  } catch (err) {
    if (err instanceof CaseError) return err;
    throw err;
  }
  throw new Error('nothing was refused');
}
