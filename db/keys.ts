import { and, asc, eq, gt, lt, sql } from 'drizzle-orm';
import type { OrderNumber } from '../domain/ids.ts';
import { onErrand } from './acting.ts';
import type { Database } from './client.ts';
import { assertPaired } from './keys-move.ts';
import { dataKeys, keyInstallation, masterKeys, purposeKeys } from './keys-schema.ts';
import { cases } from './schema.ts';
import { statement } from './statement.ts';

/** A key as it is stored, and the id of the master key that wraps it. */
type WrappedKey = { wrapped: Buffer; by: string };

/**
 * Wrapped keys, in the key database. `main` answers whose key is whose. Neither may be a pool that holds a transaction open
 * while it waits for a key.
 */
export function createKeyStore(keys: Database, main: Database) {
  const findDataKey = keys
    .select({ wrapped: dataKeys.wrapped, by: sql<string>`coalesce(${dataKeys.wrappedBy}, '')` })
    .from(dataKeys)
    .where(eq(dataKeys.id, sql.placeholder('id')))
    .prepare('data_key');

  return {
    async findWrapped(keyId: string): Promise<WrappedKey | undefined> {
      const [row] = await findDataKey.execute({ id: keyId });
      return row;
    },

    insertKey: (keyId: string, { wrapped, by }: WrappedKey): Promise<boolean> =>
      unlessRetired(keys.insert(dataKeys).values({ id: keyId, wrapped, wrappedBy: by })),

    async deleteKey(keyId: string): Promise<void> {
      await keys.delete(dataKeys).where(eq(dataKeys.id, keyId));
    },

    /** Made more than a day ago, a thousand at a time by id: what a draft under way needs is younger. */
    async listOldKeys(after: string): Promise<string[]> {
      const rows = await keys
        .select({ id: dataKeys.id })
        .from(dataKeys)
        .where(
          and(
            lt(dataKeys.createdAt, sql`now() - interval '1 day'`),
            after ? gt(dataKeys.id, after) : undefined,
          ),
        )
        .orderBy(asc(dataKeys.id))
        .limit(1_000);
      return rows.map(({ id }) => id);
    },

    async findKeyIdOfOrder(orderNumber: string): Promise<string | undefined> {
      const [row] = await onErrand('order-key', () =>
        main
          .select({ keyId: cases.keyId })
          .from(cases)
          .where(eq(cases.orderNumber, orderNumber as OrderNumber)),
      );
      return row?.keyId;
    },

    async findPurposeKey(label: string): Promise<WrappedKey | undefined> {
      const [row] = await keys
        .select({ wrapped: purposeKeys.wrapped, by: purposeKeys.wrappedBy })
        .from(purposeKeys)
        .where(eq(purposeKeys.label, label));
      return row;
    },

    async insertPurposeKey(label: string, { wrapped, by }: WrappedKey): Promise<boolean> {
      const insert = keys
        .insert(purposeKeys)
        .values({ label, wrapped, wrappedBy: by })
        .onConflictDoNothing()
        .returning({ label: purposeKeys.label });
      return unlessRetired(insert.then((rows) => rows.length > 0));
    },

    async hasEarlierData(): Promise<boolean> {
      const [row] = await keys.select({ earlier: keyInstallation.earlierData }).from(keyInstallation);
      return row?.earlier ?? false;
    },

    /** @throws KeysOfAnother */
    assertPaired: (): Promise<void> => assertPaired(main.$client, keys.$client),

    /** Master keys that may wrap, and whether something is wrapped by each. */
    async listMasterKeys(): Promise<MasterKeyRecord[]> {
      return listMasterKeys(keys.$client, {});
    },

    async addMasterKey(id: string): Promise<void> {
      await keys.insert(masterKeys).values({ id }).onConflictDoNothing();
    },

    /** No key can be wrapped by it any more. @returns false, and nothing is changed, while something is */
    retireMasterKey: (id: string): Promise<boolean> =>
      unlessRetired(keys.delete(masterKeys).where(eq(masterKeys.id, id))),

    /** A key that was moved here from an earlier release, which did not say what it was wrapped by. */
    async findUnnamed(): Promise<{ id: string; wrapped: Buffer } | undefined> {
      const [row] = await keys
        .select({ id: dataKeys.id, wrapped: dataKeys.wrapped })
        .from(dataKeys)
        .where(sql`${dataKeys.wrappedBy} is null`)
        .limit(1);
      return row;
    },

    async nameUnnamed(by: string): Promise<void> {
      await keys.update(dataKeys).set({ wrappedBy: by }).where(sql`${dataKeys.wrappedBy} is null`);
    },

    /** Data keys, or purpose keys by their label, that one of these master keys wraps. */
    async listWrappedBy(kind: KeyKind, ids: readonly string[], limit: number): Promise<StoredKey[]> {
      return LIST[kind](keys.$client, { ids: [...ids], limit });
    },

    /** Puts new wraps of the same keys in place of those they were made from; a key that was destroyed meanwhile stays so. */
    async replaceWraps(kind: KeyKind, wraps: readonly NewWrap[]): Promise<void> {
      await REPLACE[kind](keys.$client, {
        ids: wraps.map(({ id }) => id),
        befores: wraps.map(({ before }) => before),
        wrapped: wraps.map(({ wrapped }) => wrapped),
        bys: wraps.map(({ by }) => by),
      });
    },

    /** Lets one rotation work at a time. @throws Error when another one does */
    async alone(work: () => Promise<void>): Promise<void> {
      await keys.transaction(async (tx) => {
        const { rows } = await tx.execute<{ mine: boolean }>(
          sql`select pg_try_advisory_xact_lock(hashtext('master key rotation')) as mine`,
        );
        if (!rows[0]?.mine) throw new Error('The master key is being rotated by another process.');
        await work();
      });
    },
  };
}
export type KeyStore = ReturnType<typeof createKeyStore>;
export type KeyKind = 'data' | 'purpose';
type StoredKey = WrappedKey & { id: string };
/** `before`: the master key that wrapped it when it was read. */
export type NewWrap = StoredKey & { before: string };

