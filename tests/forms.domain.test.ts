import { expect, test } from 'vitest';
import { applies, type Condition, countedAnswers, shownForm } from '../domain/forms/conditions.ts';
import type { FormContext, FormDefinition } from '../domain/forms/definition.ts';
import { checkForm, FORM_SERVICES, formFor } from '../domain/forms/form.ts';
import { answersOf, SITUATIONS } from '../domain/situations.ts';

const context: FormContext = { todayOn: '2026-11-23', post: 'LAX' };
const forms = [...FORM_SERVICES.map((service) => formFor(service)), formFor('passport.renew', 1)];

/** Every field that a condition names. */
function fieldsIn(condition: Condition | undefined): string[] {
  if (!condition) return [];
  if ('field' in condition) return [condition.field];
  if ('not' in condition) return fieldsIn(condition.not);
  if ('all' in condition) return condition.all.flatMap(fieldsIn);
  if ('any' in condition) return condition.any.flatMap(fieldsIn);
  return [];
}

const CASES: [Condition, Record<string, string>, boolean][] = [
  [{ field: 'a', is: ['x', 'y'] }, { a: 'y' }, true],
  [{ field: 'a', is: ['x'] }, { a: ' x ' }, true],
  [{ field: 'a', is: ['x'] }, {}, false],
  [{ not: { field: 'a', is: ['x'] } }, {}, true],
  [{ all: [] }, {}, true],
  [{ any: [] }, {}, false],
  [
    {
      all: [
        { field: 'a', is: ['x'] },
        { field: 'b', is: ['y'] },
      ],
    },
    { a: 'x' },
    false,
  ],
  [
    {
      any: [
        { field: 'a', is: ['x'] },
        { field: 'b', is: ['y'] },
      ],
    },
    { a: 'x' },
    true,
  ],
  [{ field: 'd', olderThanYears: 2 }, { d: '2024-11-22' }, true],
  [{ field: 'd', olderThanYears: 2 }, { d: '2024-11-23' }, false],
  [{ field: 'd', olderThanYears: 2 }, { d: '無' }, false],
  [{ age: { under: 16 } }, { 'person.bornOn': '2010-11-24' }, true],
  [{ age: { under: 16 } }, { 'person.bornOn': '2010-11-23' }, false],
  [{ age: { under: 16 } }, { 'person.bornOn': '2010-13-01' }, false],
  [{ age: { under: 16 } }, {}, false],
];

test.each(CASES)('R-11 condition %j with %j holds: %s', (condition, answers, holds) => {
  expect(applies(condition, answers, context)).toBe(holds);
  expect(applies(JSON.parse(JSON.stringify(condition)) as Condition, answers, context)).toBe(holds);
});

test.each(forms.map((form): [string, FormDefinition] => [`${form.service} ${form.version}`, form]))(
  'R-11 %s is data: it survives JSON, and its conditions name questions that come before them',
  (_name, form) => {
    expect(JSON.parse(JSON.stringify(form))).toEqual(form);
    const before = new Set(['person.bornOn']);
    for (const section of form.sections) {
      for (const id of fieldsIn(section.when)) expect(before).toContain(id);
      for (const field of section.fields) {
        for (const id of fieldsIn(field.when)) expect(before).toContain(id);
        before.add(field.id);
      }
    }
    for (const material of form.materials)
      for (const id of fieldsIn(material.when)) expect(before).toContain(id);
  },
);

test('R-11 whatever the situation, no question and no material is shown twice', () => {
  for (const service of FORM_SERVICES) {
    for (const situation of SITUATIONS[service]) {
      for (const minor of [true, false]) {
        const shown = shownForm(formFor(service), answersOf(situation, minor, context.todayOn), context);
        const ids = shown.sections.flatMap(({ fields }) => fields.map(({ id }) => id));
        const kinds = shown.materials.map(({ kind }) => kind);
        expect(ids).toEqual([...new Set(ids)]);
        expect(kinds).toEqual([...new Set(kinds)]);
      }
    }
  }
});

test('R-11 an answer left over from another choice asks for nothing more', () => {
  const form = formFor('travel-document.issue');
  const answers = { 'travel.ground': 'taiwan', 'loss.kind': 'stolen', 'loss.policeReport': '17' };
  expect(countedAnswers(form, answers, context)).toEqual({ 'travel.ground': 'taiwan' });
  const kinds = shownForm(form, answers, context).materials.map(({ kind }) => kind);
  expect(kinds).toContain('taiwan-paper');
  expect(kinds).not.toContain('police-report');
});

const faults = (service: string, answers: Record<string, string>) =>
  checkForm(formFor(service), answers, {}, context).map(({ field, rule }) => `${field}: ${rule}`);

test.each([
  ['passport.issue', { 'passport.everHeld': 'yes' }, 'passport.everHeld: passport-already-held'],
  [
    'travel-document.issue',
    { 'travelDocument.everHeld': 'yes' },
    'travelDocument.everHeld: travel-document-already-held',
  ],
  [
    'travel-document.issue',
    { 'travel.ground': 'visitor-lost', 'us.statusKind': 'resident' },
    'travel.ground: visitors-only',
  ],
  [
    'travel-document.issue',
    { 'travel.ground': 'us-born-child', 'person.bornOn': '2008-11-23' },
    'travel.ground: under-18-only',
  ],
  [
    'travel-document.renew',
    { 'renewal.ground': 'under-one-year', 'travelDocument.expiresOn': '2027-11-23' },
    'renewal.ground: renewal-too-early',
  ],
  [
    'passport.replace',
    { 'loss.kind': 'lost', 'loss.on': '2020-01-01', 'passport.issuedOn': '2021-01-01' },
    'loss.on: loss-before-issue',
  ],
  [
    'passport.replace',
    { 'us.leftChinaOn': '1999-01-01', 'person.bornOn': '2000-01-01' },
    'us.leftChinaOn: date-before-birth',
  ],
  ['passport.issue', { 'us.inUnitedStates': 'no' }, 'us.inUnitedStates: not-in-united-states'],
])('R-10 %s with %j is told: %s', (service, answers, told) => {
  expect(faults(service, answers)).toContain(told);
});

test('R-10 a child of 17 and a visitor have the right ground', () => {
  const child = { 'travel.ground': 'us-born-child', 'person.bornOn': '2008-11-24' };
  expect(faults('travel-document.issue', child)).not.toContain('travel.ground: under-18-only');
  const visitor = { 'travel.ground': 'visitor-lost', 'us.statusKind': 'visitor' };
  expect(faults('travel-document.issue', visitor)).not.toContain('travel.ground: visitors-only');
});

test('R-12 a child born in the US has the English name of its birth certificate; all others pinyin', () => {
  const names = { 'name.surnamePinyin': 'O’NEIL-LI', 'name.givenPinyin': 'EMMA ROSE' };
  const told = (ground: string, answers: Record<string, string>) =>
    faults('travel-document.issue', { 'travel.ground': ground, ...answers }).filter((fault) =>
      /^name\.\w+Pinyin/.test(fault),
    );
  expect(told('us-born-child', names)).toEqual([]);
  expect(told('taiwan', names)).toEqual([
    'name.surnamePinyin: pinyin-letters',
    'name.givenPinyin: pinyin-letters',
  ]);
  expect(told('us-born-child', { ...names, 'name.givenPinyin': 'Emma' })).toEqual([
    'name.givenPinyin: latin-name-letters',
  ]);
});
