import { and, asc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Vault } from '../domain/vault.ts';
import { writeAudit } from './audit.ts';
import { type Owner, ownerOf } from './challenges.ts';
import type { Database, Transaction } from './client.ts';
import { sealMail } from './outbox.ts';
import { place } from './places.ts';
import { factors, mailOutbox } from './schema.ts';
import { actorOf, type Trace } from './sessions.ts';

type Row = typeof factors.$inferSelect;
/** As its adapter made it: a TOTP secret in base32, or a passkey with binary parts in base64url. */
export type FactorSecret =
  | { kind: 'totp'; secret: string }
  | { kind: 'passkey'; passkey: { id: string; publicKey: string; transports: string[] } };
export type OpenFactor = FactorSecret & { id: string; counter: number };
/** What its owner sees of a factor. */
export type FactorView = {
  id: string;
  kind: FactorSecret['kind'];
  name: string;
  addedAt: Date;
  lastUsedAt: Date | null;
};

export const FACTORS_MAX = 10;

/** Second factors of accounts and staff. What is not confirmed yet counts for nothing and is replaced by the next try. */
export function createFactors(db: Database, vault: Vault) {
  const isOf = (owner: Owner) =>
    'accountId' in owner ? eq(factors.accountId, owner.accountId) : eq(factors.staffId, owner.staffId);
  const credentialIndex = (credentialId: string) => vault.index('passkey', credentialId);

  async function open(row: Row): Promise<OpenFactor> {
    const secret = await vault.openShared<FactorSecret>(place.factorSecret(row.id), row.secretSealed);
    return { ...secret, id: row.id, counter: row.counter };
  }

  async function noteAdded(
    tx: Transaction,
    owner: Owner,
    kind: FactorSecret['kind'],
    requestId: string | null,
  ): Promise<void> {
    const details = { kind };
    await writeAudit(tx, vault, { actor: actorOf(owner), action: 'factor.add', requestId, details });
    await tx
      .insert(mailOutbox)
      .values(await sealMail(vault, owner, { kind: 'notice', notice: 'factor-added' }));
  }

  return {
    /**
     * Keeps a new factor: a passkey counts at once (it has just signed), a TOTP secret only when its first code was right.
     * @returns its id; undefined when there are {@link FACTORS_MAX}, or the passkey is somebody's already
     */
    async add(
      owner: Owner,
      name: string,
      secret: FactorSecret,
      { counter = 0, requestId = null }: { counter?: number } & Trace = {},
    ): Promise<string | undefined> {
      const id = crypto.randomUUID();
      const values = {
        id,
        ...owner,
        kind: secret.kind,
        secretSealed: await vault.sealShared(place.factorSecret(id), secret),
        credentialIndex: secret.kind === 'passkey' ? await credentialIndex(secret.passkey.id) : null,
        nameSealed: await vault.sealShared(place.factorName(id), name),
        counter,
        confirmedAt: secret.kind === 'passkey' ? sql`now()` : null,
      };
      return db.transaction(async (tx) => {
        await tx.delete(factors).where(and(isOf(owner), isNull(factors.confirmedAt)));
        if ((await tx.$count(factors, isOf(owner))) >= FACTORS_MAX) return undefined;
        const [row] = await tx.insert(factors).values(values).onConflictDoNothing().returning();
        if (row?.confirmedAt) await noteAdded(tx, owner, secret.kind, requestId);
        return row?.id;
      });
    },

    /** What counts, oldest first, for its owner's eyes. */
    async list(owner: Owner): Promise<FactorView[]> {
      const rows = await db
        .select()
        .from(factors)
        .where(and(isOf(owner), isNotNull(factors.confirmedAt)))
        .orderBy(asc(factors.createdAt));
      return Promise.all(
        rows.map(async (row) => ({
          id: row.id,
          kind: row.kind,
          name: await vault.openShared<string>(place.factorName(row.id), row.nameSealed),
          addedAt: row.createdAt,
          lastUsedAt: row.lastUsedAt,
        })),
      );
    },

    /** What counts, with its secrets, and the database's clock, by which codes are checked (A4). */
    async listOpen(owner: Owner): Promise<{ factors: OpenFactor[]; nowMs: number }> {
      const rows = await db
        .select({ factor: factors, now: clock })
        .from(factors)
        .where(and(isOf(owner), isNotNull(factors.confirmedAt)));
      return {
        factors: await Promise.all(rows.map(({ factor }) => open(factor))),
        nowMs: rows[0]?.now ?? 0,
      };
    },

    /** A TOTP secret that waits for its first code. */
    async findUnconfirmed(
      owner: Owner,
      id: string,
    ): Promise<{ factor: OpenFactor; nowMs: number } | undefined> {
      const [row] = await db
        .select({ factor: factors, now: clock })
        .from(factors)
        .where(and(isOf(owner), eq(factors.id, id), isNull(factors.confirmedAt)));
      return row && { factor: await open(row.factor), nowMs: row.now };
    },

    /** From now on it counts. @param step  of the code that confirmed it: it opens nothing again @returns false when another was first */
    async confirm(
      owner: Owner,
      id: string,
      step: number,
      { requestId = null }: Trace = {},
    ): Promise<boolean> {
      return db.transaction(async (tx) => {
        const { rowCount } = await tx
          .update(factors)
          .set({ confirmedAt: sql`now()`, counter: step })
          .where(and(isOf(owner), eq(factors.id, id), isNull(factors.confirmedAt)));
        if (rowCount !== 1) return false;
        await noteAdded(tx, owner, 'totp', requestId);
        return true;
      });
    },

    /**
     * Takes a code's time step, or a passkey's signature counter, once: of any number of uses at once, one gets true. Passkeys
     * that keep no counter stay at 0; their challenge is what makes a signature good once.
     */
    async use({ id, kind }: OpenFactor, counter: number): Promise<boolean> {
      const keepsNone = kind === 'passkey' && counter === 0 ? eq(factors.counter, 0) : undefined;
      const { rowCount } = await db
        .update(factors)
        .set({ counter, lastUsedAt: sql`now()` })
        .where(and(eq(factors.id, id), or(lt(factors.counter, counter), keepsNone)));
      return rowCount === 1;
    },

    /** A wrong answer goes on record: many of them are an attack (L3). */
    async noteRefused(owner: Owner, { requestId = null }: Trace = {}): Promise<void> {
      await writeAudit(db, vault, { actor: actorOf(owner), action: 'factor.refused', requestId });
    },

    /** Whose passkey it is, for a login that begins with it. */
    async findPasskey(credentialId: string): Promise<{ owner: Owner; factor: OpenFactor } | undefined> {
      const [row] = await db
        .select()
        .from(factors)
        .where(
          and(
            eq(factors.credentialIndex, await credentialIndex(credentialId)),
            isNotNull(factors.confirmedAt),
          ),
        );
      const owner = row && ownerOf(row);
      return owner && { owner, factor: await open(row) };
    },

    /** @param keep  so many must be left: members of staff keep one */
    async remove(
      owner: Owner,
      id: string,
      { keep = 0, requestId = null }: { keep?: number } & Trace = {},
    ): Promise<'removed' | 'not-found' | 'last-factor'> {
      return db.transaction(async (tx) => {
        const counts = and(isOf(owner), isNotNull(factors.confirmedAt));
        const held = await tx.select({ id: factors.id }).from(factors).where(counts).for('update');
        if (!held.some((each) => each.id === id)) return 'not-found';
        if (held.length <= keep) return 'last-factor';
        const [row] = await tx.delete(factors).where(eq(factors.id, id)).returning();
        const details = { kind: row?.kind ?? null };
        await writeAudit(tx, vault, { actor: actorOf(owner), action: 'factor.remove', requestId, details });
        await tx
          .insert(mailOutbox)
          .values(await sealMail(vault, owner, { kind: 'notice', notice: 'factor-removed' }));
        return 'removed';
      });
    },
  };
}
export type Factors = ReturnType<typeof createFactors>;

const clock = sql<number>`(extract(epoch from now()) * 1000)::float8`;