type MasterKeyRecord = { id: string; inUse: boolean };
const listMasterKeys = statement<MasterKeyRecord, Record<string, never>>(
  'master_keys',
  `select id, exists (select from data_keys where wrapped_by = master_keys.id)
     or exists (select from purpose_keys where wrapped_by = master_keys.id) as "inUse"
   from master_keys order by added_at`,
);

type Wraps = { ids: string[]; befores: string[]; wrapped: Buffer[]; bys: string[] };
const LIST = {
  data: statement<StoredKey, { ids: string[]; limit: number }>(
    'data_keys_wrapped_by',
    'select id, wrapped, wrapped_by as by from data_keys where wrapped_by = any(:ids) limit :limit',
  ),
  purpose: statement<StoredKey, { ids: string[]; limit: number }>(
    'purpose_keys_wrapped_by',
    'select label as id, wrapped, wrapped_by as by from purpose_keys where wrapped_by = any(:ids) limit :limit',
  ),
};
const REPLACE = {
  data: statement<never, Wraps>(
    'data_keys_rewrap',
    `update data_keys set wrapped = wrap.wrapped, wrapped_by = wrap.by
     from unnest(:ids::uuid[], :befores::text[], :wrapped::bytea[], :bys::text[]) as wrap (id, before, wrapped, by)
     where data_keys.id = wrap.id and wrapped_by = wrap.before`,
  ),
  purpose: statement<never, Wraps>(
    'purpose_keys_rewrap',
    `update purpose_keys set wrapped = wrap.wrapped, wrapped_by = wrap.by
     from unnest(:ids::text[], :befores::text[], :wrapped::bytea[], :bys::text[]) as wrap (id, before, wrapped, by)
     where label = wrap.id and wrapped_by = wrap.before`,
  ),
};

const FOREIGN_KEY_VIOLATION = '23503';

/** What refers to a master key, or is referred to, is told by the database: a retired one wraps nothing, whoever is late. */
async function unlessRetired(work: PromiseLike<unknown>): Promise<boolean> {
  try {
    return (await work) !== false;
  } catch (err) {
    if (codeOf(err) === FOREIGN_KEY_VIOLATION) return false;
    throw err;
  }
}

function codeOf(err: unknown): unknown {
  if (!(err instanceof Error)) return undefined;
  return 'code' in err ? err.code : codeOf(err.cause);
}
