import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { StaffRow } from '../db/accounts.ts';
import type { Task } from '../db/tasks.ts';
import { STAFF_ROLES } from '../domain/commands.ts';
import { TASK_KINDS } from '../domain/effects.ts';
import { CaseError } from '../domain/errors.ts';
import type { TaskId } from '../domain/ids.ts';
import { STATUS_WORDS } from '../domain/statuses.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { langOf } from './language.ts';
import { Instant, PostCodeText, problems, StatusText } from './schemas.ts';
import { TabKey, tabKeyOf } from './tab-key.ts';

export const TaskView = z
  .object({
    id: z.uuid(),
    kind: z.enum(TASK_KINDS),
    orderNumber: z.string(),
    service: z.string(),
    status: StatusText,
    statusText: z.string(),
    version: z.int(),
    ownDistrict: z.boolean(),
    submittedAt: Instant,
    openedAt: Instant,
    dueAt: Instant.nullable(),
    mine: z.boolean(),
  })
  .meta({ id: 'Task' });
const Member = z
  .object({
    id: z.uuid(),
    name: z.string(),
    post: PostCodeText,
    roles: z.array(z.enum(STAFF_ROLES)),
    hasPassword: z.boolean().meta({ description: 'Otherwise one comes in by the organisation’s login' }),
    temporalWebUrl: z.string().nullable(),
    tabKey: TabKey,
  })
  .meta({ id: 'StaffMember' });
/** Who one is, one's queues, and the tasks in them. */
export const staffTaskRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { tasks } = deps;

  app.get(
    '/staff/me',
    { schema: { operationId: 'staffMe', tags: ['Staff'], response: { 200: Member, ...problems(401) } } },
    async ({ staff: { id, name, post, roles, passwordHash } }) => ({
      id,
      tabKey: await tabKeyOf(deps, id),
      name,
      post,
      roles,
      hasPassword: passwordHash !== null,
      temporalWebUrl: roles.includes('operator') ? (deps.temporalWebUrl ?? null) : null,
    }),
  );

  app.get(
    '/staff/queues',
    {
      schema: {
        operationId: 'listQueues',
        tags: ['Staff'],
        response: {
          200: z.object({
            queues: z.array(
              z.object({
                kind: z.enum(TASK_KINDS),
                waiting: z.int(),
                claimed: z.int(),
                oldest: Instant.nullable(),
              }),
            ),
          }),
          ...problems(401),
        },
      },
    },
    async (request) => {
      const queues = await tasks.countQueues(request.staff);
      return { queues: queues.map((queue) => ({ ...queue, oldest: queue.oldest?.toISOString() ?? null })) };
    },
  );

  app.get(
    '/staff/tasks',
    {
      schema: {
        operationId: 'listTasks',
        tags: ['Staff'],
        description:
          'One’s own claimed tasks first, then what waits: own district first, then by submission (R-21).',
        querystring: z.strictObject({
          kind: z.enum(TASK_KINDS).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ tasks: z.array(TaskView) }), ...problems(400, 401) },
      },
    },
    async (request) => {
      const { kind, limit } = request.query;
      const rows = await tasks.listTasks(request.staff, { kind, limit });
      return { tasks: rows.map((task) => viewTask(task, request.staff, langOf(request))) };
    },
  );

  app.post(
    '/staff/tasks/next',
    {
      schema: {
        operationId: 'claimNextTask',
        tags: ['Staff'],
        description:
          'Takes the next task of a queue; one does not pick (R-21). Answers null when nothing waits.',
        body: z.strictObject({ kind: z.enum(TASK_KINDS) }),
        response: { 200: z.object({ task: TaskView.nullable() }), ...problems(400, 401, 403) },
      },
    },
    async (request) => {
      const task = await tasks.claimNext(request.staff, request.body.kind);
      return { task: task ? viewTask(task, request.staff, langOf(request)) : null };
    },
  );

  app.post(
    '/staff/tasks/:id/release',
    {
      schema: {
        operationId: 'releaseTask',
        tags: ['Staff'],
        params: z.strictObject({ id: z.uuid() }),
        body: z.strictObject({}).nullish(),
        response: { 204: z.null(), ...problems(400, 401, 404) },
      },
    },
    async (request, reply) => {
      if (!(await tasks.release(request.staff, request.params.id as TaskId)))
        throw new CaseError('not-found');
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/staff/tasks/:id/completion',
    {
      schema: {
        operationId: 'completeTask',
        tags: ['Staff'],
        description:
          'Ticks off a claimed task that closes no step: originals returned after a withdrawal (R-32).',
        params: z.strictObject({ id: z.uuid() }),
        body: z.strictObject({}).nullish(),
        response: { 204: z.null(), ...problems(400, 401, 404) },
      },
    },
    async (request, reply) => {
      if (!(await tasks.complete(request.staff, request.params.id as TaskId)))
        throw new CaseError('not-found');
      return reply.code(204).send(null);
    },
  );
};

export function viewTask(task: Task, member: StaffRow, lang: Lang): z.input<typeof TaskView> {
  const {
    id,
    kind,
    orderNumber,
    service,
    status,
    version,
    ownDistrict,
    submittedAt,
    openedAt,
    dueAt,
    claimedBy,
  } = task;
  return {
    id,
    kind,
    orderNumber,
    service,
    status,
    statusText: STATUS_WORDS[status][lang],
    version,
    ownDistrict,
    submittedAt: submittedAt.toISOString(),
    openedAt: openedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    mine: claimedBy === member.id,
  };
}
