import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { KeyErased } from '../adapters/case-keys.ts';
import { DERIVED_BEFORE } from '../adapters/purpose-keys.ts';
import { seal, sealJson } from '../adapters/sealing.ts';
import { createApplications } from '../db/applications.ts';
import { connect } from '../db/client.ts';
import { migrate } from '../db/migrate.ts';
import type { DraftId } from '../domain/ids.ts';
import { NOTICE_POLICY } from '../domain/policy.ts';
import type { Status } from '../domain/statuses.ts';
import { openKeyring } from '../keyring.ts';
import { databaseUrl } from './support/servers.ts';

const FOLDER = fileURLToPath(new URL('../db/migrations', import.meta.url));
const name = `migrated_${randomBytes(6).toString('hex')}`;
let server: pg.Client;
let client: pg.Client;
let url: string;
let keysUrl: string;
beforeEach(async () => {
  server = new pg.Client({ connectionString: inject('databaseServerUrl') });
  await server.connect();
  for (const each of [name, `${name}_keys`]) await server.query(`create database ${each} template template0`);
  url = databaseUrl(name);
  keysUrl = databaseUrl(`${name}_keys`);
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterEach(async () => {
  await client?.end();
  for (const each of [name, `${name}_keys`])
    await server?.query(`drop database if exists ${each} with (force)`);
  await server?.end();
});

/** The schema as an earlier release left it: all migrations before this one. */
async function migrateBefore(tag: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'consular-cases-test-'));
  try {
    cpSync(FOLDER, folder, { recursive: true });
    const file = join(folder, 'meta', '_journal.json');
    const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
    const index = journal.entries.findIndex((entry) => entry.tag === tag);
    expect(index).toBeGreaterThan(0);
    writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, index) }));
    await runMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('R-02 R-35 cases and policies of the release before get the new flags and the issuer’s deadline; what is there stays', async () => {
  await migrateBefore('0004_case_flags');
  // Only these tables matter here: the rows that they point to are left out.
  await client.query(`set session_replication_role = 'replica'`);
  const { issuer: _, ...deadlines } = NOTICE_POLICY.deadlines;
  const own = { remindAfterDays: 1, dueAfterDays: 2, onDue: 'lapse' };
  for (const [post, policy] of [
    ['LAX', { ...NOTICE_POLICY, deadlines }],
    ['CHI', { ...NOTICE_POLICY, deadlines: { ...deadlines, issuer: own } }],
  ] as const) {
    await client.query('insert into policies (post, effective_from, policy) values ($1, $2, $3)', [
      post,
      '2021-06-07',
      policy,
    ]);
  }
  const old = { version: 3, supplementRounds: 1, interview: 'held', clock: null };
  const rows: [string, string, Status][] = [
    ['A', 'passport.renew', 'awaiting_materials'],
    ['B', 'passport.renew', 'mailed'],
    ['C', 'passport.issue', 'in_review'],
  ];
  for (const [orderNumber, service, status] of rows) {
    await client.query(
      `insert into cases (order_number, application_id, submit_id, account_id, key_id, service, post, policy_id, fee_cents,
         name_index, status, version, state, submitted_at, updated_at)
       values ($1, $2, $3, $2, $2, $4, 'LAX', $2, 0, '', $5, 3, $6, now(), now())`,
      [orderNumber, randomUUID(), randomUUID(), service, status, { ...old, status }],
    );
  }
  await client.query(
    `insert into production_orders (order_number, post, ordered_at) values ('B', 'LAX', now())`,
  );

  await migrate(url, keysUrl);

  const cases = await client.query('select state from cases order by order_number');
  const flags = { issuer: 'none', issuerAskedAtMs: null };
  expect(cases.rows.map(({ state }) => state)).toEqual([
    { ...old, ...flags, status: 'awaiting_materials', oldPassport: 'valid' },
    { ...old, ...flags, status: 'mailed', oldPassport: 'cancelled' },
    { ...old, ...flags, status: 'in_review', oldPassport: 'none' },
  ]);
  const policies = await client.query('select post, policy from policies order by post');
  expect(policies.rows.map(({ policy }) => policy.deadlines)).toEqual([
    { ...deadlines, issuer: own },
    NOTICE_POLICY.deadlines,
  ]);
  const made = await client.query('select made_at from production_orders');
  expect(made.rows).toEqual([{ made_at: 'NYC' }]);
});

