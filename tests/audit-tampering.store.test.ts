import { createHmac, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuditChain } from '../db/audit-chain.ts';
import { type AuditFault, type AuditVerdict, verifyAudit } from '../db/audit-verify.ts';
import { type AuditAnchor, linkText } from '../domain/audit.ts';
import { seeded } from '../scripts/chaos/random.ts';
import { linkAll, withIntruder, writeEntries } from './support/audit.ts';
import { openRooms, type Rooms } from './support/house.ts';

const RECORDS = 10_000;
/** Of each kind so many, at places that the seed decides. */
const PLACES = Number(process.env['AUDIT_PLACES'] ?? 3);
const SEED = Number(process.env['AUDIT_SEED'] ?? 20_261_125);

let rooms: Rooms;
let anchors: AuditAnchor[];
beforeAll(async () => {
  rooms = await openRooms();
  await writeEntries(rooms, RECORDS);
  const chain = createAuditChain(rooms.db, rooms.vault);
  await linkAll(chain);
  const head = await chain.findHead();
  anchors = [{ no: RECORDS, mac: head?.mac.toString('hex') ?? '', at: new Date().toISOString() }];
}, 120_000);
afterAll(() => rooms.close());

/** The same for the same seed; neither the first nor the last, so that every place has a neighbour. */
function places(kind: number): number[] {
  const random = seeded(SEED + kind);
  return Array.from({ length: PLACES }, () => 2 + Math.floor(random() * (RECORDS - 3)));
}

type Tampering = {
  what: string;
  fault: AuditFault;
  by: (intruder: pg.Client, no: number) => Promise<unknown>;
};

const recordOf = `(select record_id from audit_chain where no = $1)`;

const KINDS: Tampering[] = [
  {
    what: 'who did it is changed',
    fault: 'changed',
    by: (intruder, no) =>
      intruder.query(`update audit_records set actor_id = 'another' where id = ${recordOf}`, [no]),
  },
  {
    what: 'a detail is changed',
    fault: 'changed',
    by: (intruder, no) =>
      intruder.query(`update audit_records set details = details || '{"n": 0}' where id = ${recordOf}`, [no]),
  },
  {
    what: 'the time is moved by a part of a millisecond',
    fault: 'changed',
    by: (intruder, no) =>
      intruder.query(
        `update audit_records set at = at + interval '200 microseconds' where id = ${recordOf}`,
        [no],
      ),
  },
  {
    what: 'a record and its link are removed',
    fault: 'removed',
    by: (intruder, no) =>
      intruder.query(
        `with cut as (delete from audit_chain where no = $1 returning record_id)
         delete from audit_records where id in (select record_id from cut)`,
        [no],
      ),
  },
  {
    what: 'a record is removed, its link left',
    fault: 'removed',
    by: (intruder, no) => intruder.query(`delete from audit_records where id = ${recordOf}`, [no]),
  },
  {
    what: 'a record is removed and the gap is closed',
    fault: 'forged',
    by: async (intruder, no) => {
      await intruder.query('delete from audit_chain where no = $1', [no]);
      await intruder.query('update audit_chain set no = -no where no > $1', [no]);
      await intruder.query('update audit_chain set no = -no - 1 where no < 0');
    },
  },
  {
    what: 'two records change places',
    fault: 'reordered',
    by: (intruder, no) => swap(intruder, 'record_id', no, no + 1),
  },
  {
    what: 'two links change places with their records',
    fault: 'reordered',
    by: (intruder, no) => swap(intruder, 'no', no, no + 1),
  },
  {
    what: 'a record far behind is put in its place',
    fault: 'reordered',
    by: (intruder, no) => swap(intruder, 'record_id', no, RECORDS),
  },
  {
    what: 'the tail is cut, links and records',
    fault: 'cut',
    by: (intruder, no) =>
      intruder.query(
        `with cut as (delete from audit_chain where no >= $1 returning record_id)
         delete from audit_records where id in (select record_id from cut)`,
        [no],
      ),
  },
  {
    what: 'a record is changed and the chain computed anew from it, without the key',
    fault: 'forged',
    by: computeAnew,
  },
];

async function swap(intruder: pg.Client, column: 'no' | 'record_id', a: number, b: number): Promise<void> {
  const { rows } = await intruder.query<{ no: string; record_id: string }>(
    'select no, record_id from audit_chain where no in ($1, $2) order by no',
    [a, b],
  );
  const [first, second] = rows;
  const key = column === 'no' ? 'record_id' : 'no';
  const set = `update audit_chain set ${column} = $1 where ${key} = $2`;
  await intruder.query(set, [-1, first?.[key]]);
  await intruder.query(set, [first?.[column], second?.[key]]);
  await intruder.query(set, [second?.[column], first?.[key]]);
}

