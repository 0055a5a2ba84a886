import type { Draft, Form } from '../../client/api.ts';

/** The parts of an application in their order; each is a page. */
export type Step = { key: string; title: string; link: StepLink };
export type StepLink =
  | { to: '/drafts/$id/part/$section'; params: { id: string; section: string } }
  | { to: '/drafts/$id/statement/$kind'; params: { id: string; kind: string } }
  | { to: '/drafts/$id/documents' | '/drafts/$id/check'; params: { id: string } };

export type Standing = 'done' | 'begun' | 'new';

/** A statement's step among those of the form. */
const statementKey = (kind: string): string => `statement:${kind}`;

/** @param form  as far as it applies to the answers */
export function stepsOf(
  { id, statements }: Pick<Draft, 'id' | 'statements'>,
  form: Form,
  words: { documents: string },
): Step[] {
  return [
    ...form.sections.map((section): Step => {
      const link = { to: '/drafts/$id/part/$section', params: { id, section: section.id } } as const;
      return { key: section.id, title: section.title, link };
    }),
    { key: 'documents', title: words.documents, link: { to: '/drafts/$id/documents', params: { id } } },
    ...statements.map(({ kind, title }): Step => {
      const link = { to: '/drafts/$id/statement/$kind', params: { id, kind } } as const;
      return { key: statementKey(kind), title, link };
    }),
  ];
}

/** Whether a fault is mended where the pictures are: one of them, or the selfie that is compared with the portrait. */
export const isOfDocuments = (field: string): boolean => field.startsWith('materials.') || field === 'face';

/** Which page mends a fault, and where on it. */
export function placeOf(id: string, form: Form, field: string): StepLink & { hash: string } {
  const section = form.sections.find(({ fields }) => fields.some((each) => each.id === field));
  if (section) return { to: '/drafts/$id/part/$section', params: { id, section: section.id }, hash: field };
  return { to: '/drafts/$id/documents', params: { id }, hash: field };
}

/** What of a step is still open, and whether it was begun. */
export function standingOf(step: string, draft: Draft, form: Form): { standing: Standing; open: number } {
  const statement = draft.statements.find(({ kind }) => statementKey(kind) === step);
  if (statement) return { standing: statement.signedAt ? 'done' : 'new', open: 0 };
  if (step === 'documents') {
    const open = draft.open.filter(({ field }) => isOfDocuments(field)).length;
    return { standing: open === 0 ? 'done' : draft.documents.length > 0 ? 'begun' : 'new', open };
  }
  const ids = form.sections.find(({ id }) => id === step)?.fields.map(({ id }) => id) ?? [];
  const open = draft.open.filter(({ field }) => ids.includes(field)).length;
  const isBegun = ids.some((id) => (draft.answers[id] ?? '') !== '');
  return { standing: open === 0 ? 'done' : isBegun ? 'begun' : 'new', open };
}
