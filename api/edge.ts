import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
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
 * address does not have (W4).
 */
export function guardEdge(app: FastifyInstance): void {
  const known: Known[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (url !== '/*') known.push({ path: pathPattern(url), methods: [method].flat() });
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(ALWAYS);
    if (hostsOf(request) !== 1) throw Object.assign(new Error('not one host'), { statusCode: 400 });
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(known, request.url);
    if (methods.length === 0) throw new CaseError('not-found');
    reply.header('allow', methods.join(', '));
    throw Object.assign(new Error('method'), { statusCode: 405 });
  });
}

type Known = { path: RegExp; methods: string[] };

/** A route's address as it is matched here: `:name` is one piece, `*` is the rest. */
const pathPattern = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:\w+/g, '[^/]+')
      .replace(/\*/g, '.*')}$`,
  );

function methodsAt(known: readonly Known[], url: string): string[] {
  const [path = ''] = url.split('?', 1);
  const methods = known.filter((each) => each.path.test(path)).flatMap((each) => each.methods);
  return [...new Set(methods)].toSorted();
}

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
