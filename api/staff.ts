import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { StaffRow } from '../db/accounts.ts';
import type { Order } from '../db/orders.ts';
import { type Task, taskKindsOf } from '../db/tasks.ts';
import type { SupplementItem } from '../domain/case-state.ts';
import { allowedCommands, STAFF_ROLES } from '../domain/commands.ts';
import { TASK_KINDS } from '../domain/effects.ts';
import { CaseError } from '../domain/errors.ts';
import { formFor } from '../domain/forms/form.ts';
import type { CommandId, TaskId } from '../domain/ids.ts';
import { parseOrderNumber } from '../domain/order-number.ts';
import { STATUS_WORDS } from '../domain/statuses.ts';
import { caseWorkflowId } from '../workflows/messages.ts';
import type { AppDeps } from './app.ts';
import { DocumentView, sendDocument, viewDocument } from './documents.ts';
import { langOf } from './language.ts';
import { takeTry } from './limits.ts';
import { brief, OrderBrief } from './orders.ts';
import { Instant, OrderParams, PostCodeText, problems, StatusText } from './schemas.ts';
import { authenticate } from './sessions.ts';
import { registerStaffCommands } from './staff-commands.ts';

const TaskView = z
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
    temporalWebUrl: z.string().nullable(),
  })
  .meta({ id: 'StaffMember' });
const CaseView = OrderBrief.extend({
  homePost: PostCodeText.nullable(),
  feeCents: z.int(),
  supplementRounds: z.int(),
  interviewState: z.enum(['none', 'required', 'booked', 'held']),
  overdue: z.boolean(),
  /** What one may see of it: all, for the mailroom the name, for New York what is printed. */
  answers: z.record(z.string(), z.string()),
  documents: z.array(DocumentView),
  statementSignedAt: Instant.nullable(),
  supplement: z
    .object({
      items: z.array(
        z.object({ target: z.enum(['field', 'document']), name: z.string(), reason: z.string() }),
      ),
      note: z.string(),
    })
    .nullable(),
  answered: z
    .object({
      items: z.array(
        z.object({ target: z.enum(['field', 'document']), name: z.string(), reason: z.string() }),
      ),
      answeredAt: Instant,
      before: z.record(z.string(), z.string()),
    })
    .nullable()
    .meta({ description: 'The latest supplement that came in, with the answers that it replaced (R-24)' }),
  /** How long each request gives the applicant, by the case's own policy. */
  deadlineDays: z.object({ supplement: z.int(), booking: z.int(), materials: z.int() }),
  interview: z.object({ startsAt: Instant }).nullable(),
  tasks: z.array(
    z.object({ id: z.uuid(), kind: z.enum(TASK_KINDS), holder: z.enum(['nobody', 'me', 'another']) }),
  ),
  timeline: z.array(
    z.object({
      version: z.int(),
      step: z.string(),
      status: StatusText,
      statusText: z.string(),
      by: z.string(),
      post: PostCodeText.nullable(),
      at: Instant,
    }),
  ),
  allowed: z.array(z.string()).meta({ description: 'Commands that one’s roles may give now' }),
  workflowUrl: z.string().nullable().meta({ description: 'The case in Temporal Web, for operators' }),
}).meta({ id: 'Case' });

