import type { Vault } from '../domain/vault.ts';
import type { CaseKeys } from './case-keys.ts';
import type { PurposeKeys } from './purpose-keys.ts';
import { blindIndex, openJson, sealJson } from './sealing.ts';

/** The vault that db/ seals with: data keys per application, and purpose keys for what belongs to none. */
export function createVault({
  purposeKeys,
  caseKeys,
}: {
  purposeKeys: PurposeKeys;
  caseKeys: CaseKeys;
}): Vault {
  return {
    newKey: async () => (await caseKeys.newKey()).keyId,
    destroyKey: (keyId) => caseKeys.destroy(keyId),
    seal: async (keyId, place, value) => sealJson(await caseKeys.getKey(keyId), value, place),
    open: async (keyId, place, sealed) => openJson(await caseKeys.getKey(keyId), sealed, place),
    sealShared: async (place, value) => sealJson(await purposeKeys.get('shared columns'), value, place),
    openShared: async (place, sealed) => openJson(await purposeKeys.get('shared columns'), sealed, place),
    index: async (purpose, text) => blindIndex(await purposeKeys.get(`index ${purpose}`), text),
  };
}
