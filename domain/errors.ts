/** Every way the casework can say no. Its HTTP face and its words are tables keyed by this union. */
export type RefusalCode =
  | 'not-found'
  | 'case-erased'
  | 'command-not-allowed'
  | 'case-changed'
  | 'task-held-by-another'
  | 'task-not-claimed'
  | 'four-eyes'
  | 'supplement-incomplete'
  | 'supplement-not-asked'
  | 'supplement-empty'
  | 'interview-time'
  | 'interview-due'
  | 'guardian-absent'
  | 'nationality-unsettled'
  | 'issuer-not-confirmed'
  | 'old-passport-void'
  | 'materials-incomplete'
  | 'payment-not-accepted'
  | 'deadline-not-passed'
  | 'form-incomplete'
  | 'nationality-article-5'
  | 'nationality-article-9'
  | 'statement-missing'
  | 'statement-outdated'
  | 'draft-submitted'
  | 'draft-changed'
  | 'open-order-exists'
  | 'post-not-served'
  | 'picture-refused'
  | 'too-many-documents'
  | 'papers-too-early'
  | 'papers-over'
  | 'credentials'
  | 'code-wrong'
  | 'password-weak'
  | 'password-wrong'
  | 'phone-not-chinese'
  | 'sms-not-offered'
  | 'last-address'
  | 'real-name-missing'
  | 'real-name-paper'
  | 'real-name-settled'
  | 'real-name-no-match'
  | 'authority-away'
  | 'challenge-over'
  | 'factor-wrong'
  | 'too-many-factors'
  | 'last-factor'
  | 'session-expired'
  | 'not-permitted'
  | 'own-rights'
  | 'last-administrators'
  | 'login-taken'
  | 'staff-unreachable'
  | 'change-decided'
  | 'openid-refused'
  | 'step-up-required'
  | 'idempotency-key-required'
  | 'idempotency-key-reused'
  | 'command-pending'
  | 'rate-limited'
  | 'portrait-missing'
  | 'portrait-not-one-face'
  | 'face-tries-used'
  | 'face-skip-too-early'
  | 'hand-over-refused'
  | 'consent-missing'
  | 'consent-outdated'
  | 'data-page-missing'
  | 'vision-busy'
  | 'vision-failed';

/**
 * A rule of the casework said no. An answer, never a fault: faults stay plain Errors.
 * `details` names fields, documents or codes; it never carries a personal value.
 */
export class CaseError extends Error {
  override readonly name = 'CaseError';
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
