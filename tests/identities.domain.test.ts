import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FormContext } from '../domain/forms/definition.ts';
import { checkForm, formFor } from '../domain/forms/form.ts';
import { mrzCheckDigit } from '../domain/mrz.ts';
import { residentIdCheck } from '../domain/resident-id.ts';
import { soundAnswers } from '../scripts/demo/answers.ts';
import { ROWS } from '../scripts/demo/rows.ts';

const context: FormContext = { todayOn: '2026-11-23', post: 'LAX' };
const form = formFor('passport.renew');
const row = ROWS.find(({ service, minor }) => service === 'passport.renew' && !minor);
const base = row ? soundAnswers(row, context) : {};

/** A woman who does not exist, with an ID number and a passport whose lines agree. */
const identity = fc
  .record({
    born: fc.date({ min: new Date('1940-01-01'), max: new Date('2005-12-31'), noInvalidDate: true }),
    area: fc.constantFrom('110105', '310104', '440106', '510107', '330106'),
    sequence: fc.integer({ min: 0, max: 499 }),
    passport: fc.integer({ min: 0, max: 9_999_999 }),
    letter: fc.constantFrom(...Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ')),
  })
  .map(({ born, area, sequence, passport, letter }) => {
    const bornOn = born.toISOString().slice(0, 10);
    const body = `${area}${bornOn.replaceAll('-', '')}${String(sequence * 2).padStart(3, '0')}`;
    const number = `E${letter}${String(passport).padStart(7, '0')}`;
    const guarded = (text: string): string => `${text}${mrzCheckDigit(text)}`;
    const yymmdd = (date: string): string => date.slice(2).replaceAll('-', '');
    const parts = [
      guarded(number),
      guarded(yymmdd(bornOn)),
      guarded(yymmdd(base['passport.expiresOn'] ?? '')),
    ];
    const optional = guarded('<'.repeat(14));
    const line2 = `${parts[0]}CHN${parts[1]}F${parts[2]}${optional}${mrzCheckDigit(parts.join('') + optional)}`;
    return {
      ...base,
      'person.bornOn': bornOn,
      'person.idNumber': body + residentIdCheck(body),
      'passport.number': number,
      'passport.mrz': `${'POCHNLYU<<CESHI'.padEnd(44, '<')}\n${line2}`,
    };
  });

const DOCUMENTS = { 'passport-data-page': ['a'], portrait: ['b'], 'residence-proof': ['c'] };
const faultsOf = (answers: Record<string, string>) => checkForm(form, answers, DOCUMENTS, context);

/** Where a digit stands, and another digit for it. */
const slip = fc.record({ at: fc.nat(1_000), by: fc.integer({ min: 1, max: 9 }) });
function mistyped(text: string, { at, by }: { at: number; by: number }, from = 0): string {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index).filter((index) => index >= from);
  const place = places[at % places.length] ?? 0;
  const digit = (Number(text[place]) + by) % 10;
  return text.slice(0, place) + String(digit) + text.slice(place + 1);
}

test('R-12 200 identities are taken as they are, and refused with one wrong digit', () => {
  const kinds = fc.constantFrom('person.idNumber', 'passport.number', 'passport.mrz');
  fc.assert(
    fc.property(identity, kinds, slip, (answers, field, wrong) => {
      expect(faultsOf(answers)).toEqual([]);
      const changed = { ...answers, [field]: mistyped(answers[field as keyof typeof answers] ?? '', wrong) };
      expect(changed).not.toEqual(answers);
      const faults = faultsOf(changed);
      expect(faults.length).toBeGreaterThan(0);
      // The fault is put beside the answer, or where the two papers disagree.
      expect(faults.map((fault) => fault.field)).toContain(field);
    }),
    { numRuns: 200, seed: 20_210_607 },
  );
});
