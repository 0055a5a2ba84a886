import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { freePort } from '../scripts/parts/processes.ts';
import { startTemporal } from '../scripts/parts/temporal.ts';
import { findTemporalProgram } from '../scripts/parts/temporal-program.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';

export type Engine = { address: string; pid: number };

/** A Temporal server in memory: a file would make both sides wait for the disk, and hide what they cost. */
export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'consular-cases-bench-'));
  let pid = 0;
  const server = await startTemporal({
    spawned: (its) => {
      pid = its;
    },
    binary: await findTemporalProgram(process.env, (line) => console.log(line)),
    port: await freePort(0),
    searchAttributes: SEARCH_ATTRIBUTES,
    logFile: join(folder, 'temporal.log'),
  });
  try {
    return await work({ address: server.address, pid });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many events of each type a history has: what shows whether two workflows do the same. */
export async function countEvents(address: string, workflowId: string): Promise<Record<string, number>> {
  const connection = await Connection.connect({ address });
  try {
    const { history } = await connection.workflowService.getWorkflowExecutionHistory({
      namespace: 'default',
      execution: { workflowId },
    });
    const counts: Record<string, number> = {};
    for (const { eventType } of history?.events ?? []) {
      const name =
        proto.temporal.api.enums.v1.EventType[eventType ?? 0]?.replace('EVENT_TYPE_', '') ?? 'UNKNOWN';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  } finally {
    await connection.close();
  }
}
