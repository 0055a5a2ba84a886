/** Where each sealed value lies. The name is bound to the ciphertext, so that a value moved elsewhere does not open. */
export const place = {
  accountEmail: (id: string) => `accounts.email|${id}`,
  accountPhone: (id: string) => `accounts.phone|${id}`,
  identityNumber: (accountId: string) => `identities.number|${accountId}`,
  identityName: (accountId: string) => `identities.name|${accountId}`,
  staffEmail: (id: string) => `staff.email|${id}`,
  invitedEmail: (login: string) => `staff_changes.email|${login}`,
  factorSecret: (id: string) => `factors.secret|${id}`,
  factorName: (id: string) => `factors.name|${id}`,
  challenge: (tokenHash: string) => `challenges.state|${tokenHash}`,
  mail: (id: string) => `mail_outbox.mail|${id}`,
  answers: (id: string) => `applications.answers|${id}`,
  answerRevision: (id: string, revision: number) => `answer_revisions.answers|${id}|${revision}`,
  /** The nationality statement's keeps the name of the table that it first lay in. */
  signature: (id: string, kind: string) =>
    kind === 'nationality' ? `nationality_statements.signature|${id}` : `statements.signature|${id}|${kind}`,
  faceScore: (id: string) => `face_checks.score|${id}`,
  documentName: (id: string) => `documents.name|${id}`,
  commandBody: (id: string) => `case_commands.body|${id}`,
  messageParams: (id: string) => `messages.params|${id}`,
  supplementNote: (id: string) => `supplement_requests.note|${id}`,
  interviewNote: (id: string) => `interviews.note|${id}`,
  documentNumber: (orderNumber: string) => `production_orders.document_number|${orderNumber}`,
};
