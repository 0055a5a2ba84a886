import { expect, test } from 'vitest';
import { nationalityVerdict } from '../domain/nationality.ts';
import { requiredStatements, signerOf } from '../domain/statements.ts';
import { traitsOf } from '../domain/traits.ts';

const context = { todayOn: '2026-11-23', faceSkipped: false };
const never = { 'nationality.foreign': 'never', 'nationality.foreignPassport': 'no' };
const acquired = (how: string, settled?: string) => ({
  'nationality.foreign': 'acquired',
  'nationality.how': how,
  ...(settled ? { 'nationality.settled': settled } : {}),
});
const child = (parents: string, settled: string, foreign = 'yes') => ({
  'travel.ground': 'us-born-child',
  ...acquired('birth'),
  'birth.parents': parents,
  'birth.settled': settled,
  'birth.foreignNationality': foreign,
});

test.each([
  [never, 'eligible'],
  [{}, 'eligible'],
  [acquired('voluntary', 'yes'), 'ineligible'],
  [acquired('voluntary', 'no'), 'doubtful'],
  [acquired('voluntary', 'unclear'), 'doubtful'],
  [acquired('unclear', 'yes'), 'doubtful'],
  [acquired('birth'), 'doubtful'],
  [{ 'nationality.foreign': 'applied' }, 'doubtful'],
  [{ ...never, 'nationality.foreignPassport': 'yes' }, 'doubtful'],
])('R-13 art. 9: %j is %s', (answers, verdict) => {
  const found = nationalityVerdict(answers);
  expect(found.verdict).toBe(verdict);
  if (found.verdict === 'ineligible') expect(found.article).toBe(9);
});

test.each([
  ['both', 'no', 'yes', 'eligible'],
  ['both', 'yes', 'yes', 'ineligible'],
  ['one', 'no', 'yes', 'eligible'],
  ['one', 'yes', 'yes', 'ineligible'],
  ['both', 'yes', 'no', 'eligible'],
  ['both', 'unclear', 'yes', 'doubtful'],
  ['one', 'yes', 'unclear', 'doubtful'],
  ['none', 'no', 'yes', 'ineligible'],
])(
  'R-13 art. 5: Chinese parents %s, settled abroad %s, foreign from birth %s is %s',
  (parents, settled, foreign, verdict) => {
    const found = nationalityVerdict(child(parents, settled, foreign));
    expect(found.verdict).toBe(verdict);
    if (found.verdict === 'ineligible') expect(found.article).toBe(5);
  },
);

test('R-13 a doubt never hides what the law decides, and an unclear birth elsewhere goes to an officer', () => {
  expect(nationalityVerdict({ ...child('one', 'yes'), 'nationality.foreign': 'applied' })).toEqual({
    verdict: 'ineligible',
    article: 5,
  });
  expect(nationalityVerdict({ 'birth.parents': 'none' }).verdict).toBe('doubtful');
});

test('R-13 R-14 R-15 which statements are signed, and by whom', () => {
  const adult = { 'person.bornOn': '1990-01-01' };
  expect(requiredStatements(adult, context)).toEqual(['nationality']);
  expect(requiredStatements({ ...adult, 'loss.kind': 'stolen' }, context)).toEqual(['nationality', 'loss']);
  expect(requiredStatements({ ...adult, 'loss.kind': 'damaged' }, context)).toEqual(['nationality']);
  const young = { 'person.bornOn': '2016-11-24', 'loss.kind': 'lost' };
  expect(requiredStatements(young, context)).toEqual(['nationality', 'loss', 'guardian-consent']);
  expect(signerOf('nationality', young, context)).toBe('guardian');
  const ten = { 'person.bornOn': '2016-11-23' };
  expect(signerOf('nationality', ten, context)).toBe('applicant');
  expect(signerOf('guardian-consent', ten, context)).toBe('guardian');
});

test('R-14 R-17 R-35 the traits are told by the answers', () => {
  const answers = { 'person.bornOn': '2015-01-01', 'loss.kind': 'lost', ...never };
  expect(traitsOf('passport.replace', answers, context)).toEqual({
    minor: true,
    lost: true,
    faceSkipped: false,
    nationalityDoubt: false,
  });
  const other = { 'person.bornOn': '1990-01-01', 'loss.kind': 'damaged', 'nationality.foreign': 'applied' };
  expect(traitsOf('passport.replace', other, { ...context, faceSkipped: true })).toEqual({
    minor: false,
    lost: false,
    faceSkipped: true,
    nationalityDoubt: true,
  });
  // A visitor's travel document waits for nobody (Passport Law art. 23).
  expect(traitsOf('travel-document.issue', answers, context).lost).toBe(false);
});
