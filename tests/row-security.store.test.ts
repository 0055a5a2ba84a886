import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Acting, actingAs, type Errand, forNobodyYet, onErrand } from '../db/acting.ts';
import { connect } from '../db/client.ts';
import { GRANTS } from '../db/grants.ts';
import { createOrders, type Order } from '../db/orders.ts';
import type { StaffRole } from '../domain/commands.ts';
import type { AccountId, StaffId } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { fillRows } from './support/rows.ts';

const PERSON_TABLES = Object.keys(GRANTS).filter((table) => GRANTS[table]?.rows === 'person');
/** Everything that the API may read; what is to be mailed it only writes. */
const READ_TABLES = PERSON_TABLES.filter((table) => GRANTS[table]?.api?.select);

let rooms: Rooms;
let api: ReturnType<typeof connect>;
let filled: { accountId: AccountId; order: Order }[];
beforeAll(async () => {
  rooms = await openRooms();
  api = connect(rooms.apiUrl, { max: 4, acting: true });
  filled = [
    await fillRows(rooms, 'LAX', 'passport.renew'),
    await fillRows(rooms, 'LAX', 'passport.renew'),
    await fillRows(rooms, 'SFO', 'travel-document.renew'),
  ];
});
afterAll(async () => {
  await api.close();
  await rooms.close();
});

type Who = { name: string; as: Acting | Errand | null };
const account = (index: number): Who => ({
  name: `account ${index}`,
  as: { kind: 'account', id: filled[index]?.accountId as AccountId },
});
const member = (roles: StaffRole[], post: PostCode): Who => ({
  name: `${roles.join(' and ')} of ${post}`,
  as: { kind: 'staff', id: randomUUID() as StaffId, post, roles },
});
/** Asked when the test runs: the accounts are made before it. */
const WHO: [string, () => Who][] = [
  ...[0, 1, 2].map((index): [string, () => Who] => [`account ${index}`, () => account(index)]),
  [
    'an account without anything',
    () => ({ name: 'other', as: { kind: 'account', id: randomUUID() as AccountId } }),
  ],
  ...(
    [
      [['officer'], 'LAX'],
      [['mailroom'], 'SFO'],
      [['supervisor', 'operator'], 'SFO'],
      [['officer'], 'NYC'],
      [['production'], 'NYC'],
      [['production'], 'SFO'],
      [['administrator', 'auditor', 'operator', 'duty'], 'LAX'],
    ] as [StaffRole[], PostCode][]
  ).map(([roles, post]): [string, () => Who] => [
    `${roles.join(', ')} of ${post}`,
    () => member(roles, post),
  ]),
  ['nobody', () => ({ name: 'nobody', as: null })],
  ['the errand of durations', () => ({ name: 'durations', as: 'durations' })],
  ['the errand of a key', () => ({ name: 'order-key', as: 'order-key' })],
];

const asking = <T>({ as }: Who, work: () => Promise<T>): Promise<T> => {
  if (as === null) return forNobodyYet(work);
  return typeof as === 'string' ? onErrand(as, work) : actingAs(as, work);
};

type Row = { at: string; row: Record<string, unknown> };
const rowsOf = async (db: Rooms['db'], table: string): Promise<Row[]> =>
  (await db.execute<Row>(sql.raw(`select ctid::text as at, to_jsonb(t) as row from ${table} t`))).rows;

const CASE_TABLES = [
  'case_persons',
  'case_commands',
  'case_events',
  'messages',
  'start_outbox',
  'supplement_requests',
  'interviews',
];
const APPLICATION_TABLES = ['answer_revisions', 'statements', 'face_checks', 'documents', 'consents'];
const OWN_TABLES: Record<string, readonly string[]> = {
  identities: ['account_id'],
  hand_overs: ['made_by', 'taken_by'],
};
/** Not for staff, though about a case: who applied as whom, and what the applicant was told. */
const NOT_FOR_STAFF = ['case_persons', 'messages', 'identities', 'hand_overs'];

type Case = { order_number: string; account_id: string; post: string; application_id: string };
type Known = { cases: Case[]; drafts: Record<string, string>; making: Record<string, string> };

