import type { Indexer, Vault } from '../domain/vault.ts';
import type { CaseKeys } from './case-keys.ts';
import type { MasterKey } from './master-key.ts';
import { blindIndex, openJson, sealJson } from './sealing.ts';

/** The vault that db/ seals with: data keys per application, and derived keys for what belongs to none. */
export function createVault({ masterKey, caseKeys }: { masterKey: MasterKey; caseKeys: CaseKeys }): Vault {
  return {
    async newKey() {
      const { keyId, wrapped } = await caseKeys.newKey();
      return { keyId, wrapped };
    },
    seal: async (keyId, place, value) => sealJson(await caseKeys.getKey(keyId), value, place),
    open: async (keyId, place, sealed) => openJson(await caseKeys.getKey(keyId), sealed, place),
    sealShared: async (place, value) => sealJson(await masterKey.derive('shared columns'), value, place),
    openShared: async (place, sealed) => openJson(await masterKey.derive('shared columns'), sealed, place),
    ...createIndexer(masterKey),
  };
}

/** The part of the vault that needs no data keys. */
export function createIndexer(masterKey: MasterKey): Indexer {
  return { index: async (purpose, text) => blindIndex(await masterKey.derive(`index ${purpose}`), text) };
}
