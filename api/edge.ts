import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CaseError } from '../domain/errors.ts';

/** What answers that are no page may do in a browser: nothing (W1). */
const ANSWER_POLICY =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Two years would be no safer; a year is what the preload lists ask for (W2). */
const TLS_ONLY = 'max-age=31536000; includeSubDomains';
/** The camera takes the portrait and the selfie; nothing else of the device is ever asked for. */
const DEVICE_POLICY = 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()';

/** Every answer bears these, whoever gives it; a page or a file replaces the content policy by its own. */
export const ALWAYS = {
  'content-security-policy': ANSWER_POLICY,
  'strict-transport-security': TLS_ONLY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': DEVICE_POLICY,
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-permitted-cross-domain-policies': 'none',
} as const;

/**
 * What is decided about a request before any route sees it: headers of the answer, exactly one Host (W5), methods that the
 * address does not have (W4), and which of two hosts has it.
 *
 * @param deskUrl  where the desk is, when it has a host of its own
 */
export function guardEdge(app: FastifyInstance, deskUrl?: string): void {
  const deskHost = deskUrl && new URL(deskUrl).host;
  const known = new Map<string, Known>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url === '/*') return;
    const there = known.get(url) ?? { path: pathPattern(url), methods: new Set() };
    for (const each of [method].flat()) there.methods.add(each);
    known.set(url, there);
  });
  /** An address that stands here as it is has its own methods alone: in `DELETE /factors/totp` no factor is named. */
  const methodsAt = (url: string): Set<string> => {
    const [path = ''] = url.split('?', 1);
    const named = [...known.values()].filter((each) => each.path.test(path));
    return known.get(path)?.methods ?? new Set(named.flatMap(({ methods }) => [...methods]));
  };
  const refuseMethod = (reply: FastifyReply, methods: Set<string>): never => {
    reply.header('allow', [...methods].toSorted().join(', '));
    throw Object.assign(new Error('method'), { statusCode: 405 });
  };
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(ALWAYS);
    if (hostsOf(request) !== 1) throw Object.assign(new Error('not one host'), { statusCode: 400 });
    if (deskHost) {
      const isAtDesk = request.host.toLowerCase() === deskHost;
      if (isAtDesk && request.url === '/') return reply.redirect('/desk');
      if (!isFoundAt(isAtDesk, request.url)) throw new CaseError('not-found');
    }
    const { methods } = known.get(request.url) ?? {};
    if (methods && !methods.has(request.method)) refuseMethod(reply, methods);
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(request.url);
    // With the right method a piece of the address is longer than any of ours.
    if (methods.size === 0 || methods.has(request.method)) throw new CaseError('not-found');
    refuseMethod(reply, methods);
  });
}

const OF_THE_DESK = /^\/(?:desk|v1\/staff|v1\/codec)(?:[/?]|$)/;
/** What belongs to neither: the catalogue, descriptions, health, reports of browsers. */
const OF_BOTH =
  /^\/(?:v1\/(?:posts|services|forms|statements|consents|questionnaire|policy-reports)|openapi\.json|docs|healthz|ready)(?:[/?]|$)/;

/** Portal and desk as two origins: neither's pages, cookies or routes are found at the other's host (V3.5.4). */
function isFoundAt(isAtDesk: boolean, url: string): boolean {
  const path = decoded(url);
  return OF_THE_DESK.test(path) ? isAtDesk : !isAtDesk || OF_BOTH.test(path);
}

/** As the router reads it; what it cannot read it refuses itself. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

type Known = { path: RegExp; methods: Set<string> };

/** A route's address as it is matched here: `:name` is one piece, `*` is the rest. */
const pathPattern = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:\w+/g, '[^/]+')
      .replace(/\*/g, '.*')}$`,
  );

/** Two would let a proxy and us disagree about whose request it is. */
const hostsOf = ({ raw }: FastifyRequest): number =>
  raw.rawHeaders.filter((each, index) => index % 2 === 0 && each.toLowerCase() === 'host').length;

/** What Node's parser does not take never becomes a request: answered here, in English, with the headers of all answers. */
export function refuseBytes(err: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || err.code === 'ECONNRESET') return void socket.destroy();
  const [status, title] = BYTE_FAULTS[err.code ?? ''] ?? [400, 'Bad Request'];
  const body = JSON.stringify({ type: 'about:blank', status, title });
  const headers = {
    ...ALWAYS,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${body}`);
}

const BYTE_FAULTS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};
