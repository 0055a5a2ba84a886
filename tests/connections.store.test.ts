import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connect, isOutage } from '../db/client.ts';
import { openRooms } from './support/house.ts';

test('F6 a connection that the server ends between two statements of a transaction fails that transaction alone', async () => {
  const rooms = await openRooms();
  const { db, ping, close } = connect(rooms.url, { max: 1 });
  try {
    const transaction = db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await rooms.db.execute(sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`);
      await tx.execute(sql`select 1`);
    });
    await expect(transaction).rejects.toSatisfy(isOutage);
    await ping();
  } finally {
    await close();
    await rooms.close();
  }
});
