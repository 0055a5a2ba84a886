import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hashPassword, isOutdatedHash, verifyPassword } from '../adapters/passwords.ts';
import type { StaffRow } from '../db/accounts.ts';
import type { InvitationState } from '../db/staff-changes.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { forgetLoginTries, takeLoginTry, takeTry } from './limits.ts';
import { ONE_LINE, problems } from './schemas.ts';
import {
  ChallengeToken,
  createSecondFactor,
  FactorName,
  FactorProof,
  NewPasskey,
  PasskeyToMake,
  SecondFactorNeeded,
  TotpCode,
  TotpToConfirm,
} from './second-factor.ts';
import { openSession, Session, Transport } from './sessions.ts';

/** Who has no second factor yet chooses one with this, before there is any session (A3). */
const EnrolmentNeeded = z
  .object({ enrolment: z.object({ challenge: z.string() }) })
  .meta({ id: 'EnrolmentNeeded' });
/** What is still missing after the first proof of who one is. */
export const StillNeeded = z.union([SecondFactorNeeded, EnrolmentNeeded]);

const ENROLMENT_MINUTES = 20;
const Token = z.strictObject({ challenge: ChallengeToken });
type Kept = { transport: 'token' | 'cookie' };

/** The desk's door, as its several ways in share it. */
export function createStaffDoor(deps: AppDeps) {
  const { people, challenges } = deps;
  const secondFactor = createSecondFactor(deps);

  return {
    secondFactor,

    /** After password, invitation or OpenID login: the second factor, or the enrolment of the first one. Never a session. */
    async askFor(member: StaffRow, transport: Kept['transport']): Promise<z.infer<typeof StillNeeded>> {
      const owner = { staffId: member.id };
      const needed = await secondFactor.ask('second-factor', owner, { transport } satisfies Kept);
      if (needed) return { secondFactor: needed };
      const state: InvitationState = { step: 'factor', transport };
      const challenge = await challenges.begin('invitation', { owner, state, minutes: ENROLMENT_MINUTES });
      return { enrolment: { challenge } };
    },

    /** Whose enrolment it is. @throws CaseError challenge-over, also for who has a second factor by now */
    async enrolling(challenge: string): Promise<{ member: StaffRow; transport: Kept['transport'] }> {
      const pending = await challenges.find<InvitationState>('invitation', challenge);
      if (!pending?.owner || !('staffId' in pending.owner) || pending.state.step !== 'factor')
        throw new CaseError('challenge-over');
      const member = await deps.staffing.findActive(pending.owner.staffId);
      if (!member || (await deps.factors.list(pending.owner)).length > 0)
        throw new CaseError('challenge-over');
      return { member, transport: pending.state.transport };
    },

    /** The session of who has just proved a second factor. @throws CaseError credentials for who was disabled meanwhile */
    async open(request: FastifyRequest, reply: FastifyReply, staffId: StaffRow['id'], { transport }: Kept) {
      if (!(await deps.staffing.findActive(staffId))) throw new CaseError('credentials');
      return reply.code(201).send(await openSession({ people, request, reply }, { staffId }, transport));
    },
  };
}

/** Signing in to the desk (A3): a password, then always a second factor; whoever has none enrols it first. */
export const staffDoorRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { people, challenges } = deps;
  const door = createStaffDoor(deps);
  const { secondFactor } = door;
  const tags = ['Staff'];
  app.addHook('preHandler', async ({ ip }) => takeTry(people, 'address', ip));

  app.post(
    '/staff/sessions',
    {
      schema: {
        operationId: 'staffLogin',
        tags,
        description:
          'Never opens a session by itself: asks for the second factor, or for the enrolment of the first one.',
        body: z.strictObject({
          login: z.string().min(1).max(100).regex(ONE_LINE),
          password: z.string().max(512),
          transport: Transport,
        }),
        response: { 202: StillNeeded, ...problems(401, 429) },
      },
    },
    async (request, reply) => {
      const { login, password, transport } = request.body;
      const target = `staff|${login}`;
      await takeLoginTry(people, target, request.ip);
      const member = await people.findStaffByLogin(login);
      const hash = member?.passwordHash ?? undefined;
      const right = await verifyPassword(hash, password);
      if (!member || !hash || !right) {
        await people.noteRefused({ requestId: request.id });
        throw new CaseError('credentials');
      }
      await forgetLoginTries(people, target, request.ip);
      if (isOutdatedHash(hash)) await deps.staffing.rehash(member.id, await hashPassword(password));
      return reply.code(202).send(await door.askFor(member, transport));
    },
  );

  app.post(
    '/staff/sessions/second-factor',
    {
      schema: {
        operationId: 'finishStaffLogin',
        tags,
        body: FactorProof,
        response: { 201: Session, ...problems(401, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { owner, rest } = await secondFactor.prove<Kept>('second-factor', request.body, request.id);
      if (!('staffId' in owner)) throw new CaseError('challenge-over');
      return door.open(request, reply, owner.staffId, rest);
    },
  );

  app.post(
    '/staff/enrolment/totp',
    {
      schema: {
        operationId: 'beginFirstTotp',
        tags,
        body: Token.extend({ name: FactorName }),
        response: { 201: TotpToConfirm, ...problems(409, 429) },
      },
    },
    async ({ body }, reply) => {
      const { member } = await door.enrolling(body.challenge);
      const owner = { staffId: member.id };
      return reply.code(201).send(await secondFactor.beginTotp(owner, body.name, member.login));
    },
  );

  app.post(
    '/staff/enrolment/totp/confirmation',
    {
      schema: {
        operationId: 'confirmFirstTotp',
        tags,
        body: Token.extend({ id: z.uuid(), code: TotpCode }),
        response: { 201: Session, ...problems(401, 404, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { challenge, id, code } = request.body;
      const { member, transport } = await door.enrolling(challenge);
      await secondFactor.confirmTotp({ staffId: member.id }, id, code, request.id);
      await challenges.finish('invitation', challenge);
      return door.open(request, reply, member.id, { transport });
    },
  );

  app.post(
    '/staff/enrolment/passkey',
    {
      schema: {
        operationId: 'beginFirstPasskey',
        tags,
        body: Token.extend({ name: FactorName }),
        response: { 201: PasskeyToMake, ...problems(409, 429) },
      },
    },
    async ({ body }, reply) => {
      const { member } = await door.enrolling(body.challenge);
      const owner = { staffId: member.id };
      return reply.code(201).send(await secondFactor.beginPasskey(owner, body.name, member.login));
    },
  );

  app.post(
    '/staff/enrolment/passkey/confirmation',
    {
      schema: {
        operationId: 'addFirstPasskey',
        tags,
        body: z.strictObject({ enrolment: ChallengeToken, made: NewPasskey }),
        response: { 201: Session, ...problems(401, 409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { enrolment, made } = request.body;
      const { member, transport } = await door.enrolling(enrolment);
      await secondFactor.addPasskey({ staffId: member.id }, made, request.id);
      await challenges.finish('invitation', enrolment);
      return door.open(request, reply, member.id, { transport });
    },
  );
};
