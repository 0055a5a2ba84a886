import { AGE_LINES } from '../ages.ts';
import type { Text } from '../texts/text.ts';
import type { Condition } from './conditions.ts';
import type { FormField } from './definition.ts';

/** Short ways to write questions down, so that a form reads as a list of what it asks. All questions are required unless told. */
type More = Partial<Omit<FormField, 'id' | 'label' | 'kind' | 'options'>>;

export const say = (hans: string, hant: string, en: string): Text => ({ hans, hant, en });

export const line = (id: string, label: Text, maxLength: number, more: More = {}): FormField => ({
  id,
  label,
  kind: 'text',
  required: true,
  maxLength,
  ...more,
});

export const story = (id: string, label: Text, more: More = {}): FormField => ({
  id,
  label,
  kind: 'longtext',
  required: true,
  maxLength: 1_000,
  ...more,
});

export const day = (id: string, label: Text, more: More = {}): FormField => ({
  id,
  label,
  kind: 'date',
  required: true,
  maxLength: 10,
  ...more,
});

export const choice = (
  id: string,
  label: Text,
  options: Readonly<Record<string, Text>>,
  more: More = {},
): FormField => ({
  id,
  label,
  kind: 'choice',
  options: Object.entries(options).map(([value, words]) => ({ value, label: words })),
  required: true,
  maxLength: 40,
  ...more,
});

export const yesNo = (id: string, label: Text, more: More = {}): FormField =>
  choice(id, label, { yes: say('是', '是', 'Yes'), no: say('否', '否', 'No') }, more);

export const yesNoUnclear = (id: string, label: Text, more: More = {}): FormField =>
  choice(
    id,
    label,
    {
      yes: say('是', '是', 'Yes'),
      no: say('否', '否', 'No'),
      unclear: say('不确定', '不確定', 'Not sure'),
    },
    more,
  );

export const is = (field: string, ...values: string[]): Condition => ({ field, is: values });
export const isNot = (field: string, ...values: string[]): Condition => ({ not: is(field, ...values) });
export const all = (...conditions: Condition[]): Condition => ({ all: conditions });
export const any = (...conditions: Condition[]): Condition => ({ any: conditions });

/** Under 16: a guardian acts. */
export const MINOR: Condition = { age: { under: AGE_LINES.guarded } };
/** The words that say there is none. */
export const NONE = ['無', '无'] as const;
