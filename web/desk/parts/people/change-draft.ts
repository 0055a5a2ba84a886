import { STAFF_ROLES, type StaffRole } from '../../../../domain/commands.ts';
import type { PostCode } from '../../../../domain/posts.ts';
import type { StaffChange, StaffChangeToAskInput, StaffPerson } from '../../../client/api.ts';
import { ApiProblem } from '../../../shared/problem.ts';

export type ChangeKind = StaffChange['kind'];
/** What is being asked for, as it is typed. */
export type ChangeDraft = {
  kind: ChangeKind;
  login: string;
  name: string;
  email: string;
  post: PostCode;
  roles: StaffRole[];
  reason: string;
};

/** What can be asked for about somebody: who has not come in yet may be invited again, by the same change as a reset. */
export function kindsFor({ state }: StaffPerson): ChangeKind[] {
  return state === 'disabled' ? ['enable', 'roles'] : ['roles', 'disable', 'reset-factors'];
}

/** @param whom  undefined: somebody new @param post  where who asks works */
export function emptyDraft(whom: StaffPerson | undefined, post: PostCode): ChangeDraft {
  const [kind = 'roles'] = whom ? kindsFor(whom) : (['invite'] as const);
  return {
    kind,
    login: '',
    name: '',
    email: '',
    post: whom?.post ?? post,
    roles: whom?.roles ?? [],
    reason: '',
  };
}

export function bodyOf(draft: ChangeDraft, whom: StaffPerson | undefined): StaffChangeToAskInput {
  const { kind, post, name, login, email } = draft;
  const reason = draft.reason.trim();
  const roles = STAFF_ROLES.filter((role) => draft.roles.includes(role));
  if (!whom || kind === 'invite') {
    const invited = { login: login.trim(), name: name.trim(), email: email.trim(), post, roles };
    return { kind: 'invite', invited, reason };
  }
  const about = { staffId: whom.id, reason };
  return kind === 'roles' ? { kind, ...about, roles, post } : { kind, ...about };
}

const FIELDS = ['login', 'name', 'email', 'post', 'roles', 'reason'] as const;
export type Field = (typeof FIELDS)[number];

/** What is blank and may not be. The shape of the rest is the API's to judge. */
export function blanksOf(draft: ChangeDraft): Field[] {
  const asked: readonly Field[] =
    draft.kind === 'invite' ? FIELDS : draft.kind === 'roles' ? ['roles', 'reason'] : ['reason'];
  return asked.filter((field) => (field === 'roles' ? draft.roles : draft[field].trim()).length === 0);
}

/** The fields that the API named; what is said there is the field's whole rule, whichever part of it was broken. */
export function refusedFields(error: Error | null): Field[] {
  const named = error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
  const names = named.map(({ field }) => field.replace(/^invited\//, '').split('/')[0]);
  return FIELDS.filter((field) => names.includes(field));
}
