import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { StaffRow } from '../db/accounts.ts';
import type { Asked } from '../db/staff-changes.ts';
import type { PendingChange } from '../db/staffing.ts';
import { STAFF_ROLES } from '../domain/commands.ts';
import type { StaffId } from '../domain/ids.ts';
import { administeredPost, STAFF_CHANGE_KINDS } from '../domain/staffing.ts';
import type { AppDeps } from './deps.ts';
import { IdParams, Instant, ONE_LINE, PostCodeText, problems } from './schemas.ts';

const Roles = z.array(z.enum(STAFF_ROLES)).min(1).max(STAFF_ROLES.length);
const Words = z.string().trim().min(1).regex(ONE_LINE);
const Name = Words.max(100);
const Login = z
  .string()
  .min(3)
  .max(60)
  .regex(/^[a-z0-9][a-z0-9._-]*$/);
const Reason = Words.max(500).meta({ description: 'Why, for the second administrator and the audit trail' });
const about = { staffId: z.uuid(), reason: Reason };

/** A change of rights that is asked for (Z6). */
const ChangeToAsk = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('invite'),
      invited: z.strictObject({
        login: Login,
        name: Name,
        email: z.email().max(254),
        post: PostCodeText,
        roles: Roles,
      }),
      reason: Reason,
    }),
    z.strictObject({ kind: z.literal('roles'), ...about, roles: Roles, post: PostCodeText }),
    z.strictObject({ kind: z.literal('disable'), ...about }),
    z.strictObject({ kind: z.literal('enable'), ...about }),
    z.strictObject({ kind: z.literal('reset-factors'), ...about }),
  ])
  .meta({ id: 'StaffChangeToAsk' });

const PersonView = z
  .object({
    id: z.uuid(),
    login: z.string(),
    name: z.string(),
    post: PostCodeText,
    roles: z.array(z.enum(STAFF_ROLES)),
    state: z.enum(['invited', 'active', 'disabled']),
    factors: z.int().meta({ description: 'Second factors that count' }),
    createdAt: Instant,
  })
  .meta({ id: 'StaffPerson' });
const ChangeView = z
  .object({
    id: z.uuid(),
    kind: z.enum(STAFF_CHANGE_KINDS),
    subject: z.object({ login: z.string(), name: z.string(), post: PostCodeText }).nullable(),
    roles: z.array(z.enum(STAFF_ROLES)).nullable(),
    post: PostCodeText.nullable(),
    email: z.string().nullable().meta({
      description:
        'Of an invitation that waits: where its link goes; who confirms looks whether that is right',
    }),
    reason: z.string(),
    askedBy: z.string(),
    askedAt: Instant,
    mine: z.boolean().meta({ description: 'Asked for by oneself: to refuse it is to withdraw it' }),
    mayConfirm: z
      .boolean()
      .meta({ description: 'Not by who asked, nor by whom it is about; anybody may refuse it' }),
    outcome: z.enum(['carried-out', 'refused']).nullable(),
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'StaffChange' });

/** People and roles, for administrators: who asks for a change never carries it out (Z6, A9). */
export const staffPeopleRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { audit, staffing }) => {
  app.get(
    '/staff/people',
    {
      schema: {
        operationId: 'listPeople',
        tags: ['People'],
        description: 'Of one’s own post; administrators of the embassy see those of all posts.',
        response: { 200: z.object({ people: z.array(PersonView) }) },
      },
    },
    async ({ staff: by, id: requestId }) => {
      const { id, roles, post } = by;
      await audit.record({ actor: { kind: 'staff', id, roles, post }, action: 'staff.read', requestId });
      const rows = await staffing.listPeople(administeredPost(by));
      return { people: rows.map(viewPerson) };
    },
  );

  app.get(
    '/staff/changes',
    {
      schema: {
        operationId: 'listStaffChanges',
        tags: ['People'],
        description: 'Those that wait first.',
        response: { 200: z.object({ changes: z.array(ChangeView) }) },
      },
    },
    async ({ staff: by }) => ({
      changes: (await staffing.listChanges(by)).map((each) => viewChange(each, by)),
    }),
  );

  app.post(
    '/staff/changes',
    {
      schema: {
        operationId: 'askStaffChange',
        tags: ['People'],
        body: ChangeToAsk,
        response: { 201: z.object({ id: z.uuid() }), ...problems(404, 409) },
      },
    },
    async ({ staff: by, body, id: requestId }, reply) => {
      const asked = ('staffId' in body ? { ...body, staffId: body.staffId as StaffId } : body) as Asked;
      return reply.code(201).send({ id: await staffing.ask(by, asked, { requestId }) });
    },
  );

  app.post(
    '/staff/changes/:id/confirmation',
    {
      schema: {
        operationId: 'confirmStaffChange',
        tags: ['People'],
        description:
          'Carries it out. By another administrator than who asked. An invitation goes by e-mail to whom it is for.',
        params: IdParams,
        body: z.strictObject({}).nullish(),
        response: { 204: z.null(), ...problems(404, 409) },
      },
    },
    async ({ staff: by, params, id: requestId }, reply) => {
      await staffing.decide(by, params.id, 'carried-out', { requestId });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/staff/changes/:id/refusal',
    {
      schema: {
        operationId: 'refuseStaffChange',
        tags: ['People'],
        params: IdParams,
        body: z.strictObject({}).nullish(),
        response: { 204: z.null(), ...problems(404, 409) },
      },
    },
    async ({ staff: by, params, id: requestId }, reply) => {
      await staffing.decide(by, params.id, 'refused', { requestId });
      return reply.code(204).send(null);
    },
  );
};

function viewPerson(row: StaffRow & { factors: number }): z.input<typeof PersonView> {
  const { id, login, name, post, roles, factors, passwordHash, subjectIndex, disabledAt, createdAt } = row;
  const hasComeIn = passwordHash !== null || subjectIndex !== null;
  return {
    id,
    login,
    name,
    post,
    roles,
    state: disabledAt ? 'disabled' : hasComeIn ? 'active' : 'invited',
    factors,
    createdAt: createdAt.toISOString(),
  };
}

function viewChange(
  { row, subject, askedByName, kept, email }: PendingChange,
  by: StaffRow,
): z.input<typeof ChangeView> {
  const { id, kind, reason, askedBy, askedAt, decidedAt, outcome } = row;
  const whom = subject ?? (kept.login && kept.name && kept.post ? { ...kept } : null);
  return {
    id,
    kind,
    subject: whom ? { login: whom.login ?? '', name: whom.name ?? '', post: whom.post ?? by.post } : null,
    roles: kept.roles ?? null,
    post: kept.post ?? null,
    email,
    reason,
    askedBy: askedByName,
    askedAt: askedAt.toISOString(),
    mine: askedBy === by.id,
    mayConfirm: decidedAt === null && askedBy !== by.id && row.staffId !== by.id,
    outcome,
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
