import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { BARE_QUEUE, BARE_REMOTE_QUEUE } from './plan.ts';

/** The bare side's worker, with the settings of worker.ts; `node --import tsx bench/bare/worker.ts HOST:PORT`. */
Runtime.install({ logger: new DefaultLogger('ERROR') });
const logger = new DefaultLogger('ERROR');
const connection = await NativeConnection.connect({ address: process.argv[2] ?? '' });
const workflowsPath = fileURLToPath(new URL('./workflow.ts', import.meta.url));
const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
const nothing = async (): Promise<void> => {};
const common = {
  connection,
  activities: { step: nothing, produce: nothing },
  maxConcurrentActivityTaskExecutions: 4,
  maxConcurrentLocalActivityExecutions: 12,
};
const workers = await Promise.all([
  Worker.create({
    ...common,
    taskQueue: BARE_QUEUE,
    workflowBundle,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxCachedWorkflows: 300,
    workflowTaskPollerBehavior: { type: 'autoscaling', initial: 4, maximum: 16 },
  }),
  Worker.create({ ...common, taskQueue: BARE_REMOTE_QUEUE }),
]);
console.log('ready');
await Promise.all(workers.map((worker) => worker.run()));