/** The desk's side: sign in, queues, cases. Every route needs a staff session; what one may not see does not exist. */
export const staffRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { tasks, orders, applications, people } = deps;
  app.addHook('preHandler', authenticate(people, 'staff'));

  app.get(
    '/staff/me',
    { schema: { operationId: 'staffMe', tags: ['Staff'], response: { 200: Member, ...problems(401) } } },
    async ({ staff: { id, name, post, roles } }) => ({
      id,
      name,
      post,
      roles,
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

  app.post(
    '/staff/cases/:orderNumber/claim',
    {
      schema: {
        operationId: 'claimCase',
        tags: ['Staff'],
        description:
          'Claims the open task of the order in one’s hand (production, dispatch, interview); review is taken in turn only.',
        params: OrderParams,
        body: z.strictObject({}).nullish(),
        response: { 200: z.object({ task: TaskView }), ...problems(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const { order } = await findCase(request.staff, request.params.orderNumber);
      return {
        task: viewTask(
          await tasks.claimOrder(request.staff, order.orderNumber),
          request.staff,
          langOf(request),
        ),
      };
    },
  );

  app.get(
    '/staff/cases/:orderNumber',
    {
      schema: {
        operationId: 'getCase',
        tags: ['Staff'],
        params: OrderParams,
        response: { 200: CaseView, ...problems(400, 401, 404) },
      },
    },
    async (request) => {
      const { order, scope } = await findCase(request.staff, request.params.orderNumber);
      return viewCase(request.staff, order, scope, langOf(request));
    },
  );

  app.post(
    '/staff/case-search',
    {
      schema: {
        operationId: 'searchCases',
        tags: ['Staff'],
        description:
          'By order number or by the applicant’s whole Chinese name, at one’s own post. In a body: names do not belong into URLs.',
        body: z.strictObject({ text: z.string().min(1).max(100) }),
        response: { 200: z.object({ cases: z.array(OrderBrief) }), ...problems(400, 401, 429) },
      },
    },
    async (request) => {
      await takeTry(people, 'search', request.staff.id);
      const found = await orders.search(request.staff.post, request.body.text);
      return { cases: found.map((order) => brief(order, langOf(request))) };
    },
  );

  app.get(
    '/staff/cases/:orderNumber/documents/:documentId',
    {
      schema: {
        operationId: 'getCaseDocument',
        tags: ['Staff'],
        params: z.strictObject({ orderNumber: z.string().max(40), documentId: z.uuid() }),
        response: problems(400, 401, 404),
      },
    },
    async (request, reply) => {
      const { order, scope } = await findCase(request.staff, request.params.orderNumber);
      const owner = { id: order.applicationId, keyId: order.keyId };
      const document = (await applications.listDocuments(owner)).find(
        ({ id }) => id === request.params.documentId,
      );
      if (!document || !maySee(scope, document.kind)) throw new CaseError('not-found');
      return sendDocument(deps, reply, owner, document);
    },
  );

  /** The case and how much of it one may see; another post's does not exist (Z7). */
  async function findCase(member: StaffRow, text: string): Promise<{ order: Order; scope: Scope }> {
    const order = await findOrder(text);
    const scope = order && scopeOf(member, order);
    if (!order || !scope) throw new CaseError('not-found');
    return { order, scope };
  }

  /** The case that one may give a command to, or has given this very command: New York's own last step ends its view. */
  async function findCommanded(
    member: StaffRow,
    text: string,
    commandId: (order: Order) => CommandId,
  ): Promise<Order> {
    const order = await findOrder(text);
    if (order && scopeOf(member, order)) return order;
    const done = order ? await orders.listEvents(order.orderNumber) : [];
    if (!order || !done.some((event) => event.commandId === commandId(order)))
      throw new CaseError('not-found');
    return order;
  }

  async function findOrder(text: string): Promise<Order | undefined> {
    const orderNumber = parseOrderNumber(text);
    return orderNumber && (await orders.findOrder(orderNumber));
  }

  async function viewCase(
    member: StaffRow,
    order: Order,
    scope: Scope,
    lang: ReturnType<typeof langOf>,
  ): Promise<z.input<typeof CaseView>> {
    const { orderNumber, keyId, applicationId, state } = order;
    const owner = { id: applicationId, keyId };
    const [
      application,
      documents,
      statement,
      supplement,
      booking,
      openTasks,
      events,
      answered,
      { deadlines },
    ] = await Promise.all([
      applications.findApplication(applicationId),
      applications.listDocuments(owner),
      applications.findStatement(owner),
      orders.findOpenSupplement(order),
      orders.findBooking(orderNumber),
      tasks.listOpenTasks(orderNumber),
      orders.listEvents(orderNumber),
      scope === 'full' ? orders.findAnsweredSupplement(order) : undefined,
      orders.getPolicyOf(order),
    ]);
    const isFull = scope === 'full';
    return {
      ...brief(order, lang),
      homePost: order.homePost,
      feeCents: order.feeCents,
      supplementRounds: state.supplementRounds,
      interviewState: state.interview,
      overdue: state.clock?.overdue ?? false,
      answers: visibleAnswers(scope, order.service, application?.answers ?? {}),
      documents: documents.filter(({ kind }) => maySee(scope, kind)).map(viewDocument),
      statementSignedAt: statement ? new Date(statement.signedAtMs).toISOString() : null,
      supplement: isFull && supplement ? { items: supplement.items, note: supplement.note } : null,
      answered: answered ? await viewAnswered(owner, answered) : null,
      deadlineDays: {
        supplement: deadlines.supplement.dueAfterDays,
        booking: deadlines.booking.dueAfterDays,
        materials: deadlines.materials.dueAfterDays,
      },
      interview: booking ? { startsAt: booking.startsAt.toISOString() } : null,
      tasks: openTasks
        .filter(({ kind }) => taskKindsOf(member).includes(kind))
        .map(({ id, kind, claimedBy }) => ({
          id,
          kind,
          holder: claimedBy === null ? 'nobody' : claimedBy === member.id ? 'me' : 'another',
        })),
      timeline: events.map(({ version, kind, status, actorRole, actorPost, at }) => ({
        version,
        step: kind,
        status,
        statusText: STATUS_WORDS[status][lang],
        by: actorRole,
        post: actorPost,
        at: at.toISOString(),
      })),
      allowed: allowedCommands(order.status, member.roles),
      workflowUrl:
        member.roles.includes('operator') && deps.temporalWebUrl
          ? workflowUrl(deps.temporalWebUrl, order)
          : null,
    };
  }

  async function viewAnswered(
    owner: { id: Order['applicationId']; keyId: string },
    { items, answeredAt }: { items: SupplementItem[]; answeredAt: Date },
  ) {
    const earlier = (await applications.findAnswersBefore(owner, answeredAt)) ?? {};
    const before = items.flatMap(({ target, name }): [string, string][] =>
      target === 'field' ? [[name, earlier[name] ?? '']] : [],
    );
    return { items, answeredAt: answeredAt.toISOString(), before: Object.fromEntries(before) };
  }

  registerStaffCommands(app, deps, findCommanded);
};

type Scope = 'full' | 'mail' | 'print';

/** Officers, supervisors and operators see their post's cases; the mailroom the name; New York what it prints. */
function scopeOf({ roles, post }: StaffRow, order: Order): Scope | undefined {
  if (post === order.post) {
    if (roles.some((role) => role === 'officer' || role === 'supervisor')) return 'full';
    if (roles.includes('mailroom')) return 'mail';
  }
  const isPrinting = order.status === 'in_production';
  return roles.includes('production') && post === 'NYC' && isPrinting ? 'print' : undefined;
}

const MAIL_FIELDS = ['name.chinese', 'name.surnamePinyin', 'name.givenPinyin', 'passport.number'];
const PRINT_FIELDS = [...MAIL_FIELDS, 'person.sex', 'person.bornOn', 'person.birthplace', 'annotation.texts'];

function visibleAnswers(
  scope: Scope,
  service: string,
  answers: Record<string, string>,
): Record<string, string> {
  if (scope === 'full') return answers;
  const fields = scope === 'mail' ? MAIL_FIELDS : PRINT_FIELDS;
  const known = formFor(service).sections.flatMap((section) => section.fields.map(({ id }) => id));
  return Object.fromEntries(
    known.flatMap((id) => (fields.includes(id) && answers[id] !== undefined ? [[id, answers[id]]] : [])),
  );
}

const maySee = (scope: Scope, kind: string): boolean =>
  scope === 'full' || (scope === 'print' && kind === 'portrait');

function viewTask(task: Task, member: StaffRow, lang: ReturnType<typeof langOf>): z.input<typeof TaskView> {
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

const workflowUrl = (temporalWebUrl: string, { orderNumber }: Order): string =>
  `${temporalWebUrl}/namespaces/default/workflows/${encodeURIComponent(caseWorkflowId(orderNumber))}`;
