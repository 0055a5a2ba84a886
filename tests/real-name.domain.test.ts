import { describe, expect, test } from 'vitest';
import { consultationOf } from '../domain/data/posts.ts';
import { personIdentifiers } from '../domain/person.ts';
import { type Claim, claimIdentifier, readClaim } from '../domain/real-name.ts';

const context = { todayOn: '2026-01-01', post: 'LAX' } as const;
const passport = (number: string, name = '王小明'): Claim => ({ kind: 'passport', number, name });
const residentId = (number: string, name = '王小明'): Claim => ({ kind: 'resident-id', number, name });

describe('R-07 what can be authenticated with', () => {
  test.each([
    [passport('EA1234567'), 'EA1234567'],
    [passport('e 1234 5678'), 'E12345678'],
    [passport('G12345678'), 'G12345678'],
    [passport('EA1234567'), 'EA1234567'],
    [residentId('11010519491231002x'), '11010519491231002X'],
    [residentId('110105 19491231 002X'), '11010519491231002X'],
  ])('%j is read', (said, number) => {
    const read = readClaim(said, context);
    expect(read).toEqual({ ok: true, claim: { kind: said.kind, number, name: '王小明' } });
  });

  test.each(['DE1234567', 'SE1234567', 'PE1234567', 'D12345678', 'pe 1234567'])(
    'the official passport %s is refused, with where to go instead',
    (number) => {
      expect(readClaim(passport(number), context)).toEqual({
        ok: false,
        faults: [{ field: 'number', rule: 'passport-official', params: consultationOf('LAX') }],
      });
    },
  );

  test.each([
    [passport('K12345678'), 'number', 'passport-special-region'],
    [passport('12345'), 'number', 'passport-number-shape'],
    [residentId('110105194912310021'), 'number', 'id-number-check-digit'],
    [residentId('11010520991231002X'), 'number', 'id-number-date'],
    [residentId('123'), 'number', 'id-number-shape'],
    [passport('EA1234567', 'Wang Xiaoming'), 'name', 'chinese-name-characters'],
    [passport('EA1234567', ''), 'name', 'chinese-name-characters'],
  ])('%j is refused for its %s: %s', (said, field, rule) => {
    const read = readClaim(said, context);
    expect(read).toMatchObject({ ok: false, faults: [{ field, rule }] });
  });

  test('a minority name has one spelling, whatever its dots', () => {
    const read = readClaim(passport('EA1234567', '阿卜杜拉 • 艾山'), context);
    expect(read).toMatchObject({ claim: { name: '阿卜杜拉·艾山' } });
  });

  test('an authenticated person is known by the same text as the applicant of a case', () => {
    expect([claimIdentifier(passport('EA1234567'))]).toEqual(
      personIdentifiers({ 'passport.number': 'ea1234567' }),
    );
    expect([claimIdentifier(residentId('11010519491231002X'))]).toEqual(
      personIdentifiers({ 'person.idNumber': '11010519491231002x' }),
    );
  });
});
