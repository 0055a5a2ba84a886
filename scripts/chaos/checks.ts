import { buffer } from 'node:stream/consumers';
import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import { createDocumentStore } from '../../adapters/document-store.ts';
import { fileObjectStore } from '../../adapters/object-store.ts';
import { createDataConverter } from '../../adapters/payload-codec.ts';
import { connect } from '../../db/client.ts';
import { type CommandKind, isAllowed, type Role } from '../../domain/commands.ts';
import type { OrderNumber } from '../../domain/ids.ts';
import type { CaseStanding } from '../../domain/standing.ts';
import type { Status } from '../../domain/statuses.ts';
import { openKeyring } from '../../keyring.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import type { Acknowledged } from '../demo/session.ts';

/** What one check looked at and what it found wrong; nothing wrong is an empty list. */
export type Finding = { check: string; looked: number; wrong: string[] };

type Sql = postgres.Sql;
type EventRow = {
  orderNumber: string;
  version: number;
  commandId: string;
  kind: CommandKind;
  statusBefore: Status;
  status: Status;
  actorRole: Role;
};

/** Every command of a renewal as the demo plays it; each moves the case exactly once. */
const PLAYED: readonly CommandKind[] = [
  'startReview',
  'requestSupplement',
  'provideSupplement',
  'requireInterview',
  'bookInterview',
  'recordInterview',
  'approve',
  'receiveMaterials',
  'orderProduction',
  'completeProduction',
  'mailDocument',
  'confirmReceipt',
];

type Scene = {
  env: Record<string, string>;
  orders: readonly string[];
  acknowledged: readonly Acknowledged[];
};

