import { and, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { StaffRole } from '../domain/commands.ts';
import { CaseError } from '../domain/errors.ts';
import type { StaffId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { checkAdministratorsLeft, INVITATION_HOURS, type StaffChangeKind } from '../domain/staffing.ts';
import type { Vault } from '../domain/vault.ts';
import type { StaffRow } from './accounts.ts';
import { beginChallenge } from './challenges.ts';
import type { Transaction } from './client.ts';
import { sealMail } from './outbox.ts';
import { place } from './places.ts';
import { challenges, factors, mailOutbox, staff } from './schema.ts';
import { endSessions } from './sessions.ts';

export type Invited = { login: string; name: string; email: string; post: PostCode; roles: StaffRole[] };
/** What is asked for, with what it needs to be carried out. */
export type Asked = { reason: string } & (
  | { kind: 'invite'; invited: Invited }
  | { kind: 'roles'; staffId: StaffId; roles: StaffRole[]; post: PostCode }
  | { kind: 'disable' | 'enable' | 'reset-factors'; staffId: StaffId }
);
/** What an invitation leads to: first a password, then the first second factor, then a session. */
export type InvitationState = { step: 'password' } | { step: 'factor'; transport: 'token' | 'cookie' };
/** As it lies in the row: the address of who is invited is sealed. */
export type Kept = {
  login?: string;
  name?: string;
  emailSealed?: string;
  post?: PostCode;
  roles?: StaffRole[];
};

export async function keptOf(vault: Vault, asked: Asked): Promise<Kept> {
  if (asked.kind === 'roles') return { roles: asked.roles, post: asked.post };
  if (asked.kind !== 'invite') return {};
  const { email, ...rest } = asked.invited;
  const sealed = await vault.sealShared(place.invitedEmail(rest.login), email);
  return { ...rest, emailSealed: sealed.toString('base64') };
}

type Change = { kind: StaffChangeKind; kept: Kept; subject: StaffRow | null };

/**
 * A confirmed change takes hold at once: who loses rights loses the sessions too, and what was begun before, such as an
 * earlier invitation, cannot be finished any more.
 * @returns whom it was about
 * @throws CaseError last-administrators, login-taken, staff-unreachable
 */
export async function carryOut(
  tx: Transaction,
  vault: Vault,
  { kind, kept, subject }: Change,
): Promise<StaffRow> {
  if (kind === 'invite') {
    const invited = await insertInvited(tx, vault, kept);
    await sendInvitation(tx, vault, invited);
    return invited;
  }
  if (!subject) throw new Error('a change of rights is about nobody');
  await checkOthers(tx, subject, kind === 'roles' ? kept.roles : kind === 'disable' ? [] : subject.roles);
  await tx.update(staff).set(newValues(kind, kept)).where(eq(staff.id, subject.id));
  await endSessions(tx, { staffId: subject.id });
  if (kind !== 'roles') await tx.delete(challenges).where(eq(challenges.staffId, subject.id));
  if (kind === 'reset-factors') {
    await tx.delete(factors).where(eq(factors.staffId, subject.id));
    await sendInvitation(tx, vault, subject);
  }
  return subject;
}

function newValues(kind: Exclude<StaffChangeKind, 'invite'>, { roles, post }: Kept) {
  switch (kind) {
    case 'roles':
      if (!roles || !post) throw new Error('a change of roles names none');
      return { roles, post };
    case 'disable':
      return { disabledAt: sql`now()` };
    case 'enable':
      return { disabledAt: null };
    case 'reset-factors':
      return { passwordHash: null };
  }
}

/** Who stops being an administrator must leave two of them behind. */
async function checkOthers(
  tx: Transaction,
  subject: StaffRow,
  roles: readonly StaffRole[] = [],
): Promise<void> {
  if (!subject.roles.includes('administrator') || roles.includes('administrator')) return;
  // One at a time: two who go at once must not each count the other one.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('administrators'))`);
  const others = (await listActive(tx)).filter(({ id }) => id !== subject.id);
  checkAdministratorsLeft(others, subject.post);
}

/** Who was invited and has not come yet, or was disabled, decides nothing. */
export const listActive = (tx: Transaction) =>
  tx
    .select({ id: staff.id, roles: staff.roles, post: staff.post })
    .from(staff)
    .where(and(isNull(staff.disabledAt), or(isNotNull(staff.passwordHash), isNotNull(staff.subjectIndex))));

/** Where the link of an invitation goes; null of any other change. */
export async function invitedEmail(vault: Vault, { login, emailSealed }: Kept): Promise<string | null> {
  if (!login || !emailSealed) return null;
  return vault.openShared<string>(place.invitedEmail(login), Buffer.from(emailSealed, 'base64'));
}

/** A member without a password. @throws CaseError login-taken */
export async function insertInvited(tx: Transaction, vault: Vault, kept: Kept): Promise<StaffRow> {
  const { login, name, post, roles } = kept;
  const email = await invitedEmail(vault, kept);
  if (!login || !name || !post || !roles || !email) throw new Error('an invitation invites nobody');
  const id = crypto.randomUUID() as StaffId;
  const own = { id, emailSealed: await vault.sealShared(place.staffEmail(id), email) };
  const [row] = await tx
    .insert(staff)
    .values({ ...own, login: login.trim().toLowerCase(), name, post, roles })
    .onConflictDoNothing()
    .returning();
  if (!row) throw new CaseError('login-taken');
  return row;
}

/**
 * Mails the link with which a password and a second factor are chosen, also by who has lost both. Nobody else is told it:
 * whoever confirms an invitation must not be able to accept it.
 * @returns its secret @throws CaseError staff-unreachable
 */
export async function sendInvitation(
  tx: Transaction,
  vault: Vault,
  { id, emailSealed }: StaffRow,
): Promise<string> {
  if (!emailSealed) throw new CaseError('staff-unreachable');
  const owner = { staffId: id };
  const state: InvitationState = { step: 'password' };
  const minutes = INVITATION_HOURS * 60;
  const invitation = await beginChallenge(tx, vault, 'invitation', { owner, state, minutes });
  await tx.insert(mailOutbox).values(await sealMail(vault, owner, { kind: 'invitation', invitation }));
  return invitation;
}
