import { buffer } from 'node:stream/consumers';
import type { Application, Document } from '../db/applications.ts';
import type { RefusalCode } from '../domain/errors.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';

/** The picture of a kind that counts now: the one that was uploaded last. */
export function currentOf<D extends { kind: string; state: string }>(
  documents: readonly D[],
  kind: string,
): D | undefined {
  return documents.findLast((each) => each.kind === kind && each.state === 'current');
}

/** @throws CaseError `missing` when no picture of that kind is there */
export async function needCurrent(
  { applications }: Pick<AppDeps, 'applications'>,
  draft: Pick<Application, 'id' | 'keyId'>,
  kind: string,
  missing: RefusalCode,
): Promise<Document> {
  const document = currentOf(await applications.listDocuments(draft), kind);
  if (!document) throw new CaseError(missing);
  return document;
}

/** Reads a stored picture when it is its turn: what waits holds no bytes. */
export const bytesOf =
  ({ documents }: Pick<AppDeps, 'documents'>, { keyId }: Pick<Application, 'keyId'>, document: Document) =>
  async (): Promise<Buffer> =>
    buffer(await documents.get(keyId, document.objectKey));