/** Looks behind the API: database, workflows and objects must tell the same story, whatever was killed. */
export async function check(scene: Scene): Promise<Finding[]> {
  const { env, orders, acknowledged } = scene;
  const sql = postgres(env['DATABASE_URL'] ?? '', { max: 4, onnotice: () => {}, transform: postgres.camel });
  try {
    const events = await sql<EventRow[]>`
      select order_number, version, command_id, kind, status_before, status, actor_role from case_events
      where order_number in ${sql(orders)} order by order_number, version`;
    const byOrder = new Map(
      orders.map((order) => [order, events.filter((event) => event.orderNumber === order)]),
    );
    return [
      await everyCaseClosed(sql, orders),
      eventsInARow(orders, byOrder),
      legalPaths(orders, byOrder),
      nothingLost(acknowledged, events),
      await nothingLeftOpen(sql, orders),
      await enginesAgree(env, sql, orders),
      await documentsOpen(env, sql, orders),
    ];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function everyCaseClosed(sql: Sql, orders: readonly string[]): Promise<Finding> {
  const rows = await sql<{ orderNumber: string; status: Status }[]>`
    select order_number, status from cases where order_number in ${sql(orders)}`;
  const wrong = orders.flatMap((order) => {
    const status = rows.find(({ orderNumber }) => orderNumber === order)?.status ?? 'missing';
    return status === 'closed' ? [] : [`${order} is ${status}`];
  });
  return { check: 'every case is closed', looked: orders.length, wrong };
}

type ByOrder = Map<string, EventRow[]>;

function eventsInARow(orders: readonly string[], byOrder: ByOrder): Finding {
  const wrong = orders.flatMap((order) => {
    const versions = (byOrder.get(order) ?? []).map(({ version }) => version);
    const isRow = versions.length > 0 && versions.every((version, index) => version === index + 1);
    return isRow ? [] : [`${order} has the versions ${versions.join(', ')}`];
  });
  const ids = [...byOrder.values()].flat().map(({ commandId }) => commandId);
  if (new Set(ids).size !== ids.length) wrong.push('a command id occurs twice');
  return { check: 'no event is missing or doubled', looked: ids.length, wrong };
}

function legalPaths(orders: readonly string[], byOrder: ByOrder): Finding {
  const wrong = orders.flatMap((order) => {
    const events = byOrder.get(order) ?? [];
    const steps = events.flatMap(({ kind, statusBefore, actorRole }, index) => {
      const before = index === 0 ? 'in_review' : events[index - 1]?.status;
      return before === statusBefore && isAllowed(statusBefore, kind, actorRole)
        ? []
        : [`${order}: ${kind} by ${actorRole} in ${statusBefore} after ${before}`];
    });
    const kinds = events.map(({ kind }) => kind).toSorted();
    const expected = PLAYED.toSorted();
    return kinds.join() === expected.join()
      ? steps
      : [...steps, `${order} has the commands ${kinds.join(', ')}`];
  });
  return { check: 'each command once, on a legal path', looked: orders.length, wrong };
}

function nothingLost(acknowledged: readonly Acknowledged[], events: readonly EventRow[]): Finding {
  const told = new Set(
    events.map(({ orderNumber, version, kind, status }) => `${orderNumber} ${version} ${kind} ${status}`),
  );
  const wrong = acknowledged
    .map(({ orderNumber, version, kind, status }) => `${orderNumber} ${version} ${kind} ${status}`)
    .filter((answer) => !told.has(answer));
  return { check: 'no acknowledged command is lost', looked: acknowledged.length, wrong };
}

async function nothingLeftOpen(sql: Sql, orders: readonly string[]): Promise<Finding> {
  const tasks = await sql<{ orderNumber: string; kind: string }[]>`
    select order_number, kind from tasks where state = 'open' and order_number in ${sql(orders)}`;
  const starts = await sql<{ orderNumber: string }[]>`
    select order_number from start_outbox where started_at is null and order_number in ${sql(orders)}`;
  const persons = await sql<{ orderNumber: string }[]>`
    select order_number from case_persons where open and order_number in ${sql(orders)}`;
  const wrong = [
    ...tasks.map(({ orderNumber, kind }) => `${orderNumber} has an open task: ${kind}`),
    ...starts.map(({ orderNumber }) => `${orderNumber} was never marked as started`),
    ...persons.map(({ orderNumber }) => `${orderNumber} still blocks its person`),
  ];
  return { check: 'nothing is left open', looked: orders.length, wrong };
}

const ENDS_WITHIN_MS = 30_000;

async function keysOf(env: Record<string, string>) {
  const pool = connect(env['DATABASE_URL'] ?? '', { max: 2 });
  const keyring = await openKeyring({
    masterKeyFile: env['MASTER_KEY_FILE'] ?? '',
    keysDatabaseUrl: env['KEYS_DATABASE_URL'] ?? '',
    db: pool.db,
    max: 2,
  });
  return { ...keyring, close: async () => void (await Promise.all([keyring.close(), pool.close()])) };
}

async function enginesAgree(
  env: Record<string, string>,
  sql: Sql,
  orders: readonly string[],
): Promise<Finding> {
  const keys = await keysOf(env);
  const connection = await Connection.connect({ address: env['TEMPORAL_ADDRESS'] ?? '' });
  try {
    const client = new Client({ connection, dataConverter: createDataConverter(keys) });
    const rows = await sql<{ orderNumber: string; status: Status; version: number }[]>`
      select order_number, status, version from cases where order_number in ${sql(orders)}`;
    const untilMs = Date.now() + ENDS_WITHIN_MS;
    const wrong: string[] = [];
    for (const { orderNumber, status, version } of rows) {
      const handle = client.workflow.getHandle(caseWorkflowId(orderNumber as OrderNumber));
      const result = await connection
        .withDeadline(Math.max(untilMs, Date.now() + 2_000), () => handle.result() as Promise<CaseStanding>)
        .catch((error: Error) => error);
      if (result instanceof Error)
        wrong.push(`${orderNumber}: the workflow has no result (${result.message})`);
      else if (result.status !== status || result.version !== version)
        wrong.push(
          `${orderNumber}: ${result.status} ${result.version} in Temporal, ${status} ${version} in the database`,
        );
    }
    return { check: 'workflows and database agree', looked: rows.length, wrong };
  } finally {
    await connection.close();
    await keys.close();
  }
}

type DocumentRow = { orderNumber: string; kind: string; keyId: string; objectKey: string; bytes: number };

async function documentsOpen(
  env: Record<string, string>,
  sql: Sql,
  orders: readonly string[],
): Promise<Finding> {
  const keys = await keysOf(env);
  const objects = fileObjectStore(env['DOCUMENTS_DIR'] ?? '');
  const documents = createDocumentStore({ objects, caseKeys: keys.caseKeys });
  try {
    const rows = await sql<DocumentRow[]>`
      select c.order_number, d.kind, c.key_id, d.object_key, d.bytes from documents d
      join cases c on c.application_id = d.application_id where c.order_number in ${sql(orders)}`;
    const wrong: string[] = [];
    for (const { orderNumber, kind, keyId, objectKey, bytes } of rows) {
      try {
        const picture = await buffer(await documents.get(keyId, objectKey));
        if (picture.length !== bytes || picture.readUInt16BE(0) !== 0xffd8)
          throw new Error('it is not what was stored');
      } catch (error) {
        wrong.push(`${orderNumber}: ${kind} does not open (${(error as Error).message})`);
      }
    }
    if (rows.length !== orders.length * 4) wrong.push(`${rows.length} documents, not 4 for each case`);
    return { check: 'every document opens', looked: rows.length, wrong };
  } finally {
    await keys.close();
  }
}
