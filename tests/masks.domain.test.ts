import { expect, test } from 'vitest';
import { FORM_SERVICES, formFor } from '../domain/forms/form.ts';
import {
  groupOf,
  maskAddress,
  maskAnswers,
  maskedFields,
  mayShowFor,
  SHOW_REASONS,
} from '../domain/masks.ts';

test('V14 the desk shows of a number its ends, of an address nothing, of a name all', () => {
  const answers = {
    'name.chinese': '吕测试',
    'person.idNumber': '11010519491231002X',
    'passport.number': 'EA1234567',
    'passport.mrz': 'POCHNLYU<<CESHI\nEA12345679CHN',
    'contact.phone': '+12138078088',
    'contact.email': 'applicant@example.org',
    'address.street': '443 Shatto Pl',
    'address.city': 'Los Angeles',
    'family.fatherAddress': '北京市东城区 1 号',
  };
  expect(maskAnswers(answers)).toEqual({
    ...answers,
    'person.idNumber': '1•••••2X',
    'passport.number': 'E•••••67',
    'passport.mrz': '•••••',
    'contact.phone': '+•••••88',
    'contact.email': 'a•••••@example.org',
    'address.street': '•••••',
    'family.fatherAddress': '•••••',
  });
  expect(maskedFields(answers)).toEqual(
    Object.keys(answers).filter((field) => !['name.chinese', 'address.city'].includes(field)),
  );
});

test('V14 a blank, 「無」 and 「去世」 stay: there is nothing to mask', () => {
  const answers = {
    'person.idNumber': '無',
    'family.motherAddress': '去世',
    'contact.phone': '',
    'china.address': ' 无 ',
  };
  expect(maskAnswers(answers)).toEqual(answers);
  expect(maskedFields(answers)).toEqual([]);
});

test('V14 a mask never gives a short value away, nor its length', () => {
  expect(maskAnswers({ 'passport.number': 'E1234' })).toEqual({ 'passport.number': '•••••' });
  expect(maskAnswers({ 'passport.number': 'E12345' })).toEqual({ 'passport.number': 'E•••••45' });
  expect(maskAddress('@example.org')).toBe('•••••');
  expect(maskAddress('nobody@example.org')).toBe('n•••••@example.org');
  expect(maskAddress('13800138000')).toBe('•••••00');
  expect(maskAddress('+8613800138000')).toBe('+•••••00');
  const [short, long] = ['E1234567', 'EA1234567890'].map((each) => maskAnswers({ 'passport.number': each }));
  expect(short?.['passport.number']?.length).toBe(long?.['passport.number']?.length);
});

test('V14 every number, telephone, e-mail and street of every form has a mask', () => {
  const asked = FORM_SERVICES.flatMap((service) => formFor(service).sections.flatMap(({ fields }) => fields));
  const sensitive = asked.filter(
    ({ id, kind, check }) =>
      kind === 'mrz' ||
      ['resident-id', 'passport-number', 'paper-number', 'phone', 'email'].includes(check ?? '') ||
      /\.street$|[aA]ddress$/.test(id),
  );
  expect(sensitive.length).toBeGreaterThan(20);
  expect(sensitive.filter(({ id }) => groupOf(id) === undefined)).toEqual([]);
  expect(groupOf('toString')).toBeUndefined();
  expect(groupOf('name.chinese')).toBeUndefined();
});

test('L2 who may see plain values for which reason', () => {
  expect(SHOW_REASONS.filter((reason) => mayShowFor(['mailroom'], reason))).toEqual(['mailing']);
  expect(SHOW_REASONS.filter((reason) => mayShowFor(['officer'], reason))).toEqual([...SHOW_REASONS]);
  expect(SHOW_REASONS.filter((reason) => mayShowFor(['supervisor'], reason))).not.toContain(
    'compare-with-document',
  );
  expect(SHOW_REASONS.filter((reason) => mayShowFor(['production', 'operator', 'auditor'], reason))).toEqual(
    [],
  );
});
