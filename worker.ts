import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import { runAuditSealer } from './activities/audit-sealer.ts';
import { createActivities } from './activities/index.ts';
import { runRelays } from './activities/relays.ts';
import { runRetention } from './activities/retention.ts';
import { fileAuditAnchors } from './adapters/audit-anchors.ts';
import { createDocumentStore } from './adapters/document-store.ts';
import { smtpMailer } from './adapters/mailer.ts';
import { fileObjectStore } from './adapters/object-store.ts';
import { createDataConverter } from './adapters/payload-codec.ts';
import { readSecret } from './adapters/shared-secret.ts';
import { httpSms } from './adapters/sms.ts';
import { createCaseEngine } from './api/engine.ts';
import { type Config, readConfig, type TaskQueue } from './config.ts';
import { createAuditChain } from './db/audit-chain.ts';
import { connect } from './db/client.ts';
import { createOutbox } from './db/outbox.ts';
import { createRetention } from './db/retention.ts';
import { createCommitStep } from './db/steps.ts';
import { openKeyring } from './keyring.ts';
import { createLog } from './log.ts';

/** Composition root of the worker: config → database, keys → activities → Workers and relays. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('worker', config.logLevel);
  Runtime.install({ shutdownSignals: [], logger: log.forTemporal });

  const pool = connect(config.databaseUrl, { max: SLOTS });
  const keyring = await openKeyring({ ...config, db: pool.db, max: 2 });
  const { vault } = keyring;
  const dataConverter = createDataConverter(keyring);

  const connection = await NativeConnection.connect({ address: config.temporalAddress });
  const clientConnection = await Connection.connect({ address: config.temporalAddress });
  const client = new Client({
    connection: clientConnection,
    namespace: config.temporalNamespace,
    dataConverter,
  });

  const activities = createActivities({
    commitStep: createCommitStep(pool.db, vault),
    onFault: (err, { orderNumber, kind }) =>
      log.error({ err, orderNumber, step: kind }, 'a step failed for good'),
  });
  const bundle = config.taskQueues.includes('cases') ? await workflowBundle(config) : undefined;
  const workers = await Promise.all(
    config.taskQueues.map((taskQueue) =>
      Worker.create({
        connection,
        namespace: config.temporalNamespace,
        taskQueue,
        activities,
        dataConverter,
        ...optionsOf(taskQueue, bundle),
      }),
    ),
  );

  const mailer = smtpMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom });
  const relays = runRelays({
    outbox: createOutbox(pool.db, vault),
    mailer,
    sms: config.sms && httpSms({ url: config.sms.url, key: readSecret(config.sms.keyFile) }),
    engine: createCaseEngine(client),
    publicUrl: config.publicUrl,
    deskUrl: config.deskUrl,
    log,
  });

  const retention = runRetention({
    retention: createRetention(pool.db, vault),
    documents: createDocumentStore({
      objects: fileObjectStore(config.documentsDir),
      caseKeys: keyring.caseKeys,
    }),
    engine: createCaseEngine(client),
    keys: keyring.store,
    log,
  });
  const sealer = runAuditSealer({
    chain: createAuditChain(pool.db, vault),
    anchors: fileAuditAnchors(config.auditAnchorFile),
    log,
  });

  const stop = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  log.info({ taskQueues: config.taskQueues }, 'worker started');
  // One that fails takes the process down: the supervisor starts it anew, a half-dead worker helps nobody.
  await Promise.all(workers.map((worker) => worker.run()));
  await relays.stop();
  await retention.stop();
  await sealer.stop(); // last: it links what the others have recorded
  mailer.close();
  await Promise.all([connection.close(), clientConnection.close(), pool.close(), keyring.close()]);
}

/** As many steps at once as there are connections: more would only wait for one with their clock running. */
const SLOTS = 12;

function optionsOf(
  taskQueue: TaskQueue,
  workflowBundle: WorkerOptions['workflowBundle'],
): Partial<WorkerOptions> {
  const common = {
    shutdownGraceTime: '10 seconds',
    maxConcurrentActivityTaskExecutions: 4,
    maxConcurrentLocalActivityExecutions: SLOTS,
  } as const;
  if (taskQueue === 'production-nyc' || !workflowBundle) return common;
  return {
    ...common,
    workflowBundle,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxCachedWorkflows: 300,
    // A case that was cached in a worker that died is given to the next one after this long.
    stickyQueueScheduleToStartTimeout: '3 seconds',
    workflowTaskPollerBehavior: { type: 'autoscaling', initial: 4, maximum: 16 },
  };
}

async function workflowBundle(config: Config): Promise<NonNullable<WorkerOptions['workflowBundle']>> {
  if (config.workflowBundle) return { codePath: config.workflowBundle };
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./workflows/index.ts', import.meta.url)),
    failureConverterPath: fileURLToPath(new URL('./adapters/failure-converter.cjs', import.meta.url)),
  });
}

main().catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? err.stack : String(err)}\n`);
  process.exit(1);
});
