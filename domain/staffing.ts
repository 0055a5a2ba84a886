import type { StaffRole } from './commands.ts';
import { CaseError } from './errors.ts';
import type { PostCode } from './posts.ts';

/** What can be changed of somebody's rights; each is asked for by one administrator and confirmed by another (Z6). */
export const STAFF_CHANGE_KINDS = ['invite', 'roles', 'disable', 'enable', 'reset-factors'] as const;
export type StaffChangeKind = (typeof STAFF_CHANGE_KINDS)[number];

/** (ours) Administrators of the embassy look after the staff of all posts, those of a consulate general after their own. */
const OVERSEER: PostCode = 'WAS';

/** How long an invitation can be accepted, hours. */
export const INVITATION_HOURS = 72;
/** With fewer who could confirm a change, none could be carried out any more. */
export const ADMINISTRATORS_MIN = 2;

type Rights = { id: string; roles: readonly StaffRole[]; post: PostCode };

/** Whether somebody may ask for, see and decide changes of staff of that post. */
export function administers({ roles, post }: Pick<Rights, 'roles' | 'post'>, of: PostCode): boolean {
  return roles.includes('administrator') && (post === OVERSEER || post === of);
}

/** The posts whose staff an administrator sees; undefined = all. */
export function administeredPost({ post }: Pick<Rights, 'post'>): PostCode | undefined {
  return post === OVERSEER ? undefined : post;
}

/** Nobody changes one's own rights, asked for or confirmed (A9). @throws CaseError own-rights */
export function checkNotOneself(member: Pick<Rights, 'id'>, subjectId: string | null): void {
  if (subjectId === member.id) throw new CaseError('own-rights');
}

/**
 * After a change there must remain two who could confirm the next one for the staff of that post.
 * @param others  active administrators beside whom it is about
 */
export function checkAdministratorsLeft(others: readonly Omit<Rights, 'id'>[], post: PostCode): void {
  if (others.filter((other) => administers(other, post)).length < ADMINISTRATORS_MIN)
    throw new CaseError('last-administrators');
}
