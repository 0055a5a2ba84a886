import type { DocumentStore } from '../adapters/document-store.ts';
import type { Retention } from '../db/retention.ts';
import type { OrderNumber } from '../domain/ids.ts';
import { loop } from './loop.ts';

type KeySweep = {
  /** Data keys that were made more than a day ago, by id after the given one. */
  listOldKeys(after: string): Promise<string[]>;
  deleteKey(keyId: string): Promise<void>;
};
type RetentionDeps = {
  retention: Retention;
  documents: Pick<DocumentStore, 'delete'>;
  engine: { isRunning(orderNumber: OrderNumber): Promise<boolean> };
  keys: KeySweep;
  log: { warn(fields: { err?: unknown; orderNumber?: string; count?: number }, text: string): void };
  /** The clock; another one in tests. */
  nowMs?: () => number;
};

const EVERY_MS = 10 * 60_000;

/** Destroys what is kept no longer, every ten minutes, until stopped. Any number of workers may do it. */
export function runRetention(deps: RetentionDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { log } = deps;
  const done = loop({ signal, log, idleMs: EVERY_MS, failure: 'retention failed' }, () => retainOnce(deps));
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/** @returns whether more may be due at once */
export async function retainOnce(deps: RetentionDeps): Promise<boolean> {
  const { retention, documents, nowMs = Date.now } = deps;
  const erased = await eraseOrders(deps);
  const drafts = await retention.listOldDrafts(nowMs());
  for (const draft of drafts) {
    await retention.deleteDraft(draft);
    for (const objectKey of draft.objectKeys) await documents.delete(objectKey);
  }
  await retention.forgetPassed(nowMs());
  await sweepKeys(deps);
  return erased + drafts.length > 0;
}

/** An order whose workflow still runs is left alone: the engine must be able to read its history (R-48 will find it). */
async function eraseOrders({ retention, documents, engine, log, nowMs = Date.now }: RetentionDeps) {
  let count = 0;
  for (const order of await retention.listErasable(nowMs())) {
    const { orderNumber, objectKeys } = order;
    if (await engine.isRunning(orderNumber)) {
      log.warn({ orderNumber }, 'an ended order is not erased: its workflow still runs');
      continue;
    }
    // The pictures' rows go with the mark: a crash before it finds them again.
    for (const objectKey of objectKeys) await documents.delete(objectKey);
    await retention.erase(order);
    count += 1;
  }
  return count;
}

/** Keys of drafts that a crash kept from being written, or from being deleted with theirs. */
async function sweepKeys({ retention, keys }: RetentionDeps): Promise<void> {
  for (let after = ''; ; ) {
    const old = await keys.listOldKeys(after);
    const last = old.at(-1);
    if (last === undefined) return;
    for (const keyId of await retention.findUnused(old)) await keys.deleteKey(keyId);
    after = last;
  }
}
