import { and, desc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { AuditActor } from '../domain/audit.ts';
import { STEP_UP_MINUTES } from '../domain/rights.ts';
import type { Vault } from '../domain/vault.ts';
import { writeAudit } from './audit.ts';
import type { Owner } from './challenges.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import { sealMail } from './outbox.ts';
import { accounts, knownDevices, mailOutbox, sessions, staff } from './schema.ts';

/** Idle and total life of a session, minutes (ASVS V7.3). */
const LIFE = { account: { idle: 30, total: 720 }, staff: { idle: 15, total: 720 } } as const;

/** A session that may be used now, and whose it is. */
export type LiveSession = {
  id: string;
  /** A second factor was given within the last minutes. */
  isSteppedUp: boolean;
  account?: typeof accounts.$inferSelect;
  staff?: typeof staff.$inferSelect;
};
/** What its owner sees of a session (S6). */
export type SessionView = { id: string; device: string; openedAt: Date; lastSeenAt: Date };
/** `steppedUp`: a second factor, or what stands for one, was given just now. `network`: where from, coarsely; undefined asks nothing. */
type Opening = { steppedUp?: boolean; device?: string; network?: string } & Trace;
/** The request that an act came with, for the audit trail. */
export type Trace = { requestId?: string | null };

export const actorOf = (owner: Owner): AuditActor =>
  'accountId' in owner ? { kind: 'account', id: owner.accountId } : { kind: 'staff', id: owner.staffId };

const isLive: SQL | undefined = and(
  gt(sessions.expiresAt, sql`now()`),
  gt(
    sessions.lastSeenAt,
    sql`now() - make_interval(mins => case when ${sessions.staffId} is null then ${LIFE.account.idle}::int else ${LIFE.staff.idle}::int end)`,
  ),
);
const isOf = (owner: Owner) =>
  'accountId' in owner ? eq(sessions.accountId, owner.accountId) : eq(sessions.staffId, owner.staffId);
const untilSteppedUp = sql`now() + make_interval(mins => ${STEP_UP_MINUTES})`;

/** Ends every session of an owner, or all but one; a part of the change that asks for it. @returns how many */
export async function endSessions(on: Queryable, owner: Owner, keepId?: string): Promise<number> {
  const others = keepId === undefined ? undefined : ne(sessions.id, keepId);
  return (await on.delete(sessions).where(and(isOf(owner), others))).rowCount ?? 0;
}

/** Sessions of both doors. What is ended here is dead everywhere with the next request: nothing remembers it (S3). */
export function createSessions(db: Database, vault: Vault) {
  /** Every request asks this first, so its text is made and planned once for each connection. */
  const liveSession = db
    .select({
      session: sessions,
      isSteppedUp: sql<boolean>`coalesce(${sessions.steppedUpUntil} > now(), false)`,
      account: accounts,
      staff,
    })
    .from(sessions)
    .leftJoin(accounts, eq(accounts.id, sessions.accountId))
    .leftJoin(staff, and(eq(staff.id, sessions.staffId), isNull(staff.disabledAt)))
    .where(and(eq(sessions.tokenHash, sql.placeholder('tokenHash')), isLive))
    .prepare('live_session');

  /** Whether nobody's login came from there before; the very first one is no news. */
  async function isNewDevice(tx: Transaction, who: Owner, device: string): Promise<boolean> {
    const ownerId = 'accountId' in who ? who.accountId : who.staffId;
    const deviceIndex = await vault.index('device', `${ownerId}|${device}`);
    const isOfOwner =
      'accountId' in who ? eq(knownDevices.accountId, who.accountId) : eq(knownDevices.staffId, who.staffId);
    const known = await tx.select().from(knownDevices).where(isOfOwner);
    await tx
      .insert(knownDevices)
      .values({ deviceIndex, ...who })
      .onConflictDoUpdate({ target: knownDevices.deviceIndex, set: { lastSeenAt: sql`now()` } });
    return known.length > 0 && !known.some((row) => row.deviceIndex.equals(deviceIndex));
  }

  return {
    /** Its owner is told when it comes from a device and network that is new (A7). */
    async openSession(
      tokenHash: Buffer,
      who: Owner,
      { steppedUp = false, device = '', network, requestId = null }: Opening = {},
    ): Promise<void> {
      const { total } = 'accountId' in who ? LIFE.account : LIFE.staff;
      await db.transaction(async (tx) => {
        await tx.insert(sessions).values({
          tokenHash,
          ...who,
          device,
          steppedUpUntil: steppedUp ? untilSteppedUp : null,
          expiresAt: sql`now() + make_interval(mins => ${total})`,
        });
        if (network !== undefined && (await isNewDevice(tx, who, `${device}|${network}`))) {
          await tx
            .insert(mailOutbox)
            .values(await sealMail(vault, who, { kind: 'notice', notice: 'new-device' }));
        }
        const details = { device, steppedUp };
        await writeAudit(tx, vault, { actor: actorOf(who), action: 'session.open', requestId, details });
      });
    },

    /** A wrong name or password: counted, without what was tried (L3). */
    async noteRefused({ requestId = null }: Trace = {}): Promise<void> {
      await writeAudit(db, vault, { actor: { kind: 'nobody' }, action: 'session.refused', requestId });
    },

    /** Who a live session belongs to; using it keeps it alive. Undefined when ended, idle too long, or unknown. */
    async findSession(tokenHash: Buffer): Promise<LiveSession | undefined> {
      const [row] = await liveSession.execute({ tokenHash });
      if (!row || (!row.account && !row.staff)) return undefined;
      // Once a minute is exact enough, and a page of ten requests costs one write.
      if (Date.now() - row.session.lastSeenAt.getTime() > 60_000) {
        await db.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.tokenHash, tokenHash));
      }
      return {
        id: row.session.id,
        isSteppedUp: row.isSteppedUp,
        ...(row.account ? { account: row.account } : {}),
        ...(row.staff ? { staff: row.staff } : {}),
      };
    },

    /** A second factor was given in it: from now on another token opens it, and critical acts for some minutes (S3, S5). */
    async stepUpSession(
      owner: Owner,
      id: string,
      tokenHash: Buffer,
      { requestId = null }: Trace = {},
    ): Promise<void> {
      await db.transaction(async (tx) => {
        const isOwn = and(isOf(owner), eq(sessions.id, id));
        await tx.update(sessions).set({ tokenHash, steppedUpUntil: untilSteppedUp }).where(isOwn);
        await writeAudit(tx, vault, { actor: actorOf(owner), action: 'session.step-up', requestId });
      });
    },

    /** One's own sessions that are alive, the latest used first. */
    async listSessions(owner: Owner): Promise<SessionView[]> {
      return db
        .select({
          id: sessions.id,
          device: sessions.device,
          openedAt: sessions.createdAt,
          lastSeenAt: sessions.lastSeenAt,
        })
        .from(sessions)
        .where(and(isOf(owner), isLive))
        .orderBy(desc(sessions.lastSeenAt))
        .limit(100);
    },

    /** By its token, when its holder leaves. */
    async endSession(tokenHash: Buffer, { requestId = null }: Trace = {}): Promise<void> {
      await db.transaction(async (tx) => {
        const [row] = await tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash)).returning();
        if (!row) return;
        const actor: AuditActor = row.accountId
          ? { kind: 'account', id: row.accountId }
          : { kind: 'staff', id: row.staffId ?? '' };
        await writeAudit(tx, vault, { actor, action: 'session.end', requestId });
      });
    },

    /** One of one's own, from another device. @returns false when there is none */
    async endOwnSession(owner: Owner, id: string, { requestId = null }: Trace = {}): Promise<boolean> {
      return db.transaction(async (tx) => {
        const { rowCount } = await tx.delete(sessions).where(and(isOf(owner), eq(sessions.id, id)));
        if (!rowCount) return false;
        await writeAudit(tx, vault, { actor: actorOf(owner), action: 'session.end', requestId });
        return true;
      });
    },

    /** All but this one. */
    async endOtherSessions(owner: Owner, keepId: string, { requestId = null }: Trace = {}): Promise<void> {
      await db.transaction(async (tx) => {
        const ended = await endSessions(tx, owner, keepId);
        const details = { others: ended };
        await writeAudit(tx, vault, { actor: actorOf(owner), action: 'session.end', requestId, details });
      });
    },
  };
}
