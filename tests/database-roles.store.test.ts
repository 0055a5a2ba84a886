import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { RoleAbovePolicies } from '../db/acting-pool.ts';
import { connect } from '../db/client.ts';
import { GRANTS } from '../db/grants.ts';
import { migrate } from '../db/migrate.ts';
import { DATABASE_ROLES, urlOf } from '../db/roles.ts';
import { seed } from '../db/seed.ts';
import { type TestDatabase, testDatabase } from './support/servers.ts';

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const ask = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await owner.query(text, values)).rows as T[];

test('Z3 every table has a decision, and a policy that also holds its owner where its rows are somebody’s', async () => {
  const tables = await ask<{ name: string; isHeld: boolean; policies: number }>(`
    select relname as name, relrowsecurity and relforcerowsecurity as "isHeld",
      (select count(*)::int from pg_policies where tablename = relname and 'consular_api' = any(roles)) as policies
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`);

  expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(GRANTS).toSorted());
  for (const { name, isHeld, policies } of tables) {
    const isPersonal = GRANTS[name]?.rows === 'person';
    expect({ name, isHeld, isDecided: policies > 0 }).toEqual({
      name,
      isHeld: isPersonal,
      isDecided: isPersonal,
    });
  }
});

test('C2 Z3 API and worker own nothing, belong to nobody and stand below the policies', async () => {
  const roles = await ask(
    `select rolname, rolcanlogin, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as above,
       (select count(*)::int from pg_class where relowner = r.oid) as owned,
       (select count(*)::int from pg_auth_members where member = r.oid) as memberships
     from pg_roles r where rolname = any($1) order by 1`,
    [DATABASE_ROLES],
  );

  const plain = { rolcanlogin: true, above: false, owned: 0, memberships: 0 };
  expect(roles).toEqual(DATABASE_ROLES.map((rolname) => ({ rolname, ...plain })));
});

test('C2 L1 what no role may: remove cases and events, change the audit trail, read what it has no use for', async () => {
  const may = async (role: string, table: string, what: string, column?: string): Promise<boolean> => {
    const asked = column
      ? await ask<{ may: boolean }>('select has_column_privilege($1, $2, $3, $4) as may', [
          role,
          table,
          column,
          what,
        ])
      : await ask<{ may: boolean }>('select has_table_privilege($1, $2, $3) as may', [role, table, what]);
    return asked[0]?.may ?? true;
  };
  const refused: [string, string, string, string?][] = [
    ...DATABASE_ROLES.flatMap((role): [string, string, string][] => [
      [role, 'cases', 'DELETE'],
      [role, 'case_events', 'DELETE'],
      [role, 'case_events', 'UPDATE'],
      ...['audit_records', 'audit_chain'].flatMap((table) =>
        ['UPDATE', 'DELETE', 'TRUNCATE'].map((what): [string, string, string] => [role, table, what]),
      ),
      [role, 'policies', 'UPDATE'],
      [role, 'posts', 'INSERT'],
    ]),
    ['consular_api', 'audit_chain', 'INSERT'],
    ['consular_api', 'case_events', 'INSERT'],
    ...['status', 'state', 'version', 'key_id', 'post'].map((column): [string, string, string, string] => [
      'consular_api',
      'cases',
      'UPDATE',
      column,
    ]),
    ['consular_api', 'mail_outbox', 'SELECT', 'mail_sealed'],
    ...(
      [
        ['accounts', 'password_hash'],
        ['accounts', 'email_index'],
        ['staff', 'password_hash'],
        ['factors', 'secret_sealed'],
        ['sessions', 'token_hash'],
        ['one_time_codes', 'code_index'],
        ['challenges', 'state_sealed'],
        ['identities', 'number_sealed'],
        ['idempotent_answers', 'answer_sealed'],
      ] as const
    ).map(([table, column]): [string, string, string, string] => [
      'consular_worker',
      table,
      'SELECT',
      column,
    ]),
  ];

  for (const each of refused) expect({ each, may: await may(...each) }).toEqual({ each, may: false });
  expect(await may('consular_worker', 'accounts', 'SELECT', 'email_sealed')).toBe(true);
});

test('C2 PUBLIC may nothing with tables, columns and functions of ours', async () => {
  const open = await ask(`
    select relname as name from pg_class, aclexplode(relacl) as acl
      where relnamespace = 'public'::regnamespace and acl.grantee = 0
    union all
    select attrelid::regclass::text from pg_attribute, aclexplode(attacl) as acl
      where acl.grantee = 0 and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    union all
    select proname from pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) as acl
      where pronamespace = 'public'::regnamespace and acl.grantee = 0
    union all
    select nspname from pg_namespace, aclexplode(nspacl) as acl where nspname = 'public' and acl.grantee = 0`);

  expect(open).toEqual([]);
});

test('C2 Z3 the API asks nothing as a role that stands above the policies', async () => {
  const pool = connect(database.url, { max: 1, acting: true });

  await expect(pool.ping()).rejects.toThrow(RoleAbovePolicies);
  await pool.close();
});

/** A database with its key database whose owner is a plain user, as a provider gives one. */
async function plainOwner() {
  const name = `plain_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await owner.query(`create role ${name} login password '${password}'`);
  const urls = [name, `${name}_keys`].map(async (each) => {
    await owner.query(`create database ${each} template template0 owner ${name}`);
    const url = new URL(inject('databaseServerUrl'));
    Object.assign(url, { pathname: `/${each}`, username: name, password });
    return url.href;
  });
  const [url = '', keysUrl = ''] = [await urls[0], await urls[1]];
  return {
    url,
    keysUrl,
    async drop() {
      for (const each of [name, `${name}_keys`])
        await owner.query(`drop database if exists ${each} with (force)`);
      await owner.query(`drop role ${name}`);
    },
  };
}

test('C2 an owner who is no superuser migrates and fills a database where the roles are there', async () => {
  const plain = await plainOwner();
  try {
    await migrate(plain.url, plain.keysUrl);
    await seed(plain.url);

    const pool = connect(urlOf(plain.url, 'consular_api', inject('databasePasswords')), { acting: true });
    const posts = await pool.db.$client.query('select code from posts');
    expect(posts.rowCount).toBe(5);
    await pool.close();
  } finally {
    await plain.drop();
  }
});

test('C2 an owner who may not make roles is told what a superuser has to run', async () => {
  const plain = await plainOwner();
  try {
    const refusal = migrate(plain.url, plain.keysUrl, inject('databasePasswords')).catch(
      (err: Error) => err.message,
    );

    expect(await refusal).toMatch(/create role consular_api login nosuperuser nobypassrls .*password/);
    expect(await refusal).toMatch(/API_DATABASE_URL and WORKER_DATABASE_URL/);
    expect(await refusal).not.toContain(inject('databasePasswords').consular_api);
  } finally {
    await plain.drop();
  }
});
