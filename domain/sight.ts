import type { StaffRole } from './commands.ts';
import type { PostCode } from './posts.ts';
import { madeAt, makesDocuments, PRINTED_FIELDS } from './production.ts';
import type { Status } from './statuses.ts';

/** How much of a case one may see. */
export type Sight = 'full' | 'mail' | 'print';

type Viewer = { roles: readonly StaffRole[]; post: PostCode };
type Viewed = { post: PostCode; service: string; status: Status };

/**
 * How much of a case a member of staff may see; undefined: it does not exist for them. Officers and supervisors see their
 * post's cases; the mailroom the name; production what it prints, while it prints. The other roles see no case.
 */
export function sightOf({ roles, post }: Viewer, viewed: Viewed): Sight | undefined {
  if (post === viewed.post) {
    if (roles.some((role) => role === 'officer' || role === 'supervisor')) return 'full';
    if (roles.includes('mailroom')) return 'mail';
  }
  const isMaking = roles.includes('production') && post === madeAt(viewed.service, viewed.post);
  return isMaking && viewed.status === 'in_production' ? 'print' : undefined;
}

/**
 * Whether it is news to a member of staff that a case has changed: who can see it, or could until this change.
 * @param making  the post that makes its document, while it does
 */
export const hearsOf = (
  { roles, post }: Viewer,
  changed: { post: PostCode; making?: PostCode | null },
): boolean =>
  (post === changed.post &&
    roles.some((role) => role === 'officer' || role === 'supervisor' || role === 'mailroom')) ||
  (post === changed.making && roles.includes('production'));

const MAIL_FIELDS = ['name.chinese', 'name.surnamePinyin', 'name.givenPinyin', 'passport.number'];

/** The answers that one may see of a case. */
export function visibleAnswers(sight: Sight, answers: Record<string, string>): Record<string, string> {
  if (sight === 'full') return answers;
  const fields: readonly string[] = sight === 'mail' ? MAIL_FIELDS : PRINTED_FIELDS;
  return Object.fromEntries(Object.entries(answers).filter(([id]) => fields.includes(id)));
}

/** The answers that one sees without a mask: who makes the document reads them off while it is made. */
export function plainFields({ roles, post }: Viewer, viewed: Viewed): readonly string[] {
  const isMaking =
    viewed.status === 'in_production' &&
    post === madeAt(viewed.service, viewed.post) &&
    roles.some((role) => makesDocuments(role, post));
  return isMaking ? PRINTED_FIELDS : [];
}

/** Whether one may see a document of this kind. */
export const maySee = (sight: Sight, kind: string): boolean =>
  sight === 'full' || (sight === 'print' && kind === 'portrait');
