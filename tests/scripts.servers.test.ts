import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { startPostgres } from '../scripts/parts/postgres.ts';
import { freePort } from '../scripts/parts/processes.ts';
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

test('a command that finds a running PostgreSQL leaves it running, and ends by itself', {
  timeout: 120_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'consular-cases-adopted-'));
  const place = { dataDir: join(dataDir, 'postgres'), port: await freePort(0) };
  const running = await startPostgres(place);
  try {
    const work = `import { startPostgres } from './scripts/parts/postgres.ts';
      const { adopted, pid } = await startPostgres(${JSON.stringify(place)});
      console.log(JSON.stringify({ adopted, pid }));`;
    const command = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', work]);
    let said = '';
    command.stdout.on('data', (chunk: Buffer) => void (said += chunk));
    const [code] = await once(command, 'exit');

    expect({ code, ...JSON.parse(said) }).toEqual({ code: 0, adopted: true, pid: running.pid });
    expect(await query(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
