import { addYears, isCalendarDate } from '../calendar.ts';
import { consultationOf } from '../data/posts.ts';
import type { FieldFault, FieldRule } from '../faults.ts';
import { annotationTexts } from '../fees.ts';
import { parseMrz } from '../mrz.ts';
import { findPinyinRule, isChineseName, isLatinName } from '../names.ts';
import { parsePhone } from '../phones.ts';
import { parseResidentId } from '../resident-id.ts';
import { isPaperNumber, passportKind } from '../travel-papers.ts';
import { isNone } from '../written.ts';
import { parseAnnotation } from './annotations.ts';
import type { FieldCheck, FormContext, FormField } from './definition.ts';

type Finding = Omit<FieldFault, 'field'> | undefined;

/** Control and direction characters: invisible, and they turn what an officer reads into something else. */
const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** No living person's paper carries an older date. */
const OLDEST_YEARS = 130;

/** The first thing wrong with one answer by itself, or undefined. */
export function findAnswerFault(field: FormField, value: string, context: FormContext): Finding {
  if (value.trim() === '') return field.required ? { rule: 'required' } : undefined;
  const length = Array.from(value).length;
  if (length > field.maxLength) return { rule: 'too-long', params: { max: field.maxLength, length } };
  const hasLines = field.kind === 'longtext' || field.kind === 'mrz';
  if (UNSEEN.test(hasLines ? value.replace(/[\r\n\t]/g, '') : value)) return { rule: 'text-characters' };
  if (isNone(value)) return field.noneAllowed ? undefined : { rule: 'none-not-allowed' };
  return findKindFault(field, value, context) ?? (field.check && CHECKS[field.check](value, context));
}

function findKindFault(field: FormField, value: string, { todayOn }: FormContext): Finding {
  switch (field.kind) {
    case 'choice':
      return field.options?.some((option) => option.value === value) ? undefined : { rule: 'not-a-choice' };
    case 'date':
      if (!isCalendarDate(value)) return { rule: 'date-format' };
      return value < addYears(todayOn, -OLDEST_YEARS) ? { rule: 'date-too-long-ago' } : undefined;
    case 'mrz':
      return findMrzFault(value);
    case 'text':
    case 'longtext':
      return undefined;
  }
}

function findMrzFault(value: string): Finding {
  const result = parseMrz(value);
  if (!result.ok) return { rule: result.rule, params: result.params };
  const { issuer, nationality } = result.mrz;
  return issuer === 'CHN' && nationality === 'CHN' ? undefined : { rule: 'mrz-not-chinese' };
}

const PASSPORT_RULES = {
  ordinary: undefined,
  official: 'passport-official',
  hksar: 'passport-special-region',
  macau: 'passport-special-region',
  unknown: 'passport-number-shape',
} as const satisfies Record<ReturnType<typeof passportKind>, FieldRule | undefined>;

function finding(rule: FieldRule | undefined): Finding {
  return rule && { rule };
}

/** What a single check has to say about a value, wherever it was typed. */
export const findCheckFault = (check: FieldCheck, value: string, context: FormContext): Finding =>
  CHECKS[check](value, context);

const CHECKS: Record<FieldCheck, (value: string, context: FormContext) => Finding> = {
  'chinese-name': (value) => finding(isChineseName(value) ? undefined : 'chinese-name-characters'),
  pinyin: (value) => finding(findPinyinRule(value.trim())),
  'latin-name': (value) => finding(isLatinName(value) ? undefined : 'latin-name-letters'),
  'past-date': (value, { todayOn }) => finding(value > todayOn ? 'date-in-future' : undefined),
  'resident-id': (value, { todayOn }) => {
    const result = parseResidentId(value, todayOn);
    return result.ok ? undefined : { rule: result.rule };
  },
  'passport-number': (value, { post }) => {
    const rule = PASSPORT_RULES[passportKind(value)];
    // who cannot be served here is told whom to ask instead.
    return rule && { rule, params: consultationOf(post) };
  },
  'paper-number': (value) => finding(isPaperNumber(value) ? undefined : 'paper-number-shape'),
  annotations: (value) => {
    const lines = annotationTexts({ 'annotation.texts': value });
    const at = lines.findIndex((line) => !parseAnnotation(line));
    return at < 0 ? undefined : { rule: 'annotation-kind-missing', params: { line: at + 1 } };
  },
  email: (value) => finding(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value.trim()) ? undefined : 'email-format'),
  phone: (value) => {
    const result = parsePhone(value);
    return result.ok ? undefined : { rule: result.rule };
  },
  zip: (value) => finding(/^\d{5}(?:-\d{4})?$/.test(value.trim()) ? undefined : 'zip-format'),
  'in-united-states': (value) => finding(value === 'yes' ? undefined : 'not-in-united-states'),
};
