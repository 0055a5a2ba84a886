import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccountRow, People, StaffRow } from '../db/accounts.ts';
import type { Owner } from '../db/challenges.ts';
import type { LiveSession } from '../db/sessions.ts';
import { deviceWords, networkOf } from '../domain/devices.ts';
import { CaseError } from '../domain/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard for routes of their door; reading it elsewhere is a mistake. */
    account: AccountRow;
    staff: StaffRow;
    /** The session that opened the door. */
    session: LiveSession;
  }
}

/** One cookie for each door, so that one browser can hold both. `__Host-`: this host only, over TLS or loopback. */
export const COOKIES = { account: '__Host-portal', staff: '__Host-desk' } as const;
export type Door = keyof typeof COOKIES;

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export const Transport = z
  .enum(['token', 'cookie'])
  .default('token')
  .meta({ description: 'cookie: for browsers, HttpOnly' });
/** A browser has its cookie; everybody else gets a token. */
export const Session = z.object({ token: z.string().optional() }).meta({ id: 'Session' });

type Exchange = { people: People; request: FastifyRequest; reply: FastifyReply };
const doorOf = (who: Owner): Door => ('accountId' in who ? 'account' : 'staff');
const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * Opens a session after all that its owner must give: 256 random bits, of which only the hash is stored. A browser gets it
 * as a cookie that no script reads.
 */
export async function openSession(
  { people, request, reply }: Exchange,
  who: Owner,
  transport: 'token' | 'cookie',
): Promise<z.infer<typeof Session>> {
  const token = newToken();
  const device = deviceWords(request.headers['user-agent'] ?? '');
  const network = networkOf(request.ip);
  await people.openSession(hashToken(token), who, {
    steppedUp: true,
    device,
    network,
    requestId: request.id,
  });
  if (transport === 'token') return { token };
  setCookie(reply, doorOf(who), token);
  return {};
}

/** After a second factor: the present session gets a new token, the old one opens nothing from now on (S3). */
export async function stepUpSession(
  { people, request, reply }: Exchange,
  who: Owner,
): Promise<z.infer<typeof Session>> {
  const token = newToken();
  await people.stepUpSession(who, request.session.id, hashToken(token), { requestId: request.id });
  if (bearerOf(request)) return { token };
  setCookie(reply, doorOf(who), token);
  return {};
}

function setCookie(reply: FastifyReply, door: Door, token: string): void {
  reply.setCookie(COOKIES[door], token, { path: '/', httpOnly: true, secure: true, sameSite: 'strict' });
}

/** The owner of a request's session. */
export const ownerOfRequest = (request: FastifyRequest, door: Door): Owner =>
  door === 'account' ? { accountId: request.account.id } : { staffId: request.staff.id };

/** Who asks, by bearer token or cookie. @param alsoFrom another origin whose pages may use the cookie @throws CaseError session-expired */
export function authenticate(people: People, door: Door, alsoFrom?: string) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = tokenOf(request, door, alsoFrom);
    const session = token ? await people.findSession(hashToken(token)) : undefined;
    const who = door === 'account' ? session?.account : session?.staff;
    if (!session || !who) throw new CaseError('session-expired');
    request.session = session;
    if (door === 'account') request.account = who as AccountRow;
    else request.staff = who as StaffRow;
  };
}

export function tokenOf(request: FastifyRequest, door: Door, alsoFrom?: string): string | undefined {
  const bearer = bearerOf(request);
  if (bearer) return bearer;
  const cookie = request.cookies[COOKIES[door]];
  if (!cookie) return undefined;
  // A cookie is sent by any page's form; only our own pages may change something with it (S7).
  if (!['GET', 'HEAD'].includes(request.method) && !isOwnPage(request, alsoFrom))
    throw new CaseError('not-permitted');
  return cookie;
}

const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer ([\w-]{20,100})$/.exec(headers.authorization ?? '')?.[1];

function isOwnPage(request: FastifyRequest, alsoFrom: string | undefined): boolean {
  const { origin } = request.headers;
  if (origin !== undefined && origin === alsoFrom) return true;
  if (origin) return URL.canParse(origin) && new URL(origin).host === request.host;
  return request.headers['sec-fetch-site'] === 'same-origin';
}
