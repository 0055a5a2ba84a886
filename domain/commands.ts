import type { PostCode } from './posts.ts';
import type { Status } from './statuses.ts';

export const STAFF_ROLES = [
  'officer',
  'mailroom',
  'production',
  'duty',
  'supervisor',
  'administrator',
  'operator',
  'auditor',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
export type Role = StaffRole | 'applicant' | 'engine';

/** Who acts: for the engine (timers, New York's queue) `id` is null; a post belongs to staff only. */
export type Actor = { role: Role; id: string | null; post: PostCode | null };

/**
 * Every command that can move a case, with the name of the activity that commits it. The activity is named for the
 * step it begins, so that Temporal Web tells the story. Names never change once shipped: they are in histories.
 */
export const COMMAND_STEPS = {
  startReview: 'startReview',
  requestSupplement: 'requestSupplement',
  provideSupplement: 'resumeReview',
  requireInterview: 'offerInterview',
  bookInterview: 'bookInterview',
  cancelInterview: 'cancelInterview',
  recordInterview: 'recordInterview',
  approve: 'awaitMaterials',
  recordIssuerAnswer: 'recordIssuerAnswer',
  refuse: 'refuseApplication',
  withdraw: 'withdrawApplication',
  receiveMaterials: 'checkInMaterials',
  orderProduction: 'orderProduction',
  completeProduction: 'recordNewDocument',
  mailDocument: 'mailDocument',
  confirmReceipt: 'confirmReceipt',
  closeCase: 'closeCase',
  extendDeadline: 'extendDeadline',
  lapse: 'lapseApplication',
  remind: 'sendReminder',
  expire: 'passDeadline',
} as const satisfies Record<string, string>;
export type CommandKind = keyof typeof COMMAND_STEPS;
export const COMMAND_KINDS = Object.keys(COMMAND_STEPS) as CommandKind[];

/** Commands that only the engine gives; all others are Temporal updates sent for a person. */
export type EngineCommand = 'startReview' | 'orderProduction' | 'remind' | 'expire';
export type PersonCommand = Exclude<CommandKind, EngineCommand>;
const ENGINE_COMMANDS: readonly CommandKind[] = ['startReview', 'orderProduction', 'remind', 'expire'];
export const PERSON_COMMANDS = COMMAND_KINDS.filter(
  (kind) => !ENGINE_COMMANDS.includes(kind),
) as PersonCommand[];

type Permissions = { readonly [K in CommandKind]?: readonly Role[] };

const CLOCK = { remind: ['engine'], expire: ['engine'], extendDeadline: ['officer', 'supervisor'] } as const;
const LAPSABLE = { ...CLOCK, lapse: ['officer', 'supervisor'] } as const;

const ISSUER = { recordIssuerAnswer: ['officer', 'supervisor'], refuse: ['officer'] } as const;

/**
 * What may be done in each status, and by whom. The one table that workflow, API and web ask; what a case's own flags
 * forbid beyond it says domain/flags.ts.
 * withdrawal until production starts. R-29: materials only in 待制證. R-35: the issuing authority of a lost passport
 * answers, and may deny, until production.: New York completes passports, an officer the post's own documents.
 */
export const ALLOWED = {
  in_review: {
    ...CLOCK,
    startReview: ['engine'],
    requestSupplement: ['officer'],
    requireInterview: ['officer'],
    approve: ['officer'],
    refuse: ['officer'],
    withdraw: ['applicant'],
  },
  supplement_requested: { ...LAPSABLE, provideSupplement: ['applicant'], withdraw: ['applicant'] },
  interview_required: { ...LAPSABLE, bookInterview: ['applicant'], withdraw: ['applicant'] },
  interview_booked: {
    ...LAPSABLE,
    bookInterview: ['applicant'],
    cancelInterview: ['applicant'],
    recordInterview: ['officer'],
    withdraw: ['applicant'],
  },
  awaiting_materials: { ...LAPSABLE, ...ISSUER, receiveMaterials: ['mailroom'], withdraw: ['applicant'] },
  materials_received: { ...CLOCK, ...ISSUER, orderProduction: ['engine'], withdraw: ['applicant'] },
  in_production: { ...CLOCK, completeProduction: ['production', 'officer'] },
  produced: { ...CLOCK, mailDocument: ['mailroom'] },
  mailed: { ...CLOCK, confirmReceipt: ['applicant'], closeCase: ['mailroom', 'officer'] },
  closed: {},
  refused: {},
  withdrawn: {},
} as const satisfies Record<Status, Permissions>;

/** May someone in this role give this command in this status? */
export function isAllowed(status: Status, kind: CommandKind, role: Role): boolean {
  return (ALLOWED[status] as Permissions)[kind]?.includes(role) ?? false;
}
