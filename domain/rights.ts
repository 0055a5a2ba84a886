import type { StaffRole } from './commands.ts';

/** What a route is about, as far as it exists for who asks: what is another's does not exist (Z7). */
type RightObject =
  /** One's own application while it is being filled in. */
  | 'draft'
  /** One's own application, before and after its submission. */
  | 'application'
  /** One's own order. */
  | 'order'
  /** A case of one's post; for production one that it makes. */
  | 'case';

/** How long a second factor that was given counts as recent (S5). */
export const STEP_UP_MINUTES = 10;

/** What of people's data an answer holds, as the audit trail calls it (L2). */
export type Reading = 'case' | 'document' | 'slip' | 'search';

type PublicRight = { door: 'public' };
type AccountRight = {
  door: 'account';
  object?: Exclude<RightObject, 'case'>;
  needsKey?: true;
  /** The second factor, or the password where there is none, was given within the last minutes (S5). */
  stepUp?: true;
};
type StaffRight = {
  door: 'staff';
  /** One of these is needed, at whatever post the object or the member's own scope says. */
  roles: readonly StaffRole[] | 'any';
  object?: 'case';
  /** A recent second factor is needed beside the session (S5). */
  stepUp?: true;
  /** Recorded in the audit trail before it is answered. */
  reads?: Reading;
  /** An Idempotency-Key is needed: asked for before the object, so that its lack tells nothing. */
  needsKey?: true;
  /** Pages of Temporal Web may use the desk's session for it. */
  fromTemporalWeb?: true;
};
export type Right = PublicRight | AccountRight | StaffRight;

const PUBLIC: Right = { door: 'public' };
const OWN: Right = { door: 'account' };
const OWN_FRESH: Right = { door: 'account', stepUp: true };
const OWN_DRAFT: Right = { door: 'account', object: 'draft' };
const OWN_APPLICATION: Right = { door: 'account', object: 'application' };
const OWN_ORDER: Right = { door: 'account', object: 'order' };
const OWN_COMMAND: Right = { door: 'account', object: 'order', needsKey: true };
const ANY_STAFF: Right = { door: 'staff', roles: 'any' };
const ANY_STAFF_FRESH: Right = { door: 'staff', roles: 'any', stepUp: true };
const WORKERS = ['officer', 'mailroom', 'production', 'supervisor'] as const;
const WORK: Right = { door: 'staff', roles: WORKERS };
const command = (roles: readonly StaffRole[], more: { stepUp?: true } = {}): Right => ({
  door: 'staff',
  roles,
  object: 'case',
  needsKey: true,
  ...more,
});

/**
 * Who may call each route of the API, by its operation id: the one table (Z1). api/guard.ts enforces it for every route,
 * PostgreSQL's row-level security a second time; a route without a row does not start. What a role may do with a case in
 * its present status says domain/commands.ts beyond it; how much of a case a role sees says domain/sight.ts.
 */
