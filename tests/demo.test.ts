import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnStack, withOwnStack } from '../scripts/chaos/own-stack.ts';
import { play } from '../scripts/demo/play.ts';
import { ROWS, type Story, storiesOf, usualRenewal } from '../scripts/demo/rows.ts';
import type { StaffAccount } from '../scripts/demo/session.ts';

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

const MINOR_WITHOUT_GATES = [
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
// The issuing authority's answer finds the papers here.
const LOST_MINOR = MINOR_WITHOUT_GATES.toSpliced(6, 0, 'materials_received');

test('R-14 R-35 the demo plays the row that was named: a lost minor’s passport replacement', async () => {
  const { code, lines } = await demo('--service', 'passport.replace', '--situation', 'lost', '--minor');

  expect(lines[0]).toMatch(/passport\.replace · lost · minor.*護照補發.*Passport replacement/);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
    service: 'passport.replace',
    situation: 'lost',
    minor: true,
    status: 'closed',
    statuses: LOST_MINOR,
  });
  expect(code).toBe(0);
}, 120_000);

/** A row whose nationality statement leaves a doubt, which no row of the table does. */
function doubtful({ row, extras }: Story): Story {
  const { situation } = row;
  const answers = { ...situation.answers, 'birth.settled': 'unclear', 'birth.foreignNationality': 'yes' };
  return { row: { ...row, situation: { ...situation, answers } }, extras };
}

test('R-13 R-14 R-35 R-37 renewal, lost passport, travel document and a doubt are played side by side', async () => {
  const wish = { all: false, minor: true };
  const { addresses, demoAccounts } = stack;
  const said: string[] = [];
  const played = await play({
    api: addresses.api,
    mailbox: addresses.mailbox ?? '',
    temporal: addresses.temporal,
    temporalWeb: undefined,
    accounts: demoAccounts as StaffAccount[],
    stories: [
      usualRenewal(),
      ...storiesOf({ ...wish, service: 'passport.replace', situation: 'lost' }),
      ...storiesOf({ ...wish, service: 'travel-document.issue', situation: 'us-born-child' }),
      ...storiesOf({ ...wish, service: 'passport.issue', situation: 'born-abroad' }).map(doubtful),
    ],
    concurrency: 4,
    say: (line) => said.push(line),
  });

  expect(played.map(({ failure }) => failure)).toEqual([undefined, undefined, undefined, undefined]);
  expect(played.map(({ statuses }) => statuses)).toEqual([
    RENEWAL,
    LOST_MINOR,
    MINOR_WITHOUT_GATES,
    MINOR_WITHOUT_GATES,
  ]);
  expect(new Set(played.map(({ post }) => post)).size).toBe(4);
  for (const { historyEvents, historyBytes } of played) {
    expect(historyEvents).toBeLessThanOrEqual(90);
    expect(historyBytes).toBeLessThanOrEqual(25_000);
  }
  expect(said.filter((line) => line.includes('原發照機關'))).toHaveLength(1);
}, 120_000);

test('--all means every row once; a name that there is not is answered with what there is', async () => {
  const all = storiesOf({ all: true, minor: false });
  expect(all.map(({ row }) => row)).toEqual([...ROWS]);

  const [service, situation, both] = await Promise.all([
    demo('--service', 'passport.lend'),
    demo('--service', 'passport.renew', '--situation', 'lost'),
    demo('--all', '--cases', '2'),
  ]);
  for (const { code, lines } of [service, situation]) {
    expect(code).toBe(1);
    const told = lines.join('\n');
    for (const name of ['travel-document.replace', 'us-born-child (with --minor only)', 'looks-changed'])
      expect(told).toContain(name);
  }
  expect(service.lines[0]).toContain('"passport.lend"');
  expect(situation.lines[0]).toContain('"lost" of passport.renew');
  expect(both).toMatchObject({ code: 1, lines: [expect.stringContaining('--concurrency')] });
}, 60_000);

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
