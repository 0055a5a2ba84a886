import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { connect } from '../../db/client.ts';
import { FAR_MORE, type OwnStack, withOwnStack } from '../chaos/own-stack.ts';
import { seeded } from '../chaos/random.ts';
import type { StaffAccount } from '../demo/session.ts';
import { keysDatabaseOf } from '../parts/database.ts';
import { KEPT, type WireMail } from '../parts/mailbox.ts';
import { dataHome, owner } from '../parts/postgres-place.ts';
import { unlike } from './birds.ts';
import { type Flight, fly } from './flight.ts';
import { watchFolders } from './onlooker.ts';
import { isPlanted, type Planted, plant } from './plants.ts';
import { createSearch, type Hit } from './search.ts';
import { filesOf, historiesOf, mailOf, type Part, tablesOf } from './sinks.ts';

export type CanaryOptions = {
  cases: number;
  seed: number;
  concurrency: number;
  say: (line: string) => void;
};

/** What was looked through, and what was found: of secrets only what they are. */
export type Searched = {
  sink: string;
  parts: number;
  bytes: number;
  /** What was put there to be found was found. */
  planted: boolean;
  /** What the system itself writes there was found; undefined where it writes nothing that one knows. */
  own: boolean | undefined;
  hits: (Hit & { where: string })[];
};

export type CanaryReport = Pick<Flight, 'closed' | 'failures'> & {
  orders: number;
  secrets: number;
  searched: Searched[];
  good: boolean;
};

/** A place to look through: what was planted there, and which of our own words must be there. */
type Sink = { sink: string; planted: keyof Planted; own?: readonly string[]; parts: Iterable<Part> };

/** Plays cases of people whose every word is a canary, on a system of its own, and looks for the words wherever anything is kept. */
export async function runCanary(options: CanaryOptions): Promise<CanaryReport> {
  const begunAtMs = Date.now();
  const [scratch, machine] = ['canary', 'machine'].map((name) =>
    mkdtempSync(join(tmpdir(), `consular-cases-${name}-`)),
  ) as [string, string];
  chmodSync(scratch, 0o755);
  const [temp, copies] = [join(scratch, 'temp'), join(scratch, 'copies')];
  mkdirSync(temp, { mode: 0o1777 });
  try {
    return await withOwnStack(
      async (stack) => {
        const documents = join(stack.dataDir, 'documents');
        await keepLog(stack.ownerUrl);
        const endWatch = watchFolders(
          [join(documents, 'uploads'), join(documents, 'incoming'), temp],
          copies,
        );
        options.say('Playing cases …');
        const flight = await fly({
          ...options,
          api: stack.addresses.api,
          mailbox: stack.addresses.mailbox ?? '',
          accounts: stack.demoAccounts as StaffAccount[],
          next: seeded(options.seed),
        });
        endWatch();
        options.say('Looking through everything …');
        const folders = [stack.dataDir, join(stack.dataDir, 'logs'), documents, temp, copies, machine];
        const planted = await plant(stack, folders);
        const sinks = await logicalSinks(stack, flight);
        await stack.stop();
        sinks.push(...fileSinks(stack, { flight, temp, copies, begunAtMs, scratch }));
        return report(options, flight, lookThrough(sinks, flight, planted, options.say));
      },
      { say: options.say, env: { ...FAR_MORE, LOG_LEVEL: 'debug', TMPDIR: temp } },
    );
  } finally {
    for (const folder of [scratch, machine]) rmSync(folder, { recursive: true, force: true });
  }
}

/** PostgreSQL would write over what it needs no more of its log. */
async function keepLog(ownerUrl: string): Promise<void> {
  const { db, close } = connect(ownerUrl, { max: 1 });
  try {
    await db.execute(sql`alter system set wal_keep_size = '64GB'`);
    await db.execute(sql`select pg_reload_conf()`);
  } finally {
    await close();
  }
}