export const RIGHTS = {
  // Told to everybody.
  listPosts: PUBLIC,
  listServices: PUBLIC,
  getForm: PUBLIC,
  getStatement: PUBLIC,
  getConsentText: PUBLIC,
  listDurations: PUBLIC,
  getQuestionnaire: PUBLIC,
  adviseService: PUBLIC,
  getRequirements: PUBLIC,
  // For browsers.
  reportPolicy: PUBLIC,

  // The doors themselves.
  register: PUBLIC,
  confirmAccount: PUBLIC,
  login: PUBLIC,
  finishLogin: PUBLIC,
  askPasskeyLogin: PUBLIC,
  passkeyLogin: PUBLIC,
  askPasswordReset: PUBLIC,
  confirmPasswordReset: PUBLIC,
  resetPassword: PUBLIC,
  logout: PUBLIC,
  staffLogin: PUBLIC,
  finishStaffLogin: PUBLIC,
  acceptInvitation: PUBLIC,
  beginFirstTotp: PUBLIC,
  confirmFirstTotp: PUBLIC,
  beginFirstPasskey: PUBLIC,
  addFirstPasskey: PUBLIC,
  openIdOffered: PUBLIC,
  startOpenId: PUBLIC,
  finishOpenId: PUBLIC,
  openIdLogin: PUBLIC,
  staffLogout: PUBLIC,

  // One's own account.
  me: OWN,
  changeLanguage: OWN,
  changePassword: OWN,
  confirmRealName: OWN,
  askAddress: OWN_FRESH,
  addAddress: OWN_FRESH,
  removeAddress: OWN_FRESH,
  exportOwnData: OWN_FRESH,
  listConsents: OWN,
  accountEvents: OWN,
  listSessions: OWN,
  endOwnSession: OWN_FRESH,
  endOtherSessions: OWN_FRESH,
  askStepUp: OWN,
  stepUp: OWN,
  listFactors: OWN,
  addTotp: OWN_FRESH,
  confirmTotp: OWN_FRESH,
  askPasskey: OWN_FRESH,
  addPasskey: OWN_FRESH,
  removeFactor: OWN_FRESH,

  // Filling in.
  createDraft: OWN,
  listDrafts: OWN,
  getDraft: OWN_APPLICATION,
  saveDraft: OWN_DRAFT,
  deleteDraft: OWN_DRAFT,
  signStatement: OWN_DRAFT,
  submitDraft: { door: 'account', object: 'application', needsKey: true },
  uploadDocument: OWN_DRAFT,
  getDocument: OWN_APPLICATION,
  getDocumentPreview: OWN_APPLICATION,
  deleteDocument: OWN_APPLICATION,
  checkPortrait: OWN_DRAFT,
  fitPortrait: OWN_DRAFT,
  answerConsent: OWN_DRAFT,
  listFaceChecks: OWN_DRAFT,
  checkFace: OWN_DRAFT,
  skipFaceCheck: OWN_DRAFT,
  readMrz: OWN_DRAFT,

  // One's own orders.
  listOrders: OWN,
  getOrder: OWN_ORDER,
  provideSupplement: OWN_COMMAND,
  uploadSupplementDocument: OWN_ORDER,
  getOrderDocumentPreview: OWN_ORDER,
  bookInterview: OWN_COMMAND,
  cancelInterview: OWN_COMMAND,
  confirmReceipt: OWN_COMMAND,
  withdraw: OWN_COMMAND,
  getConfirmationPdf: OWN_ORDER,
  getSlipPdf: OWN_ORDER,
  getLabelPdf: OWN_ORDER,
  getHandOver: OWN_ORDER,
  offerHandOver: OWN_ORDER,
  revokeHandOver: OWN_ORDER,
  takeOrderOver: OWN,
  listMessages: OWN,
  countUnreadMessages: OWN,
  readMessages: OWN,
  readMessage: OWN,

  // One's own way in, for staff.
  listStaffSessions: ANY_STAFF,
  endOwnStaffSession: ANY_STAFF_FRESH,
  endOtherStaffSessions: ANY_STAFF_FRESH,
  askStaffStepUp: ANY_STAFF,
  staffStepUp: ANY_STAFF,
  changeStaffPassword: ANY_STAFF_FRESH,
  listStaffFactors: ANY_STAFF,
  addStaffTotp: ANY_STAFF_FRESH,
  confirmStaffTotp: ANY_STAFF_FRESH,
  askStaffPasskey: ANY_STAFF_FRESH,
  addStaffPasskey: ANY_STAFF_FRESH,
  removeStaffFactor: ANY_STAFF_FRESH,

  // The desk. Lists hold what one's roles work on, at one's post.
  staffMe: ANY_STAFF,
  staffEvents: ANY_STAFF,
  listQueues: ANY_STAFF,
  listTasks: ANY_STAFF,
  claimNextTask: WORK,
  releaseTask: WORK,
  completeTask: WORK,
  searchCases: { door: 'staff', roles: ['officer', 'mailroom', 'supervisor'], reads: 'search' },
  claimCase: { door: 'staff', roles: WORKERS, object: 'case' },
  getCase: { door: 'staff', roles: WORKERS, object: 'case', reads: 'case' },
  // A record for each group of values is written by the route itself.
  showValues: { door: 'staff', roles: ['officer', 'mailroom', 'supervisor'], object: 'case' },
  getCaseDocument: {
    door: 'staff',
    roles: ['officer', 'production', 'supervisor'],
    object: 'case',
    reads: 'document',
  },
  getCaseDocumentPreview: {
    door: 'staff',
    roles: ['officer', 'production', 'supervisor'],
    object: 'case',
    reads: 'document',
  },
  getCaseSlipPdf: { door: 'staff', roles: WORKERS, object: 'case', reads: 'slip' },

  // Commands (domain/commands.ts): printing and approving need a recent second factor (S5).
  requestSupplement: command(['officer']),
  requireInterview: command(['officer']),
  recordInterview: command(['officer']),
  approve: command(['officer'], { stepUp: true }),
  recordIssuerAnswer: command(['officer', 'supervisor']),
  refuse: command(['officer']),
  receiveMaterials: command(['mailroom']),
  completeProduction: command(['production', 'officer'], { stepUp: true }),
  mailDocument: command(['mailroom']),
  closeCase: command(['mailroom', 'officer']),
  extendDeadline: command(['officer', 'supervisor']),
  lapse: command(['officer', 'supervisor']),

  // People and their rights: administrators, each change by two of them (Z6).
  listPeople: { door: 'staff', roles: ['administrator'] },
  listStaffChanges: { door: 'staff', roles: ['administrator'] },
  askStaffChange: { door: 'staff', roles: ['administrator'], stepUp: true },
  confirmStaffChange: { door: 'staff', roles: ['administrator'], stepUp: true },
  refuseStaffChange: { door: 'staff', roles: ['administrator'] },

  // The audit trail; each reading of it is recorded by the route itself.
  listAudit: { door: 'staff', roles: ['auditor', 'supervisor'] },
  getAuditState: { door: 'staff', roles: ['auditor', 'supervisor'] },

  // Operators. What was decoded, and of which case, is recorded by the route itself.
  decodePayloads: { door: 'staff', roles: ['operator'], fromTemporalWeb: true },
  decodePreflight: PUBLIC,
} as const satisfies Record<string, Right>;

export type OperationId = keyof typeof RIGHTS;

/** Whether these roles open a route of the desk; what else it asks for is not said by that. */
export function staffMay(roles: readonly StaffRole[], operationId: OperationId): boolean {
  const right: Right = RIGHTS[operationId];
  if (right.door !== 'staff') return false;
  return right.roles === 'any' || right.roles.some((role) => roles.includes(role));
}

/** The row of a route. @returns undefined when the table does not know it, so that nobody may call it */
export function rightOf(operationId: string | undefined): Right | undefined {
  return operationId !== undefined && Object.hasOwn(RIGHTS, operationId)
    ? RIGHTS[operationId as OperationId]
    : undefined;
}
