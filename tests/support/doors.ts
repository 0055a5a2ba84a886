import { randomInt, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { MailToSend } from '../../db/outbox.ts';
import { byEmail } from '../../domain/address.ts';
import type { AccountId } from '../../domain/ids.ts';
import { type Answer, PASSWORD, type Person, person } from './app.ts';
import { newAuthenticator, totpCode } from './authenticator.ts';
import type { Rooms } from './house.ts';

export const newEmail = (): string => `${randomUUID()}@example.org`;
export const newPhone = (): string => `+86138${String(randomInt(100_000_000)).padStart(8, '0')}`;
export const refusal = ({ status, body }: Answer): [number, string | undefined] => [status, body.type];
/** What is told, without the request's own id. */
export const alike = ({ status, body }: Answer) => ({ status, body: { ...body, instance: '' } });

/** Everything that was sent until now, oldest first; it is kept here, as the outbox gives each away once. */
export function letterBox({ outbox }: Rooms) {
  const sent: MailToSend[] = [];
  const open = async (to: string): Promise<MailToSend[]> => {
    while (await outbox.sendWaitingMail(async (mail) => void sent.push(mail))) continue;
    return sent.filter((mail) => mail.to === to);
  };
  return {
    open,
    async lastCode(to: string): Promise<string> {
      const codes = (await open(to)).flatMap(({ content }) =>
        content.kind === 'code' ? [content.code] : [],
      );
      return codes.at(-1) ?? '';
    },
    notices: async (to: string): Promise<string[]> =>
      (await open(to)).flatMap(({ content }) => (content.kind === 'notice' ? [content.notice] : [])),
  };
}
export type LetterBox = ReturnType<typeof letterBox>;

/** Registered and confirmed over HTTP, not logged in. */
export async function registered(
  app: FastifyInstance,
  rooms: Rooms,
  letters: LetterBox,
): Promise<{ email: string; accountId: AccountId }> {
  const email = newEmail();
  const anyone = person(app);
  await anyone.send('POST', '/v1/accounts', { email, password: PASSWORD });
  await anyone.send('POST', '/v1/accounts/confirmation', { email, code: await letters.lastCode(email) });
  const account = await rooms.people.findAccountAt(byEmail(email));
  if (!account?.confirmedAt) throw new Error('not confirmed');
  return { email, accountId: account.id };
}

/** Adds an authenticator app; the code that confirmed it was the last step's. @returns its secret */
export async function addTotp(one: Person, me = '/v1/me'): Promise<string> {
  const { body } = await one.send('POST', `${me}/factors/totp`, { name: 'phone' });
  const code = totpCode(body.secret, -1);
  const confirmed = await one.send('POST', `${me}/factors/${body.id}/confirmation`, { code });
  if (confirmed.status !== 204) throw new Error(`not confirmed: ${confirmed.status}`);
  return body.secret;
}

export async function addPasskey(one: Person, me = '/v1/me') {
  const authenticator = newAuthenticator();
  const { body } = await one.send('POST', `${me}/factors/passkey`, { name: 'key' });
  const passkey = authenticator.create(body.passkey.challenge);
  const made = await one.send('POST', `${me}/factors/passkey/confirmation`, {
    challenge: body.challenge,
    passkey,
  });
  if (made.status !== 201) throw new Error(`not made: ${made.status}`);
  return authenticator;
}
