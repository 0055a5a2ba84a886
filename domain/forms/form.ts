import { type FieldFault, isAdvice } from '../faults.ts';
import { annotationTexts } from '../fees.ts';
import { findDisagreements, type SoundAnswer } from './agreement.ts';
import { findAnswerFault } from './answer-checks.ts';
import type { Answers, FormContext, FormDefinition, FormField } from './definition.ts';
import { PASSPORT_RENEW } from './passport-renew.ts';

const FORMS: readonly FormDefinition[] = [PASSPORT_RENEW];

/** The current form of a service. Throws RangeError when the service has none. */
export function formFor(service: string): FormDefinition {
  const form = FORMS.find((candidate) => candidate.service === service);
  if (!form) throw new RangeError(`No form for ${service}`);
  return form;
}

function findField(form: FormDefinition, fieldId: string): FormField | undefined {
  return form.sections.flatMap(({ fields }) => fields).find(({ id }) => id === fieldId);
}

/**
 * What is wrong with one answer, as soon as it is given; undefined when nothing is.
 * The fault may be advice only: ask {@link isAdvice} before treating it as a refusal.
 */
export function checkAnswer(
  form: FormDefinition,
  fieldId: string,
  value: string,
  context: FormContext,
): FieldFault | undefined {
  const field = findField(form, fieldId);
  if (!field) return { field: fieldId, rule: 'unknown-field' };
  const found = findAnswerFault(field, value, context);
  return found && { field: fieldId, ...found };
}

/**
 * All that stops the submission of these answers and documents, at most one fault for each; empty when it may go.
 * Includes what only shows between answers: the passport's lines agree, there is a ground to renew, the
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
  const asked = form.sections.flatMap(({ fields }) => fields.map(({ id }) => id));
  const ids = new Set([...asked, ...Object.keys(answers)]);
  const own = new Map<string, FieldFault>();
  for (const id of ids) {
    const fault = checkAnswer(form, id, answers[id] ?? '', context);
    if (fault && !isAdvice(fault.rule)) own.set(id, fault);
  }
  const sound: SoundAnswer = (id) => {
    const value = answers[id];
    return value === undefined || value.trim() === '' || own.has(id) ? undefined : value;
  };
  for (const fault of findDisagreements(sound, context)) {
    // "Please fill this in" says less than why the blank cannot stay.
    const known = own.get(fault.field);
    if (!known || known.rule === 'required') own.set(fault.field, fault);
  }
  return [...own.values(), ...checkMaterials(form, answers, documentsByKind)];
}

function checkMaterials(
  form: FormDefinition,
  answers: Answers,
  documentsByKind: Readonly<Record<string, readonly unknown[]>>,
): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const { kind, required, many } of form.materials) {
    const field = `materials.${kind}`;
    const count = documentsByKind[kind]?.length ?? 0;
    if (required && count === 0) faults.push({ field, rule: 'material-required' });
    if (!many && count > 1) faults.push({ field, rule: 'material-too-many', params: { count } });
    // an annotation needs an official proof of what it says.
    if (kind === 'annotation-proof' && count === 0 && annotationTexts(answers).length > 0) {
      faults.push({ field, rule: 'annotation-proof-needed' });
    }
  }
  const known = new Set(form.materials.map(({ kind }) => kind));
  for (const [kind, documents] of Object.entries(documentsByKind)) {
    if (!known.has(kind) && documents.length > 0) {
      faults.push({ field: `materials.${kind}`, rule: 'material-unknown' });
    }
  }
  return faults;
}
