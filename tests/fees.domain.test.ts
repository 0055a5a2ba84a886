import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotationTexts, feeCents, instrumentFault } from '../domain/fees.ts';
import { DEADLINE_STEPS, NOTICE_POLICY, type Policy, policyInForce } from '../domain/policy.ts';

const LA_PAYEE = 'Chinese Consulate General in Los Angeles';
const expected = { feeCents: 2300, payee: LA_PAYEE, policy: NOTICE_POLICY };

test('R-33 a passport costs 18 + 5 dollars', () => {
  expect(feeCents({ service: 'passport.renew', annotations: 0 }, NOTICE_POLICY)).toEqual({
    cents: 2300,
    lines: [
      { kind: 'document', count: 1, eachCents: 1800 },
      { kind: 'mailing', count: 1, eachCents: 500 },
    ],
  });
});

test('R-33 each annotation adds exactly 5 dollars, and the lines add up', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 50 }),
      fc.constantFrom('passport.issue', 'passport.renew', 'passport.replace'),
      (annotations, service) => {
        const { cents, lines } = feeCents({ service, annotations }, NOTICE_POLICY);
        expect(cents).toBe(2300 + 500 * annotations);
        expect(lines.reduce((sum, line) => sum + line.count * line.eachCents, 0)).toBe(cents);
      },
    ),
  );
});

test('R-02 fees come from the policy', () => {
  const free: Policy = {
    ...NOTICE_POLICY,
    fees: { 'passport.renew': { documentCents: 1800, mailingCents: 500, annotationCents: 0 } },
  };
  expect(feeCents({ service: 'passport.renew', annotations: 3 }, free).cents).toBe(2300);
});

test('R-33 what has no published fee, or a broken count, is an error and never free', () => {
  const price = (annotations: number) => () =>
    feeCents({ service: 'passport.renew', annotations }, NOTICE_POLICY);
  expect(() => feeCents({ service: 'emergency-travel-document', annotations: 0 }, NOTICE_POLICY)).toThrow(
    RangeError,
  );
  expect(price(-1)).toThrow(RangeError);
  expect(price(0.5)).toThrow(RangeError);
  expect(price(Number.NaN)).toThrow(RangeError);
});

test('R-33 an annotation is one line of the answer', () => {
  expect(annotationTexts({})).toEqual([]);
  expect(annotationTexts({ 'annotation.texts': '無' })).toEqual([]);
  expect(annotationTexts({ 'annotation.texts': ' 曾用名:王小明\r\n\nJane Wang \n' })).toEqual([
    '曾用名:王小明',
    'Jane Wang',
  ]);
});

test('R-33 a money order or cashier’s check to the payee for the exact amount is accepted', () => {
  for (const kind of ['money-order', 'cashiers-check'] as const) {
    expect(instrumentFault({ kind, cents: 2300, payee: LA_PAYEE }, expected)).toBeUndefined();
    expect(
      instrumentFault(
        { kind, cents: 2300, payee: ` ${LA_PAYEE.toUpperCase().replace(' ', '  ')}` },
        expected,
      ),
    ).toBeUndefined();
  }
});

test('R-33 card forms and online payments need no payee, but the exact amount', () => {
  for (const kind of ['card-authorisation', 'wechat-pay'] as const) {
    expect(instrumentFault({ kind, cents: 2300 }, expected)).toBeUndefined();
    expect(instrumentFault({ kind, cents: 2299 }, expected)).toBe('amount-wrong');
  }
});

test.each([
  ['kind-refused', { kind: 'personal-check', cents: 2300, payee: LA_PAYEE }],
  ['kind-refused', { kind: 'cash', cents: 2300 }],
  ['payee-wrong', { kind: 'money-order', cents: 2300, payee: 'Chinese Embassy' }],
  ['payee-wrong', { kind: 'cashiers-check', cents: 2300 }],
  ['amount-wrong', { kind: 'money-order', cents: 2800, payee: LA_PAYEE }],
  ['amount-wrong', { kind: 'money-order', cents: 23, payee: LA_PAYEE }],
] as const)('R-33 %s: %o', (fault, instrument) => {
  expect(instrumentFault(instrument, expected)).toBe(fault);
});

test('R-33 cash is refused even by a policy that lists it by mistake', () => {
  const policy = { paymentKinds: ['cash', 'money-order'] as unknown as Policy['paymentKinds'] };
  expect(instrumentFault({ kind: 'cash', cents: 2300 }, { ...expected, policy })).toBe('kind-refused');
});

test('R-33 a kind that the policy in force does not list is refused', () => {
  const policy = { paymentKinds: ['money-order'] as const };
  expect(instrumentFault({ kind: 'wechat-pay', cents: 2300 }, { ...expected, policy })).toBe('kind-refused');
});

test('R-02 the notice’s policy is in force from 2021-06-07, not a day earlier', () => {
  expect(policyInForce([NOTICE_POLICY], '2021-06-07')).toBe(NOTICE_POLICY);
  expect(policyInForce([NOTICE_POLICY], '2031-01-01', 'NYC')).toBe(NOTICE_POLICY);
  expect(() => policyInForce([NOTICE_POLICY], '2021-06-06')).toThrow(RangeError);
});

test('R-02 a later policy of one post takes its day and leaves the others alone', () => {
  const closed: Policy = { ...NOTICE_POLICY, effectiveOn: '2022-04-16', crossDistrictFiling: false };
  const inWashington: Policy = {
    ...NOTICE_POLICY,
    post: 'WAS',
    effectiveOn: '2022-04-16',
    mailWhen: 'first-review-passed',
  };
  const all = [closed, NOTICE_POLICY, inWashington];
  expect(policyInForce(all, '2022-04-15', 'WAS')).toBe(NOTICE_POLICY);
  expect(policyInForce(all, '2022-04-16', 'WAS')).toBe(inWashington);
  expect(policyInForce(all, '2022-04-16', 'LAX')).toBe(closed);
  expect(policyInForce(all, '2022-04-16')).toBe(closed);
});

test('R-48 every step reminds before it is due, and only a mailed case ends by itself', () => {
  for (const step of DEADLINE_STEPS) {
    const { remindAfterDays, dueAfterDays, onDue } = NOTICE_POLICY.deadlines[step];
    expect(remindAfterDays).toBeLessThan(dueAfterDays);
    expect(onDue).toBe(step === 'receipt' ? 'lapse' : 'escalate');
  }
});

test('R-29 the notice allows mail only, both ways, after approval and across districts', () => {
  expect(NOTICE_POLICY).toMatchObject({
    handIn: ['mail'],
    collect: ['mail'],
    mailWhen: 'approved',
    crossDistrictFiling: true,
    envelopeMark: '證件辦理',
  });
});
