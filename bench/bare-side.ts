import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { nowMs } from '../scripts/demo/http.ts';
import { BARE_QUEUE, COMMANDS } from './bare/plan.ts';
import type { BareForm } from './bare/workflow.ts';
import { inLanes } from './lanes.ts';

export type BareSide = {
  /** How long each command took, milliseconds, oldest first. */
  commandMs: number[];
  workerPid: number | undefined;
  /** The workflow that ended last. */
  lastWorkflowId(): string;
  round(cases: number, atOnce: number, form?: BareForm): Promise<number>;
  close(): Promise<void>;
};

const TRIES = 5;

/** A starved machine fails a workflow task now and then; our API has a command asked again, too. */
async function patiently<T>(work: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries <= 1) throw error;
    await delay(500);
    return patiently(work, tries - 1);
  }
}

const WORKER = fileURLToPath(new URL('./bare/worker.ts', import.meta.url));

/** A worker of its own process and a client in ours, as the real case has them, and nothing else. */
export async function openBareSide(address: string): Promise<BareSide> {
  const worker = spawn(process.execPath, ['--import', 'tsx', WORKER, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    worker.stdout.once('data', () => resolve());
    worker.once('exit', (code) => reject(new Error(`The bare worker ended with ${code}.`)));
  });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const commandMs: number[] = [];
  let last = '';

  async function one(form: BareForm): Promise<void> {
    const workflowId = `bare/${randomUUID()}`;
    const handle = await client.workflow.start('bareCase', {
      workflowId,
      taskQueue: BARE_QUEUE,
      args: [form],
    });
    for (let kind = 1; kind <= COMMANDS; kind += 1) {
      const beganAtMs = nowMs();
      const updateId = randomUUID();
      await patiently(() => handle.executeUpdate('command', { updateId, args: [{ kind }] }));
      commandMs.push(nowMs() - beganAtMs);
    }
    if (form === 'same plan') last = workflowId;
  }

  return {
    commandMs,
    workerPid: worker.pid,
    lastWorkflowId: () => last,
    round: (cases, atOnce, form = 'same plan') => inLanes(cases, atOnce, () => one(form)),
    async close() {
      worker.kill('SIGTERM');
      await ended;
      await connection.close();
    },
  };
}
