import { expect, test } from 'vitest';
import { parsePhone } from '../domain/phones.ts';

test.each([
  ['(202) 855-1555', '+12028551555'],
  ['+1 202 855 1555', '+12028551555'],
  ['202.855.1555', '+12028551555'],
  ['1-202-855-1555', '+12028551555'],
  ['+12028551555', '+12028551555'],
  ['+86 139 1234 5678', '+8613912345678'],
  ['8613912345678', '+8613912345678'],
  ['0086 139-1234-5678', '+8613912345678'],
  ['011 86 13912345678', '+8613912345678'],
  ['13901234567', '+8613901234567'],
])('R-12 %s is %s', (written, e164) => {
  expect(parsePhone(written)).toMatchObject({ ok: true, phone: { e164 } });
});

test('R-12 eleven digits that may be either country are asked about, unless the page knows', () => {
  expect(parsePhone('13125551234')).toEqual({ ok: false, rule: 'phone-ambiguous' });
  expect(parsePhone('+13125551234')).toMatchObject({ phone: { country: 'US' } });
  expect(parsePhone('+8613125551234')).toMatchObject({ phone: { country: 'CN' } });
});

test('R-06 registration with a Chinese mobile reads the same digits as Chinese', () => {
  expect(parsePhone('131 2555 1234', 'CN')).toEqual({
    ok: true,
    phone: { e164: '+8613125551234', country: 'CN' },
  });
  expect(parsePhone('131 2555 1234', 'US')).toEqual({
    ok: true,
    phone: { e164: '+13125551234', country: 'US' },
  });
});

test.each([
  '',
  '12345',
  '1028551555',
  '2021551555',
  '+8612012345678',
  '+8610123456789',
  '+447911123456',
  '+2028551555',
  '+13901234567',
  'call me',
  '202855155a',
])('R-12 %j is no number that we can call', (written) => {
  expect(parsePhone(written)).toEqual({ ok: false, rule: 'phone-format' });
});
