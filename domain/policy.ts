import type { PaymentKind, PostCode } from './posts.ts';

/** Services with a code (spec §3). */
const SERVICE_CODES = [
  'passport.issue',
  'passport.renew',
  'passport.replace',
  'travel-document.issue',
  'travel-document.renew',
  'travel-document.replace',
  'emergency-travel-document',
  'pension',
  'authentication-check',
] as const;
export type ServiceCode = (typeof SERVICE_CODES)[number];

/** Integer US cents. */
export type Fee = { documentCents: number; mailingCents: number; annotationCents: number };

/** Whole calendar days of the post; both counted from the step's beginning, each to the end of its local day. */
export type StepDeadline = { remindAfterDays: number; dueAfterDays: number; onDue: 'escalate' | 'lapse' };

/** A step with a clock: what a case can wait for. */
export const DEADLINE_STEPS = [
  'review',
  'supplement',
  'booking',
  'interview',
  'materials',
  'intake',
  'issuer',
  'production',
  'dispatch',
  'receipt',
] as const;
export type DeadlineStep = (typeof DEADLINE_STEPS)[number];

/** All that a notice can change. A case keeps the policy that was in force when it was submitted. */
export type Policy = {
  /** Null = for every post that has none of its own. */
  post: PostCode | null;
  /** First day in force, in the post's calendar. */
  effectiveOn: string;
  /** A service without a row cannot be charged for: its fee was never published. */
  fees: Readonly<Partial<Record<ServiceCode, Fee>>>;
  paymentKinds: readonly PaymentKind[];
  /** Whether residents of another district inside the US may file here. */
  crossDistrictFiling: boolean;
  /** The news after which papers may be mailed: 待制證 (approved), or 複審中 (first review passed) in later notices. */
  mailWhen: 'approved' | 'first-review-passed';
  /** How papers come in, and how the document is collected. */
  handIn: readonly ('mail' | 'at-post')[];
  collect: readonly ('mail' | 'at-post')[];
  /** What must stand on the envelope, in either script. */
  envelopeMark: string;
  /** Most reviews a post starts in one local day. */
  reviewsPerDayMax: number;
  /** Failed face comparisons after which the applicant may go on, towards an interview. */
  faceAttemptsMax: number;
  /** Real-name authentication tries a day. */
  realNameAttemptsPerDayMax: number;
  deadlines: Readonly<Record<DeadlineStep, StepDeadline>>;
  /** How long each kind of record is kept after its end; then the case's key is destroyed. */
  retentionDays: Readonly<
    Record<'issued' | 'refused' | 'withdrawn' | 'draft' | 'interviewScreenshot', number>
  >;
};

const PASSPORT: Fee = { documentCents: 1800, mailingCents: 500, annotationCents: 500 };
/** (ours) The notice names no fee; the embassy's later one is the passport's. */
const TRAVEL_DOCUMENT: Fee = { documentCents: 1800, mailingCents: 500, annotationCents: 0 };
const FREE: Fee = { documentCents: 0, mailingCents: 0, annotationCents: 0 };

/**
 * The notice's policy, in force from 2021-06-07. The notice sets no time limit, daily maximum, number of tries or
 * retention: those are (ours). Who waits for the applicant never ends a case by itself; staff get a task ('escalate').
 */
export const NOTICE_POLICY: Policy = {
  post: null,
  effectiveOn: '2021-06-07',
  fees: {
    'passport.issue': PASSPORT,
    'passport.renew': PASSPORT,
    'passport.replace': PASSPORT,
    'travel-document.issue': TRAVEL_DOCUMENT,
    'travel-document.renew': TRAVEL_DOCUMENT,
    'travel-document.replace': TRAVEL_DOCUMENT,
    pension: FREE,
    'authentication-check': FREE,
  },
  paymentKinds: ['money-order', 'cashiers-check', 'card-authorisation', 'wechat-pay'],
  crossDistrictFiling: true,
  mailWhen: 'approved',
  handIn: ['mail'],
  collect: ['mail'],
  envelopeMark: '證件辦理',
  reviewsPerDayMax: 80, // (ours)
  faceAttemptsMax: 5, // (ours) the notice: "after several failures"
  realNameAttemptsPerDayMax: 10, // (ours) beside five in six hours (R2)
  deadlines: {
    review: { remindAfterDays: 3, dueAfterDays: 7, onDue: 'escalate' }, // (ours)
    supplement: { remindAfterDays: 14, dueAfterDays: 30, onDue: 'escalate' }, // (ours)
    booking: { remindAfterDays: 7, dueAfterDays: 21, onDue: 'escalate' }, // (ours)
    interview: { remindAfterDays: 0, dueAfterDays: 1, onDue: 'escalate' }, // (ours) counted from the booked time
    materials: { remindAfterDays: 30, dueAfterDays: 45, onDue: 'escalate' }, // (ours)
    intake: { remindAfterDays: 1, dueAfterDays: 3, onDue: 'escalate' }, // (ours)
    issuer: { remindAfterDays: 30, dueAfterDays: 60, onDue: 'escalate' }, // (ours) R-35: "a month or more"
    production: { remindAfterDays: 15, dueAfterDays: 30, onDue: 'escalate' }, // (ours)
    dispatch: { remindAfterDays: 1, dueAfterDays: 3, onDue: 'escalate' }, // (ours)
    receipt: { remindAfterDays: 14, dueAfterDays: 30, onDue: 'lapse' }, // (ours) a mailed case is closed by itself
  },
  retentionDays: { issued: 365, refused: 90, withdrawn: 90, draft: 90, interviewScreenshot: 30 }, // (ours)
};

/** The deadline of a step; the notice's where a policy was written before the step was known. */
export function deadlineOf({ deadlines }: Pick<Policy, 'deadlines'>, step: DeadlineStep): StepDeadline {
  return (deadlines as Partial<Policy['deadlines']>)[step] ?? NOTICE_POLICY.deadlines[step];
}

/**
 * The policy for `post` on `onDate` (a date in the post's calendar): of those begun by then the latest; on the same day
 * the post's own goes before the common one. Without `post` only common policies count. Throws RangeError when none is in force.
 */
export function policyInForce(
  policies: readonly Policy[],
  onDate: string,
  post: PostCode | null = null,
): Policy {
  const latest = policies
    .filter((policy) => policy.effectiveOn <= onDate && (policy.post === null || policy.post === post))
    .toSorted(
      (a, b) =>
        b.effectiveOn.localeCompare(a.effectiveOn) || Number(b.post !== null) - Number(a.post !== null),
    )
    .at(0);
  if (!latest) throw new RangeError(`No policy is in force on ${onDate}`);
  return latest;
}
