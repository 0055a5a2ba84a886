import type { Policy, ServiceCode } from './policy.ts';
import type { PaymentKind } from './posts.ts';

/** One line of what an order costs: `count` times `eachCents`. Integer US cents. */
export type FeeLine = { kind: 'document' | 'mailing' | 'annotation'; count: number; eachCents: number };
export type FeeQuote = { cents: number; lines: FeeLine[] };

/**
 * What an order costs under `policy`: a passport 18.00 + 5.00 mailing, and 5.00 for each annotation.
 *
 * @throws RangeError  when the number of annotations is no natural number, or no fee was published for the service
 */
export function feeCents(order: { service: ServiceCode; annotations: number }, policy: Policy): FeeQuote {
  const { service, annotations } = order;
  if (!Number.isInteger(annotations) || annotations < 0)
    throw new RangeError(`Not a number of annotations: ${annotations}`);
  const fee = policy.fees[service];
  if (!fee) throw new RangeError(`No fee was published for ${service}`);
  const all: FeeLine[] = [
    { kind: 'document', count: 1, eachCents: fee.documentCents },
    { kind: 'mailing', count: 1, eachCents: fee.mailingCents },
    { kind: 'annotation', count: annotations, eachCents: fee.annotationCents },
  ];
  const lines = all.filter(({ count, eachCents }) => count * eachCents > 0);
  return { cents: lines.reduce((sum, { count, eachCents }) => sum + count * eachCents, 0), lines };
}

/** The annotations that an order asks for: one a line of `annotation.texts`, 「無」 and empty lines are none. */
export function annotationTexts(answers: Readonly<Record<string, string>>): string[] {
  const lines = (answers['annotation.texts'] ?? '').split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && line !== '無' && line !== '无');
}

/** What came with the papers, or what was paid online. `payee` stands only on money orders and cashier's checks. */
export type PaymentInstrument = {
  kind: PaymentKind | 'personal-check' | 'cash';
  cents: number;
  payee?: string;
};

/** Why a payment is sent back and a new one is asked for by name. */
export type InstrumentFault = 'kind-refused' | 'payee-wrong' | 'amount-wrong';

/**
 * Whether a payment settles the order; undefined when it does. The amount must be exact. Personal cheques and
 * cash are refused whatever the policy says. A payee may be written in any case and with any blanks.
 */
export function instrumentFault(
  instrument: PaymentInstrument,
  expected: { feeCents: number; payee: string; policy: Pick<Policy, 'paymentKinds'> },
): InstrumentFault | undefined {
  const { kind, cents, payee = '' } = instrument;
  if (kind === 'personal-check' || kind === 'cash') return 'kind-refused';
  if (!expected.policy.paymentKinds.includes(kind)) return 'kind-refused';
  const isMadeOut = kind === 'money-order' || kind === 'cashiers-check';
  if (isMadeOut && plainPayee(payee) !== plainPayee(expected.payee)) return 'payee-wrong';
  return cents === expected.feeCents ? undefined : 'amount-wrong';
}

function plainPayee(payee: string): string {
  return payee.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** The kinds that can lie in the envelope. WeChat Pay is paid online at submission, and not offered before it can be taken. */
export function mailedKinds(kinds: readonly PaymentKind[]): Exclude<PaymentKind, 'wechat-pay'>[] {
  return kinds.filter((kind) => kind !== 'wechat-pay');
}
