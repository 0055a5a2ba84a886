import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runAuditSealer } from '../activities/audit-sealer.ts';
import { AnchorFileFault, type AuditAnchors, fileAuditAnchors } from '../adapters/audit-anchors.ts';
import { type AuditChain, createAuditChain } from '../db/audit-chain.ts';
import { type AuditVerdict, verifyAudit } from '../db/audit-verify.ts';
import { auditChain, auditPending } from '../db/schema.ts';
import { entry, linkAll, writeEntries } from './support/audit.ts';
import { openRooms, type Rooms } from './support/house.ts';

let rooms: Rooms;
let chain: AuditChain;
let anchors: AuditAnchors;
const silent = { warn: () => undefined, error: () => undefined };

beforeEach(async () => {
  rooms = await openRooms();
  chain = createAuditChain(rooms.db, rooms.vault);
  anchors = fileAuditAnchors(join(rooms.dir, 'anchors.log'));
});
afterEach(() => rooms.close());

async function verify(): Promise<AuditVerdict> {
  return verifyAudit({ on: rooms.db.$client, vault: rooms.vault, anchors: await anchors.list() });
}

describe('the sealer', () => {
  test('L1 R-50 links records once each, in whatever order their transactions end', async () => {
    let commit = () => {};
    const held = new Promise<void>((done) => {
      commit = done;
    });
    const slow = rooms.db.transaction(async (tx) => {
      await rooms.audit.record(entry(1), tx);
      await held;
    });
    await rooms.audit.record(entry(2));
    await linkAll(chain);
    expect(await rooms.db.$count(auditChain)).toBe(1);

    commit();
    await slow;
    await linkAll(chain);

    const links = await rooms.db.select().from(auditChain).orderBy(auditChain.no);
    expect(links.map(({ no }) => no)).toEqual([1, 2]);
    expect(await rooms.db.$count(auditPending)).toBe(0);
    expect(await verify()).toMatchObject({ links: 2, bad: 0 });
  });

  test('L1 R-50 several workers at once make one chain', async () => {
    await writeEntries(rooms, 3_000);
    const workers = Array.from({ length: 6 }, async () => {
      while ((await rooms.db.$count(auditPending)) > 0) await chain.linkPending();
    });

    await Promise.all(workers);

    expect(await verify()).toMatchObject({ links: 3_000, bad: 0 });
  });

  test('L1 R-50 anchors the head outside of the database, at least once a minute and at the end', async () => {
    const sealer = runAuditSealer({ chain, anchors, log: silent, anchorEveryMs: 50 });
    await writeEntries(rooms, 10);
    await expect.poll(async () => (await anchors.list()).at(-1)?.no, { timeout: 10_000 }).toBe(10);
    await writeEntries(rooms, 5, 11);
    await sealer.stop();

    const kept = await anchors.list();
    const head = await chain.findHead();
    expect(kept.at(-1)).toMatchObject({ no: 15, mac: head?.mac.toString('hex') });
    expect(statSync(join(rooms.dir, 'anchors.log')).mode & 0o777).toBe(0o600);
    expect(await verify()).toMatchObject({ links: 15, bad: 0 });
  });

  test('F23 R-50 says at its start when the chain does not hold its last anchor', async () => {
    await writeEntries(rooms, 3);
    await linkAll(chain);
    await anchors.append({ no: 7, mac: 'ab', at: new Date().toISOString() });
    const said: string[] = [];
    const sealer = runAuditSealer({
      chain,
      anchors,
      log: { ...silent, error: (_, text) => said.push(text) },
    });
    await expect.poll(() => said.length, { timeout: 10_000 }).toBe(1);
    await sealer.stop();

    expect(said[0]).toMatch(/was cut or restored/);
  });
});

test('a torn line of the anchors’ file is named, and the next anchor is not glued to it', async () => {
  const file = join(rooms.dir, 'anchors.log');
  writeFileSync(file, '{"no":1,"m');
  expect(await anchors.list()).toEqual([]);

  await anchors.append({ no: 2, mac: 'cd', at: '2026-01-01T00:00:00.000Z' });

  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  await expect(anchors.list()).rejects.toThrow(AnchorFileFault);
});
