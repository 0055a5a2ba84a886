import { expect, test } from 'vitest';
import { FORM_SERVICES } from '../domain/forms/form.ts';
import { adviseService, openQuestions, QUESTIONS } from '../domain/questionnaire.ts';
import { CATALOGUE } from '../domain/services.ts';
import { SITUATIONS } from '../domain/situations.ts';

const papers = { need: 'papers', inUnitedStates: 'yes', foreign: 'no' };
const passport = { ...papers, held: 'ordinary', stay: 'resident', urgent: 'no' };

test.each([
  [
    'a first passport',
    { ...papers, held: 'never', origin: 'other', urgent: 'no' },
    'passport.issue',
    'first',
  ],
  ['an expired passport', { ...passport, state: 'expired' }, 'passport.renew', 'expired'],
  [
    'a full passport',
    { ...passport, state: 'over-one-year', reason: 'pages-nearly-full' },
    'passport.renew',
    'pages-nearly-full',
  ],
  ['a lost passport of a resident', { ...passport, state: 'lost' }, 'passport.replace', 'lost'],
  [
    'a lost passport of a visitor',
    { ...passport, stay: 'visitor', state: 'lost' },
    'travel-document.issue',
    'visitor-lost',
  ],
  [
    'an urgent visitor',
    { ...passport, stay: 'visitor', state: 'stolen', urgent: 'yes' },
    'emergency-travel-document',
    null,
  ],
  ['an urgent resident', { ...passport, state: 'stolen', urgent: 'yes' }, 'travel-document.issue', 'urgent'],
  [
    'a child born in the US',
    { ...papers, held: 'never', origin: 'us-born-child' },
    'travel-document.issue',
    'us-born-child',
  ],
  ['a resident of Taiwan', { ...papers, held: 'never', origin: 'taiwan' }, 'travel-document.issue', 'taiwan'],
  [
    'an expired travel document',
    { ...papers, held: 'travel-document', state: 'expired' },
    'travel-document.renew',
    'expired',
  ],
  [
    'a damaged travel document',
    { ...papers, held: 'travel-document', state: 'damaged' },
    'travel-document.replace',
    'damaged',
  ],
  ['an official passport', { ...papers, held: 'official' }, 'official-passport', null],
  ['a pension', { need: 'pension' }, 'pension', null],
  ['help', { need: 'help' }, 'protection', null],
] as const)('R-10 %s is led to the right service', (_who, answers, service, situation) => {
  expect(openQuestions(answers)).toEqual([]);
  expect(adviseService(answers)).toMatchObject({ service, situation });
  const places: Partial<Record<string, readonly { id: string }[]>> = SITUATIONS;
  if (situation) expect(places[service]?.map(({ id }) => id)).toContain(situation);
});

test.each([
  [
    'outside the United States',
    { ...passport, inUnitedStates: 'no', state: 'expired' },
    /in the United States/,
  ],
  ['with a foreign nationality', { ...passport, foreign: 'settled-yes', state: 'expired' }, /art\. 9/],
  ['with more than a year left', { ...passport, state: 'over-one-year', reason: 'none' }, /more than a year/],
  ['with a passport of Hong Kong', { ...papers, held: 'special-region' }, /special regions/],
])('R-04 R-10 R-13 who comes %s is told why nothing can be ordered', (_who, answers, reason) => {
  expect(openQuestions(answers)).toEqual([]);
  const { service, reasons } = adviseService(answers);
  expect(service).toBeNull();
  expect(reasons.map(({ en }) => en).join(' ')).toMatch(reason);
});

test('R-13 a doubt about nationality is told beside the service, never instead of it', () => {
  const { service, reasons } = adviseService({ ...passport, state: 'expired', foreign: 'unclear' });
  expect(service).toBe('passport.renew');
  expect(reasons.map(({ en }) => en).join(' ')).toMatch(/officer/);
});

test('R-10 what is missing, wrong or unknown among the answers is named; hidden questions are not asked', () => {
  expect(openQuestions({})).toEqual([{ field: 'need', rule: 'required' }]);
  expect(openQuestions({ need: 'bored' })).toEqual([{ field: 'need', rule: 'not-a-choice' }]);
  expect(openQuestions({ need: 'pension', name: '吕' })).toEqual([{ field: 'name', rule: 'unknown-field' }]);
  expect(openQuestions({ ...papers, held: 'never' })).toEqual([{ field: 'origin', rule: 'required' }]);
});

test('R-10 every complete way through the questions ends with a reason', () => {
  let ways = 0;
  const walk = (answers: Record<string, string>): void => {
    const open = openQuestions(answers)[0];
    if (!open) {
      ways += 1;
      expect(adviseService(answers).reasons.length).toBeGreaterThan(0);
      return;
    }
    const question = QUESTIONS.find(({ id }) => id === open.field);
    for (const { value } of question?.options ?? []) walk({ ...answers, [open.field]: value });
  };
  walk({});
  expect(ways).toBeGreaterThan(100);
});

test('R-09 the catalogue has every service once; what cannot be ordered says whom to turn to', () => {
  expect(new Set(CATALOGUE.map(({ code }) => code)).size).toBe(CATALOGUE.length);
  expect(CATALOGUE.filter(({ orderable }) => orderable).map(({ code }) => code)).toEqual([...FORM_SERVICES]);
  for (const { orderable, elsewhere } of CATALOGUE) expect(elsewhere === null).toBe(orderable);
});
