import { and, eq, isNull, ne } from 'drizzle-orm';
import type { StaffId } from '../domain/ids.ts';
import type { Vault } from '../domain/vault.ts';
import type { StaffRow } from './accounts.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './client.ts';
import { sealMail } from './outbox.ts';
import { mailOutbox, staff } from './schema.ts';
import { actorOf, endSessions, type Trace } from './sessions.ts';

/** A member's own way in: a password, or the organisation's account instead of it. */
export function createStaffMembers(db: Database, vault: Vault) {
  return {
    /** Somebody who was invited has chosen a password. @returns false when there is no such member any more */
    async join(id: StaffId, passwordHash: string, { requestId = null }: Trace): Promise<boolean> {
      const owner = { staffId: id };
      return db.transaction(async (tx) => {
        const { rowCount } = await tx
          .update(staff)
          .set({ passwordHash })
          .where(and(eq(staff.id, id), isNull(staff.disabledAt)));
        if (rowCount !== 1) return false;
        await endSessions(tx, owner);
        const object = { kind: 'staff', id } as const;
        await writeAudit(tx, vault, { actor: actorOf(owner), action: 'staff.join', object, requestId });
        return true;
      });
    },

    /** One's own new password; the sessions that the old one opened end, and its owner is told (A7). */
    async setPassword(
      id: StaffId,
      passwordHash: string,
      { keepSession, requestId = null }: Trace & { keepSession: string },
    ): Promise<void> {
      const owner = { staffId: id };
      const mail = await sealMail(vault, owner, { kind: 'notice', notice: 'password-changed' });
      await db.transaction(async (tx) => {
        await tx.update(staff).set({ passwordHash }).where(eq(staff.id, id));
        const details = { sessions: await endSessions(tx, owner, keepSession) };
        await tx.insert(mailOutbox).values(mail);
        await writeAudit(tx, vault, { actor: actorOf(owner), action: 'password.change', requestId, details });
      });
    },

    /** The same password, hashed at today's cost: nothing that anybody has to be told. */
    async rehash(id: StaffId, passwordHash: string): Promise<void> {
      await db.update(staff).set({ passwordHash }).where(eq(staff.id, id));
    },

    /** Links the subject of an OpenID provider to a member. @returns false when it is another's */
    async linkSubject(id: StaffId, subject: string, { requestId = null }: Trace): Promise<boolean> {
      const subjectIndex = await vault.index('openid subject', subject);
      return db.transaction(async (tx) => {
        const [other] = await tx
          .select({ id: staff.id })
          .from(staff)
          .where(and(eq(staff.subjectIndex, subjectIndex), ne(staff.id, id)));
        if (other) return false;
        await tx.update(staff).set({ subjectIndex }).where(eq(staff.id, id));
        const object = { kind: 'staff', id } as const;
        const actor = actorOf({ staffId: id });
        await writeAudit(tx, vault, { actor, action: 'staff.join', object, reason: 'openid', requestId });
        return true;
      });
    },

    async findBySubject(subject: string): Promise<StaffRow | undefined> {
      const subjectIndex = await vault.index('openid subject', subject);
      const [row] = await db
        .select()
        .from(staff)
        .where(and(eq(staff.subjectIndex, subjectIndex), isNull(staff.disabledAt)));
      return row;
    },

    async findActive(id: StaffId): Promise<StaffRow | undefined> {
      const [row] = await db
        .select()
        .from(staff)
        .where(and(eq(staff.id, id), isNull(staff.disabledAt)));
      return row;
    },
  };
}
