import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { migrate } from '../db/migrate.ts';
import { NOTICE_POLICY } from '../domain/policy.ts';
import type { Status } from '../domain/statuses.ts';

const FOLDER = fileURLToPath(new URL('../db/migrations', import.meta.url));
const name = `migrated_${randomBytes(6).toString('hex')}`;
let server: pg.Client;
let client: pg.Client;
let url: string;
beforeEach(async () => {
  server = new pg.Client({ connectionString: inject('databaseServerUrl') });
  await server.connect();
  await server.query(`create database ${name} template template0`);
  const place = new URL(inject('databaseServerUrl'));
  place.pathname = `/${name}`;
  url = place.href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterEach(async () => {
  await client?.end();
  await server?.query(`drop database if exists ${name} with (force)`);
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

  await migrate(url);

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
