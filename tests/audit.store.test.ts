import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditChain, auditPending, auditRecords } from '../db/schema.ts';
import type { AuditEntry } from '../domain/audit.ts';
import { openRooms, type Rooms } from './support/house.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms.close());

const READ: AuditEntry = {
  actor: { kind: 'staff', id: 'a-member', roles: ['supervisor', 'officer'], post: 'LAX' },
  action: 'case.read',
  object: { kind: 'case', id: 'an-order' },
  reason: 'task:review',
  requestId: 'req-1',
  details: { groups: ['form', 'documents'], count: 2 },
};

describe('a record', () => {
  test('L3 R-50 says who, what, when, where and why, in UTC, with the request', async () => {
    await rooms.audit.record(READ);

    const [row] = await rooms.db.select().from(auditRecords).where(eq(auditRecords.objectId, 'an-order'));

    expect(row).toMatchObject({
      actorKind: 'staff',
      actorId: 'a-member',
      actorRoles: 'officer,supervisor',
      actorPost: 'LAX',
      action: 'case.read',
      objectKind: 'case',
      reason: 'task:review',
      requestId: 'req-1',
      details: { groups: ['form', 'documents'], count: 2 },
    });
    expect(Math.abs(Date.now() - (row?.at.getTime() ?? 0))).toBeLessThan(60_000);
    const waiting = await rooms.db
      .select()
      .from(auditPending)
      .where(eq(auditPending.recordId, row?.id ?? 0));
    expect(waiting).toHaveLength(1);
  });

  test('R-50 stands or falls with the transaction it was written in', async () => {
    const object = { kind: 'draft', id: 'rolled-back' } as const;
    const undone = rooms.db.transaction(async (tx) => {
      await rooms.audit.record({ actor: { kind: 'nobody' }, action: 'draft.delete', object }, tx);
      throw new Error('undone');
    });

    await expect(undone).rejects.toThrow('undone');
    expect(await rooms.db.$count(auditRecords, eq(auditRecords.objectId, 'rolled-back'))).toBe(0);
  });
});

test.each([
  ['update', 'audit_records', `update audit_records set reason = 'another'`],
  ['delete', 'audit_records', 'delete from audit_records'],
  ['truncate', 'audit_records', 'truncate audit_records cascade'],
  ['update', 'audit_chain', 'update audit_chain set no = no + 1'],
  ['delete', 'audit_chain', 'delete from audit_chain'],
  ['truncate', 'audit_chain', 'truncate audit_chain'],
])('L1 R-50 no %s of %s, not by their owner either', async (_, table, text) => {
  await rooms.audit.record(READ);

  const tried = rooms.db.$client.query(text);

  await expect(tried).rejects.toMatchObject({ code: '23001' });
  expect(await rooms.db.$count(table === 'audit_chain' ? auditChain : auditRecords)).toBeGreaterThanOrEqual(
    0,
  );
});
