import type { AuditRecord } from '../domain/audit.ts';
import { type Connection, statement } from './statement.ts';

/** A record as the verifier reads it: the instant with all that is stored of it, so that no part can be changed unseen. */
export type StoredRecord = Omit<AuditRecord, 'at'> & { recordId: number; atMs: number; recordMac: Buffer };

/** A link with its record; without one, somebody has removed it. */
export type StoredLink = { no: number; linkMac: Buffer; recordId: number } & (
  | StoredRecord
  | { recordMac: null }
);

const RECORD = `
  r.nonce, (extract(epoch from r.at) * 1000)::float8 as "atMs", r.actor_kind as "actorKind", r.actor_id as "actorId",
  r.actor_roles as "actorRoles", r.actor_post as "actorPost", r.action, r.object_kind as "objectKind",
  r.object_id as "objectId", r.reason, r.request_id as "requestId", r.details, r.mac as "recordMac"`;

const linksAfter = statement<StoredLink, { after: number; limit: number }>(
  'audit_links',
  `select c.no::float8 as no, c.mac as "linkMac", c.record_id::float8 as "recordId", ${RECORD}
   from audit_chain c left join audit_records r on r.id = c.record_id
   where c.no > :after order by c.no limit :limit`,
);

const unlinkedAfter = statement<StoredRecord & { isOld: boolean }, { after: number; limit: number }>(
  'audit_unlinked',
  `select r.id::float8 as "recordId", r.at < clock_timestamp() - interval '5 minutes' as "isOld", ${RECORD}
   from audit_records r
   where r.id > :after and not exists (select from audit_chain c where c.record_id = r.id)
   order by r.id limit :limit`,
);

const macsAfter = statement<
  { no: number; linkMac: Buffer; recordMac: Buffer | null },
  { after: number; limit: number }
>(
  'audit_macs',
  `select c.no::float8 as no, c.mac as "linkMac", r.mac as "recordMac"
   from audit_chain c left join audit_records r on r.id = c.record_id
   where c.no > :after order by c.no limit :limit`,
);

const BATCH = 5_000;

/** Everything from the start in batches; the next one is read while the one before is looked at. */
async function* inBatches<Row>(
  read: (after: number) => Promise<Row[]>,
  placeOf: (row: Row) => number,
): AsyncGenerator<Row[]> {
  let next: Promise<Row[]> | undefined = read(0);
  while (next) {
    const rows: Row[] = await next;
    const last = rows.at(-1);
    next = last && rows.length === BATCH ? read(placeOf(last)) : undefined;
    // A batch that nobody asks for any more must not end the process when it fails.
    next?.catch(() => undefined);
    if (last) yield rows;
  }
}

export const readLinks = (on: Connection) =>
  inBatches(
    (after) => linksAfter(on, { after, limit: BATCH }),
    ({ no }) => no,
  );

export const readUnlinked = (on: Connection) =>
  inBatches(
    (after) => unlinkedAfter(on, { after, limit: BATCH }),
    ({ recordId }) => recordId,
  );

export const readMacs = (on: Connection) =>
  inBatches(
    (after) => macsAfter(on, { after, limit: BATCH }),
    ({ no }) => no,
  );

/** Records that stand in the log twice: a genuine one that was inserted again. */
export const findRepeated = statement<{ recordId: number }, Record<never, never>>(
  'audit_repeated',
  `select max(id)::float8 as "recordId" from audit_records group by nonce having count(*) > 1 order by 1 limit 100`,
);

/** Records that were removed before they got their link. */
export const findVanished = statement<{ recordId: number }, Record<never, never>>(
  'audit_vanished',
  `select record_id::float8 as "recordId" from audit_pending p
   where not exists (select from audit_records r where r.id = p.record_id) order by 1 limit 100`,
);