async function computeAnew(intruder: pg.Client, from: number): Promise<void> {
  const key = randomBytes(32);
  const mac = (text: string) => createHmac('sha256', key).update(text).digest();
  const changed = mac('whatever');
  await intruder.query(`update audit_records set actor_id = 'another', mac = $2 where id = ${recordOf}`, [
    from,
    changed,
  ]);
  const { rows } = await intruder.query<{ no: string; link: Buffer; record: Buffer }>(
    `select c.no, c.mac as link, r.mac as record from audit_chain c join audit_records r on r.id = c.record_id
     where c.no >= $1 order by c.no`,
    [from - 1],
  );
  let before = rows[0]?.link.toString('hex') ?? '';
  const links = rows.slice(1).map(({ no, record }) => {
    const link = mac(linkText({ no: Number(no), before, record: record.toString('hex') }));
    before = link.toString('hex');
    return { no, link };
  });
  await intruder.query(
    `update audit_chain c set mac = anew.mac from unnest($1::bigint[], $2::bytea[]) as anew(no, mac)
     where c.no = anew.no`,
    [links.map(({ no }) => no), links.map(({ link }) => link)],
  );
}

const verify = (on: pg.Client | Rooms['db']['$client'], against = anchors): Promise<AuditVerdict> =>
  verifyAudit({ on, vault: rooms.vault, anchors: against });

test('G14 a log that nobody touched is sound', async () => {
  expect(await verify(rooms.db.$client)).toEqual({ links: RECORDS, anchors: 1, bad: 0, first: undefined });
});

describe.each(KINDS.map((kind, index) => ({ ...kind, index })))(
  'G14 F25 L1 $what',
  ({ by, fault, index }) => {
    test.each(places(index))('at %i: found and named', async (no) => {
      const verdict = await withIntruder(rooms.url, async (intruder) => {
        await by(intruder, no);
        return verify(intruder);
      });

      expect(verdict.first).toMatchObject({ fault, no });
    });
  },
);

describe('F25 what has no link', () => {
  test('a record that was removed before it was linked', async () => {
    const verdict = await withIntruder(rooms.url, async (intruder) => {
      await intruder.query('insert into audit_pending (record_id) values (99999999)');
      return verify(intruder);
    });

    expect(verdict.first).toEqual({ fault: 'removed', no: null, recordId: 99_999_999 });
  });

  test('a record that was hidden from the sealer', async () => {
    const verdict = await withIntruder(rooms.url, async (intruder) => {
      await intruder.query('delete from audit_chain where no = $1', [RECORDS]);
      return verify(intruder, []);
    });
    // It was written a moment ago, so it may still wait.
    expect(verdict.bad).toBe(0);
  });

  test('a record that was put in without the key, and a genuine one put in again', async () => {
    const insert = (columns: string) =>
      `insert into audit_records (nonce, at, actor_kind, action, details, mac) select ${columns}
       from audit_records where id = ${recordOf}`;
    const forged = await withIntruder(rooms.url, async (intruder) => {
      await intruder.query(insert('gen_random_uuid(), at, actor_kind, action, details, mac'), [5]);
      return verify(intruder);
    });
    const twice = await withIntruder(rooms.url, async (intruder) => {
      await intruder.query(
        `insert into audit_records (nonce, at, actor_kind, actor_id, actor_roles, actor_post, action, object_kind,
           object_id, reason, request_id, details, mac)
         select nonce, at, actor_kind, actor_id, actor_roles, actor_post, action, object_kind, object_id, reason,
           request_id, details, mac from audit_records where id = ${recordOf}`,
        [5],
      );
      return verify(intruder);
    });

    expect(forged.first).toMatchObject({ fault: 'changed', no: null });
    expect(twice.first).toMatchObject({ fault: 'repeated', no: null });
  });
});

test('F25 a tail that was cut and grew again does not hold the anchor', async () => {
  const other = { no: RECORDS - 10, mac: randomBytes(32).toString('hex'), at: new Date().toISOString() };

  const verdict = await verify(rooms.db.$client, [other]);

  expect(verdict.first).toMatchObject({ fault: 'cut', no: RECORDS - 10 });
});
