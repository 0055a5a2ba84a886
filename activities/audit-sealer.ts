import type { AuditAnchors } from '../adapters/audit-anchors.ts';
import { type AuditChain, LINKS } from '../db/audit-chain.ts';
import { loop } from './loop.ts';

type SealerDeps = {
  chain: AuditChain;
  anchors: AuditAnchors;
  log: {
    warn(fields: { err?: unknown }, text: string): void;
    error(fields: { err?: unknown; link?: number }, text: string): void;
  };
  /** Shorter in tests. */
  anchorEveryMs?: number;
};

const LINK_IDLE_MS = 1_000;
const ANCHOR_EVERY_MS = 60_000;

/**
 * Links audit records into their chain as they come, and anchors its head outside of the database every minute and at
 * the end. Any number of workers may run one: who does not get the lock rests.
 */
export function runAuditSealer(deps: SealerDeps): { stop(): Promise<void> } {
  const { chain, log, anchorEveryMs = ANCHOR_EVERY_MS } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const anchor = createAnchoring(deps);
  const linkSome = async () => (await chain.linkPending()) >= LINKS;
  const loops = [
    loop({ signal, log, idleMs: LINK_IDLE_MS, failure: 'audit records could not be linked' }, linkSome),
    loop({ signal, log, idleMs: anchorEveryMs, failure: 'the audit chain could not be anchored' }, anchor),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
      try {
        while (await linkSome()) continue;
        await anchor();
      } catch (err) {
        log.warn({ err }, 'the audit chain could not be anchored at the end');
      }
    },
  };
}

/** Appends the head where it has moved since; before the first time, looks whether the chain still holds its last anchor. */
function createAnchoring({ chain, anchors, log }: SealerDeps): () => Promise<false> {
  let anchored: number | undefined;
  return async () => {
    anchored ??= await lastAnchored({ chain, anchors, log });
    const head = await chain.findHead();
    if (head && head.no !== anchored) {
      await anchors.append({ no: head.no, mac: head.mac.toString('hex'), at: new Date().toISOString() });
      anchored = head.no;
    }
    return false;
  };
}

async function lastAnchored({ chain, anchors, log }: SealerDeps): Promise<number> {
  const last = (await anchors.list()).reduce((a, b) => (b.no >= a.no ? b : a), { no: 0, mac: '', at: '' });
  const link = last.no > 0 ? await chain.findLink(last.no) : undefined;
  if (last.no > 0 && link?.mac.toString('hex') !== last.mac) {
    log.error({ link: last.no }, 'the audit chain does not hold its last anchor: it was cut or restored');
  }
  return last.no;
}
