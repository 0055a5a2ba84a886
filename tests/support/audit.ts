import pg from 'pg';
import { auditRow } from '../../db/audit.ts';
import type { AuditChain } from '../../db/audit-chain.ts';
import { auditRecords } from '../../db/schema.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Rooms } from './house.ts';

/** Somebody's read of a case, a different one for each number. */
export const entry = (n: number): AuditEntry => ({
  actor: { kind: 'staff', id: `member-${n % 7}`, roles: ['officer'], post: 'LAX' },
  action: 'case.read',
  object: { kind: 'case', id: `order-${n}` },
  reason: 'task:review',
  details: { n, groups: ['form'] },
});

/** Records number `from` and on, in one statement a thousand. */
export async function writeEntries({ db, vault }: Rooms, count: number, from = 1): Promise<void> {
  for (let at = from; at < from + count; at += 1_000) {
    const size = Math.min(1_000, from + count - at);
    const rows = Array.from({ length: size }, (_, n) => auditRow(vault, entry(at + n)));
    await db.insert(auditRecords).values(await Promise.all(rows));
  }
}

export async function linkAll(chain: AuditChain): Promise<void> {
  while ((await chain.linkPending()) > 0) continue;
}

/** A superuser who has switched the triggers off and has no key; what he does is undone at the end. */
export async function withIntruder<T>(url: string, work: (intruder: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    return await work(client);
  } finally {
    await client.query('rollback');
    await client.end();
  }
}
