import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { hashPassword } from '../adapters/passwords.ts';
import { staff } from '../db/schema.ts';
import { startPostgres } from '../scripts/parts/postgres.ts';
import { freePort } from '../scripts/parts/processes.ts';
import { buildWeb } from '../scripts/parts/web.ts';
import { openOffice, serve } from './desk-queue/office.ts';
import { fillQueue } from './desk-queue/waiting.ts';
import { quantile, rounded } from './numbers.ts';

const GOAL_P95_MS = 1_000;
const LOGIN = { login: 'bench.officer', password: 'a long enough pass phrase' };
const WEB_DIR = fileURLToPath(new URL('../web/dist', import.meta.url));
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * `node --import tsx bench/desk-queue.ts [--orders 5000] [--rounds 40]`: how long the desk's queue takes to open in
 * Chromium, from the address to the rows on the screen: in a fresh browser profile, and again in the same one.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: { orders: { type: 'string', default: '5000' }, rounds: { type: 'string', default: '40' } },
  });
  const dir = mkdtempSync(join(tmpdir(), 'consular-cases-bench-'));
  chmodSync(dir, 0o755); // as root, PostgreSQL runs as another user and has to get in
  await buildWeb((line) => console.error(line));
  const postgres = await startPostgres({
    dataDir: join(dir, 'postgres'),
    port: await freePort(0),
    durable: false,
  });
  try {
    const office = await openOffice(postgres.url, dir);
    const startedAtMs = performance.now();
    await fillQueue(office, Number(values.orders));
    console.error(
      `${values.orders} orders wait after ${Math.round((performance.now() - startedAtMs) / 1_000)} s.`,
    );
    await office.db.insert(staff).values({
      login: LOGIN.login,
      name: 'Bench',
      passwordHash: await hashPassword(LOGIN.password),
      post: 'LAX',
      roles: ['officer'],
    });
    const app = await serve(office, WEB_DIR);
    const report = await measure(app, Number(values.rounds));
    await app.close();
    await office.close();
    console.log(JSON.stringify({ orders: Number(values.orders), ...report }));
    return report.fresh.p95Ms < GOAL_P95_MS && report.again.p95Ms < GOAL_P95_MS;
  } finally {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function measure(app: FastifyInstance, rounds: number) {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/desk`;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const door = await browser.newContext();
    await signIn(door, url);
    const kept = await door.storageState();
    const fresh: number[] = [];
    const again: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [first, second] = await openTwice(browser, kept, url);
      fresh.push(first);
      again.push(second);
    }
    return { rounds, fresh: figures(fresh), again: figures(again) };
  } finally {
    await browser.close();
  }
}

async function signIn(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('#login').fill(LOGIN.login);
  await page.locator('#password').fill(LOGIN.password);
  await page.keyboard.press('Enter');
  await page.locator('.person').waitFor();
}

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

async function openTwice(browser: Browser, storageState: Kept, url: string): Promise<[number, number]> {
  const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const open = async (): Promise<number> => {
    const startedAtMs = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('tbody tr').nth(49).waitFor();
    return performance.now() - startedAtMs;
  };
  const times: [number, number] = [await open(), await open()];
  await context.close();
  return times;
}

const figures = (times: number[]) => ({
  p50Ms: rounded(quantile(times, 0.5)),
  p95Ms: rounded(quantile(times, 0.95)),
});

process.exitCode = (await main()) ? 0 : 1;
