import { and, eq, inArray, isNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { CaseState, Command, RefusalGround } from '../domain/case-state.ts';
import { type Effect, TASK_QUEUES_OF, type TaskKind } from '../domain/effects.ts';
import type { MessageTemplate } from '../domain/texts/messages.ts';
import { saveAnswers } from './applications.ts';
import { announcement } from './changes.ts';
import { sealMail } from './outbox.ts';
import { place } from './places.ts';
import {
  documents,
  interviews,
  mailOutbox,
  messages,
  productionOrders,
  supplementRequests,
  tasks,
} from './schema.ts';
import type { Step } from './step.ts';
import { together } from './together.ts';

/** A step that is being taken: what was said, and where it leads. */
export type TakenStep = Step & { command: Command; next: CaseState };

/**
 * Writes down where a step leads and everything that it means, in the step's own transaction.
 *
 * @param moves  the writes that move the case itself
 * @param news   the announcement of the change
 */
export async function carryOut(
  effects: readonly Effect[],
  step: TakenStep,
  { moves, news }: { moves: readonly SQLWrapper[]; news: SQL },
): Promise<void> {
  const closing: SQLWrapper[] = [];
  const opening: SQLWrapper[] = [];
  const told: SQL[] = [];
  for (const effect of effects) {
    switch (effect.type) {
      case 'close-tasks':
        closing.push(closeTasks(step, effect.only));
        break;
      case 'open-task':
        opening.push(openTask(step, effect.task, effect.dueAtMs));
        break;
      case 'tell-applicant': {
        const message = await tellApplicant(step, effect.template);
        opening.push(...message.writes);
        told.push(announcement({ ...step.row, messageId: message.id }));
        break;
      }
      case 'keep':
        await keep(step);
        break;
    }
  }
  // Closed before opened, in two statements: an order has one open task of a kind.
  await together(step.tx, [...moves, ...closing], news);
  if (opening.length > 0) await together(step.tx, opening, told[0] && sql.join(told, sql`, `));
}

const atMs = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

function openTask({ tx, row, input }: TakenStep, kind: TaskKind, dueAtMs: number | null): SQLWrapper {
  return tx
    .insert(tasks)
    .values({
      orderNumber: row.orderNumber,
      kind,
      post: TASK_QUEUES_OF[kind].at === 'NYC' ? 'NYC' : row.post,
      state: 'open',
      ownDistrict: row.homePost === row.post,
      submittedAt: row.submittedAt,
      openedAt: new Date(input.nowMs),
      dueAt: atMs(dueAtMs),
    })
    .onConflictDoNothing();
}

function closeTasks({ tx, row, input }: TakenStep, only: TaskKind | undefined): SQLWrapper {
  const open = and(eq(tasks.orderNumber, row.orderNumber), eq(tasks.state, 'open'));
  return tx
    .update(tasks)
    .set({ state: 'done', closedAt: new Date(input.nowMs) })
    .where(only ? and(open, eq(tasks.kind, only)) : open);
}

/**
 * A message in the message centre, and the e-mail that announces it without saying what it holds. What the
 * applicant did himself is before his eyes; nobody wants an e-mail about it.
 */
async function tellApplicant(
  step: TakenStep,
  template: MessageTemplate,
): Promise<{ id: string; writes: SQLWrapper[] }> {
  const { tx, vault, row, input } = step;
  const id = crypto.randomUUID();
  const message = tx.insert(messages).values({
    id,
    orderNumber: row.orderNumber,
    accountId: row.accountId,
    template,
    paramsSealed: await vault.seal(row.keyId, place.messageParams(id), paramsOf(step)),
    sentAt: new Date(input.nowMs),
  });
  if (input.by.role === 'applicant') return { id, writes: [message] };
  const content = { kind: 'announcement', template, orderNumber: row.orderNumber } as const;
  const mail = tx.insert(mailOutbox).values(await sealMail(vault, row.accountId, content));
  return { id, writes: [message, mail] };
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

function paramsOf({ command: { body }, next, policy, post }: TakenStep): MessageParams {
  return {
    status: next.status,
    ...(next.clock?.dueAtMs ? { dueAtMs: next.clock.dueAtMs } : {}),
    ...('startsAtMs' in body ? { startsAtMs: body.startsAtMs } : {}),
    ...('note' in body && body.note ? { note: body.note } : {}),
    ...('ground' in body ? { ground: body.ground } : {}),
    ...('tracking' in body ? { tracking: body.tracking } : {}),
    ...(next.status === 'awaiting_materials'
      ? { mark: policy.envelopeMark, address: post.mailingAddress.join(', ') }
      : {}),
  };
}

/** Stores what was said where the next step looks for it. */
async function keep(step: TakenStep): Promise<void> {
  const { command } = step;
  switch (command.kind) {
    case 'requestSupplement':
      return keepRequest(step, command.body);
    case 'provideSupplement':
      return keepSupplement(step, command.body.answers);
    case 'bookInterview':
      return keepBooking(step, command.body.startsAtMs);
    case 'cancelInterview':
      return endBooking(step, 'cancelled', null);
    case 'recordInterview':
      return endBooking(step, command.body.outcome, command.body.note);
    case 'orderProduction':
    case 'completeProduction':
      return keepProduction(step);
    case 'startReview':
    case 'requireInterview':
    case 'approve':
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

type Body<K extends Command['kind']> = Extract<Command, { kind: K }>['body'];

async function keepRequest(step: TakenStep, { items, note }: Body<'requestSupplement'>): Promise<void> {
  const { tx, vault, row, input, next } = step;
  const id = input.commandId;
  await tx.insert(supplementRequests).values({
    id,
    orderNumber: row.orderNumber,
    items,
    noteSealed: await vault.seal(row.keyId, place.supplementNote(id), note),
    askedAt: new Date(input.nowMs),
    dueAt: atMs(next.clock?.dueAtMs ?? null),
  });
}

/** Corrected answers become a new revision; the new documents take the place of the old, which are kept. */
async function keepSupplement(step: TakenStep, answers: Record<string, string>): Promise<void> {
  const { tx, vault, row, input } = step;
  const now = new Date(input.nowMs);
  await saveAnswers(tx, vault, {
    applicationId: row.applicationId,
    keyId: row.keyId,
    changes: answers,
    now,
  });
  const ofApplication = eq(documents.applicationId, row.applicationId);
  const pending = await tx
    .select({ id: documents.id, kind: documents.kind })
    .from(documents)
    .where(and(ofApplication, eq(documents.state, 'pending')));
  if (pending.length > 0) {
    const kinds = pending.map(({ kind }) => kind);
    await tx
      .update(documents)
      .set({ state: 'replaced' })
      .where(and(ofApplication, eq(documents.state, 'current'), inArray(documents.kind, kinds)));
    await tx
      .update(documents)
      .set({ state: 'current' })
      .where(
        inArray(
          documents.id,
          pending.map(({ id }) => id),
        ),
      );
  }
  await tx
    .update(supplementRequests)
    .set({ answeredAt: now })
    .where(and(eq(supplementRequests.orderNumber, row.orderNumber), isNull(supplementRequests.answeredAt)));
}

async function keepBooking(step: TakenStep, startsAtMs: number): Promise<void> {
  const { tx, row, input } = step;
  await tx
    .update(interviews)
    .set({ outcome: 'rebooked' })
    .where(and(eq(interviews.orderNumber, row.orderNumber), eq(interviews.outcome, 'booked')));
  await tx.insert(interviews).values({
    id: input.commandId,
    orderNumber: row.orderNumber,
    startsAt: new Date(startsAtMs),
    outcome: 'booked',
  });
}

async function endBooking(
  { tx, vault, row }: TakenStep,
  outcome: 'cancelled' | 'held' | 'no-show',
  note: string | null,
): Promise<void> {
  const [booked] = await tx
    .select({ id: interviews.id })
    .from(interviews)
    .where(and(eq(interviews.orderNumber, row.orderNumber), eq(interviews.outcome, 'booked')));
  if (!booked) throw new Error('an interview ended that was never booked');
  const noteSealed = note === null ? null : await vault.seal(row.keyId, place.interviewNote(booked.id), note);
  await tx.update(interviews).set({ outcome, noteSealed }).where(eq(interviews.id, booked.id));
}

async function keepProduction({ tx, vault, row, input, command }: TakenStep): Promise<void> {
  const now = new Date(input.nowMs);
  if (command.kind === 'completeProduction') {
    const sealed = await vault.seal(
      row.keyId,
      place.documentNumber(row.orderNumber),
      command.body.documentNumber,
    );
    await tx
      .update(productionOrders)
      .set({ documentNumberSealed: sealed, producedAt: now })
      .where(eq(productionOrders.orderNumber, row.orderNumber));
    return;
  }
  await tx.insert(productionOrders).values({ orderNumber: row.orderNumber, post: row.post, orderedAt: now });
}
