import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { registerOfPeople } from '../../adapters/identity-authority.ts';
import { createPasskeys } from '../../adapters/passkeys.ts';
import { createDataConverter } from '../../adapters/payload-codec.ts';
import { createCaseEngine } from '../../api/engine.ts';
import { createPeople } from '../../db/accounts.ts';
import { createApplications } from '../../db/applications.ts';
import { createAudit } from '../../db/audit.ts';
import { createChallenges } from '../../db/challenges.ts';
import { connect, type Database } from '../../db/client.ts';
import { createConsents } from '../../db/consents.ts';
import { createDurations } from '../../db/durations.ts';
import { createFaces } from '../../db/faces.ts';
import { createFactors } from '../../db/factors.ts';
import { createHandOvers } from '../../db/hand-overs.ts';
import { createIdentities } from '../../db/identities.ts';
import { keyInstallation } from '../../db/keys-schema.ts';
import { createMessages } from '../../db/messages.ts';
import { createOrders } from '../../db/orders.ts';
import { createOutbox } from '../../db/outbox.ts';
import { createOwnData } from '../../db/own-data.ts';
import { urlOf } from '../../db/roles.ts';
import { seed } from '../../db/seed.ts';
import { createStaffing } from '../../db/staffing.ts';
import { type CommitStep, createCommitStep } from '../../db/steps.ts';
import { createTasks } from '../../db/tasks.ts';
import type { Vault } from '../../domain/vault.ts';
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

/**
 * Database, keys and queries of one test file, on a real PostgreSQL database of its own. What a test prepares and looks up
 * it asks as the owner; `api` asks as the API's role for whoever is logged in, and steps and mails as the worker's role.
 */
export async function openRooms() {
  const database = await testDatabase();
  const dir = mkdtempSync(join(tmpdir(), 'consular-cases-test-'));
  const keyFile = join(dir, 'master.key');
  writeFileSync(keyFile, masterKeyText(), { mode: 0o600 });
  await seed(database.url);

  const passwords = inject('databasePasswords');
  const apiUrl = urlOf(database.url, 'consular_api', passwords);
  const pools = {
    owner: connect(database.url, { max: 20 }),
    api: connect(apiUrl, { max: 20, acting: true }),
    worker: connect(urlOf(database.url, 'consular_worker', passwords), { max: 20 }),
  };
  if (isRecording) await deriveKeys(database.keysUrl);
  const keyring = await openKeyring({
    masterKeyFile: keyFile,
    keysDatabaseUrl: urlOf(database.keysUrl, 'consular_api', passwords),
    db: pools.api.db,
    max: 2,
  });
  const { caseKeys, vault } = keyring;
  return {
    url: database.url,
    apiUrl,
    keysUrl: database.keysUrl,
    keyFile,
    dir,
    db: pools.owner.db,
    /** As the worker's role. */
    worker: pools.worker.db,
    keyring,
    caseKeys,
    vault,
    ...queriesOn(pools.owner.db, vault),
    /** What the app works with. */
    api: {
      ...queriesOn(pools.api.db, vault),
      outbox: createOutbox(pools.api.db, vault),
      pingDatabase: pools.api.ping,
    },
    outbox: createOutbox(pools.worker.db, vault),
    commitStep: createCommitStep(pools.worker.db, vault),
    passkeys: { account: createPasskeys(PUBLIC_URL), staff: createPasskeys(PUBLIC_URL) },
    breachedPasswords: undefined,
    virusScanner: undefined,
    smsOffered: true,
    /** Tests enter their people in it. */
    identityAuthority: registerOfPeople(),
    dataConverter: createDataConverter(keyring),
    async close() {
      await Promise.all([...Object.values(pools).map((pool) => pool.close()), keyring.close()]);
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

const queriesOn = (db: Database, vault: Vault) => ({
  people: createPeople(db, vault),
  factors: createFactors(db, vault),
  staffing: createStaffing(db, vault),
  challenges: createChallenges(db, vault),
  applications: createApplications(db, vault),
  consents: createConsents(db, vault),
  faces: createFaces(db, vault),
  orders: createOrders(db, vault),
  handOvers: createHandOvers(db, vault),
  identities: createIdentities(db, vault),
  messages: createMessages(db, vault),
  ownData: createOwnData(db, vault),
  durations: createDurations(db),
  tasks: createTasks(db, vault),
  audit: createAudit(db, vault),
});

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
