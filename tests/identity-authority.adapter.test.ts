import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { signRequest, signResponse, verifyRequest, verifyResponse } from '../adapters/http-signatures.ts';
import { AuthorityAway, fileAuthority, httpAuthority } from '../adapters/identity-authority.ts';
import type { Claim } from '../domain/real-name.ts';
import { startMailbox } from '../scripts/parts/mailbox.ts';

const key = { id: 'consular-cases', secret: Buffer.alloc(32, 7) };
const otherKey = { ...key, secret: Buffer.alloc(32, 8) };
const wang: Claim = { kind: 'passport', number: 'EA1234567', name: '王小明' };

describe('J5 signed messages', () => {
  const nowMs = 1_800_000_000_000;
  const request = { method: 'POST', url: 'https://identity.example/check', body: '{"a":1}' };
  const nonce = 'a-nonce-of-16-chars-or-more';

  test('a request holds under its key, once for each nonce', () => {
    const headers = signRequest(key, request, { nowMs, nonce });
    expect(verifyRequest(key, request, headers, nowMs + 30_000)).toBe(nonce);
    expect(headers['signature-input']).toMatch(
      /^sig=\("@method" "@target-uri" "content-digest"\);created=1800000000;nonce="/,
    );
  });

  test.each([
    ['another key', { key: otherKey }],
    ['another method', { method: 'PUT' }],
    ['another address', { url: 'https://identity.example/other' }],
    ['another body', { body: '{"a":2}' }],
    ['an hour later', { nowMs: nowMs + 3_600_000 }],
    ['an hour before', { nowMs: nowMs - 3_600_000 }],
  ])('with %s a request does not hold', (_what, change: Record<string, unknown>) => {
    const headers = signRequest(key, request, { nowMs, nonce });
    const at = { key, nowMs, ...request, ...change };
    expect(verifyRequest(at.key, at, headers, at.nowMs)).toBeUndefined();
  });

  test('what a header says beside our own parameters does not count', () => {
    const headers = signRequest(key, request, { nowMs, nonce });
    for (const changed of [
      { ...headers, 'signature-input': headers['signature-input']?.replace('"content-digest"', '') },
      { ...headers, 'signature-input': headers['signature-input']?.replace('1800000000', '1800000001') },
      { ...headers, 'content-digest': 'sha-256=:AAAA:' },
      { ...headers, signature: 'sig=::' },
      {},
    ])
      expect(verifyRequest(key, request, changed as Record<string, string>, nowMs)).toBeUndefined();
  });

  test('an answer holds for the request that it answers and for no other', () => {
    const answersTo = signRequest(key, request, { nowMs, nonce })['signature'] ?? '';
    const answer = { status: 200, body: '{"result":"match"}', answersTo };
    const headers = signResponse(key, answer, nowMs);
    const holds = (said: typeof answer, under = key) => verifyResponse(under, said, headers, nowMs);
    expect(holds(answer)).toBe(true);
    const another = signRequest(key, request, { nowMs, nonce: 'another-nonce-of-16' })['signature'] ?? '';
    expect(holds({ ...answer, answersTo: another })).toBe(false);
    expect(holds({ ...answer, status: 201 })).toBe(false);
    expect(holds({ ...answer, body: '{"result":"no-match"}' })).toBe(false);
    expect(holds(answer, otherKey)).toBe(false);
  });
});

describe('R-07 the register in a file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'consular-cases-register-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'people.json');

  test('knows the people in it, by number and name together', async () => {
    writeFileSync(file, JSON.stringify({ people: [wang] }));
    const authority = fileAuthority(file);
    expect(await authority.check(wang)).toBe('match');
    for (const other of [{ name: '王大明' }, { number: 'EA7654321' }, { kind: 'resident-id' as const }])
      expect(await authority.check({ ...wang, ...other })).toBe('no-match');
  });

  test.each(['', '[]', '{"people":[{"number":"EA1234567"}]}'])('refuses to start with %j', (text) => {
    writeFileSync(file, text);
    expect(() => fileAuthority(file)).toThrow(/register of identities/);
    expect(() => fileAuthority(join(dir, 'nowhere.json'))).toThrow(/register of identities/);
  });
});

describe('R-07 J5 the authority behind HTTP', () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  /** An authority that answers as told, signed under a key. */
  async function serve(answer: (asked: number) => { status?: number; body?: string; signedBy?: typeof key }) {
    let asked = 0;
    const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      await buffer(request);
      const { status = 200, body = '{"result":"match"}', signedBy = key } = answer(++asked);
      const answersTo = String(request.headers['signature']);
      const headers = signResponse(signedBy, { status, body, answersTo }, Date.now());
      response.writeHead(status, { ...headers, location: '/elsewhere' }).end(body);
    };
    server = createServer((request, response) => void reply(request, response));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/check`;
    return { authority: httpAuthority({ url, key }), asked: () => asked };
  }

  test('the stand-in of the demonstration speaks the same protocol, and knows who was entered', async () => {
    const mailbox = await startMailbox({ smtpPort: 0, httpPort: 0, identityKey: key.secret });
    const at = `http://127.0.0.1:${mailbox.httpPort}/identity`;
    const authority = httpAuthority({ url: `${at}/check`, key });
    expect(await authority.check(wang)).toBe('no-match');
    await fetch(`${at}/people`, { method: 'POST', body: JSON.stringify(wang) });
    expect(await authority.check(wang)).toBe('match');
    expect(await (await fetch(at)).text()).toContain('王小明');
    const stranger = httpAuthority({ url: `${at}/check`, key: otherKey });
    await expect(stranger.check(wang)).rejects.toThrow(AuthorityAway);
    const unsigned = await fetch(`${at}/check`, { method: 'POST', body: JSON.stringify(wang) });
    expect(unsigned.status).toBe(401);
    await mailbox.stop();
  });

  test('one failure is asked again, two are an authority that is away', async () => {
    const once = await serve((asked) => (asked === 1 ? { status: 500 } : {}));
    expect(await once.authority.check(wang)).toBe('match');
    server?.close();
    const always = await serve(() => ({ status: 500 }));
    await expect(always.authority.check(wang)).rejects.toThrow(AuthorityAway);
    expect(always.asked()).toBe(2);
    const nobody = httpAuthority({ url: 'http://127.0.0.1:1/check', key });
    await expect(nobody.check(wang)).rejects.toThrow(AuthorityAway);
  });

  test.each([
    ['signed by somebody else', { signedBy: otherKey }],
    ['sent elsewhere', { status: 302 }],
    ['of another form', { body: '{"result":"yes"}' }],
    ['with more than is asked', { body: '{"result":"match","name":"王小明"}' }],
    ['without end', { body: `{"result":"match"}${' '.repeat(10_000)}` }],
  ])('an answer %s is none', async (_what, answer) => {
    const { authority } = await serve(() => answer);
    await expect(authority.check(wang)).rejects.toThrow(AuthorityAway);
  });

  test('no fault names whom we asked about', async () => {
    const { authority } = await serve(() => ({ status: 400, body: JSON.stringify(wang) }));
    const fault = await authority.check(wang).catch((err: Error) => `${err.stack} ${String(err.cause)}`);
    expect(fault).not.toContain(wang.number);
    expect(fault).not.toContain(wang.name);
  });
});
