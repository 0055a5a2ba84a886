import { type CaseKeys, createCaseKeys } from './adapters/case-keys.ts';
import { fileMasterKey, type MasterKey } from './adapters/master-key.ts';
import { checkMasterKey } from './adapters/master-key-check.ts';
import { createPurposeKeys, type PurposeKeys } from './adapters/purpose-keys.ts';
import { createVault } from './adapters/vault.ts';
import { connect, type Database, isOutage } from './db/client.ts';
import { createKeyStore, type KeyStore } from './db/keys.ts';
import type { Vault } from './domain/vault.ts';

export type Keyring = {
  masterKey: MasterKey;
  caseKeys: CaseKeys;
  purposeKeys: PurposeKeys;
  vault: Vault;
  store: KeyStore;
  /** Rejects when the key database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

type KeyringOptions = {
  masterKeyFile: string;
  keysDatabaseUrl: string;
  /** The main database, for the question whose key is whose. */
  db: Database;
  /** Connections to the key database. */
  max: number;
};

/**
 * All keys of a process: the master key's file, the key database and the caches. Main database, key database and master key
 * must belong together; while the key database is away that is not known yet, and no key is used before it is.
 *
 * @throws MasterKeyFault when the file cannot be used or lacks a key; KeysOfAnother
 */
export async function openKeyring({
  masterKeyFile,
  keysDatabaseUrl,
  db,
  max,
}: KeyringOptions): Promise<Keyring> {
  const masterKey = fileMasterKey(masterKeyFile);
  const pool = connect(keysDatabaseUrl, { max });
  const store = createKeyStore(pool.db, db);
  const check = onceDone(async () => {
    await store.assertPaired();
    await checkMasterKey(masterKey, store);
  });
  const checked: KeyStore = {
    ...store,
    findWrapped: async (keyId) => (await check(), store.findWrapped(keyId)),
    insertKey: async (keyId, key) => (await check(), store.insertKey(keyId, key)),
    findPurposeKey: async (label) => (await check(), store.findPurposeKey(label)),
  };
  try {
    await check();
  } catch (err) {
    if (!isOutage(err)) {
      await pool.close();
      throw err;
    }
  }
  const caseKeys = createCaseKeys({ masterKey, store: checked, cacheSize: 5_000 });
  const purposeKeys = createPurposeKeys({ masterKey, store: checked });
  return {
    masterKey,
    caseKeys,
    purposeKeys,
    vault: createVault({ purposeKeys, caseKeys }),
    store,
    ping: pool.ping,
    close: pool.close,
  };
}

/** Works until it has succeeded once, and then no more. */
function onceDone(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    const running = (done ??= work());
    running.catch(() => {
      if (done === running) done = undefined;
    });
    return running;
  };
}
