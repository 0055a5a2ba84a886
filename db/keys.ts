import { eq } from 'drizzle-orm';
import type { OrderNumber } from '../domain/ids.ts';
import type { Database, Queryable } from './client.ts';
import { cases, dataKeys } from './schema.ts';

/** Wrapped data keys, for the key cache. Give it a pool of its own: keys are fetched while transactions are open. */
export function createKeyStore(db: Database) {
  return {
    async findWrapped(keyId: string): Promise<Buffer | undefined> {
      const [row] = await db
        .select({ wrapped: dataKeys.wrapped })
        .from(dataKeys)
        .where(eq(dataKeys.id, keyId));
      return row?.wrapped ?? undefined;
    },
    async findKeyIdOfOrder(orderNumber: string): Promise<string | undefined> {
      const [row] = await db
        .select({ keyId: cases.keyId })
        .from(cases)
        .where(eq(cases.orderNumber, orderNumber as OrderNumber));
      return row?.keyId;
    },
  };
}

export async function insertKey(
  tx: Queryable,
  { keyId, wrapped }: { keyId: string; wrapped: Buffer },
): Promise<void> {
  await tx.insert(dataKeys).values({ id: keyId, wrapped });
}
