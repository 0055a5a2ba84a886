import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { OrderNumber } from '../../domain/ids.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';

/** What one case cost in Temporal, as the server counts it. */
export type HistoryFigures = { historyEvents: number; historyBytes: number };

const { WORKFLOW_EXECUTION_STATUS_RUNNING } = proto.temporal.api.enums.v1.WorkflowExecutionStatus;
const NAMESPACE = 'default';
const ENDS_WITHIN_MS = 30_000;

/**
 * Length and size of an ended case's history. The last command is answered a moment before the workflow ends, so it
 * is asked until it has.
 */
export async function historyFigures(address: string, orderNumber: string): Promise<HistoryFigures> {
  const connection = await Connection.connect({ address });
  try {
    const untilMs = Date.now() + ENDS_WITHIN_MS;
    for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 1_000)) {
      const { workflowExecutionInfo: info } = await connection.workflowService.describeWorkflowExecution({
        namespace: NAMESPACE,
        execution: { workflowId: caseWorkflowId(orderNumber as OrderNumber) },
      });
      if (info && info.status !== WORKFLOW_EXECUTION_STATUS_RUNNING) {
        return { historyEvents: Number(info.historyLength), historyBytes: Number(info.historySizeBytes) };
      }
      if (Date.now() > untilMs) throw new Error(`The workflow of ${orderNumber} did not end.`);
      await delay(waitMs);
    }
  } finally {
    await connection.close();
  }
}

/** Where an operator sees the case. */
export function caseInTemporalWeb(temporalWeb: string, orderNumber: string): string {
  const id = encodeURIComponent(caseWorkflowId(orderNumber as OrderNumber));
  return `${temporalWeb}/namespaces/${NAMESPACE}/workflows/${id}`;
}
