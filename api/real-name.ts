import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AuthorityAway } from '../adapters/identity-authority.ts';
import { localDate } from '../domain/calendar.ts';
import { getPost } from '../domain/data/posts.ts';
import { CaseError } from '../domain/errors.ts';
import { maskName, maskNumber } from '../domain/masks.ts';
import { type Claim, claimIdentifier, IDENTITY_KINDS, readClaim } from '../domain/real-name.ts';
import type { AppDeps } from './deps.ts';
import { returnTry, takeTry } from './limits.ts';
import { Instant, PostCodeText, problems } from './schemas.ts';

/** Masked: whoever looks over one's shoulder, or has stolen a session, learns neither number nor name. */
export const RealName = z
  .object({
    kind: z.enum(IDENTITY_KINDS),
    number: z.string().meta({ description: 'masked' }),
    name: z.string().meta({ description: 'masked' }),
    confirmedAt: Instant,
  })
  .meta({ id: 'RealName' });

export async function realNameOf(
  { identities }: Pick<AppDeps, 'identities'>,
  accountId: Parameters<AppDeps['identities']['find']>[0],
): Promise<z.infer<typeof RealName> | null> {
  const found = await identities.find(accountId);
  if (!found) return null;
  const { kind, number, name, confirmedAt } = found;
  return {
    kind,
    number: maskNumber(number),
    name: maskName(name),
    confirmedAt: confirmedAt.toISOString(),
  };
}

const Said = z.strictObject({
  kind: z.enum(IDENTITY_KINDS),
  number: z.string().min(1).max(60),
  name: z.string().min(1).max(100),
  post: PostCodeText.default('WAS').meta({
    description: 'whom to ask instead, when the paper cannot be accepted',
  }),
});

/** Real-name authentication: without it nothing can be submitted. Limited for each account and each number (R2). */
export const realNameRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { identities, identityAuthority, log } = deps;

  app.post(
    '/me/real-name',
    {
      schema: {
        operationId: 'confirmRealName',
        tags: ['Accounts'],
        description:
          'Has the identity authority compare number and name. A later paper of the same person takes the place of the first.',
        body: Said,
        response: { 200: RealName, ...problems(409, 422, 429) },
      },
    },
    async (request) => {
      const { id: accountId } = request.account;
      const trace = { requestId: request.id };
      const { post, ...said } = request.body;
      const todayOn = localDate(Date.now(), getPost(post).timeZone);
      const read = readClaim(said, { todayOn, post });
      if (!read.ok) {
        await identities.noteRefused(accountId, 'paper', trace);
        throw new CaseError('real-name-paper', { faults: read.faults });
      }
      const { claim } = read;
      const before = await identities.find(accountId);
      if (before && before.name !== claim.name) throw new CaseError('real-name-settled');

      const { policy } = await deps.orders.getPolicy(post, todayOn);
      const answer = await checkWithin(claim, accountId, policy.realNameAttemptsPerDayMax);
      if (answer === 'no-match') {
        await identities.noteRefused(accountId, 'no-match', trace);
        throw new CaseError('real-name-no-match');
      }
      await identities.confirm(accountId, claim, trace);
      const confirmed = await realNameOf(deps, accountId);
      if (!confirmed) throw new Error('an identity was stored and is not there');
      return confirmed;
    },
  );

  /** Who is limited for a day was asked about no number: neither counts for the other. */
  async function checkWithin(
    claim: Claim,
    accountId: string,
    perDayMax: number,
  ): Promise<'match' | 'no-match'> {
    const { people } = deps;
    const number = claimIdentifier(claim);
    await takeTry(people, 'real-name-day', accountId, perDayMax);
    await takeTry(people, 'real-name', accountId);
    await takeTry(people, 'real-name', number);
    return identityAuthority.check(claim).catch(async (err: unknown) => {
      if (!(err instanceof AuthorityAway)) throw err;
      log.warn({ err }, 'the identity authority is away');
      // Nobody was refused: the tries are as they were.
      await returnTry(people, 'real-name-day', accountId);
      await returnTry(people, 'real-name', accountId);
      await returnTry(people, 'real-name', number);
      throw new CaseError('authority-away');
    });
  }
};