/** What the tables say of whose each row is, read as the owner: the rule of docs/adr/0011 told a second time. */
async function knownOf(db: Rooms['db']): Promise<Known> {
  const cases = (await rowsOf(db, 'cases')).map(({ row }) => row as Case);
  const drafts = (await rowsOf(db, 'applications')).filter(({ row }) => row['submitted_at'] === null);
  const makers = await rowsOf(db, 'production_orders');
  return {
    cases,
    drafts: Object.fromEntries(drafts.map(({ row }) => [row['id'], row['account_id']])),
    making: Object.fromEntries(makers.map(({ row }) => [row['order_number'], row['made_at']])),
  };
}

function isSeen(table: string, row: Record<string, unknown>, { as }: Who, known: Known): boolean {
  if (as === null) return false;
  if (typeof as === 'string') return table === 'cases' || (table === 'case_events' && as === 'durations');
  if (as.kind === 'staff' && NOT_FOR_STAFF.includes(table)) return false;
  const own = OWN_TABLES[table];
  if (own) return as.kind === 'account' && own.some((column) => row[column] === as.id);
  const isDesk =
    as.kind === 'staff' && as.roles.some((role) => ['officer', 'mailroom', 'supervisor'].includes(role));
  const isWorkshop = as.kind === 'staff' && as.roles.includes('production');
  const seesCase = (found: Case | undefined): boolean => {
    if (!found) return false;
    if (as.kind === 'account') return found.account_id === as.id;
    return (isDesk && found.post === as.post) || (isWorkshop && known.making[found.order_number] === as.post);
  };
  const byNumber = known.cases.find(({ order_number }) => order_number === row['order_number']);
  if (table === 'production_orders')
    return (
      as.kind === 'staff' &&
      ((isDesk && row['post'] === as.post) || (isWorkshop && row['made_at'] === as.post))
    );
  if (table === 'tasks') {
    const here = as.kind === 'staff' && row['post'] === as.post;
    return (here && (isDesk || (isWorkshop && row['kind'] === 'production'))) || seesCase(byNumber);
  }
  if (table === 'cases' || CASE_TABLES.includes(table)) return seesCase(byNumber);
  const applicationId = String(table === 'applications' ? row['id'] : row['application_id']);
  expect(table === 'applications' || APPLICATION_TABLES.includes(table), `${table} has a rule here`).toBe(
    true,
  );
  if (applicationId in known.drafts) return as.kind === 'account' && known.drafts[applicationId] === as.id;
  return seesCase(known.cases.find(({ application_id }) => application_id === applicationId));
}

describe.each(WHO)('Z3 %s', (_name, who) => {
  test.each(READ_TABLES)('sees of %s exactly the own rows', async (table) => {
    const known = await knownOf(rooms.db);
    const all = await rowsOf(rooms.db, table);
    expect(all.length, 'the table is filled').toBeGreaterThan(1);
    const expected = all.filter(({ row }) => isSeen(table, row, who(), known)).map(({ at }) => at);

    const seen = await asking(who(), () => rowsOf(api.db, table));

    expect(seen.map(({ at }) => at).toSorted()).toEqual(expected.toSorted());
  });

  test.each(READ_TABLES)('changes, removes and adds nothing of others in %s', async (table) => {
    const known = await knownOf(rooms.db);
    const others = (await rowsOf(rooms.db, table)).filter(({ row }) => !isSeen(table, row, who(), known));
    const grant = GRANTS[table]?.api ?? {};
    const attempt = (statement: ReturnType<typeof sql>) => asking(who(), () => api.db.execute(statement));
    const at = sql`any(${`{${others.map((each) => `"${each.at}"`).join(',')}}`}::tid[])`;
    const name = sql.raw(table);
    if (grant.update) {
      const column = sql.raw(
        grant.update === true ? Object.keys(others[0]?.row ?? { account_id: 0 })[0]! : grant.update[0]!,
      );
      const changed = await attempt(sql`update ${name} set ${column} = ${column} where ctid = ${at}`);
      expect(changed.rowCount).toBe(0);
    }
    if (grant.delete) expect((await attempt(sql`delete from ${name} where ctid = ${at}`)).rowCount).toBe(0);
    if (!grant.insert) return;
    for (const { row } of others) {
      const copy = sql`insert into ${name} select * from jsonb_populate_record(null::${name}, ${JSON.stringify(row)}::jsonb)`;
      await expect(attempt(copy)).rejects.toMatchObject({ cause: { code: '42501' } });
    }
  });
});

