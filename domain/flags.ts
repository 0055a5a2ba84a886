import type { CaseState, Facts, InterviewReason } from './case-state.ts';
import { COMMAND_KINDS, type CommandKind, isAllowed, type Role } from './commands.ts';
import { CaseError, type RefusalCode } from './errors.ts';
import { NOT_BY_APPROVER } from './four-eyes.ts';
import type { PostCode } from './posts.ts';
import { isMadeInNewYork, makesDocuments } from './production.ts';
import type { Traits } from './traits.ts';

/** Services in whose order an older document is given up. */
const REPLACING: readonly string[] = [
  'passport.renew',
  'passport.replace',
  'travel-document.renew',
  'travel-document.replace',
];

type Flags = Pick<CaseState, 'interview' | 'issuer' | 'issuerAskedAtMs' | 'oldPassport'>;

/** The flags that a case begins with: what its service and its answers ask for beyond the usual way. */
export function firstFlags({ service, traits }: Pick<Facts, 'service' | 'traits'>): Flags {
  return {
    interview: interviewRule(traits) ? 'due' : 'none',
    issuer: 'none',
    issuerAskedAtMs: null,
    oldPassport: REPLACING.includes(service) && !isGoneForGood({ service, traits }) ? 'valid' : 'none',
  };
}

/** A lost passport's issuing authority must confirm before another is made; a travel document has none to ask. */
export function asksIssuer({ service, traits }: Pick<Facts, 'service' | 'traits'>): boolean {
  return traits.lost && isMadeInNewYork(service);
}

/** Nothing to declare void, to cancel or to give back. */
function isGoneForGood(facts: Pick<Facts, 'service' | 'traits'>): boolean {
  return facts.traits.lost && !asksIssuer(facts);
}

/** Asked and not confirmed: production must not be ordered, and officers have the issuer's task. */
export function awaitsIssuer({ issuer }: Pick<CaseState, 'issuer'>): boolean {
  return issuer === 'asked' || issuer === 'denied';
}

/** What an officer still has to see to before an approval can be given, for the desk. */
export const APPROVAL_NEEDS = ['interview', 'nationality-check'] as const;
type ApprovalNeed = (typeof APPROVAL_NEEDS)[number];

/** An interview that is due, a doubt that an officer settles in the approval itself. */
export function approvalNeeds({ interview }: Pick<CaseState, 'interview'>, traits: Traits): ApprovalNeed[] {
  return [
    ...(interview === 'none' || interview === 'held' ? [] : (['interview'] as const)),
    ...(traits.nationalityDoubt ? (['nationality-check'] as const) : []),
  ];
}

/** By which rule an interview is due; undefined when by none. */
export function interviewRule({ minor, faceSkipped }: Traits): InterviewReason | undefined {
  if (minor) return 'minor';
  return faceSkipped ? 'face-check' : undefined;
}

/** Where the document is made, and whether who asks has approved the case himself. */
type Given = { madeAt: PostCode; hasApproved: boolean };
type Circumstances = Given & { role: Role };

/** What the case's flags forbid beyond the table of statuses and roles. A command without a row: nothing. */
const FORBIDDEN: {
  readonly [K in CommandKind]?: (state: CaseState, given: Circumstances) => RefusalCode | false;
} = {
  approve: ({ interview }) => interview !== 'none' && interview !== 'held' && 'interview-due',
  // After the approval only the issuing authority's denial is a reason.
  refuse: ({ status, issuer }) => status !== 'in_review' && issuer !== 'denied' && 'command-not-allowed',
  withdraw: ({ oldPassport }) => oldPassport === 'void' && 'old-passport-void',
  // An answer that was recorded wrongly can be put right as long as nothing followed from it.
  recordIssuerAnswer: (state) => !awaitsIssuer(state) && 'command-not-allowed',
  lapse: ({ clock }) => !clock?.overdue && 'deadline-not-passed',
  orderProduction: (state) => awaitsIssuer(state) && 'issuer-not-confirmed',
  completeProduction: (_, { role, madeAt }) => !makesDocuments(role, madeAt) && 'command-not-allowed',
};

/** @throws CaseError when the case's own flags forbid the command */
export function checkFlags(state: CaseState, kind: CommandKind, given: Circumstances): void {
  const code = forbids(state, kind, given);
  if (code === 'command-not-allowed') throw new CaseError(code, { command: kind, status: state.status });
  if (code) throw new CaseError(code);
}

/** The commands that someone in these roles may give now, in the table's order. */
export function commandsNow(state: CaseState, roles: readonly Role[], given: Given): CommandKind[] {
  return COMMAND_KINDS.filter((kind) =>
    roles.some((role) => isAllowed(state.status, kind, role) && !forbids(state, kind, { ...given, role })),
  );
}

function forbids(state: CaseState, kind: CommandKind, given: Circumstances): RefusalCode | false {
  return (
    FORBIDDEN[kind]?.(state, given) || (given.hasApproved && NOT_BY_APPROVER.includes(kind) && 'four-eyes')
  );
}
