import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  allHandlersFinished,
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { BARE_REMOTE_QUEUE, COMMANDS, ORDER_AFTER, REARM_AFTER } from './plan.ts';

type Bare = { step(): Promise<void>; produce(): Promise<void> };

const steps = proxyLocalActivities<Pick<Bare, 'step'>>({ startToCloseTimeout: '10 seconds' });
/** What one writes without a second thought: each step an activity of its own, sent through the server. */
const plainSteps = proxyActivities<Pick<Bare, 'step'>>({ startToCloseTimeout: '10 seconds' });
const remote = proxyActivities<Pick<Bare, 'produce'>>({
  taskQueue: BARE_REMOTE_QUEUE,
  startToCloseTimeout: '30 seconds',
});
const STATUS = defineSearchAttributeKey('CaseStatus', SearchAttributeType.KEYWORD);
const WAITING_FOR = defineSearchAttributeKey('CaseWaitingFor', SearchAttributeType.KEYWORD);
const DUE_AT = defineSearchAttributeKey('CaseDueAt', SearchAttributeType.DATETIME);

export const bareCommand = defineUpdate<{ status: string; version: number }, [{ kind: number }]>('command');

export type BareForm = 'same plan' | 'plain';

/**
 * The same commands as a renewal of the demo, with steps that do nothing: what Temporal itself costs. In the same plan as
 * the case, with local activities, or plain.
 */
export async function bareCase(form: BareForm): Promise<number> {
  const { step } = form === 'plain' ? plainSteps : steps;
  let begun = false;
  let done = 0;
  let produced = false;
  let alarm = 0;

  const tell = (status: string): void =>
    upsertSearchAttributes([
      { key: STATUS, value: status },
      { key: WAITING_FOR, value: 'somebody' },
      { key: DUE_AT, value: new Date(Date.now() + 86_400_000) },
    ]);
  setHandler(bareCommand, async ({ kind }) => {
    await condition(() => begun); // one step at a time, as in the case
    if (kind === ORDER_AFTER + 1) await condition(() => produced); // New York's queue, which people wait for
    await step();
    done = kind;
    if (REARM_AFTER.includes(kind)) alarm += 1;
    if (kind !== ORDER_AFTER) tell(`after ${kind}`);
    return { status: 'somewhere', version: done };
  });

  await step();
  begun = true;
  let ordered = false;
  while (done < COMMANDS) {
    if (done === ORDER_AFTER && !ordered) {
      ordered = true;
      void remote.produce().then(() => {
        produced = true;
        tell('in production');
      });
    }
    const armed = alarm;
    await condition(
      () => done >= COMMANDS || alarm !== armed || (done === ORDER_AFTER && !ordered),
      '7 days',
    );
  }
  await condition(allHandlersFinished);
  return done;
}
