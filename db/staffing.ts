import { asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { StaffRole } from '../domain/commands.ts';
import { CaseError } from '../domain/errors.ts';
import { checkFourEyes } from '../domain/four-eyes.ts';
import type { StaffId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import {
  ADMINISTRATORS_MIN,
  administers,
  checkNotOneself,
  type StaffChangeKind,
} from '../domain/staffing.ts';
import type { Vault } from '../domain/vault.ts';
import type { StaffRow } from './accounts.ts';
import { writeAudit } from './audit.ts';
import type { Database, Queryable } from './client.ts';
import { factors, staff, staffChanges } from './schema.ts';
import type { Trace } from './sessions.ts';
import {
  type Asked,
  carryOut,
  type Invited,
  insertInvited,
  invitedEmail,
  type Kept,
  keptOf,
  listActive,
  sendInvitation,
} from './staff-changes.ts';
import { createStaffMembers } from './staff-members.ts';

export type ChangeRow = typeof staffChanges.$inferSelect;
export type PendingChange = {
  row: ChangeRow;
  subject: StaffRow | null;
  askedByName: string;
  kept: Kept;
  /** Of an invitation that waits: where its link will go. Who confirms must see it, or the asker could invite oneself. */
  email: string | null;
};

/** Staff and their rights (Z6, A9): one administrator asks for a change with a reason, another one carries it out. */
export function createStaffing(db: Database, vault: Vault) {
  async function findMember(on: Queryable, id: StaffId): Promise<StaffRow | undefined> {
    const [row] = await on.select().from(staff).where(eq(staff.id, id));
    return row;
  }

  /** Whom it is about, at which post before and after. @throws CaseError not-found where one administers neither */
  async function subjectOf(on: Queryable, by: StaffRow, staffId: StaffId | null): Promise<StaffRow | null> {
    if (staffId === null) return null;
    const subject = await findMember(on, staffId);
    if (!subject || !administers(by, subject.post)) throw new CaseError('not-found');
    return subject;
  }

  return {
    ...createStaffMembers(db, vault),

    /** By post and name; disabled ones last. @param post  undefined: of all posts */
    async listPeople(post: PostCode | undefined): Promise<(StaffRow & { factors: number })[]> {
      const confirmed = db
        .select({ staffId: factors.staffId, held: sql<number>`count(*)::int`.as('held') })
        .from(factors)
        .where(sql`${factors.confirmedAt} is not null`)
        .groupBy(factors.staffId)
        .as('confirmed');
      const rows = await db
        .select({ member: staff, held: confirmed.held })
        .from(staff)
        .leftJoin(confirmed, eq(confirmed.staffId, staff.id))
        .where(post === undefined ? undefined : eq(staff.post, post))
        .orderBy(asc(sql`${staff.disabledAt} is not null`), asc(staff.post), asc(staff.login))
        .limit(1_000);
      return rows.map(({ member, held }) => ({ ...member, factors: held ?? 0 }));
    },

    /** Changes that wait, oldest first, and the last that were decided; of the posts that one administers. */
    async listChanges(by: StaffRow): Promise<PendingChange[]> {
      const asker = db.select({ id: staff.id, name: staff.name }).from(staff).as('asker');
      const rows = await db
        .select({ row: staffChanges, subject: staff, askedByName: asker.name })
        .from(staffChanges)
        .innerJoin(asker, eq(asker.id, staffChanges.askedBy))
        .leftJoin(staff, eq(staff.id, staffChanges.staffId))
        .orderBy(desc(isNull(staffChanges.decidedAt)), desc(staffChanges.askedAt))
        .limit(200);
      const own = rows
        .map((each) => ({ ...each, kept: each.row.change as Kept }))
        .filter(({ subject, kept }) => administers(by, subject?.post ?? kept.post ?? by.post));
      return Promise.all(
        own.map(async (each) => ({
          ...each,
          email: each.row.decidedAt ? null : await invitedEmail(vault, each.kept),
        })),
      );
    },

    /** @throws CaseError not-found, own-rights, not-permitted, staff-unreachable */
    async ask(by: StaffRow, asked: Asked, { requestId = null }: Trace): Promise<string> {
      const about = asked.kind === 'invite' ? null : asked.staffId;
      checkNotOneself(by, about);
      const subject = await subjectOf(db, by, about);
      const kept = await keptOf(vault, asked);
      if (kept.post && !administers(by, kept.post)) throw new CaseError('not-permitted');
      if (asked.kind === 'reset-factors' && !subject?.emailSealed) throw new CaseError('staff-unreachable');
      return db.transaction(async (tx) => {
        const values = { staffId: subject?.id ?? null, kind: asked.kind, change: kept, reason: asked.reason };
        const [row] = await tx
          .insert(staffChanges)
          .values({ ...values, askedBy: by.id })
          .returning({ id: staffChanges.id });
        if (!row) throw new Error('a change was inserted and not returned');
        await record(tx, vault, by, { action: 'staff.ask', subject, requestId, kind: asked.kind });
        return row.id;
      });
    },

    /**
     * A second administrator decides, one of both posts where a change has two.
     * @throws CaseError not-found, change-decided, four-eyes, own-rights, not-permitted, last-administrators, login-taken
     */
    async decide(
      by: StaffRow,
      id: string,
      outcome: 'carried-out' | 'refused',
      { requestId = null }: Trace,
    ): Promise<void> {
      await db.transaction(async (tx) => {
        const [row] = await tx.select().from(staffChanges).where(eq(staffChanges.id, id)).for('update');
        if (!row) throw new CaseError('not-found');
        const kept = row.change as Kept;
        const subject = await subjectOf(tx, by, row.staffId);
        if (!subject && !administers(by, kept.post ?? by.post)) throw new CaseError('not-found');
        if (row.decidedAt) throw new CaseError('change-decided');
        if (outcome === 'carried-out') {
          checkFourEyes(row.askedBy, by.id);
          checkNotOneself(by, row.staffId);
          if (kept.post && !administers(by, kept.post)) throw new CaseError('not-permitted');
        }
        const about =
          outcome === 'carried-out' ? await carryOut(tx, vault, { kind: row.kind, kept, subject }) : subject;
        await tx
          .update(staffChanges)
          .set({ decidedBy: by.id, decidedAt: sql`now()`, outcome, staffId: about?.id ?? null })
          .where(eq(staffChanges.id, id));
        const action = outcome === 'refused' ? 'staff.refuse' : (`staff.${row.kind}` as const);
        await record(tx, vault, by, {
          action,
          subject: about,
          requestId,
          kind: row.kind,
          roles: kept.roles,
        });
      });
    },

    /**
     * The first administrators of an installation, by whoever runs it: there is nobody yet who could ask and confirm (A9).
     * @returns the secret of the invitation, as there may be no mail yet
     * @throws CaseError four-eyes once two administrators have come in; login-taken
     */
    async addFirst(invited: Invited): Promise<string> {
      const kept = await keptOf(vault, { kind: 'invite', invited, reason: '' });
      return db.transaction(async (tx) => {
        const there = (await listActive(tx)).filter(({ roles }) => roles.includes('administrator'));
        if (there.length >= ADMINISTRATORS_MIN) throw new CaseError('four-eyes');
        const subject = await insertInvited(tx, vault, kept);
        const invitation = await sendInvitation(tx, vault, subject);
        await writeAudit(tx, vault, {
          actor: { kind: 'engine' },
          action: 'staff.invite',
          object: { kind: 'staff', id: subject.id },
          details: { roles: invited.roles, post: invited.post },
        });
        return invitation;
      });
    },
  };
}
export type Staffing = ReturnType<typeof createStaffing>;

type Recorded = {
  action: 'staff.ask' | 'staff.refuse' | `staff.${StaffChangeKind}`;
  subject: StaffRow | null;
  requestId: string | null;
  kind?: StaffChangeKind;
  roles?: readonly StaffRole[] | undefined;
};

async function record(on: Queryable, vault: Vault, by: StaffRow, act: Recorded): Promise<void> {
  const { action, subject, requestId, kind, roles } = act;
  await writeAudit(on, vault, {
    actor: { kind: 'staff', id: by.id, roles: by.roles, post: by.post },
    action,
    ...(subject ? { object: { kind: 'staff' as const, id: subject.id } } : {}),
    requestId,
    details: { ...(kind ? { kind } : {}), ...(roles ? { roles: [...roles] } : {}) },
  });
}
