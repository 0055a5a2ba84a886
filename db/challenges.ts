import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { AccountId, StaffId } from '../domain/ids.ts';
import type { Vault } from '../domain/vault.ts';
import type { Database, Queryable } from './client.ts';
import { place } from './places.ts';
import { challenges } from './schema.ts';

/** Whose session, factor or challenge it is: through which door somebody comes. */
export type Owner = { accountId: AccountId } | { staffId: StaffId };
export type Purpose = typeof challenges.$inferSelect.purpose;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

type Begun = { owner?: Owner | undefined; state: unknown; minutes: number };

/** @param minutes  how long it can be finished @returns the token, 256 random bits; it is not kept */
export async function beginChallenge(
  on: Queryable,
  vault: Vault,
  purpose: Purpose,
  { owner, state, minutes }: Begun,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const tokenHash = hashOf(token);
  const stateSealed = await vault.sealShared(place.challenge(tokenHash.toString('hex')), state);
  await on.insert(challenges).values({
    tokenHash,
    purpose,
    ...owner,
    stateSealed,
    expiresAt: sql`now() + make_interval(mins => ${minutes})`,
  });
  return token;
}

/** What was begun and has to be finished within minutes, once. Known by a token; the state lies sealed beside its hash. */
export function createChallenges(db: Database, vault: Vault) {
  const isOpen = (token: string, purpose: Purpose) =>
    and(
      eq(challenges.tokenHash, hashOf(token)),
      eq(challenges.purpose, purpose),
      isNull(challenges.usedAt),
      gt(challenges.expiresAt, sql`now()`),
    );
  const opened = async <S>(token: string, row: typeof challenges.$inferSelect | undefined) =>
    row && {
      owner: ownerOf(row),
      state: await vault.openShared<S>(place.challenge(hashOf(token).toString('hex')), row.stateSealed),
    };

  return {
    begin: (purpose: Purpose, begun: Begun): Promise<string> => beginChallenge(db, vault, purpose, begun),

    /** Looks without using it up. Undefined when it is unknown, over, used, or for another purpose. */
    async find<S>(purpose: Purpose, token: string) {
      const [row] = await db.select().from(challenges).where(isOpen(token, purpose));
      return opened<S>(token, row);
    },

    /** Uses it up: of any number of calls at once, one gets it. Undefined as with `find`. */
    async finish<S>(purpose: Purpose, token: string) {
      const [row] = await db
        .update(challenges)
        .set({ usedAt: sql`now()` })
        .where(isOpen(token, purpose))
        .returning();
      return opened<S>(token, row);
    },

    /** Forgets what has been over for a day. */
    async sweep(): Promise<void> {
      await db.delete(challenges).where(lt(challenges.expiresAt, sql`now() - interval '1 day'`));
    },
  };
}
export type Challenges = ReturnType<typeof createChallenges>;

/** Undefined for what nobody was known to begin, as a login with a passkey alone. */
export function ownerOf(row: { accountId: AccountId | null; staffId: StaffId | null }): Owner | undefined {
  if (row.accountId) return { accountId: row.accountId };
  return row.staffId ? { staffId: row.staffId } : undefined;
}
