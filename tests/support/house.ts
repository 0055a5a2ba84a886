import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { createPasskeys } from '../../adapters/passkeys.ts';
import { createDataConverter } from '../../adapters/payload-codec.ts';
import { createCaseEngine } from '../../api/engine.ts';
import { createPeople } from '../../db/accounts.ts';
import { createApplications } from '../../db/applications.ts';
import { createAudit } from '../../db/audit.ts';
import { createChallenges } from '../../db/challenges.ts';
import { connect } from '../../db/client.ts';
import { createConsents } from '../../db/consents.ts';
import { createDurations } from '../../db/durations.ts';
import { createFaces } from '../../db/faces.ts';
import { createFactors } from '../../db/factors.ts';
import { createHandOvers } from '../../db/hand-overs.ts';
import { keyInstallation } from '../../db/keys-schema.ts';
import { createMessages } from '../../db/messages.ts';
import { createOrders } from '../../db/orders.ts';
import { createOutbox } from '../../db/outbox.ts';
import { seed } from '../../db/seed.ts';
import { type CommitStep, createCommitStep } from '../../db/steps.ts';
import { createTasks } from '../../db/tasks.ts';
import { openKeyring } from '../../keyring.ts';
import { CASES_QUEUE, NEW_YORK_QUEUE } from '../../workflows/messages.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';
import { isRecording, masterKeyText } from './histories.ts';
import { localEnvironment, testDatabase, timeSkippingEnvironment, workflowBundle } from './servers.ts';

// A worker says a dozen lines for each start and stop; what a test must see, it asserts.
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });

/** A dev server that knows our search attributes. */
export const caseEnvironment = (extraArgs: string[] = []): Promise<TestWorkflowEnvironment> =>
  localEnvironment([
    ...Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...extraArgs,
  ]);

/** A server that skips time and knows our search attributes: one test at a time, as its clock is one for all. */
export async function timeEnvironment(): Promise<TestWorkflowEnvironment> {
  const env = await timeSkippingEnvironment();
  const { INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_KEYWORD } =
    proto.temporal.api.enums.v1.IndexedValueType;
  const types = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [
    name,
    type === 'Datetime' ? INDEXED_VALUE_TYPE_DATETIME : INDEXED_VALUE_TYPE_KEYWORD,
  ]);
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(types),
  });
  return env;
}

/** Where the tests' people reach us. */
export const PUBLIC_URL = 'https://cases.example';

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** Database, keys and queries of one test file, on a real PostgreSQL database of its own. */
export async function openRooms() {
  const database = await testDatabase();
  const dir = mkdtempSync(join(tmpdir(), 'consular-cases-test-'));
  const keyFile = join(dir, 'master.key');
  writeFileSync(keyFile, masterKeyText(), { mode: 0o600 });
  await seed(database.url, { demo: false, hash: async () => '' });

  const pool = connect(database.url, { max: 20 });
  if (isRecording) await deriveKeys(database.keysUrl);
  const keyring = await openKeyring({
    masterKeyFile: keyFile,
    keysDatabaseUrl: database.keysUrl,
    db: pool.db,
    max: 2,
  });
  const { caseKeys, vault } = keyring;
  return {
    url: database.url,
    keysUrl: database.keysUrl,
    keyFile,
    dir,
    db: pool.db,
    ping: pool.ping,
    keyring,
    caseKeys,
    vault,
    people: createPeople(pool.db, vault),
    factors: createFactors(pool.db, vault),
    challenges: createChallenges(pool.db, vault),
    passkeys: createPasskeys(PUBLIC_URL),
    applications: createApplications(pool.db, vault),
    consents: createConsents(pool.db, vault),
    faces: createFaces(pool.db, vault),
    orders: createOrders(pool.db, vault),
    handOvers: createHandOvers(pool.db, vault),
    messages: createMessages(pool.db, vault),
    durations: createDurations(pool.db),
    tasks: createTasks(pool.db, vault),
    audit: createAudit(pool.db, vault),
    outbox: createOutbox(pool.db, vault),
    commitStep: createCommitStep(pool.db, vault),
    dataConverter: createDataConverter(keyring),
    async close() {
      await Promise.all([pool.close(), keyring.close()]);
      await database.drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Stored histories are read without a key database: their purpose keys come from the master key. */
async function deriveKeys(keysUrl: string): Promise<void> {
  const keys = connect(keysUrl, { max: 1 });
  await keys.db.update(keyInstallation).set({ earlierData: true });
  await keys.close();
}

export type Engine = ReturnType<typeof openEngine>;
type Staffing = { newYork?: boolean; commitStep?: CommitStep };

/** The engine of one test file: a client with our converter and, while `work` runs, both workers. */
export function openEngine(rooms: Rooms, env: TestWorkflowEnvironment) {
  const namespace = env.namespace ?? 'default';
  const { dataConverter } = rooms;
  // Names, not the machine's: histories are stored for the replay test.
  const client = new Client({
    connection: env.connection,
    namespace,
    dataConverter,
    identity: 'test client',
  });
  const createWorker = (taskQueue: string, commitStep: CommitStep) =>
    Worker.create({
      connection: env.nativeConnection,
      identity: `test worker of ${taskQueue}`,
      namespace,
      taskQueue,
      activities: createActivities({ commitStep, onFault: () => undefined }),
      dataConverter,
      ...(taskQueue === CASES_QUEUE ? { workflowBundle: workflowBundle() } : {}),
    });
  return {
    client,
    namespace,
    engine: createCaseEngine(client),
    /** The server's clock, which runs ahead of ours on a server that skips time. */
    nowMs: () => env.currentTimeMs(),
    async withWorkers<T>(
      work: () => Promise<T>,
      { newYork = true, commitStep = rooms.commitStep }: Staffing = {},
    ): Promise<T> {
      const cases = await createWorker(CASES_QUEUE, commitStep);
      if (!newYork) return cases.runUntil(work);
      const production = await createWorker(NEW_YORK_QUEUE, commitStep);
      return cases.runUntil(() => production.runUntil(work));
    },
  };
}
