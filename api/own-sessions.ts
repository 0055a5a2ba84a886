import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { verifyPassword } from '../adapters/passwords.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { takeTry } from './limits.ts';
import { IdParams, Instant, problems } from './schemas.ts';
import { createSecondFactor, FactorChallenge, FactorProof, ownerKey } from './second-factor.ts';
import { type Door, ownerOfRequest, Session, stepUpSession } from './sessions.ts';

const SESSION_NAMES = {
  account: { list: 'listSessions', endOne: 'endOwnSession', endOthers: 'endOtherSessions' },
  staff: { list: 'listStaffSessions', endOne: 'endOwnStaffSession', endOthers: 'endOtherStaffSessions' },
} as const;

/** One's own sessions, seen and ended (S6): the same for both doors. */
export const ownSessionRoutes =
  (door: Door): FastifyPluginAsyncZod<AppDeps> =>
  async (app, { people }) => {
    const names = SESSION_NAMES[door];
    const path = door === 'account' ? '/me/sessions' : '/staff/me/sessions';
    const tags = [door === 'account' ? 'Accounts' : 'Staff'];

    app.get(
      path,
      {
        schema: {
          operationId: names.list,
          tags,
          response: { 200: z.object({ sessions: z.array(SessionView) }) },
        },
      },
      async (request) => {
        const rows = await people.listSessions(ownerOfRequest(request, door));
        const sessions = rows.map(({ openedAt, lastSeenAt, ...row }) => ({
          ...row,
          openedAt: openedAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
          isCurrent: row.id === request.session.id,
        }));
        return { sessions };
      },
    );

    app.delete(
      `${path}/:id`,
      {
        schema: {
          operationId: names.endOne,
          tags,
          params: IdParams,
          response: { 204: z.null(), ...problems(404) },
        },
      },
      async (request, reply) => {
        const trace = { requestId: request.id };
        const { id } = request.params;
        if (!(await people.endOwnSession(ownerOfRequest(request, door), id, trace)))
          throw new CaseError('not-found');
        return reply.code(204).send(null);
      },
    );

    app.delete(
      path,
      {
        schema: {
          operationId: names.endOthers,
          tags,
          description: 'Ends all sessions but the present one.',
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const trace = { requestId: request.id };
        await people.endOtherSessions(ownerOfRequest(request, door), request.session.id, trace);
        return reply.code(204).send(null);
      },
    );
  };

const SessionView = z
  .object({
    id: z.uuid(),
    device: z.string().meta({ description: 'browser and system, as the client told them; may be empty' }),
    openedAt: Instant,
    lastSeenAt: Instant,
    isCurrent: z.boolean(),
  })
  .meta({ id: 'SessionView' });

const Password = z.strictObject({ password: z.string().max(512) });
const StepUpAsked = z
  .object({ ...FactorChallenge.shape, challenge: z.string().nullable(), kinds: z.array(StepUpKind()) })
  .meta({ id: 'StepUpAsked' });
function StepUpKind() {
  return z.enum(['totp', 'passkey', 'password']);
}

/** To give the second factor once more before something critical (S5). An account without one gives its password. */
export const stepUpRoutes =
  (door: Door): FastifyPluginAsyncZod<AppDeps> =>
  async (app, deps) => {
    const { people } = deps;
    const secondFactor = createSecondFactor(deps);
    const path = door === 'account' ? '/me/step-up' : '/staff/me/step-up';
    const tags = [door === 'account' ? 'Accounts' : 'Staff'];

    app.post(
      `${path}/challenge`,
      {
        schema: {
          operationId: door === 'account' ? 'askStepUp' : 'askStaffStepUp',
          tags,
          description: 'What the step-up has to be answered with. Without a challenge: the password.',
          response: { 201: StepUpAsked },
        },
      },
      async (request, reply) => {
        const asked = await secondFactor.ask('step-up', ownerOfRequest(request, door), null);
        return reply.code(201).send(asked ?? { challenge: null, kinds: ['password' as const] });
      },
    );

    app.post(
      path,
      {
        schema: {
          operationId: door === 'account' ? 'stepUp' : 'staffStepUp',
          tags,
          description:
            'Opens critical acts for ten minutes. The session gets a new token; the old one opens nothing any more.',
          body: door === 'account' ? z.union([FactorProof, Password]) : FactorProof,
          response: { 200: Session, ...problems(409, 422, 429) },
        },
      },
      async (request, reply) => {
        const owner = ownerOfRequest(request, door);
        const { body } = request;
        if ('password' in body) {
          await takeTry(people, 'login', ownerKey(owner));
          const { factors } = await deps.factors.listOpen(owner);
          const right = await verifyPassword(request.account.passwordHash, body.password);
          if (factors.length > 0 || !right) throw new CaseError('factor-wrong');
        } else {
          const proved = await secondFactor.prove('step-up', body, request.id);
          if (ownerKey(proved.owner) !== ownerKey(owner)) throw new CaseError('challenge-over');
        }
        return stepUpSession({ people, request, reply }, owner);
      },
    );
  };
