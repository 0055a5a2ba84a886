/**
 * The search attributes of a case, for Temporal Web only: lists and searches of the product come from PostgreSQL.
 * They are stored in plain text, so nothing personal is among them. Registered at start by scripts/ and by deployment.
 */
export const SEARCH_ATTRIBUTES = {
  CaseOrderNumber: 'Keyword',
  CaseService: 'Keyword',
  CasePost: 'Keyword',
  CaseStatus: 'Keyword',
  CaseWaitingFor: 'Keyword',
  CaseDueAt: 'Datetime',
} as const satisfies Record<string, 'Keyword' | 'Datetime' | 'Int'>;
