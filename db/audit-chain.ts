import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { linkText } from '../domain/audit.ts';
import type { Indexer } from '../domain/vault.ts';
import type { Database, Queryable } from './client.ts';
import { auditChain, auditPending, auditRecords } from './schema.ts';

export type ChainHead = { no: number; mac: Buffer };

/** So many links a transaction; a full batch says that more may wait. */
export const LINKS = 500;
/** Any two numbers that nobody else uses as an advisory lock: 'CC', 'AU'. */
const LOCK = [0x4343, 0x4155] as const;

/** The MAC of a link. `before` is undefined for the first one. */
export async function linkMac(
  vault: Indexer,
  no: number,
  before: Buffer | undefined,
  record: Buffer,
): Promise<Buffer> {
  const text = linkText({ no, before: before?.toString('hex') ?? '', record: record.toString('hex') });
  return vault.index('audit chain', text);
}

/**
 * The chain over the audit records, appended to by whoever holds the lock, in the order in which records became visible:
 * writers of records neither wait for it nor for each other (docs/adr/0010).
 */
export function createAuditChain(db: Database, vault: Indexer) {
  async function findHead(on: Queryable = db): Promise<ChainHead | undefined> {
    const [head] = await on
      .select({ no: auditChain.no, mac: auditChain.mac })
      .from(auditChain)
      .orderBy(desc(auditChain.no))
      .limit(1);
    return head;
  }

  return {
    findHead,

    async findLink(no: number): Promise<ChainHead | undefined> {
      const [link] = await db
        .select({ no: auditChain.no, mac: auditChain.mac })
        .from(auditChain)
        .where(eq(auditChain.no, no));
      return link;
    },

    /**
     * Gives records that wait their links, in one transaction.
     * @returns how many; 0 also while another worker is at it
     */
    async linkPending(): Promise<number> {
      return db.transaction(async (tx) => {
        const locked = await tx.execute<{ held: boolean }>(
          sql`select pg_try_advisory_xact_lock(${LOCK[0]}, ${LOCK[1]}) as held`,
        );
        if (!locked.rows[0]?.held) return 0;
        const waiting = await tx
          .select({ recordId: auditRecords.id, mac: auditRecords.mac })
          .from(auditPending)
          .innerJoin(auditRecords, eq(auditRecords.id, auditPending.recordId))
          .orderBy(asc(auditPending.recordId))
          .limit(LINKS);
        if (waiting.length === 0) return 0;
        const links: (typeof auditChain.$inferInsert)[] = [];
        let head = await findHead(tx);
        for (const { recordId, mac: record } of waiting) {
          const no = (head?.no ?? 0) + 1;
          head = { no, mac: await linkMac(vault, no, head?.mac, record) };
          links.push({ ...head, recordId });
        }
        await tx.insert(auditChain).values(links);
        await tx.delete(auditPending).where(
          inArray(
            auditPending.recordId,
            links.map(({ recordId }) => recordId),
          ),
        );
        return links.length;
      });
    },
  };
}
export type AuditChain = ReturnType<typeof createAuditChain>;
