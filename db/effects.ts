import type { CaseState, Command, RefusalGround } from '../domain/case-state.ts';
import { type Effect, TASK_KINDS, type TaskKind, taskPost } from '../domain/effects.ts';
import { accountReaches } from '../domain/guardianship.ts';
import { madeAt } from '../domain/production.ts';
import { standingOf } from '../domain/standing.ts';
import { isEnded } from '../domain/statuses.ts';
import type { MessageTemplate } from '../domain/texts/messages.ts';
import { announcement, CHANGES_CHANNEL } from './changes.ts';
import { sealMail } from './outbox.ts';
import { place } from './places.ts';
import { statement } from './statement.ts';
import type { Step, TakenStep } from './step.ts';
import { auditWrites } from './step-audit.ts';
import type { Writes } from './step-writes.ts';
import { sealSupplement } from './supplements.ts';

/** The values of everything that a step writes: where it leads, and every effect of it (db/step-writes.ts). */
export async function writesOf(effects: readonly Effect[], step: TakenStep): Promise<Writes> {
  const { row, input, command, next } = step;
  const at = new Date(input.nowMs);
  const opens = effects.filter((effect) => effect.type === 'open-task');
  const templates = effects
    .filter((effect) => effect.type === 'tell-applicant')
    .map(({ template }) => template);
  const told = await tellApplicant(step, templates);
  const isMaking = [row.status, next.status].includes('in_production');
  const change = {
    ...row,
    accountId: reachesApplicant(step) ? row.accountId : null,
    making: isMaking ? madeAt(row.service, row.post) : null,
  };
  return {
    ...row,
    commandId: input.commandId,
    kind: input.kind,
    statusBefore: row.status,
    status: next.status,
    version: next.version,
    state: next,
    standing: standingOf(next),
    actorRole: input.by.role,
    actorId: input.by.id,
    actorPost: input.by.post,
    at,
    endedAt: isEnded(next.status) ? at : null,
    closes: closedBy(effects),
    opens: opens.map(({ task }) => task),
    openPosts: opens.map(({ task }) => taskPost(task, row)),
    openDues: opens.map(({ dueAtMs }) => dateOf(dueAtMs)),
    ownDistrict: row.homePost === row.post,
    ...told,
    ...(await auditWrites(step)),
    ...(effects.some(({ type }) => type === 'keep') ? await keptOf(step, command) : {}),
    channel: CHANGES_CHANNEL,
    news: [
      announcement(change),
      ...told.messageIds.map((messageId) => announcement({ ...change, messageId })),
    ],
  };
}

/** A guardian whose right has ended is told nothing more; the messages wait for who takes the order over (Z4). */
const reachesApplicant = ({ row, input }: Step): boolean =>
  accountReaches(row, input.nowMs, row.postData.timeZone);

const dateOf = (ms: number | null | undefined): Date | null => (ms ? new Date(ms) : null);

function closedBy(effects: readonly Effect[]): TaskKind[] {
  const closing = effects.filter((effect) => effect.type === 'close-tasks');
  return closing.flatMap(({ only }) => only ?? TASK_KINDS);
}

/**
 * A message in the message centre, and the e-mail that announces it without saying what it holds. What the
 * applicant did himself is before his eyes; nobody wants an e-mail about it.
 */
async function tellApplicant(step: TakenStep, templates: readonly MessageTemplate[]) {
  const { vault, row, input } = step;
  const params = paramsOf(step);
  const messages = await Promise.all(
    templates.map(async (template) => {
      const id = crypto.randomUUID();
      return { id, template, params: await vault.seal(row.keyId, place.messageParams(id), params) };
    }),
  );
  const announced = input.by.role === 'applicant' || !reachesApplicant(step) ? [] : templates;
  const mails = await Promise.all(
    announced.map((template) =>
      sealMail(
        vault,
        { accountId: row.accountId },
        { kind: 'announcement', template, orderNumber: row.orderNumber },
      ),
    ),
  );
  return {
    messageIds: messages.map(({ id }) => id),
    templates: messages.map(({ template }) => template),
    messageParams: messages.map((each) => each.params),
    mailIds: mails.map(({ id }) => id),
    mails: mails.map(({ mailSealed }) => mailSealed),
  };
}

/** What a message's words may name; instants as milliseconds, put into words when they are read. */
export type MessageParams = {
  status: CaseState['status'];
  dueAtMs?: number;
  startsAtMs?: number;
  note?: string;
  ground?: RefusalGround;
  tracking?: string;
  mark?: string;
  address?: string;
};

function paramsOf({ command: { body }, next, row: { policy, postData } }: TakenStep): MessageParams {
  return {
    status: next.status,
    ...(next.clock?.dueAtMs ? { dueAtMs: next.clock.dueAtMs } : {}),
    ...('startsAtMs' in body ? { startsAtMs: body.startsAtMs } : {}),
    ...('note' in body && body.note ? { note: body.note } : {}),
    ...('ground' in body ? { ground: body.ground } : {}),
    ...('tracking' in body ? { tracking: body.tracking } : {}),
    ...(next.status === 'awaiting_materials'
      ? { mark: policy.envelopeMark, address: postData.mailingAddress.join(', ') }
      : {}),
  };
}

/** What is stored of what was said, where the next step looks for it. */
async function keptOf(step: TakenStep, command: Command): Promise<Record<string, unknown>> {
  const { vault, row, input, next } = step;
  switch (command.kind) {
    case 'requestSupplement': {
      const { items, note } = command.body;
      const at = place.supplementNote(input.commandId);
      // As text, or the driver would take the list for an array of PostgreSQL's.
      return {
        items: JSON.stringify(items),
        note: await vault.seal(row.keyId, at, note),
        dueAt: dateOf(next.clock?.dueAtMs),
      };
    }
    case 'provideSupplement':
      return sealSupplement(step, command.body.answers);
    case 'bookInterview':
      return { startsAt: new Date(command.body.startsAtMs) };
    case 'cancelInterview':
      return { interviewId: await findBooked(step) };
    case 'recordInterview': {
      const interviewId = await findBooked(step);
      const { outcome, note } = command.body;
      return {
        interviewId,
        outcome,
        note: await vault.seal(row.keyId, place.interviewNote(interviewId), note),
      };
    }
    case 'orderProduction':
      return { madeAt: madeAt(row.service, row.post) };
    case 'completeProduction': {
      const at = place.documentNumber(row.orderNumber);
      return { documentNumber: await vault.seal(row.keyId, at, command.body.documentNumber) };
    }
    case 'startReview':
    case 'requireInterview':
    case 'approve':
    case 'recordIssuerAnswer':
    case 'refuse':
    case 'withdraw':
    case 'receiveMaterials':
    case 'mailDocument':
    case 'confirmReceipt':
    case 'closeCase':
    case 'extendDeadline':
    case 'lapse':
    case 'remind':
    case 'expire':
      throw new Error(`${command.kind} keeps nothing`);
  }
}

const selectBooked = statement<{ id: string }, { orderNumber: string }>(
  'interview_booked',
  `select id from interviews where order_number = :orderNumber and outcome = 'booked'`,
);

async function findBooked({ on, row }: Step): Promise<string> {
  const [booked] = await selectBooked(on, row);
  if (!booked) throw new Error('an interview ended that was never booked');
  return booked.id;
}
