import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { StaffRow } from '../../db/accounts.ts';
import type { Order } from '../../db/orders.ts';
import { messages, tasks } from '../../db/schema.ts';
import type { CommandBodies } from '../../domain/case-state.ts';
import type { Actor, PersonCommand } from '../../domain/commands.ts';
import type { TaskKind } from '../../domain/effects.ts';
import type { CommandId } from '../../domain/ids.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { CommandAnswer } from '../../domain/standing.ts';
import type { Status } from '../../domain/statuses.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { recordHistory } from './histories.ts';
import type { Engine, Rooms } from './house.ts';
import { applicant, asStaff, BODIES, hire, submitRenewal } from './people.ts';

const DAY_MS = 86_400_000;
/** For what the engine does by itself, a few round trips later; never for time to pass. */
export const SOON = { timeout: 15_000, interval: 50 };

type Said<K extends PersonCommand> = { body?: CommandBodies[K]; seenVersion?: number | null; id?: CommandId };
type Who = 'applicant' | 'officer' | 'colleague' | 'supervisor' | 'mailroom' | 'maker';
type Move = { kind: PersonCommand; who: Who; hold?: TaskKind };

const approve: Move = { kind: 'approve', who: 'officer', hold: 'review' };
const requireInterview: Move = { kind: 'requireInterview', who: 'officer', hold: 'review' };
const toMaterials: Move[] = [approve, { kind: 'receiveMaterials', who: 'mailroom' }];
const toProduced: Move[] = [...toMaterials, { kind: 'completeProduction', who: 'maker', hold: 'production' }];
const toMailed: Move[] = [...toProduced, { kind: 'mailDocument', who: 'mailroom', hold: 'dispatch' }];

/** A short way from the submission to each status. */
const WAYS: Record<Status, Move[]> = {
  in_review: [],
  supplement_requested: [{ kind: 'requestSupplement', who: 'officer', hold: 'review' }],
  interview_required: [requireInterview],
  interview_booked: [requireInterview, { kind: 'bookInterview', who: 'applicant' }],
  awaiting_materials: [approve],
  materials_received: toMaterials,
  in_production: toMaterials,
  produced: toProduced,
  mailed: toMailed,
  closed: [...toMailed, { kind: 'confirmReceipt', who: 'applicant' }],
  refused: [{ kind: 'refuse', who: 'officer', hold: 'review' }],
  withdrawn: [{ kind: 'withdraw', who: 'applicant' }],
};

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** The people of one post and New York's maker, who work on cases as the API lets them. */
export async function openDesk(rooms: Rooms, engine: Engine, post: PostCode = 'LAX') {
  const [officer, colleague, supervisor, mailroom, maker] = await Promise.all([
    hire(rooms, ['officer'], post),
    hire(rooms, ['officer'], post),
    hire(rooms, ['supervisor'], post),
    hire(rooms, ['mailroom'], post),
    hire(rooms, ['production'], 'NYC'),
  ]);
  const by: Record<Who, Actor> = {
    applicant,
    officer: asStaff(officer, 'officer'),
    colleague: asStaff(colleague, 'officer'),
    supervisor: asStaff(supervisor, 'supervisor'),
    mailroom: asStaff(mailroom, 'mailroom'),
    maker: asStaff(maker, 'production'),
  };
  const members: Record<Who, StaffRow | null> = {
    applicant: null,
    officer,
    colleague,
    supervisor,
    mailroom,
    maker,
  };
  const handle = (order: Order) => engine.client.workflow.getHandle(caseWorkflowId(order.orderNumber));

  /** Says something as the API does: first to the database, which knows earlier answers, then to the workflow. */
  async function say<K extends PersonCommand>(
    order: Order,
    kind: K,
    who: Who | Actor,
    said: Said<K> = {},
  ): Promise<CommandAnswer> {
    const { body = await bodyOf(kind), seenVersion = null, id = randomUUID() as CommandId } = said;
    const earlier = await rooms.orders.stageCommand(order, { id, kind, body, seenVersion });
    return (
      earlier ??
      engine.engine.command(order, kind, id, { by: typeof who === 'string' ? by[who] : who, seenVersion })
    );
  }

  async function bodyOf<K extends PersonCommand>(kind: K): Promise<CommandBodies[K]> {
    const usual: unknown =
      kind === 'bookInterview' ? { startsAtMs: (await engine.nowMs()) + 3 * DAY_MS } : BODIES[kind];
    return usual as CommandBodies[K];
  }

  /** Waits for the task and puts it into this person's hands; the turn of the queue is tested elsewhere. */
  async function hold(order: Order, kind: TaskKind, who: Who = 'officer'): Promise<void> {
    await expect.poll(() => openTasks(order), SOON).toContain(kind);
    await rooms.db
      .update(tasks)
      .set({ claimedBy: members[who]?.id ?? null, claimedAt: new Date() })
      .where(and(eq(tasks.orderNumber, order.orderNumber), eq(tasks.kind, kind), eq(tasks.state, 'open')));
  }

  const openTasks = async (order: Order): Promise<TaskKind[]> =>
    (await rooms.tasks.listOpenTasks(order.orderNumber)).map(({ kind }) => kind);

  async function walk(order: Order, status: Status): Promise<void> {
    for (const { kind, who, hold: task } of WAYS[status]) {
      if (task) await hold(order, task, who);
      await say(order, kind, who);
    }
    await arrives(order, status);
  }

  /** Until the engine has brought the case there and has put its own books in order. */
  async function arrives(order: Order, status: Status): Promise<void> {
    await expect.poll(() => statusOf(order), SOON).toBe(status);
    await expect
      .poll(async () => (await engine.engine.findStanding(order.orderNumber))?.status, SOON)
      .toBe(status);
  }

  const statusOf = async (order: Order) => (await rooms.orders.findOrder(order.orderNumber))?.status;

  return {
    by,
    members,
    handle,
    say,
    hold,
    openTasks,
    arrives,
    statusOf,
    /** A new order of this post, brought to `status` by those who may; `withdrawn` leads there from `in_review`. */
    async reach(status: Status, overrides: Parameters<typeof submitRenewal>[1] = {}): Promise<Order> {
      const order = await submitRenewal(rooms, { post, homePost: post, ...overrides });
      await engine.engine.start(order);
      await expect.poll(() => openTasks(order), SOON).toContain('review');
      await walk(order, status);
      return order;
    },
    /** What the applicant was told, oldest first. */
    async told(order: Order): Promise<string[]> {
      const rows = await rooms.db
        .select({ template: messages.template })
        .from(messages)
        .where(eq(messages.orderNumber, order.orderNumber))
        .orderBy(messages.sentAt);
      return rows.map(({ template }) => template);
    },
    kindsOfEvents: async (order: Order) =>
      (await rooms.orders.listEvents(order.orderNumber)).map(({ kind }) => kind),
    /** Stores the case's history for the replay test, when histories are recorded. */
    record: (order: Order, name: string) => recordHistory(rooms, engine.client, order, name),
  };
}
