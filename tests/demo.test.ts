import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnStack, withOwnStack } from '../scripts/chaos/own-stack.ts';

let stack: OwnStack;
let letGo: () => void;
let gone: Promise<void>;
beforeAll(async () => {
  await new Promise<void>((ready, failed) => {
    gone = withOwnStack(async (own) => {
      stack = own;
      ready();
      await new Promise<void>((done) => (letGo = done));
    });
    gone.catch(failed);
  });
}, 120_000);
afterAll(async () => {
  letGo();
  await gone;
}, 60_000);

/** Plays the demo as `npm run demo` does, in a process of its own. */
async function demo(...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/demo.ts', ...args], {
    env: { ...process.env, DATA_DIR: stack.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines: output.trim().split('\n') };
}

const RENEWAL = [
  'in_review',
  'supplement_requested',
  'in_review',
  'interview_required',
  'interview_booked',
  'in_review',
  'awaiting_materials',
  'materials_received',
  'in_production',
  'produced',
  'mailed',
  'closed',
];

test('the demo plays a renewal to its end, and its history stays within 90 events and 25,000 bytes', async () => {
  const { code, lines } = await demo();
  const last = JSON.parse(lines.at(-1) ?? '');

  expect(last).toMatchObject({ status: 'closed', statuses: RENEWAL });
  expect(last.orderNumber).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  expect(last.historyEvents).toBeGreaterThan(0);
  expect(last.historyEvents).toBeLessThanOrEqual(90);
  expect(last.historyBytes).toBeLessThanOrEqual(25_000);
  expect(lines.join('\n')).toMatch(/待制證 · Approved.*http:\/\/.*case%2F/);
  expect(code).toBe(0);
}, 120_000);

test('the demo plays three renewals at once, each at a post of its own', async () => {
  const { code, lines } = await demo('--cases', '3', '--concurrency', '3');
  const last = JSON.parse(lines.at(-1) ?? '');

  expect(last).toMatchObject({ cases: 3, closed: 3 });
  expect(new Set(last.played.map(({ post }: { post: string }) => post)).size).toBe(3);
  expect(last.historyEventsMax).toBeLessThanOrEqual(90);
  expect(last.historyBytesMax).toBeLessThanOrEqual(25_000);
  expect(code).toBe(0);
}, 120_000);

test('without a running system the demo says how to start one', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/demo.ts'], {
    env: { ...process.env, DATA_DIR: '/nonexistent' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk) => (told += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));

  expect(told).toContain('npm start');
  expect(code).toBe(1);
}, 60_000);
