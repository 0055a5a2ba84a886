import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
} from '@temporalio/common';
import proto from '@temporalio/proto';
import type { PersonCommand } from '../domain/commands.ts';
import { CaseError, type RefusalCode } from '../domain/errors.ts';
import type { CommandId, OrderNumber } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import type { CaseStanding, CommandAnswer, PersonStep } from '../domain/standing.ts';
import { REFUSAL_TEXTS } from '../domain/texts/refusals.ts';
import {
  CASES_QUEUE,
  caseStanding,
  caseUpdates,
  caseWorkflowId,
  NEW_YORK_QUEUE,
} from '../workflows/messages.ts';

type StartedOrder = { orderNumber: OrderNumber; service: string; post: PostCode };
/** With the version at which the database was found to allow the command. */
type OrderAt = StartedOrder & { version: number };

/** The API's view of the workflow engine; this is its only file that knows Temporal. */
export type CaseEngine = {
  /** Starts the order's workflow; safe to repeat. */
  start(order: StartedOrder): Promise<void>;
  /**
   * Has the workflow carry out a command that was staged in the database, and waits for it.
   * @throws CaseError the refusal's own code; command-pending when no answer came in time: the command may still be
   * carried out, and asking again with the same id gives its answer
   */
  command(order: OrderAt, kind: PersonCommand, id: CommandId, step: PersonStep): Promise<CommandAnswer>;
  /** Where the workflow believes the case stands; undefined when there is no such workflow. */
  findStanding(orderNumber: OrderNumber): Promise<CaseStanding | undefined>;
  /** Whether its workflow has not ended yet. */
  isRunning(orderNumber: OrderNumber): Promise<boolean>;
  /** What is missing for cases to move: 'temporal', 'worker', 'production worker'. */
  listMissing(): Promise<string[]>;
};

const { TaskQueueType } = proto.temporal.api.enums.v1;

/** An answer is due within this time; the SDK itself would retry silently for 40 s. */
const ANSWER_MS = 8_000;

const key = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const [ORDER, SERVICE, POST, STATUS, WAITING] = [
  'OrderNumber',
  'Service',
  'Post',
  'Status',
  'WaitingFor',
].map((name) => key(`Case${name}`));

export function createCaseEngine(client: Client): CaseEngine {
  const within = <T>(ms: number, work: () => Promise<T>): Promise<T> =>
    client.connection.withDeadline(Date.now() + ms, work);

  async function start({ orderNumber, service, post }: StartedOrder): Promise<void> {
    try {
      await within(ANSWER_MS, () =>
        client.workflow.start('documentCase', {
          workflowId: caseWorkflowId(orderNumber),
          taskQueue: CASES_QUEUE,
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          // What a worker held when it was killed is done again after this long; 10 s by default.
          workflowTaskTimeout: '5 seconds',
          args: [{ orderNumber, service, post }],
          staticSummary: `${service} · ${post}`,
          typedSearchAttributes: startAttributes({ orderNumber, service, post }),
        }),
      );
    } catch (err) {
      if (!(err instanceof WorkflowExecutionAlreadyStartedError)) throw err; // it ran and ended: nothing to start
    }
  }

  const update = (
    orderNumber: OrderNumber,
    kind: PersonCommand,
    id: CommandId,
    step: PersonStep,
  ): Promise<CommandAnswer> =>
    within(ANSWER_MS, () =>
      client.workflow
        .getHandle(caseWorkflowId(orderNumber))
        .executeUpdate(caseUpdates[kind], { updateId: id, args: [step] }),
    );

  async function command(
    order: StartedOrder,
    kind: PersonCommand,
    id: CommandId,
    step: PersonStep,
  ): Promise<CommandAnswer> {
    try {
      return await update(order.orderNumber, kind, id, step);
    } catch (err) {
      if (!(err instanceof WorkflowNotFoundError)) throw asAnswer(err);
    }
    try {
      // Its start was lost in a crash and the relay has not come by yet.
      await start(order);
      return await update(order.orderNumber, kind, id, step);
    } catch (err) {
      throw err instanceof WorkflowNotFoundError
        ? new CaseError('command-not-allowed', { command: kind })
        : asAnswer(err);
    }
  }

  return {
    start,
    async command(order, kind, id, step) {
      try {
        return await command(order, kind, id, step);
      } catch (err) {
        if (!(err instanceof CaseError) || err.code !== 'command-not-allowed') throw err;
        // Its own validator refused what the database allows: the workflow may have been left behind by a crash, or
        // be about to hear from New York. It leaves the answer to the database if that is further than itself.
        return command(order, kind, id, { ...step, allowedAt: order.version });
      }
    },
    async findStanding(orderNumber) {
      try {
        return await within(ANSWER_MS, () =>
          client.workflow.getHandle(caseWorkflowId(orderNumber)).query(caseStanding),
        );
      } catch (err) {
        if (err instanceof WorkflowNotFoundError) return undefined;
        throw err;
      }
    },
    async isRunning(orderNumber) {
      try {
        const { status } = await within(ANSWER_MS, () =>
          client.workflow.getHandle(caseWorkflowId(orderNumber)).describe(),
        );
        return status.name === 'RUNNING';
      } catch (err) {
        if (err instanceof WorkflowNotFoundError) return false;
        throw err;
      }
    },
    async listMissing() {
      try {
        const [cases, production] = await within(2_000, () =>
          Promise.all([hasPoller(client, CASES_QUEUE), hasPoller(client, NEW_YORK_QUEUE)]),
        );
        return [...(cases ? [] : ['worker']), ...(production ? [] : ['production worker'])];
      } catch {
        return ['temporal'];
      }
    },
  };
}

function startAttributes({ orderNumber, service, post }: StartedOrder): TypedSearchAttributes {
  const values = [
    [ORDER, orderNumber],
    [SERVICE, service],
    [POST, post],
    [STATUS, 'in_review'],
    [WAITING, 'engine'],
  ] as const;
  return new TypedSearchAttributes(values.flatMap(([name, value]) => (name ? [{ key: name, value }] : [])));
}

/** Temporal keeps a poller on its list for minutes after its death; one that asked within a minute and a half lives. */
const POLLER_ALIVE_MS = 90_000;

async function hasPoller(client: Client, taskQueue: string): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType:
      taskQueue === NEW_YORK_QUEUE
        ? TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY
        : TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  return (pollers ?? []).some(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < POLLER_ALIVE_MS,
  );
}

/** A refusal of the workflow as the CaseError it is; no answer in time as such; anything else is a fault. */
function asAnswer(err: unknown): unknown {
  if (err instanceof WorkflowUpdateFailedError && err.cause instanceof ApplicationFailure) {
    const { type, details } = err.cause;
    if (isRefusal(type)) return new CaseError(type, (details?.[0] ?? {}) as Record<string, unknown>);
  }
  if (err instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(err))
    return new CaseError('command-pending');
  return err;
}

const isRefusal = (type: string | null | undefined): type is RefusalCode =>
  Object.hasOwn(REFUSAL_TEXTS, type ?? '');
