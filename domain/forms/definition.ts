import type { ServiceCode } from '../policy.ts';
import type { PostCode } from '../posts.ts';
import type { Text } from '../texts/text.ts';
import type { Condition } from './conditions.ts';

/** A form as data: pages draw it, checks read it, and a case keeps the version that it was filled in with. */
export type FormDefinition = {
  service: ServiceCode;
  /** Rises with every change of meaning; never changes for a form that someone has filled in. */
  version: number;
  sections: readonly FormSection[];
  materials: readonly Material[];
};

/** Asked when its condition holds; without one always. So with fields and materials. */
export type FormSection = { id: string; title: Text; when?: Condition; fields: readonly FormField[] };

/**
 * One question. Its id is the key of the answer and never changes its meaning. Two questions may share an id when their
 * conditions exclude each other: the same answer, asked or checked differently.
 */
export type FormField = {
  id: string;
  label: Text;
  hint?: Text;
  kind: 'text' | 'date' | 'choice' | 'longtext' | 'mrz';
  when?: Condition;
  /** Of a choice, in the order to show. */
  options?: readonly FormOption[];
  required: boolean;
  /** In characters as people count them (code points). */
  maxLength: number;
  /** Whether 「無」 is an answer. */
  noneAllowed?: boolean;
  check?: FieldCheck;
};

export type FormOption = { value: string; label: Text };

/** What an answer must be, beyond its kind. */
export type FieldCheck =
  | 'chinese-name'
  | 'pinyin'
  | 'latin-name'
  | 'past-date'
  | 'resident-id'
  | 'passport-number'
  | 'paper-number'
  | 'annotations'
  | 'email'
  | 'phone'
  | 'zip'
  | 'in-united-states';

/** A document to upload: JPEG, at most 5 MB each. `many` allows more than one picture. */
export type Material = {
  kind: string;
  title: Text;
  hint: Text;
  when?: Condition;
  required: boolean;
  many?: boolean;
};

/** Answers by field id, as they were typed. */
export type Answers = Readonly<Record<string, string>>;

/** What the checks may know beside the answers: today's date at the post, and which post it is. */
export type FormContext = { todayOn: string; post: PostCode };
