import { contextOf as contextOfCaseKey } from './case-keys.ts';
import type { MasterKey, WrappedKey } from './master-key.ts';
import type { MasterKeyFile } from './master-key-file.ts';
import { contextOf as contextOfPurpose, DERIVED_BEFORE, type PurposeKeys } from './purpose-keys.ts';

type KeyKind = 'data' | 'purpose';
type StoredKey = WrappedKey & { id: string };

/** What the rotation asks of the key database; db/ implements it. */
export type RotationStore = {
  hasEarlierData(): Promise<boolean>;
  addMasterKey(id: string): Promise<void>;
  /** @returns false while something is wrapped by it */
  retireMasterKey(id: string): Promise<boolean>;
  listWrappedBy(kind: KeyKind, ids: readonly string[], limit: number): Promise<StoredKey[]>;
  replaceWraps(kind: KeyKind, wraps: readonly (StoredKey & { before: string })[]): Promise<void>;
};

type Rotation = { file: MasterKeyFile; masterKey: MasterKey; purposeKeys: PurposeKeys; store: RotationStore };

const CONTEXTS = { data: contextOfCaseKey, purpose: contextOfPurpose } as const;
const BATCH = 500;

/**
 * Adds a master key, which wraps from then on. It is known to the key database before it is in the file, so that whatever is
 * wrapped by it can be stored; a crash in between leaves the name of a key that never was.
 * @returns its id
 */
export async function addMasterKey({ file, purposeKeys, store }: Rotation): Promise<string> {
  // What was once derived from the first master key must not depend on that key any longer.
  if (await store.hasEarlierData()) await Promise.all(DERIVED_BEFORE.map((label) => purposeKeys.get(label)));
  const { id, text } = file.mint();
  await store.addMasterKey(id);
  file.putFirst(text);
  return id;
}

/**
 * Wraps by the newest master key all that older ones wrap, while others work: what they wrapped meanwhile is found as well.
 * Run again after a crash, it goes on.
 * @param onProgress  told how many keys were wrapped anew so far
 */
export async function rewrap(
  { masterKey, store }: Pick<Rotation, 'masterKey' | 'store'>,
  onProgress: (count: number) => void = () => {},
): Promise<number> {
  const [, ...older] = await masterKey.ids();
  let count = 0;
  for (const kind of ['purpose', 'data'] as const) {
    for (;;) {
      const found = await store.listWrappedBy(kind, older, BATCH);
      if (found.length === 0) break;
      await store.replaceWraps(kind, await Promise.all(found.map((key) => wrapAnew(masterKey, kind, key))));
      onProgress((count += found.length));
    }
  }
  return count;
}

async function wrapAnew(masterKey: MasterKey, kind: KeyKind, { id, wrapped, by }: StoredKey) {
  const context = CONTEXTS[kind](id);
  const key = await masterKey.unwrap({ wrapped, by }, context);
  return { id, before: by, ...(await masterKey.wrap(key, context)) };
}

/**
 * Drops from the file every older master key that nothing is wrapped by. The key database takes nothing that is wrapped by it
 * from that moment on, from whoever is late.
 */
export async function retireOlder({
  file,
  store,
}: Pick<Rotation, 'file' | 'store'>): Promise<{ retired: string[]; inUse: string[] }> {
  const [, ...older] = file.list();
  const retired: string[] = [];
  for (const id of older) {
    if (!(await store.retireMasterKey(id))) continue;
    file.drop(id);
    retired.push(id);
  }
  return { retired, inUse: older.filter((id) => !retired.includes(id)) };
}
