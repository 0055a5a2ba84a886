import type { CommandBodies, Facts } from './case-state.ts';
import { CaseError } from './errors.ts';
import { instrumentFault } from './fees.ts';
import type { Policy } from './policy.ts';

/** Every item asked for is answered, and nothing else was touched. Also asked by the API, before the workflow. */
export function checkSupplement(
  body: CommandBodies['provideSupplement'],
  { asked, pendingDocuments }: Pick<Facts, 'asked' | 'pendingDocuments'>,
): void {
  const fields = asked.filter((item) => item.target === 'field').map((item) => item.name);
  const documents = asked.filter((item) => item.target === 'document').map((item) => item.name);
  const notAsked = [
    ...Object.keys(body.answers).filter((name) => !fields.includes(name)),
    ...pendingDocuments.filter((kind) => !documents.includes(kind)),
  ];
  if (notAsked.length > 0) throw new CaseError('supplement-not-asked', { items: notAsked });
  const missing = [
    ...fields.filter((name) => !body.answers[name]?.trim()),
    ...documents.filter((kind) => !pendingDocuments.includes(kind)),
  ];
  if (missing.length > 0) throw new CaseError('supplement-incomplete', { items: missing });
}

/** All originals in the envelope, and money that the post may take. */
export function checkMaterials(
  body: CommandBodies['receiveMaterials'],
  { policy, facts }: { policy: Policy; facts: Facts },
): void {
  const missing = facts.expectedItems.filter((item) => !body.items.includes(item));
  if (missing.length > 0) throw new CaseError('materials-incomplete', { items: missing });
  const fault = instrumentFault(body.payment, { feeCents: facts.feeCents, payee: facts.payee, policy });
  if (fault) throw new CaseError('payment-not-accepted', { rule: fault });
}
