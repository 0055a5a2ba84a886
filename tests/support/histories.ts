import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Order } from '../../db/orders.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import type { Rooms } from './house.ts';

const { History } = proto.temporal.api.history.v1;
const FOLDER = new URL('../histories/', import.meta.url);
const KEYS = new URL('keys.json', FOLDER);

/** The key ring of the stored histories. It protects nothing: it is public, and no real case was ever sealed with it. */
export type HistoryKeys = {
  note: string;
  masterKey: string;
  /** By the history's name: its order, and its data key wrapped by the master key. */
  cases: Record<string, { orderNumber: string; keyId: string; wrapped: string }>;
};

/** RECORD_HISTORIES=1 npx vitest run --maxWorkers 1 tests/document-case writes tests/histories anew. */
export const isRecording = process.env['RECORD_HISTORIES'] === '1';

export function readHistoryKeys(): HistoryKeys {
  if (existsSync(KEYS)) return JSON.parse(readFileSync(KEYS, 'utf8')) as HistoryKeys;
  return {
    note: 'TEST KEYS: public, for the replay of the histories beside this file, and good for nothing else.',
    masterKey: randomBytes(32).toString('base64'),
    cases: {},
  };
}

/** The master key of a test file: a fresh one, but the histories' own while they are recorded. */
export function masterKeyText(): string {
  if (!isRecording) return randomBytes(32).toString('base64');
  const keys = readHistoryKeys();
  if (!existsSync(KEYS)) writeHistoryKeys(keys);
  return keys.masterKey;
}

function writeHistoryKeys(keys: HistoryKeys): void {
  const cases = Object.fromEntries(Object.entries(keys.cases).toSorted(([a], [b]) => a.localeCompare(b)));
  writeFileSync(KEYS, `${JSON.stringify({ ...keys, cases }, undefined, 2)}\n`);
}

export type StoredHistory = {
  name: string;
  workflowId: string;
  history: { events: Record<string, unknown>[] };
};

/** The history as the SDK replays it. */
export const historyOf = (stored: Pick<StoredHistory, 'history'>) => History.fromObject(stored.history);

export function readHistories(): StoredHistory[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json') && file !== 'keys.json')
    .toSorted()
    .map((file) => ({
      name: file.slice(0, -'.json'.length),
      ...(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Omit<StoredHistory, 'name'>),
    }));
}

/** Stores every run of the order's workflow, encrypted as it is, when histories are being recorded. */
export async function recordHistory(rooms: Rooms, client: Client, order: Order, name: string): Promise<void> {
  if (!isRecording) return;
  const key = await rooms.keyring.store.findWrapped(order.keyId);
  if (!key) throw new Error('an order without a key');
  for (const file of readdirSync(FOLDER)) {
    if (file === `${name}.json` || file.startsWith(`${name}.run`)) rmSync(new URL(file, FOLDER));
  }
  const workflowId = caseWorkflowId(order.orderNumber);
  const runs = [];
  let runId: string | undefined;
  do {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    runs.unshift(history);
    runId =
      history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  } while (runId);
  runs.forEach((history, index) => {
    const file = runs.length === 1 ? `${name}.json` : `${name}.run${index + 1}.json`;
    // Plain names, base64 for bytes, strings for 64-bit numbers: what `History.fromObject` reads back.
    const { events } = History.toObject(History.fromObject(history), {
      longs: String,
      enums: String,
      bytes: String,
    }) as {
      events: unknown[];
    };
    // One event a line: small, and a difference can be read.
    const lines = events.map((event) => JSON.stringify(event)).join(',\n');
    writeFileSync(
      new URL(file, FOLDER),
      `{"workflowId":"${workflowId}","history":{"events":[\n${lines}\n]}}\n`,
    );
  });
  const keys = readHistoryKeys();
  keys.cases[name] = {
    orderNumber: order.orderNumber,
    keyId: order.keyId,
    wrapped: key.wrapped.toString('base64'),
  };
  writeHistoryKeys(keys);
}