/** What one has to ask the running system for. */
async function logicalSinks(stack: OwnStack, { orders }: Flight): Promise<Sink[]> {
  const keysUrl = keysDatabaseOf(stack.ownerUrl);
  const [main, keys] = [connect(stack.ownerUrl, { max: 1 }), connect(keysUrl, { max: 1 })];
  const connection = await Connection.connect({ address: stack.addresses.temporal });
  try {
    const { rows } = await keys.db.execute<{ id: string }>(sql`select id::text as id from data_keys`);
    const response = await fetch(`${stack.addresses.mailbox ?? ''}/wire`);
    const mails = (await response.json()) as WireMail[];
    if (mails.length >= KEPT) throw new RangeError('So many cases send more mails than are kept.');
    await main.db.execute(sql`checkpoint`);
    return [
      { sink: 'main database, dumped', planted: 'main', own: orders, parts: await tablesOf(main.db) },
      {
        sink: 'key database, dumped',
        planted: 'keys',
        own: rows.map(({ id }) => id),
        parts: await tablesOf(keys.db),
      },
      {
        sink: 'Temporal, histories as a client without our codec exports them',
        planted: 'temporal',
        own: orders,
        parts: await historiesOf(new Client({ connection })),
      },
      {
        sink: 'mails and text messages',
        planted: 'mail',
        own: orders,
        parts: mails.map(({ raw }, at) => ({ where: `message ${at}`, bytes: mailOf(raw) })),
      },
    ];
  } finally {
    await Promise.all([main.close(), keys.close(), connection.close()]);
  }
}

type Places = { flight: Flight; temp: string; copies: string; begunAtMs: number; scratch: string };

/** What is left on the disk once everything has ended. */
function fileSinks({ dataDir }: OwnStack, { flight, temp, copies, begunAtMs, scratch }: Places): Sink[] {
  const { orders, applications } = flight;
  const postgres = dataHome(join(dataDir, 'postgres'), owner(), () => {});
  const wal = join(postgres, 'pg_wal');
  const [logs, documents] = [join(dataDir, 'logs'), join(dataDir, 'documents')];
  const isTemporal = (path: string): boolean => path.startsWith(join(dataDir, 'temporal.db'));
  const others = [postgres, logs, documents, join(dataDir, 'postgres')];
  return [
    {
      sink: 'PostgreSQL, files of both databases',
      planted: 'main',
      own: orders,
      parts: filesOf(postgres, (path) => path !== wal),
    },
    { sink: 'PostgreSQL, write-ahead log', planted: 'main', own: orders, parts: filesOf(wal) },
    {
      sink: 'Temporal, files of its database',
      planted: 'temporal',
      own: orders,
      parts: filesOf(dataDir, isTemporal),
    },
    { sink: 'logs of all parts', planted: 'files', own: orders, parts: filesOf(logs) },
    { sink: 'documents', planted: 'files', own: applications, parts: filesOf(documents) },
    { sink: 'uploads and temporary files while they lasted', planted: 'files', parts: filesOf(copies) },
    { sink: 'temporary files of our processes', planted: 'files', parts: filesOf(temp) },
    {
      sink: 'temporary files of the machine since the start',
      planted: 'files',
      parts: filesOf(tmpdir(), (path) => ![dataDir, scratch].includes(path) && isSince(path, begunAtMs)),
    },
    {
      sink: 'everything else in the data folder',
      planted: 'files',
      parts: filesOf(dataDir, (path) => !others.includes(path) && !isTemporal(path)),
    },
  ];
}

const isSince = (path: string, sinceMs: number): boolean => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && (stat.isDirectory() || stat.mtimeMs >= sinceMs);
};

function lookThrough(
  sinks: readonly Sink[],
  { secrets }: Flight,
  planted: Planted,
  say: CanaryOptions['say'],
): Searched[] {
  const all = unlike(secrets);
  return sinks.map(({ sink, planted: place, own, parts }) => {
    const search = createSearch([
      ...all,
      ...Object.values(planted),
      ...(own ?? []).map((value) => ({ kind: OWN, value })),
    ]);
    const result: Searched = { sink, parts: 0, bytes: 0, planted: false, own: own && false, hits: [] };
    for (const { where, bytes } of parts) {
      result.parts += 1;
      result.bytes += bytes.length;
      for (const hit of search(bytes)) {
        if (hit.kind === planted[place].kind) result.planted = true;
        else if (hit.kind === OWN) result.own = true;
        else if (!isPlanted(hit)) result.hits.push({ ...hit, where });
      }
    }
    say(`${sink}: ${result.bytes} bytes, ${result.hits.length} hits`);
    return result;
  });
}
const OWN = 'our own word';

function report(options: CanaryOptions, flight: Flight, searched: Searched[]): CanaryReport {
  const { closed, failures, orders, secrets } = flight;
  const isSound = searched.every(({ hits, planted, own }) => hits.length === 0 && planted && own !== false);
  return {
    closed,
    failures,
    orders: orders.length,
    secrets: unlike(secrets).length,
    searched,
    good: isSound && closed === options.cases && failures.length === 0,
  };
}
