import { randomBytes, randomUUID } from 'node:crypto';
import { type MasterKey, MasterKeyFault, type WrappedKey } from './master-key.ts';

/** Where the wrapped keys are kept, apart from what they open; db/ implements it. Deleting a row is the erasure. */
export type CaseKeyStore = {
  findWrapped(keyId: string): Promise<WrappedKey | undefined>;
  /** Durable when it returns. @returns false when the master key that wraps it was retired meanwhile */
  insertKey(keyId: string, key: WrappedKey): Promise<boolean>;
  deleteKey(keyId: string): Promise<void>;
  findKeyIdOfOrder(orderNumber: string): Promise<string | undefined>;
};

export type CaseKeys = ReturnType<typeof createCaseKeys>;

/** There is no such key (any more): what it sealed is gone for good, or was never ours. */
export class KeyErased extends Error {
  override name = 'KeyErased';
}

const KEPT_MS = 60_000;
const TRIES = 2;

/**
 * One data key a case, wrapped by the master key and cached for 60 seconds, so that an erasure by another process
 * takes hold within that time; one by this process takes hold at once.
 *
 * @param cacheSize  how many keys, and how many order numbers, are held at most
 */
export function createCaseKeys({ masterKey, store, cacheSize }: CaseKeysOptions) {
  const keys = createCache<Buffer>(cacheSize);
  const keyIds = createCache<string>(cacheSize);

  /** The 32-byte key. @throws KeyErased when it was erased or never existed; SealBroken; MasterKeyFault */
  const getKey = (keyId: string): Promise<Buffer> =>
    keys.get(keyId, async () => {
      const wrapped = await store.findWrapped(keyId);
      if (!wrapped) throw new KeyErased(`The key ${keyId} does not exist or was erased.`);
      return masterKey.unwrap(wrapped, contextOf(keyId));
    });

  return {
    /** A fresh key, stored before anything is sealed with it: what it opens never outlives a crash without it. */
    async newKey(): Promise<{ keyId: string; key: Buffer }> {
      const keyId = randomUUID();
      const key = randomBytes(32);
      for (let left = TRIES; ; left -= 1) {
        if (await store.insertKey(keyId, await masterKey.wrap(key, contextOf(keyId)))) break;
        if (left <= 1) throw new MasterKeyFault('The newest master key at hand was retired.');
      }
      await keys.get(keyId, () => Promise.resolve(key));
      return { keyId, key };
    },
    /** Destroys a key: what it sealed is gone for good, here at once and elsewhere within 60 seconds. Twice is once. */
    async destroy(keyId: string): Promise<void> {
      await store.deleteKey(keyId);
      keys.drop(keyId);
    },
    getKey,
    /** The key of the case with this order number. @throws KeyErased, SealBroken */
    async getKeyOfOrder(orderNumber: string): Promise<{ keyId: string; key: Buffer }> {
      const keyId = await keyIds.get(orderNumber, async () => {
        const found = await store.findKeyIdOfOrder(orderNumber);
        if (!found) throw new KeyErased(`The order ${orderNumber} has no key, or it was erased.`);
        return found;
      });
      return { keyId, key: await getKey(keyId) };
    },
  };
}

type CaseKeysOptions = { masterKey: MasterKey; store: CaseKeyStore; cacheSize: number };

export const contextOf = (keyId: string): string => `case key ${keyId}`;

/** Least recently used goes first; nothing lives longer than KEPT_MS; misses at the same time load once. */
function createCache<T>(size: number) {
  const entries = new Map<string, { value: Promise<T>; loadedAtMs: number }>();
  return {
    get(id: string, load: () => Promise<T>): Promise<T> {
      const found = entries.get(id);
      entries.delete(id);
      const age = found ? performance.now() - found.loadedAtMs : KEPT_MS;
      const entry = found && age < KEPT_MS ? found : { value: load(), loadedAtMs: performance.now() };
      entries.set(id, entry);
      if (entries.size > size) entries.delete(entries.keys().next().value ?? id);
      entry.value.catch(() => {
        if (entries.get(id) === entry) entries.delete(id); // a failure is not remembered
      });
      return entry.value;
    },
    drop: (id: string): void => void entries.delete(id),
  };
}
