import type { Actor, CommandKind } from './commands.ts';
import type { PaymentInstrument } from './fees.ts';
import type { DeadlineStep } from './policy.ts';
import type { PostCode } from './posts.ts';
import type { Status } from './statuses.ts';
import type { Traits } from './traits.ts';

/**
 * What the case waits for and until when. Absolute instants, milliseconds since the epoch: they survive
 * continue-as-new, restarts and a change of policy. Null = that bell has rung or was never set.
 */
export type Clock = {
  step: DeadlineStep;
  remindAtMs: number | null;
  dueAtMs: number | null;
  overdue: boolean;
};

/** Where one case stands, as the database stores it and the workflow remembers it. No personal data. */
export type CaseState = {
  status: Status;
  /** Counts the steps taken; a decision binds to the version that was seen. */
  version: number;
  supplementRounds: number;
  /** `due`: a rule asks for one and no officer has called for it yet. Once held, none is needed again. */
  interview: 'none' | 'due' | 'required' | 'booked' | 'held';
  /** The original issuing authority of a lost passport: nothing is made before it has confirmed. */
  issuer: 'none' | 'asked' | 'confirmed' | 'denied';
  /** Since when it is asked, milliseconds since the epoch: its deadline counts from here. */
  issuerAskedAtMs: number | null;
  /** The document that the new one takes the place of: void once its loss is declared, else cancelled. */
  oldPassport: 'none' | 'valid' | 'void' | 'cancelled';
  clock: Clock | null;
};

/** A case as the submission leaves it: in the applicant's eyes in review, no step taken yet. The first one sets its flags. */
export const SUBMITTED: CaseState = {
  status: 'in_review',
  version: 0,
  supplementRounds: 0,
  interview: 'none',
  issuer: 'none',
  issuerAskedAtMs: null,
  oldPassport: 'none',
  clock: null,
};

export const SUPPLEMENT_REASONS = [
  'unreadable',
  'incomplete',
  'wrong-document',
  'expired',
  'disagrees',
  'portrait-rules',
  'other',
] as const;
export type SupplementReason = (typeof SUPPLEMENT_REASONS)[number];

/** One thing asked for: a field (`name.chinese`) or a document kind (`portrait`), with a coded reason. */
export type SupplementItem = { target: 'field' | 'document'; name: string; reason: SupplementReason };

/** Coded grounds of a refusal: Passport Law art. 13 (1)–(7), art. 14, Nationality Law art. 9, or the wrong service. */
export const REFUSAL_GROUNDS = [
  'not-a-national',
  'identity-unproved',
  'false-statements',
  'serving-sentence',
  'court-notice',
  'criminal-suspect',
  'state-security',
  'exit-ban',
  'foreign-nationality-acquired',
  'wrong-service',
  'outside-united-states',
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

export const INTERVIEW_REASONS = ['minor', 'face-check', 'officer'] as const;
export type InterviewReason = (typeof INTERVIEW_REASONS)[number];

/** What an envelope must hold; a replacement has no old passport, a first issue neither. */
export const MAILED_ITEMS = ['old-passport', 'slip', 'photo', 'payment', 'return-envelope'] as const;
export type MailedItem = (typeof MAILED_ITEMS)[number];

/**
 * What a person says with each command. Stored sealed with the case's key; Temporal carries only the command's id.
 * Field names ending in `note`, and document and tracking numbers, are personal and never leave that store.
 */
export type CommandBodies = {
  startReview: Record<never, never>;
  requestSupplement: { items: SupplementItem[]; note: string };
  /** Corrected answers by field id; documents were uploaded before and wait as pending. */
  provideSupplement: { answers: Record<string, string> };
  requireInterview: { reason: InterviewReason; note: string };
  bookInterview: { startsAtMs: number };
  cancelInterview: Record<never, never>;
  /** Of a minor's interview: the guardian who filed took part. */
  recordInterview: { outcome: 'held' | 'no-show'; note: string; guardianPresent?: boolean };
  /** Where the nationality statement left a doubt: the officer has settled it. */
  approve: { note: string; nationalityChecked?: boolean };
  recordIssuerAnswer: { outcome: 'confirmed' | 'denied'; note: string };
  refuse: { ground: RefusalGround; note: string };
  withdraw: { note: string };
  receiveMaterials: { items: MailedItem[]; payment: PaymentInstrument; returnTracking: string };
  orderProduction: Record<never, never>;
  completeProduction: { documentNumber: string };
  mailDocument: { tracking: string };
  confirmReceipt: Record<never, never>;
  closeCase: { note: string };
  extendDeadline: { days: number; note: string };
  lapse: { note: string };
  remind: Record<never, never>;
  expire: Record<never, never>;
};

/** A command with what it says, ready for the machine. */
export type Command = { [K in CommandKind]: { kind: K; body: CommandBodies[K] } }[CommandKind];

/** What the machine may ask of the database before it answers; read in the same transaction that commits the step. */
export type Facts = {
  by: Actor;
  /** The version that the person had before their eyes; null where the command binds to none. */
  seenVersion: number | null;
  /** Who holds the case's open task, R-22. */
  holder: string | null;
  /** Who approved it: another one makes the document (Z6). */
  approvedBy: string | null;
  /** Of an open supplement request: what was asked, and which documents were uploaded since. */
  asked: readonly SupplementItem[];
  pendingDocuments: readonly string[];
  /** What the order must pay, in cents, and what its envelope must hold. */
  feeCents: number;
  payee: string;
  expectedItems: readonly MailedItem[];
  service: string;
  traits: Traits;
  /** The post that makes the document. */
  madeAt: PostCode;
};
