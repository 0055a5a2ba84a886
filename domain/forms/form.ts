import { type FieldFault, isAdvice } from '../faults.ts';
import { annotationTexts } from '../fees.ts';
import type { ServiceCode } from '../policy.ts';
import { findDisagreements, type SoundAnswer } from './agreement.ts';
import { findAnswerFault } from './answer-checks.ts';
import { countedAnswers, shownForm } from './conditions.ts';
import type { Answers, FormContext, FormDefinition } from './definition.ts';
import { PASSPORT_ISSUE, PASSPORT_RENEW, PASSPORT_REPLACE } from './passports.ts';
import { PASSPORT_RENEW_1 } from './retired/passport-renew-1.ts';
import { TRAVEL_DOCUMENT_ISSUE, TRAVEL_DOCUMENT_RENEW, TRAVEL_DOCUMENT_REPLACE } from './travel-documents.ts';

/** Services that are ordered with a form here. */
export const FORM_SERVICES = [
  'passport.issue',
  'passport.renew',
  'passport.replace',
  'travel-document.issue',
  'travel-document.renew',
  'travel-document.replace',
] as const satisfies readonly ServiceCode[];
export type FormService = (typeof FORM_SERVICES)[number];

/** The current form of each service, and those that drafts and orders may still be filled in with. */
const FORMS: readonly FormDefinition[] = [
  PASSPORT_ISSUE,
  PASSPORT_RENEW,
  PASSPORT_REPLACE,
  TRAVEL_DOCUMENT_ISSUE,
  TRAVEL_DOCUMENT_RENEW,
  TRAVEL_DOCUMENT_REPLACE,
  PASSPORT_RENEW_1,
];

/** The form of a service: of that version, or the current one. Throws RangeError when there is none. */
export function formFor(service: string, version?: number): FormDefinition {
  const form = FORMS.find(
    (candidate) => candidate.service === service && (version === undefined || candidate.version === version),
  );
  if (!form) throw new RangeError(`No form for ${service}, version ${version ?? 'current'}`);
  return form;
}

/** The ids of all questions of a form, shown or not. */
export function fieldIds(form: FormDefinition): ReadonlySet<string> {
  return new Set(form.sections.flatMap(({ fields }) => fields.map(({ id }) => id)));
}

/**
 * What is wrong with the answers given, each by itself, as soon as they are given. Hidden questions are not
 * checked, blank ones are no fault yet. Some faults are advice only: ask {@link isAdvice} before treating one as a refusal.
 */
export function checkAnswers(form: FormDefinition, answers: Answers, context: FormContext): FieldFault[] {
  const found = shownForm(form, answers, context).sections.flatMap(({ fields }) =>
    fields.flatMap((field): FieldFault[] => {
      const value = answers[field.id] ?? '';
      const fault = value === '' ? undefined : findAnswerFault(field, value, context);
      return fault ? [{ field: field.id, ...fault }] : [];
    }),
  );
  return [...found, ...unknownFields(form, answers)];
}

function unknownFields(form: FormDefinition, answers: Answers): FieldFault[] {
  const known = fieldIds(form);
  return Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((field) => ({ field, rule: 'unknown-field' }));
}

/**
 * All that stops the submission of these answers and documents, at most one fault for each; empty when it may go.
 * Includes what only shows between answers: the passport's lines agree, it is the right service, the
 * applicant is in the US. Advice is left out.
 *
 * @param documentsByKind  the documents uploaded so far, by material kind; only their number matters
 */
export function checkForm(
  form: FormDefinition,
  answers: Answers,
  documentsByKind: Readonly<Record<string, readonly unknown[]>>,
  context: FormContext,
): FieldFault[] {
  const shown = shownForm(form, answers, context);
  const counted = countedAnswers(form, answers, context);
  const own = new Map<string, FieldFault>();
  for (const field of shown.sections.flatMap(({ fields }) => fields)) {
    const fault = findAnswerFault(field, answers[field.id] ?? '', context);
    if (fault && !isAdvice(fault.rule)) own.set(field.id, { field: field.id, ...fault });
  }
  for (const fault of unknownFields(form, answers)) own.set(fault.field, fault);
  const sound: SoundAnswer = (id) => {
    const value = counted[id];
    return value === undefined || value.trim() === '' || own.has(id) ? undefined : value;
  };
  for (const fault of findDisagreements(form.service, sound, context)) {
    // "Please fill this in" says less than why the blank cannot stay.
    const known = own.get(fault.field);
    if (!known || known.rule === 'required') own.set(fault.field, fault);
  }
  return [...own.values(), ...checkMaterials(shown, counted, documentsByKind)];
}

function checkMaterials(
  shown: FormDefinition,
  answers: Answers,
  documentsByKind: Readonly<Record<string, readonly unknown[]>>,
): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const { kind, required, many } of shown.materials) {
    const field = `materials.${kind}`;
    const count = documentsByKind[kind]?.length ?? 0;
    // an annotation needs an official proof of what it says.
    const isProof = kind === 'annotation-proof';
    if (count === 0 && (required || (isProof && annotationTexts(answers).length > 0)))
      faults.push({ field, rule: isProof ? 'annotation-proof-needed' : 'material-required' });
    if (!many && count > 1) faults.push({ field, rule: 'material-too-many', params: { count } });
  }
  const asked = new Set(shown.materials.map(({ kind }) => kind));
  for (const [kind, documents] of Object.entries(documentsByKind)) {
    if (!asked.has(kind) && documents.length > 0) {
      faults.push({ field: `materials.${kind}`, rule: 'material-unknown' });
    }
  }
  return faults;
}
