/** What can be wrong with one answer or one document; the reader's words are in texts/faults.ts. */
export type FieldFault = {
  /** Id of the answer (`passport.number`) or of the material (`materials.portrait`). */
  field: string;
  rule: FieldRule;
  params?: Readonly<Record<string, string | number>>;
};

export type FieldRule = GeneralRule | IdentityRule | SituationRule;

/** Rules for any answer or document, whatever it is about. */
export type GeneralRule =
  | 'required'
  | 'unknown-field'
  | 'too-long'
  | 'text-characters'
  | 'not-a-choice'
  | 'none-not-allowed'
  | 'date-format'
  | 'date-in-future'
  | 'date-too-long-ago'
  | 'zip-format'
  | 'phone-format'
  | 'phone-ambiguous'
  | 'email-format'
  | 'tracking-not-usps'
  | 'order-number-format'
  | 'material-required'
  | 'material-too-many'
  | 'material-unknown';

/** Rules about names, ID numbers, passports and their machine-readable lines. */
export type IdentityRule =
  | 'chinese-name-characters'
  | 'pinyin-letters'
  | 'pinyin-umlaut'
  | 'latin-name-letters'
  | 'id-number-shape'
  | 'id-number-date'
  | 'id-number-check-digit'
  | 'id-number-disagrees'
  | 'passport-number-shape'
  | 'passport-official'
  | 'passport-special-region'
  | 'paper-number-shape'
  | 'passport-dates-order'
  | 'passport-issued-before-birth'
  | 'mrz-length'
  | 'mrz-characters'
  | 'mrz-not-passport'
  | 'mrz-not-chinese'
  | 'mrz-check-digit'
  | 'mrz-disagrees';

/** Rules about whether this order can be taken as it stands. */
export type SituationRule =
  | 'not-in-united-states'
  | 'county-needed'
  | 'county-outside-california'
  | 'renewal-too-early'
  | 'renewal-not-expired'
  | 'passport-already-held'
  | 'travel-document-already-held'
  | 'visitors-only'
  | 'under-18-only'
  | 'guardian-disagrees'
  | 'date-before-birth'
  | 'loss-before-issue'
  | 'annotation-kind-missing'
  | 'annotation-proof-needed'
  | 'face-check-needed';

/** Rules that only advise: they are shown beside the answer and never stop an order (R-12: never rewritten by us). */
const ADVICE: ReadonlySet<FieldRule> = new Set<FieldRule>(['pinyin-umlaut']);

/** Whether `rule` is a hint that the applicant may ignore, rather than a reason to refuse the submission. */
export function isAdvice(rule: FieldRule): boolean {
  return ADVICE.has(rule);
}
