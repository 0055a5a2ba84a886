import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  currentUpdateInfo,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { COMMAND_STEPS, type CommandKind, isAllowed, PERSON_COMMANDS } from '../domain/commands.ts';
import type { CommandId } from '../domain/ids.ts';
import { isMadeInNewYork } from '../domain/production.ts';
import {
  type CaseStanding,
  type CommandAnswer,
  type PersonStep,
  SUBMITTED_STANDING,
} from '../domain/standing.ts';
import { isEnded } from '../domain/statuses.ts';
import { caseStanding, caseUpdates, type DocumentCaseInput, NEW_YORK_QUEUE } from './messages.ts';
import { tellOperators } from './operator-view.ts';

// Short, repeatable database transactions: as local activities they cost one event and no extra round trip.
const steps = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
});

// New York is another building with a worker of its own; when it is down, the order waits in its queue.
const newYork = proxyActivities<Activities>({
  taskQueue: NEW_YORK_QUEUE,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
  // A step of milliseconds; a worker that died with it in its hands is not waited for long.
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/**
 * One order from its submission to the returned envelope. Owns order, waiting and time; what a step means is decided
 * by the activity that commits it, under the case's row lock, so a later change of the rules never rewrites the past.
 */
export async function documentCase({
  orderNumber,
  service,
  post,
  resume,
}: DocumentCaseInput): Promise<CaseStanding> {
  let standing = resume ?? SUBMITTED_STANDING;
  /** Set while production is asked for: what that step commits is known in the database first, and here a moment later. */
  let ordering: CancellationScope | undefined;

  /** Remembers where a committed step left the case; an older answer that arrives late changes nothing. */
  function arrive(next: CaseStanding): CaseStanding {
    if (next.version > standing.version) {
      const movedOn = next.status !== standing.status || next.waitingFor !== standing.waitingFor;
      standing = next;
      tellOperators({ orderNumber, service, post }, standing, movedOn);
    }
    return next;
  }

  const oneAtATime = createQueue();
  const commit = (kind: CommandKind, step: Step): Promise<CaseStanding> =>
    oneAtATime(() => take(steps[COMMAND_STEPS[kind]](stepInput(kind, step))));
  const stepInput = (kind: CommandKind, step: Step) => ({ orderNumber, kind, ...step, nowMs: Date.now() });

  /** Both an answer and a refusal say where the case really stands: the database is asked last and knows best. */
  async function take(step: Promise<CaseStanding>): Promise<CaseStanding> {
    try {
      return arrive(await step);
    } catch (err) {
      const refusal = refusalOf(err);
      const current = refusal?.details?.[1] as CaseStanding | undefined;
      if (current) arrive(current);
      throw refusal ?? err;
    }
  }

  setHandler(caseStanding, () => standing);
  for (const kind of PERSON_COMMANDS) {
    setHandler(
      caseUpdates[kind],
      ({ by, seenVersion }: PersonStep) =>
        commit(kind, { by, seenVersion, commandId: updateId() }).then(answerOf),
      {
        validator: ({ by, allowedAt = 0 }) => {
          if (allowedAt <= standing.version && !ordering) refuseUnlessAllowed(standing, kind, by.role);
        },
      },
    );
  }

  tellOperators({ orderNumber, service, post }, standing, false);
  if (!resume) await begin();

  const mustOrder = () => standing.status === 'materials_received' && !standing.gate && !ordering;
  const mustMakeRoom = () => workflowInfo().continueAsNewSuggested && !ordering;
  const bellAtMs = () => standing.bell?.atMs ?? Number.POSITIVE_INFINITY;

  while (!isEnded(standing.status)) {
    if (mustMakeRoom()) {
      await condition(allHandlersFinished);
      if (isEnded(standing.status)) break;
      await continueAsNew<typeof documentCase>({ orderNumber, service, post, resume: standing });
    }
    if (mustOrder()) void orderProduction();
    // One timer serves many steps: it is replaced only when a step must be woken earlier, and set again when it
    // rang too early. A timer per step would cost two events each (docs/adr/0003).
    const armedForMs = bellAtMs();
    const someoneActed = () =>
      isEnded(standing.status) || mustOrder() || mustMakeRoom() || bellAtMs() < armedForMs;
    const rang = await alarm(someoneActed, armedForMs);
    if (rang && standing.bell && standing.bell.atMs <= Date.now()) await ringBell(standing.bell.command);
  }
  ordering?.cancel(); // withdrawn while New York's worker was away: nobody is to wait for it
  await condition(() => allHandlersFinished() && !ordering);
  return standing;

  /** A case that is already under way (its history was lost) goes on from where the database says it stands. */
  async function begin(): Promise<void> {
    while (standing.version === 0) {
      try {
        await commit('startReview', byEngine());
      } catch (err) {
        if (!refusalOf(err)) throw err;
        // Refused: `take` has learnt where the case stands. A fault: somebody must mend it, then it begins.
        if (standing.version === 0) await untilMoved(0);
      }
    }
  }

  /**
   * From New York outside the queue of commands: while its worker is away, bells ring and a withdrawal wins. What the post
   * makes itself is ordered like any other step.
   */
  async function orderProduction(): Promise<void> {
    const { version } = standing;
    ordering = new CancellationScope();
    try {
      await ordering.run(() =>
        isMadeInNewYork(service)
          ? take(newYork.orderProduction(stepInput('orderProduction', byEngine())))
          : commit('orderProduction', byEngine()),
      );
    } catch (err) {
      if (isCancellation(err) && isEnded(standing.status)) return;
      if (!refusalOf(err)) throw err;
      await untilMoved(version); // withdrawn meanwhile, and `take` has learnt so; or a fault that somebody must mend
    } finally {
      ordering = undefined;
    }
  }

  async function ringBell(kind: 'remind' | 'expire'): Promise<void> {
    const { version } = standing;
    try {
      await commit(kind, byEngine());
    } catch (err) {
      if (!refusalOf(err)) throw err;
      await untilMoved(version); // someone acted in the same moment
    }
  }

  /** Never try again for the same step without a pause. */
  function untilMoved(version: number): Promise<boolean> {
    return condition(() => standing.version > version, '1 minute');
  }
}

const answerOf = ({ status, version }: CaseStanding): CommandAnswer => ({ status, version });

type Step = PersonStep & { commandId: CommandId };

/** The API gives each update the id under which it stored the command. */
const updateId = (): CommandId => (currentUpdateInfo()?.id ?? uuid4()) as CommandId;

const byEngine = (): Step => ({
  commandId: uuid4() as CommandId,
  by: { role: 'engine', id: null, post: null },
  seenVersion: null,
});

/** Sleeps until `atMs` (absolute) or until `until` holds; true when the bell rang. */
async function alarm(until: () => boolean, atMs: number): Promise<boolean> {
  if (atMs === Number.POSITIVE_INFINITY) {
    await condition(until);
    return false;
  }
  const leftMs = atMs - Date.now();
  if (leftMs <= 0) return !until();
  return !(await condition(until, leftMs, { summary: 'next reminder or deadline' }));
}

/** Handlers interleave at every await; this runs them in the order of their arrival. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
}

/** The update's synchronous validator: a refusal here leaves no trace in the history. */
function refuseUnlessAllowed(
  { status }: CaseStanding,
  kind: CommandKind,
  role: PersonStep['by']['role'],
): void {
  if (!isAllowed(status, kind, role)) {
    throw ApplicationFailure.nonRetryable('', 'command-not-allowed', { command: kind, status });
  }
}

/** The refusal inside an activity's failure, as the update's own failure: the caller reads one shape. */
function refusalOf(err: unknown): ApplicationFailure | undefined {
  const cause = err instanceof ActivityFailure ? err.cause : err;
  return cause instanceof ApplicationFailure && cause.nonRetryable ? cause : undefined;
}
