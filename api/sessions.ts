import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountRow, LiveSession, People, StaffRow } from '../db/accounts.ts';
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

/** Opens a session: 256 random bits, of which only the hash is stored. A browser gets it as a cookie that no script reads. */
export async function openSession(
  people: People,
  reply: FastifyReply,
  who: { accountId: AccountRow['id'] } | { staffId: StaffRow['id'] },
  transport: 'token' | 'cookie',
): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url');
  await people.openSession(hashToken(token), who, { steppedUp: 'staffId' in who });
  if (transport === 'token') return token;
  reply.setCookie(COOKIES['accountId' in who ? 'account' : 'staff'], token, {
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'strict',
  });
  return undefined;
}

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
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return bearer;
  const cookie = request.cookies[COOKIES[door]];
  if (!cookie) return undefined;
  // A cookie is sent by any page's form; only our own pages may change something with it (S7).
  if (!['GET', 'HEAD'].includes(request.method) && !isOwnPage(request, alsoFrom))
    throw new CaseError('not-permitted');
  return cookie;
}

function isOwnPage(request: FastifyRequest, alsoFrom: string | undefined): boolean {
  const { origin } = request.headers;
  if (origin !== undefined && origin === alsoFrom) return true;
  if (origin) return URL.canParse(origin) && new URL(origin).host === request.host;
  return request.headers['sec-fetch-site'] === 'same-origin';
}
