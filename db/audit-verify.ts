import { type AuditAnchor, recordText } from '../domain/audit.ts';
import type { Indexer } from '../domain/vault.ts';
import { linkMac } from './audit-chain.ts';
import {
  findRepeated,
  findVanished,
  readLinks,
  readMacs,
  readUnlinked,
  type StoredLink,
  type StoredRecord,
} from './audit-reading.ts';
import type { Connection } from './statement.ts';

/** What can be wrong with a record or with its place in the chain. */
export const AUDIT_FAULTS = {
  changed: 'its content does not fit its MAC: it was changed, or never made with the key',
  removed: 'it was removed',
  reordered: 'it is genuine and stands in the place of another: records were reordered',
  forged: 'its link was not made with the key for this place: it was put in, or the chain was computed anew',
  cut: 'the chain does not hold what was anchored outside: its tail was cut, or the database was restored',
  unlinked: 'it has waited longer than five minutes for its link: no sealer runs, or it was hidden from it',
  repeated: 'it stands in the log a second time',
} as const;
export type AuditFault = keyof typeof AUDIT_FAULTS;

/** `no` is the place in the chain, null for a record that has none. */
export type AuditFinding = { fault: AuditFault; no: number | null; recordId: number | null };

export type AuditVerdict = {
  /** Links that were looked at. */
  links: number;
  /** Anchors that the chain was compared with. */
  anchors: number;
  bad: number;
  /** In the order of the chain, then what has no place in it. */
  first: AuditFinding | undefined;
};

type Checking = {
  on: Connection;
  vault: Indexer;
  anchors: readonly AuditAnchor[];
  /** Called after each batch with the links looked at so far. */
  onProgress?: (links: number) => void;
};

/**
 * Walks the whole audit trail and compares it with its MACs and with the anchors (read them before you call this). Needs
 * the master key; the database cannot do it. Records may come in meanwhile.
 */
export async function verifyAudit(checking: Checking): Promise<AuditVerdict> {
  const { on, anchors } = checking;
  const found = createFindings();
  const walk = await walkLinks(checking, found);
  if (anchors.some(({ no }) => no > walk.head)) found.add('cut', walk.head + 1, null);
  for (const { recordId } of await findVanished(on, {})) found.add('removed', null, recordId);
  await checkUnlinked(checking, found);
  for (const { recordId } of await findRepeated(on, {})) found.add('repeated', null, recordId);
  return { links: walk.links, anchors: anchors.length, ...found.all() };
}

type Findings = ReturnType<typeof createFindings>;

/** Counts them all and keeps the first: after a chain that was computed anew, every link is one. */
function createFindings() {
  let first: AuditFinding | undefined;
  let bad = 0;
  return {
    add(fault: AuditFault, no: number | null, recordId: number | null): void {
      first ??= { fault, no, recordId };
      bad += 1;
    },
    all: () => ({ first, bad }),
  };
}

async function walkLinks({ on, vault, anchors, onProgress }: Checking, found: Findings) {
  const anchored = new Map(anchors.map(({ no, mac }) => [no, mac]));
  const walk: Walk = { head: 0, before: undefined, links: 0 };
  for await (const batch of readLinks(on)) {
    for (const link of batch) {
      const { no, recordId, linkMac: mac } = link;
      // What comes after a gap cannot be held against the link that is gone.
      if (no !== walk.head + 1) found.add('removed', walk.head + 1, null);
      const fault = await faultOf({ on, vault, link, walk, isFirst: found.all().bad === 0 });
      const anchor = anchored.get(no);
      if (fault) found.add(fault, no, recordId);
      else if (anchor && anchor !== mac.toString('hex')) found.add('cut', no, recordId);
      walk.head = no;
      walk.before = mac;
    }
    walk.links += batch.length;
    onProgress?.(walk.links);
  }
  return walk;
}

type Walk = { head: number; before: Buffer | undefined; links: number };
type Looked = { on: Connection; vault: Indexer; link: StoredLink; walk: Walk; isFirst: boolean };

async function faultOf({ on, vault, link, walk, isFirst }: Looked): Promise<AuditFault | undefined> {
  if (link.recordMac === null) return 'removed';
  const { head, before } = walk;
  if (link.no === head + 1) {
    const mac = await linkMac(vault, link.no, before, link.recordMac);
    // Only the first finding is named, so only for that one is the whole chain searched.
    const search = () => isFirst && isElsewhere({ on, vault, link, before });
    if (!mac.equals(link.linkMac)) return (await search()) ? 'reordered' : 'forged';
  }
  return (await isGenuine(vault, link)) ? undefined : 'changed';
}

async function isGenuine(vault: Indexer, record: StoredRecord): Promise<boolean> {
  return (await vault.index('audit record', recordText(record, record.atMs))).equals(record.recordMac);
}

/** Whether a genuine record and a link made with the key have only been put in another's place. */
async function isElsewhere({
  on,
  vault,
  link,
  before,
}: Omit<Looked, 'walk' | 'isFirst'> & Pick<Walk, 'before'>): Promise<boolean> {
  const { no, linkMac: mac, recordMac } = link;
  if (recordMac === null || !(await isGenuine(vault, link))) return false;
  let previous: Buffer | undefined;
  for await (const batch of readMacs(on)) {
    for (const other of batch) {
      const candidates = await Promise.all([
        // The link is in its place and held this record.
        other.recordMac && linkMac(vault, no, before, other.recordMac),
        // The link was moved with its record, away from here.
        linkMac(vault, other.no, previous, recordMac),
        linkMac(vault, other.no, other.linkMac, recordMac),
      ]);
      if (candidates.some((candidate) => candidate?.equals(mac))) return true;
      previous = other.linkMac;
    }
  }
  return false;
}

async function checkUnlinked({ on, vault }: Checking, found: Findings): Promise<void> {
  for await (const batch of readUnlinked(on)) {
    for (const record of batch) {
      if (!(await isGenuine(vault, record))) found.add('changed', null, record.recordId);
      else if (record.isOld) found.add('unlinked', null, record.recordId);
    }
  }
}
