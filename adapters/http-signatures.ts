import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The shared key and what it is called. */
export type SigningKey = { id: string; secret: Buffer };
type Headers = Readonly<Record<string, string>>;
type Said = { method: string; url: string; body: string };
type Parts = readonly (readonly [string, string])[];

/** What is older, or further in the future, is refused, seconds: clocks differ, and a recorded message dies. */
const AGE_MAX_S = 60;

/**
 * Signed HTTP messages after RFC 9421, with HMAC-SHA256 under a shared key and a digest of the body (RFC 9530). A request's
 * signature covers method, address and digest, and has a nonce; a response's covers status, digest and the signature that
 * it answers, so that none answers another request.
 */
export function signRequest(
  key: SigningKey,
  { method, url, body }: Said,
  { nowMs, nonce }: { nowMs: number; nonce: string },
): Record<string, string> {
  const digest = digestOf(body);
  const parts: Parts = [
    ['"@method"', method],
    ['"@target-uri"', url],
    ['"content-digest"', digest],
  ];
  return { 'content-digest': digest, ...sign(key, parts, `created=${seconds(nowMs)};nonce="${nonce}"`) };
}

/** @returns the nonce, which whoever answers must not take twice, or undefined when the signature does not hold */
export function verifyRequest(
  key: SigningKey,
  { method, url, body }: Said,
  headers: Headers,
  nowMs: number,
): string | undefined {
  const digest = digestOf(body);
  const parts: Parts = [
    ['"@method"', method],
    ['"@target-uri"', url],
    ['"content-digest"', digest],
  ];
  if (headers['content-digest'] !== digest || !holds(key, parts, headers, nowMs)) return undefined;
  return /;nonce="([\w-]{16,})"/.exec(headers['signature-input'] ?? '')?.[1];
}

/** @param answersTo  the request's `signature` header */
export function signResponse(
  key: SigningKey,
  { status, body, answersTo }: { status: number; body: string; answersTo: string },
  nowMs: number,
): Record<string, string> {
  const digest = digestOf(body);
  return {
    'content-digest': digest,
    ...sign(key, responseParts(status, digest, answersTo), `created=${seconds(nowMs)}`),
  };
}

export function verifyResponse(
  key: SigningKey,
  { status, body, answersTo }: { status: number; body: string; answersTo: string },
  headers: Headers,
  nowMs: number,
): boolean {
  const digest = digestOf(body);
  const parts = responseParts(status, digest, answersTo);
  return headers['content-digest'] === digest && holds(key, parts, headers, nowMs);
}

const responseParts = (status: number, digest: string, answersTo: string): Parts => [
  ['"@status"', String(status)],
  ['"content-digest"', digest],
  ['"signature";req;key="sig"', /^sig=(:[\w+/=]+:)$/.exec(answersTo)?.[1] ?? ''],
];

const seconds = (ms: number): number => Math.floor(ms / 1_000);
const digestOf = (body: string): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

function sign(key: SigningKey, parts: Parts, times: string): Record<string, string> {
  const params = paramsOf(key, parts, times);
  return { 'signature-input': `sig=${params}`, signature: `sig=:${mac(key, parts, params)}:` };
}

/** Our own parameters, in our own order: whatever else a sender may cover is no part of this agreement. */
const paramsOf = (key: SigningKey, parts: Parts, times: string): string =>
  `(${parts.map(([name]) => name).join(' ')});${times};keyid="${key.id}";alg="hmac-sha256"`;

function mac(key: SigningKey, parts: Parts, params: string): string {
  const lines = [...parts.map(([name, value]) => `${name}: ${value}`), `"@signature-params": ${params}`];
  return createHmac('sha256', key.secret).update(lines.join('\n')).digest('base64');
}

function holds(key: SigningKey, parts: Parts, headers: Headers, nowMs: number): boolean {
  const input = headers['signature-input'] ?? '';
  const times = /;(created=(\d{1,12})(?:;nonce="[\w-]{1,100}")?);keyid=/.exec(input);
  if (!times?.[1] || Math.abs(seconds(nowMs) - Number(times[2])) > AGE_MAX_S) return false;
  const params = paramsOf(key, parts, times[1]);
  if (input !== `sig=${params}`) return false;
  const given = Buffer.from(headers['signature'] ?? '');
  const right = Buffer.from(`sig=:${mac(key, parts, params)}:`);
  return given.length === right.length && timingSafeEqual(given, right);
}
