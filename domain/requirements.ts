import { passportValidity } from './ages.ts';
import { type FeeQuote, feeCents, mailedKinds } from './fees.ts';
import { shownForm } from './forms/conditions.ts';
import type { Material } from './forms/definition.ts';
import { type FormService, formFor } from './forms/form.ts';
import { expectedItems } from './materials.ts';
import type { Policy } from './policy.ts';
import { answersOf, type Situation } from './situations.ts';
import { requiredStatements, signerOf } from './statements.ts';
import { MAILED_ITEM_TEXTS } from './texts/grounds.ts';
import { FRAUD_NOTICE } from './texts/mails.ts';
import { PAYMENT_WORDS } from './texts/papers.ts';
import { ADVICE_TEXTS, MAIL_WHEN_TEXTS } from './texts/requirements.ts';
import { SERVICE_NAMES } from './texts/services.ts';
import { STATEMENTS, type StatementKind } from './texts/statements.ts';
import { fill, type Text } from './texts/text.ts';
import { traitsOf } from './traits.ts';

type Coded = { code: string; text: Text };

/** All that a service needs in a situation, told before anything is filled in. */
export type Requirements = {
  name: Text;
  materials: readonly Material[];
  statements: { kind: StatementKind; title: Text; signer: 'applicant' | 'guardian' }[];
  fee: FeeQuote;
  paymentKinds: Coded[];
  mailing: { items: Coded[]; when: Text; envelopeMark: string };
  /** Of a passport issued today; a travel document's is the officer's to set. */
  validityYears: 5 | 10 | null;
  advice: Coded[];
  fraudNotice: Text;
};

/** @param minor  whether the applicant is under 16 */
export function requirementsOf(
  service: FormService,
  situation: Situation,
  minor: boolean,
  { policy, todayOn }: { policy: Policy; todayOn: string },
): Requirements {
  const context = { todayOn };
  const answers = answersOf(situation, minor, todayOn);
  const traits = traitsOf(service, answers, { todayOn, faceSkipped: false });
  const isPassport = service.startsWith('passport.');
  const advice: (keyof typeof ADVICE_TEXTS)[] = [
    'month',
    ...(traits.lost && isPassport ? (['lost'] as const) : []),
    'no-ticket',
    ...(isPassport ? (['no-fingerprints'] as const) : []),
    ...(traits.minor ? (['interview'] as const) : []),
    'one-post',
  ];
  return {
    name: SERVICE_NAMES[service],
    materials: shownForm(formFor(service), answers, context).materials,
    statements: requiredStatements(answers, context).map((kind) => ({
      kind,
      title: STATEMENTS[kind].title,
      signer: signerOf(kind, answers, context),
    })),
    fee: feeCents({ service, annotations: answers['annotation.wanted'] === 'yes' ? 1 : 0 }, policy),
    paymentKinds: mailedKinds(policy.paymentKinds).map((kind) => ({ code: kind, text: PAYMENT_WORDS[kind] })),
    mailing: {
      items: expectedItems(service, traits).map((item) => ({ code: item, text: MAILED_ITEM_TEXTS[item] })),
      when: fill(MAIL_WHEN_TEXTS[policy.mailWhen], { mark: policy.envelopeMark }),
      envelopeMark: policy.envelopeMark,
    },
    validityYears: isPassport ? passportValidity(answers['person.bornOn'] ?? todayOn, todayOn).years : null,
    advice: advice.map((code) => ({ code, text: ADVICE_TEXTS[code] })),
    fraudNotice: FRAUD_NOTICE,
  };
}