test('Z3 Z4 a guardian whose day has come sees nothing of the order any more, and the post still does', async () => {
  const { accountId, order } = await fillRows(rooms, 'CHI', 'passport.renew');
  const guardian: Who = { name: 'guardian', as: { kind: 'account', id: accountId } };
  const count = async (who: Who, table: string, column: string, value: string): Promise<number> =>
    (
      await asking(who, () =>
        api.db.execute(sql`select from ${sql.raw(table)} where ${sql.raw(column)} = ${value}`),
      )
    ).rowCount ?? 0;
  const places = [
    ...['cases', 'case_events', 'messages', 'case_commands'].map((table) => [
      table,
      'order_number',
      order.orderNumber,
    ]),
    ...['statements', 'documents', 'answer_revisions'].map((table) => [
      table,
      'application_id',
      order.applicationId,
    ]),
  ] as [string, string, string][];
  for (const each of places) expect(await count(guardian, ...each), each[0]).toBeGreaterThan(0);

  // Their birthday has begun at the post, in whatever zone this machine is.
  await rooms.db.execute(sql`update cases set guardian_until_on = (now() at time zone 'America/Chicago')::date
    where order_number = ${order.orderNumber}`);

  for (const each of places) expect(await count(guardian, ...each), each[0]).toBe(0);
  expect(await count(member(['officer'], 'CHI'), 'cases', 'order_number', order.orderNumber)).toBe(1);
});

test('Z3 500 interleaved queries and transactions of different people over three connections never see another’s row', async () => {
  const pool = connect(rooms.apiUrl, { max: 3, acting: true });
  const orders = createOrders(pool.db, rooms.vault);
  const people = [0, 1, 2].map((index) => ({ who: account(index), own: [filled[index]?.order.orderNumber] }));
  const everyone = [...people, { who: { name: 'nobody', as: null } as Who, own: [] }];
  const numbers = (rows: { order_number: string }[]) => rows.map((row) => row.order_number);
  const all = sql`select order_number from cases`;
  const ways: ((id: AccountId) => Promise<(string | undefined)[]>)[] = [
    async () => numbers((await pool.db.execute<{ order_number: string }>(all)).rows),
    async () =>
      numbers((await pool.db.$client.query<{ order_number: string }>('select order_number from cases')).rows),
    // A prepared text, asked for another's orders too.
    async () =>
      (await Promise.all(filled.map(({ accountId }) => orders.listOrders(accountId))))
        .flat()
        .map(({ orderNumber }) => orderNumber),
    (id) =>
      pool.db.transaction(async (tx) => {
        const first = await tx.execute<{ order_number: string }>(all);
        await pause(Number.parseInt(id.slice(0, 2), 16) % 7);
        const second = await tx.execute<{ order_number: string }>(all);
        expect(numbers(second.rows)).toEqual(numbers(first.rows));
        return numbers(second.rows);
      }),
    // A transaction that fails, and one that would make itself somebody else: what is left of them?
    async () => {
      const broken = pool.db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('acting.who', ${`account ${filled[0]?.accountId}`}, true)`);
        await tx.execute(sql`select 1 / 0`);
      });
      await expect(broken).rejects.toThrow();
      return numbers((await pool.db.execute<{ order_number: string }>(all)).rows);
    },
  ];

  const asked = Array.from({ length: 500 }, async (_, index) => {
    const { who, own } = everyone[index % everyone.length]!;
    const way = ways[Math.floor(index / everyone.length) % ways.length]!;
    const seen = await asking(who, () =>
      way(typeof who.as === 'object' && who.as ? (who.as.id as AccountId) : ('00' as AccountId)),
    );
    expect({ index, seen }).toEqual({ index, seen: own });
  });
  await Promise.all(asked);
  await pool.close();
}, 60_000);