async function tablesOf(databaseUrl: string): Promise<string[]> {
  const on = new pg.Client({ connectionString: databaseUrl });
  await on.connect();
  try {
    const found = await on.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    return found.rows.map(({ name: each }) => each);
  } finally {
    await on.end();
  }
}

test('R-50 D1 the keys of the release before move to a database of their own, and what they sealed still opens', async () => {
  await migrateBefore('0007_keys_apart');
  await client.query(`set session_replication_role = 'replica'`);
  const root = randomBytes(32);
  const was = (label: string) => Buffer.from(hkdfSync('sha256', root, '', label, 32));
  const [keyId, erased, key] = [randomUUID(), randomUUID(), randomBytes(32)];
  await client.query('insert into data_keys (id, wrapped) values ($1, $2), ($3, null)', [
    keyId,
    seal(was('wrapping'), key, `case key ${keyId}`),
    erased,
  ]);
  const draftId = randomUUID() as DraftId;
  await client.query(
    `insert into applications (id, account_id, key_id, service, form_version, post, answers_sealed)
     values ($1, $1, $2, 'passport.renew', 1, 'LAX', $3)`,
    [draftId, keyId, sealJson(key, { 'name.chinese': '吕测试' }, `applications.answers|${draftId}`)],
  );

  await migrate(url, keysUrl);
  await migrate(url, keysUrl); // as at every start

  expect(await tablesOf(url)).not.toContain('data_keys');
  const main = connect(url, { max: 2 });
  const masterKeyFile = join(mkdtempSync(join(tmpdir(), 'consular-cases-test-')), 'master.key');
  writeFileSync(masterKeyFile, root.toString('base64'), { mode: 0o600 });
  const keyring = await openKeyring({ masterKeyFile, keysDatabaseUrl: keysUrl, db: main.db, max: 2 });
  try {
    const applications = createApplications(main.db, keyring.vault);
    expect((await applications.findApplication(draftId))?.answers).toEqual({ 'name.chinese': '吕测试' });
    await expect(keyring.caseKeys.getKey(erased)).rejects.toThrow(KeyErased);
    // Shared columns, look-ups and Temporal's payloads of then: under the keys that were derived from the master key.
    for (const label of DERIVED_BEFORE)
      expect(await keyring.purposeKeys.get(label), label).toEqual(was(`derived: ${label}`));
    expect(await keyring.purposeKeys.get('index audit record')).not.toEqual(
      was('derived: index audit record'),
    );
  } finally {
    await Promise.all([keyring.close(), main.close()]);
    rmSync(dirname(masterKeyFile), { recursive: true });
  }
});

test('R-50 a migration that was run past ours drops no key', async () => {
  await migrateBefore('0007_keys_apart');
  await client.query(`insert into data_keys (id, wrapped) values (gen_random_uuid(), '\\x01')`);

  const past = runMigrations(drizzle(client), { migrationsFolder: FOLDER });

  await expect(past).rejects.toMatchObject({
    cause: { message: 'the keys have not been moved to their own database' },
  });
  expect(await tablesOf(url)).toContain('data_keys');
});

test('R-50 the key database of another main database is refused', async () => {
  await migrate(url, keysUrl);
  await server.query(`create database ${name}_other template template0`);
  try {
    await expect(migrate(databaseUrl(`${name}_other`), keysUrl)).rejects.toThrow(
      /belongs to another main database/,
    );
    expect(await tablesOf(databaseUrl(`${name}_other`))).toEqual([]);
  } finally {
    await server.query(`drop database ${name}_other with (force)`);
  }
});
