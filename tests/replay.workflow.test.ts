import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaseKeys } from '../adapters/case-keys.ts';
import { fileMasterKey } from '../adapters/master-key.ts';
import { createDataConverter } from '../adapters/payload-codec.ts';
import { historyOf, readHistories, readHistoryKeys } from './support/histories.ts';
import { workflowBundle } from './support/servers.ts';

// A running case lives longer than a release: today's workflow code must lead every stored history to the same
// commands. Each shipped path has its histories, recorded as Temporal kept them: encrypted.
const histories = readHistories();

let dir: string;
let options: Parameters<typeof Worker.runReplayHistories>[0];
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'consular-cases-test-'));
  const { masterKey: text, cases } = readHistoryKeys();
  const keyFile = join(dir, 'master.key');
  writeFileSync(keyFile, text, { mode: 0o600 });
  const masterKey = fileMasterKey(keyFile);
  const all = Object.values(cases);
  const nothing = async (): Promise<never> => {
    throw new Error('not used here');
  };
  const store = {
    insertKey: nothing,
    deleteKey: nothing,
    findWrapped: async (keyId: string) => {
      const found = all.find((each) => each.keyId === keyId);
      const [by = ''] = await masterKey.ids();
      return found && { wrapped: Buffer.from(found.wrapped, 'base64'), by };
    },
    findKeyIdOfOrder: async (orderNumber: string) =>
      all.find((each) => each.orderNumber === orderNumber)?.keyId,
  };
  const caseKeys = createCaseKeys({ masterKey, store, cacheSize: 100 });
  // Recorded with the keys of before purpose keys were kept.
  const purposeKeys = { get: (label: string) => masterKey.derive(label) };
  options = {
    workflowBundle: workflowBundle(),
    dataConverter: createDataConverter({ purposeKeys, caseKeys }),
  };
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const PATHS = [
  'plain',
  'supplement-and-interview',
  'interview-rebooked-and-no-show',
  'refused',
  'refusals-of-the-database',
  'withdrawn-from-in-review',
  'withdrawn-from-supplement-requested',
  'withdrawn-from-interview-required',
  'withdrawn-from-interview-booked',
  'withdrawn-from-awaiting-materials',
  'withdrawn-with-the-first-task',
  'started-anew',
  'overdue-and-extended',
  'lapsed',
  'closed-by-time',
  'woken-earlier',
  'dispatch-overdue',
  'continued-as-new',
  'new-york-away',
  'new-york-away-open',
  'new-york-away-withdrawn',
  'new-york-away-overdue',
  'step-failed',
  'minor',
  'lost-confirmed-late',
  'lost-confirmed-early',
  'lost-denied',
  'lost-overdue',
  'travel-document',
];

test.each(PATHS)('there is a history of the path %s', (path) => {
  const runs = histories.filter(({ name }) => name === path || name.startsWith(`${path}.run`));
  expect(runs.length).toBeGreaterThan(path === 'continued-as-new' ? 1 : 0);
});

test('every stored history replays with today’s workflow', async () => {
  const named = histories.map((stored) => ({
    workflowId: stored.workflowId,
    history: historyOf(stored),
    name: stored.name,
  }));
  const failures: string[] = [];
  let replayed = 0;
  for await (const result of Worker.runReplayHistories(options, named)) {
    if (result.error) failures.push(`${named[replayed]?.name}: ${result.error.message}`);
    replayed++;
  }
  expect(failures).toEqual([]);
  expect(replayed).toBe(histories.length);
});

test('a history that today’s workflow would not lead to is noticed', async () => {
  const plain = histories.find(({ name }) => name === 'plain');
  if (!plain) throw new Error('no history to change');
  // The first production order is another activity's: as if the workflow had been changed under a running case.
  const { events } = structuredClone(plain.history);
  const scheduled = events.find((event) => 'activityTaskScheduledEventAttributes' in event);
  Object.assign(scheduled?.['activityTaskScheduledEventAttributes'] as object, {
    activityType: { name: 'mailDocument' },
  });
  const replay = Worker.runReplayHistory(options, historyOf({ history: { events } }), plain.workflowId);
  await expect(replay).rejects.toThrow(/nondeterminism/i);
});

test('histories are kept encrypted: plain are only search attributes and the SDK’s own marks of local activities', () => {
  // The mark holds the SDK's bookkeeping (sequence, attempt, times, type); the result beside it is encrypted.
  const isPlain = /searchAttributes|markerRecordedEventAttributes\.details\.data\./;
  for (const { name, history } of histories) {
    const found = payloadsIn(history).filter(({ path }) => !isPlain.test(path));
    expect(found.length, name).toBeGreaterThan(5);
    const open = found.filter(({ encoding }) => encoding !== 'binary/encrypted');
    expect(open, name).toEqual([]);
  }
});

type Found = { path: string; encoding: string };
function payloadsIn(value: unknown, path = ''): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const encoding = (value as { metadata?: { encoding?: string } }).metadata?.encoding;
  if (encoding) return [{ path, encoding: Buffer.from(encoding, 'base64').toString() }];
  return Object.entries(value).flatMap(([key, inner]) => payloadsIn(inner, `${path}.${key}`));
}
