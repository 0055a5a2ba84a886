import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hashPassword, verifyPassword } from '../adapters/passwords.ts';
import type { StaffRow } from '../db/accounts.ts';
import type { InvitationState } from '../db/staff-changes.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { forgetLoginTries, takeLoginTry, takeTry } from './limits.ts';
import { checkNewPassword } from './new-password.ts';
import { problems } from './schemas.ts';
import { ChallengeToken } from './second-factor.ts';
import { Transport } from './sessions.ts';
import { createStaffDoor, StillNeeded } from './staff-door.ts';

/** The passwords of staff: the first one by an invitation, another one by who knows the present one. */
export const staffPasswordRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { people, challenges } = deps;
  const door = createStaffDoor(deps);
  /** A second factor is always asked for as well, so that fewer characters are enough. @throws CaseError password-weak */
  const checkNew = ({ login, name }: StaffRow, password: string) =>
    checkNewPassword(deps, password, [login, name], { hasSecondFactor: true });

  app.post(
    '/staff/invitations/acceptance',
    {
      schema: {
        operationId: 'acceptInvitation',
        tags: ['Staff'],
        description:
          'With the link of an invitation: chooses a password. The first second factor comes next.',
        body: z.strictObject({
          invitation: ChallengeToken,
          password: z.string().max(512),
          transport: Transport,
        }),
        response: { 202: StillNeeded, ...problems(409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { invitation, password, transport } = request.body;
      await takeTry(people, 'address', request.ip);
      const pending = await challenges.find<InvitationState>('invitation', invitation);
      const member =
        pending?.owner && 'staffId' in pending.owner && pending.state.step === 'password'
          ? await deps.staffing.findActive(pending.owner.staffId)
          : undefined;
      if (!member) throw new CaseError('challenge-over');
      await checkNew(member, password);
      const passwordHash = await hashPassword(password);
      if (!(await challenges.finish('invitation', invitation))) throw new CaseError('challenge-over');
      await deps.staffing.join(member.id, passwordHash, { requestId: request.id });
      return reply.code(202).send(await door.askFor(member, transport));
    },
  );

  app.put(
    '/staff/me/password',
    {
      schema: {
        operationId: 'changeStaffPassword',
        tags: ['Staff'],
        description: 'Ends all other sessions.',
        body: z.strictObject({ current: z.string().max(512), password: z.string().max(512) }),
        response: { 204: z.null(), ...problems(422, 429) },
      },
    },
    async ({ staff: member, session, body, ip, id: requestId }, reply) => {
      const target = `change|${member.id}`;
      await takeLoginTry(people, target, ip);
      const isRight = await verifyPassword(member.passwordHash ?? undefined, body.current);
      if (!isRight) throw new CaseError('password-wrong');
      await forgetLoginTries(people, target, ip);
      await checkNew(member, body.password);
      const trace = { keepSession: session.id, requestId };
      await deps.staffing.setPassword(member.id, await hashPassword(body.password), trace);
      return reply.code(204).send(null);
    },
  );
};
