import type pg from 'pg';
import type { Connection } from './statement.ts';

/** The key database that was named holds the keys of another main database: nothing may be read, moved or swept there. */
class KeysOfAnother extends Error {
  override readonly name = 'KeysOfAnother';
}

/** @throws KeysOfAnother when the key database has met another main database before */
export async function assertPaired(main: Connection, keys: Connection): Promise<void> {
  const [met] = (await keys.query<{ main_id: string | null }>('select main_id from key_installation')).rows;
  if (met?.main_id && met.main_id !== (await mainIdOf(main)))
    throw new KeysOfAnother(
      'The key database belongs to another main database (KEYS_DATABASE_URL, DATABASE_URL).',
    );
}

/** Makes the two known to each other; they stay so, also when either is restored from a backup. */
export async function pair(main: Connection, keys: Connection): Promise<void> {
  await main.query(
    'insert into installation (id) select gen_random_uuid() where not exists (select from installation)',
  );
  const mainId = await mainIdOf(main);
  await keys.query('update key_installation set main_id = $1 where main_id is null', [mainId]);
}

async function mainIdOf(main: Connection): Promise<string | undefined> {
  if (!(await hasTable(main, 'installation'))) return undefined;
  return (await main.query<{ id: string }>('select id from installation')).rows[0]?.id;
}

const BATCH = 1_000;

/**
 * Moves the data keys of an earlier release out of the main database. Those there are emptied only when all are stored here;
 * the migration that drops their table refuses while one is left. Run again after a crash, it goes on.
 */
export async function moveKeys(main: pg.Client, keys: Connection): Promise<void> {
  const isEarlier = await hasTable(main, 'data_keys');
  await keys.query(
    'insert into key_installation (earlier_data) select $1 where not exists (select from key_installation)',
    [isEarlier],
  );
  if (!isEarlier) return;
  await main.query('begin');
  await main.query('lock table data_keys in share row exclusive mode');
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await main.query<{ id: string; wrapped: Buffer; created_at: Date }>(
      'select id, wrapped, created_at from data_keys where id > $1 and wrapped is not null order by id limit $2',
      [after, BATCH],
    );
    const last = rows.at(-1);
    if (!last) break;
    await keys.query(
      `insert into data_keys (id, wrapped, created_at)
       select * from unnest($1::uuid[], $2::bytea[], $3::timestamptz[]) on conflict do nothing`,
      [
        rows.map(({ id }) => id),
        rows.map(({ wrapped }) => wrapped),
        rows.map(({ created_at }) => created_at),
      ],
    );
    after = last.id;
  }
  await main.query('update data_keys set wrapped = null');
  await main.query('commit');
}

async function hasTable(on: Connection, name: string): Promise<boolean> {
  const { rows } = await on.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    `public.${name}`,
  ]);
  return rows[0]?.found ?? false;
}
