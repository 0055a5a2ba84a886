import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { OpenIdRefused, type OpenIdRequest } from '../adapters/openid.ts';
import type { Owner } from '../db/challenges.ts';
import type { InvitationState } from '../db/staff-changes.ts';
import { CaseError } from '../domain/errors.ts';
import type { StaffId } from '../domain/ids.ts';
import type { AppDeps } from './deps.ts';
import { takeTry } from './limits.ts';
import { problems } from './schemas.ts';
import { ChallengeToken } from './second-factor.ts';
import { Session, Transport } from './sessions.ts';
import { createStaffDoor, StillNeeded } from './staff-door.ts';

/** Holds the way to the provider and back together: this browser began it. Lax, as the provider's page sends the browser back. */
const COOKIE = '__Host-openid';
const MINUTES = 10;

/** Of a login under way; `invitation`: of a member who comes with the organisation's account from now on. */
type Begun = { step: 'begun'; request: OpenIdRequest; invitation: string | null };
type Done = { step: 'done'; subject: string; isMultiFactor: boolean };

/**
 * Signing in with the organisation's account (OpenID Connect), instead of a password. The second factor stays ours unless the
 * provider vouches for one in a way that the configuration trusts. A subject is linked to a member by an invitation only.
 */
export const staffOpenIdRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { people, challenges, staffing, openId } = deps;
  const door = createStaffDoor(deps);
  app.addHook('preHandler', async ({ ip }) => takeTry(people, 'address', ip));

  app.get(
    '/staff/openid',
    {
      schema: {
        operationId: 'openIdOffered',
        tags: ['Staff'],
        response: { 200: z.object({ offered: z.boolean() }) },
      },
    },
    async () => ({ offered: openId !== undefined }),
  );
  if (!openId) return;

  app.post(
    '/staff/openid/start',
    {
      schema: {
        operationId: 'startOpenId',
        tags: ['Staff'],
        description:
          'Where to send the browser. With an invitation its member is linked to whoever logs in there.',
        body: z.strictObject({ invitation: ChallengeToken.optional() }),
        response: { 201: z.object({ url: z.string() }), ...problems(409, 422, 429) },
      },
    },
    async ({ body }, reply) => {
      const { invitation = null } = body;
      if (invitation !== null) invitedBy(await challenges.find<InvitationState>('invitation', invitation));
      const { url, request } = await openId.begin().catch(asRefusal);
      const state: Begun = { step: 'begun', request, invitation };
      const token = await challenges.begin('oidc', { state, minutes: MINUTES });
      reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, secure: true, sameSite: 'lax' });
      return reply.code(201).send({ url });
    },
  );

  app.get(
    '/staff/openid/callback',
    {
      schema: {
        operationId: 'finishOpenId',
        tags: ['Staff'],
        description: 'The provider sends the browser here; it goes on to the desk, which finishes the login.',
        querystring: z.looseObject({}),
        response: { 303: z.null(), ...problems(409, 422, 429) },
      },
    },
    async (request, reply) => {
      const token = request.cookies[COOKIE] ?? '';
      reply.clearCookie(COOKIE, { path: '/', secure: true });
      const begun = token ? await challenges.finish<Begun | Done>('oidc', token) : undefined;
      if (begun?.state.step !== 'begun') throw new CaseError('challenge-over');
      const { request: asked, invitation } = begun.state;
      const identified = await openId.finish(new URL(request.url, 'http://callback'), asked).catch(asRefusal);
      if (invitation !== null) {
        // Used up only now: from here on the organisation's account stands for a password.
        const id = invitedBy(await challenges.finish<InvitationState>('invitation', invitation));
        if (!(await staffing.linkSubject(id, identified.subject, { requestId: request.id })))
          throw new CaseError('openid-refused');
      }
      const state: Done = { step: 'done', ...identified };
      const login = await challenges.begin('oidc', { state, minutes: 2 });
      // Behind the #: browsers send it to nobody, and it opens nothing twice.
      return reply.redirect(`/desk/sign-in#openid=${login}`, 303);
    },
  );

  app.post(
    '/staff/openid/session',
    {
      schema: {
        operationId: 'openIdLogin',
        tags: ['Staff'],
        body: z.strictObject({ login: ChallengeToken, transport: Transport }),
        response: { 201: Session, 202: StillNeeded, ...problems(409, 422, 429) },
      },
    },
    async (request, reply) => {
      const { login, transport } = request.body;
      const done = await challenges.finish<Begun | Done>('oidc', login);
      if (done?.state.step !== 'done') throw new CaseError('challenge-over');
      const member = await staffing.findBySubject(done.state.subject);
      if (!member) {
        await people.noteRefused({ requestId: request.id });
        throw new CaseError('openid-refused');
      }
      if (done.state.isMultiFactor) return door.open(request, reply, member.id, { transport });
      return reply.code(202).send(await door.askFor(member, transport));
    },
  );
};

/** Whose invitation it is. @throws CaseError challenge-over */
function invitedBy(pending: { owner: Owner | undefined; state: InvitationState } | undefined): StaffId {
  if (!pending?.owner || !('staffId' in pending.owner) || pending.state.step !== 'password')
    throw new CaseError('challenge-over');
  return pending.owner.staffId;
}

/** What the provider would not confirm is refused without its reasons. */
function asRefusal(err: unknown): never {
  throw err instanceof OpenIdRefused ? new CaseError('openid-refused') : err;
}
