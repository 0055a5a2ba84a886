import postgres from 'postgres';
import { expect, test } from 'vitest';
import { testDatabase, timeSkippingEnvironment } from './support/servers.ts';

async function query(url: string, statement: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

test('two test databases do not see each other, and both sort and store in UTF-8', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);

  await query(one.url, 'create table only_here (name text)');

  expect(await query(other.url, "select to_regclass('only_here') as found")).toEqual([{ found: null }]);
  expect(await query(one.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  await Promise.all([one.drop(), other.drop()]);
});

test('45 days pass in a moment on the time-skipping server', { timeout: 120_000 }, async () => {
  const env = await timeSkippingEnvironment();
  try {
    const before = await env.currentTimeMs();

    await env.sleep('45 days');

    expect((await env.currentTimeMs()) - before).toBeGreaterThanOrEqual(45 * 24 * 3_600_000);
  } finally {
    await env.teardown();
  }
});
