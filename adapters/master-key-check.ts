import { contextOf } from './case-keys.ts';
import { type MasterKey, MasterKeyFault } from './master-key.ts';

/** What the key database knows of master keys; db/ implements it. */
export type MasterKeyRecords = {
  listMasterKeys(): Promise<{ id: string; inUse: boolean }[]>;
  addMasterKey(id: string): Promise<void>;
  findUnnamed(): Promise<{ id: string; wrapped: Buffer } | undefined>;
  nameUnnamed(by: string): Promise<void>;
};

/**
 * Makes sure, before any key is used, that the master keys at hand are those that wrapped what is stored. The first one of a
 * new system is recorded; keys of an earlier release get the name of the master key that opens them.
 *
 * @throws MasterKeyFault when one that is needed is not there, or when another one came in past the rotation; SealBroken when
 * keys of an earlier release do not open
 */
export async function checkMasterKey(masterKey: MasterKey, records: MasterKeyRecords): Promise<void> {
  const ids = await masterKey.ids();
  const [newest = ''] = ids;
  const known = await records.listMasterKeys();
  const missing = known.filter(({ id, inUse }) => inUse && !ids.includes(id));
  if (missing.length > 0) {
    throw new MasterKeyFault(
      `The master key ${missing.map(({ id }) => id).join(', ')}, which keys are wrapped by, is missing.`,
    );
  }
  const unnamed = await records.findUnnamed();
  if (unnamed) {
    await masterKey.unwrap({ wrapped: unnamed.wrapped, by: newest }, contextOf(unnamed.id));
    await records.addMasterKey(newest);
    await records.nameUnnamed(newest);
    return;
  }
  if (known.length === 0) await records.addMasterKey(newest);
  else if (!known.some(({ id }) => id === newest)) {
    throw new MasterKeyFault(
      `The master key ${newest} was not added by a rotation (npm run keys -- rotate).`,
    );
  }
}
