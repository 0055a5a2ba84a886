import { randomInt, randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

/** One thing asked of the API. A body is sent as JSON, a picture as multipart/form-data. */
export type Ask = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  token?: string;
  body?: unknown;
  picture?: { bytes: Buffer; name: string };
  /** Chosen once for all tries of one ask; made here when absent. */
  key?: string;
};

export type Got<T> = {
  status: number;
  body: T /** When the try that succeeded was begun. */;
  beganAtMs: number;
};

/** The API said no, and asking again would not change it. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  /** The last part of the problem's type, `case-changed` for example; empty when there is none. */
  readonly code: string;
  constructor(ask: Ask, status: number, problem: unknown) {
    const { type = '', errors } = (problem ?? {}) as { type?: string; errors?: unknown };
    const told = errors ? ` ${JSON.stringify(errors)}` : '';
    super(`${ask.method} ${ask.path} was answered ${status} ${type}${told}`);
    this.status = status;
    this.code = type.replace('/problems/', '');
  }
}

export type Http = {
  ask<T>(ask: Ask): Promise<Got<T>>;
  /** What came in the way and was asked again, by kind: `503`, `429`, `connection`. */
  readonly retries: Readonly<Record<string, number>>;
};

/** The time of day in milliseconds, finer than `Date.now()`: commands take few of them. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

const TRY_MS = 20_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;
/** How long one ask is repeated: an outage of a part is over by then, or it is not an outage but a fault. */
const PATIENCE_MS = 90_000;
type HttpOptions = { signal?: AbortSignal; patienceMs?: number };

/**
 * A client that repeats what may be repeated: 503, 429 (as long as Retry-After says) and lost connections, always
 * with the same Idempotency-Key, so that an answer that got lost is given again instead of a second effect.
 */
export function createHttp(api: string, options: HttpOptions = {}): Http {
  const { signal = new AbortController().signal, patienceMs = PATIENCE_MS } = options;
  const retries: Record<string, number> = {};
  async function ask<T>(wanted: Ask): Promise<Got<T>> {
    const key = wanted.key ?? randomUUID();
    const untilMs = Date.now() + patienceMs;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      signal.throwIfAborted();
      const beganAtMs = nowMs();
      const response = await once(api, wanted, key, signal).catch(asLost);
      if (!(response instanceof Lost) && response.status < 300) {
        return { status: response.status, body: response.body as T, beganAtMs };
      }
      const again = againAfterMs(response);
      if (again === undefined) throw refusal(wanted, response);
      const reason = response instanceof Lost ? 'connection' : String(response.status);
      retries[reason] = (retries[reason] ?? 0) + 1;
      const restMs = Math.max(again, waitMs / 2 + randomInt(Math.ceil(waitMs / 2)));
      if (Date.now() + restMs > untilMs) throw refusal(wanted, response);
      await delay(restMs, undefined, { signal });
    }
  }
  return { ask, retries };
}

/** No answer came: the connection broke, or the try took too long. The command may have been carried out. */
class Lost extends Error {}

function asLost(error: unknown): Lost {
  const { message, cause } = error as Error;
  return new Lost(cause instanceof Error ? `${message}: ${cause.message}` : message, { cause });
}

type Raw = { status: number; body: unknown; retryAfterMs: number };

async function once(api: string, wanted: Ask, key: string, signal: AbortSignal): Promise<Raw> {
  const { method, path, token } = wanted;
  const { type, bytes } = await encode(wanted);
  const response = await exchange(
    `${api}${path}`,
    {
      method,
      agent: AGENT,
      headers: {
        'accept-language': 'en',
        'idempotency-key': key,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(bytes ? { 'content-type': type, 'content-length': bytes.length } : {}),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TRY_MS)]),
    },
    bytes,
  );
  const answered = await buffer(response);
  const isJson = response.headers['content-type']?.includes('json');
  return {
    status: response.statusCode ?? 0,
    body: isJson ? JSON.parse(answered.toString()) : answered,
    retryAfterMs: Number(response.headers['retry-after'] ?? 0) * 1_000,
  };
}

/** Many people share this process in a benchmark, so that each ask must cost it little: fetch costs twice as much. */
const AGENT = new Agent({ keepAlive: true, maxSockets: 256 });

function exchange(url: string, options: RequestOptions, bytes: Buffer | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, options, resolve).once('error', reject).end(bytes);
  });
}

async function encode({ body, picture }: Ask): Promise<{ type: string; bytes?: Buffer }> {
  if (!picture) {
    return {
      type: 'application/json',
      ...(body === undefined ? {} : { bytes: Buffer.from(JSON.stringify(body)) }),
    };
  }
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(picture.bytes)], { type: 'image/jpeg' }), picture.name);
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? '';
  return { type, bytes: Buffer.from(await encoded.arrayBuffer()) };
}

function againAfterMs(response: Raw | Lost): number | undefined {
  if (response instanceof Lost) return 0;
  return response.status === 503 || response.status === 429 ? response.retryAfterMs : undefined;
}

function refusal(ask: Ask, response: Raw | Lost): Error {
  if (response instanceof Lost) return new Error(`${ask.method} ${ask.path}: ${response.message}`);
  return new Refused(ask, response.status, response.body);
}
