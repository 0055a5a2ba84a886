import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CaseKeys } from './case-keys.ts';
import type { ObjectStore } from './object-store.ts';
import { openStream, sealStream } from './sealing.ts';

/** Pictures of papers, sealed with their application's key before they reach the object store. */
export type DocumentStore = {
  /** Stores a picture under its content's address; the same one again is already there. */
  put(keyId: string, objectKey: string, body: () => Readable): Promise<void>;
  /** The picture's bytes. Complete only when the stream has ended without an error. */
  get(keyId: string, objectKey: string): Promise<Readable>;
  delete(objectKey: string): Promise<void>;
};

export function createDocumentStore({
  objects,
  caseKeys,
}: {
  objects: ObjectStore;
  caseKeys: CaseKeys;
}): DocumentStore {
  const bound = (objectKey: string): string => `document|${objectKey}`;
  return {
    async put(keyId, objectKey, body) {
      if (await objects.exists(objectKey)) return;
      const seal = sealStream(await caseKeys.getKey(keyId), bound(objectKey));
      await Promise.all([pipeline(body(), seal), objects.put(objectKey, seal)]);
    },
    async get(keyId, objectKey) {
      const open = openStream(await caseKeys.getKey(keyId), bound(objectKey));
      const sealed = await objects.get(objectKey);
      pipeline(sealed, open).catch((error: Error) => open.destroy(error));
      return open;
    },
    delete: (objectKey) => objects.delete(objectKey),
  };
}
