import { randomBytes } from 'node:crypto';
import type { MasterKey, WrappedKey } from './master-key.ts';

/** Where purpose keys are kept; db/ implements it. */
export type PurposeKeyStore = {
  findPurposeKey(label: string): Promise<WrappedKey | undefined>;
  /** Stores the first value of a label. @returns false when there is one already, or the master key was retired meanwhile */
  insertPurposeKey(label: string, key: WrappedKey): Promise<boolean>;
  /** Whether there is data from before they were kept, so that first values have to be the ones of then. */
  hasEarlierData(): Promise<boolean>;
};

export type PurposeKeys = ReturnType<typeof createPurposeKeys>;

/** All that was derived from the master key before purpose keys were kept: their first value is what was derived then. */
export const DERIVED_BEFORE: readonly string[] = [
  'shared columns',
  'temporal',
  ...[
    'person',
    'applicant name',
    'account e-mail',
    'one-time code',
    'rate limit',
    'command body',
    'document content',
    'object',
  ].map((purpose) => `index ${purpose}`),
];

const TRIES = 3;

/**
 * One key for each purpose that belongs to no case (shared columns, blind indexes, Temporal's namespace, the audit trail):
 * made at its first use, wrapped by the master key, the same ever after, also when the master key rotates.
 */
export function createPurposeKeys({ masterKey, store }: { masterKey: MasterKey; store: PurposeKeyStore }) {
  const kept = new Map<string, Promise<Buffer>>();

  async function load(label: string): Promise<Buffer> {
    for (let left = TRIES; left > 0; left -= 1) {
      const found = await store.findPurposeKey(label);
      if (found) return masterKey.unwrap(found, contextOf(label));
      // Two processes may come at once: the second one finds the key of the first.
      const isDerived = DERIVED_BEFORE.includes(label) && (await store.hasEarlierData());
      const value = isDerived ? await masterKey.derive(label) : randomBytes(32);
      if (await store.insertPurposeKey(label, await masterKey.wrap(value, contextOf(label)))) return value;
    }
    throw new Error(`the purpose key of "${label}" was neither found nor stored`);
  }

  return {
    /** 32 bytes. @throws SealBroken, MasterKeyFault */
    get(label: string): Promise<Buffer> {
      const known = kept.get(label) ?? load(label);
      kept.set(label, known);
      known.catch(() => kept.delete(label)); // a failure is not remembered
      return known;
    },
  };
}

export const contextOf = (label: string): string => `purpose key ${label}`;
