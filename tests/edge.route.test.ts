import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperationId, RIGHTS, type Right } from '../domain/rights.ts';
import { createLog } from '../log.ts';
import { newMember, oneWithSession, openAppAlone, type Person, sessionToken } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { hire } from './support/people.ts';
import { openWorld } from './support/world.ts';

let rooms: Rooms;
let app: FastifyInstance;
let port = 0;
let one: { person: Person; token: string };
beforeAll(async () => {
  rooms = await openRooms();
  const webDir = join(rooms.dir, 'web');
  for (const dir of ['portal/assets', 'desk/assets']) mkdirSync(join(webDir, dir), { recursive: true });
  for (const file of ['portal/index.html', 'desk/index.html', 'portal/sw.js', 'portal/assets/x-1.js'])
    writeFileSync(join(webDir, file), '//');
  app = await openAppAlone(rooms, { webDir });
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo);
  one = await oneWithSession(app, rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

/** Says these bytes on a socket of their own. @returns all that is answered */
function say(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connectSocket({ host: '127.0.0.1', port }, () => socket.write(text, 'latin1'));
    socket
      .setEncoding('latin1')
      .setTimeout(5_000, () => reject(new Error(`no answer to ${text.slice(0, 40)}`)));
    socket.on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('\r\n\r\n')) socket.end();
    });
    socket.on('close', () => resolve(said));
  });
}
const HOST = 'host: cases.example\r\n';
const JSON_BODY = 'content-type: application/json\r\n';

/** One of each kind of answer: pages, files, API, refusals, faults of the request itself. */
const ANSWERS = [
  '/',
  '/desk',
  '/sw.js',
  '/portal/assets/x-1.js',
  '/docs',
  '/openapi.json',
  '/healthz',
  '/ready',
  '/v1/posts',
  '/v1/me',
  '/v1/staff/me',
  '/v1/nothing',
  '/v1/services?unknown=1',
  '/v1/orders/%E0%A4%A',
  '/nothing.html',
];
const EVERYWHERE = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=(self), microphone=()'),
};

describe('W1 W2 what browsers obey', () => {
  test.each(ANSWERS)('the answer to %s bears all of it', async (url) => {
    const { headers } = await app.inject({ url, headers: { authorization: `Bearer ${one.token}` } });

    expect(headers).toMatchObject(EVERYWHERE);
    const policy = String(headers['content-security-policy']).split(/; ?/);
    for (const part of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy.join(' ')).not.toMatch(/unsafe-eval|https?:|\*/);
    if (url !== '/docs') expect(policy.join(' ')).not.toContain('unsafe-inline');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('V3.4.7 W1 a page that breaks its policy is reported, and the log names the directive and nothing of the page', async () => {
    const { headers } = await app.inject({ url: '/' });
    expect(headers['content-security-policy']).toContain('report-uri /v1/policy-reports; report-to policy');
    expect(headers['reporting-endpoints']).toBe('policy="/v1/policy-reports"');
    let logged = '';
    const log = createLog('api', 'info', { write: (line: string) => void (logged += line) });
    const house = await openAppAlone(rooms, { log });
    const tell = (type: string, body: unknown) =>
      house.inject({
        method: 'POST',
        url: '/v1/policy-reports',
        headers: { 'content-type': type },
        payload: JSON.stringify(body),
      });
    const uri = 'https://cases.example/orders/secret';

    const old = { 'document-uri': uri, 'violated-directive': "script-src 'self'", 'script-sample': 'secret' };
    expect((await tell('application/csp-report', { 'csp-report': old })).statusCode).toBe(204);
    const each = (effectiveDirective: string) => ({
      type: 'csp-violation',
      url: uri,
      body: { effectiveDirective, documentURL: uri, sample: 'secret' },
    });
    const many = [
      each('style-src-attr'),
      each('style-src-attr'),
      each('secret'),
      { type: 'crash', body: null },
    ];
    expect((await tell('application/reports+json', many)).statusCode).toBe(204);
    expect((await tell('application/csp-report', { secret: 1 })).statusCode).toBe(400);

    const lines = logged.split('\n').filter((line) => line.includes('broke its content policy'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { errorCode: 'script-src', count: 1 },
      { errorCode: 'style-src-attr', count: 2 },
      { errorCode: 'unknown-directive', count: 1 },
    ]);
    expect(logged).not.toContain('secret');
    await house.close();
  });

  test('V3.4.2 W3 no origin is let in, whatever it is called, and no preflight is answered', async () => {
    for (const origin of ['https://evil.example', 'null', 'https://cases.example']) {
      const asked = { origin, 'access-control-request-method': 'GET', authorization: `Bearer ${one.token}` };
      for (const method of ['GET', 'OPTIONS'] as const) {
        const { headers } = await app.inject({ method, url: '/v1/me', headers: asked });
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });

  test('V4.1.1 the content type says what the content is, text with its charset', async () => {
    for (const url of ANSWERS) {
      const { headers, body } = await app.inject({ url });
      const type = String(headers['content-type']);
      expect({ url, type }).toEqual({
        url,
        type: expect.stringMatching(
          /^(?:text\/html|application\/(?:problem\+)?json|application\/javascript); charset=utf-8$/,
        ),
      });
      if (type.includes('json')) JSON.parse(body);
    }
  });

  test('V4.1.2 plain HTTP is answered, not sent elsewhere: a mistaken client is not helped along', async () => {
    for (const url of ANSWERS) {
      const { statusCode, headers } = await app.inject({ url, headers: { 'x-forwarded-proto': 'http' } });
      expect({ url, moved: statusCode >= 300 && statusCode < 400, location: headers.location }).toMatchObject(
        {
          moved: false,
        },
      );
    }
  });
});

describe('V3.5.4 a desk with a host of its own', () => {
  let house: FastifyInstance;
  beforeAll(async () => {
    house = await openAppAlone(rooms, { webDir: join(rooms.dir, 'web'), deskUrl: 'https://desk.example' });
  });
  afterAll(() => house.close());
  const statusAt = async (host: string, url: string, token?: string) => {
    const headers = { host, ...(token ? { authorization: `Bearer ${token}` } : {}) };
    return (await house.inject({ url, headers })).statusCode;
  };

  test('its pages and routes are found there alone, and the portal’s at the portal’s', async () => {
    for (const url of [
      '/desk',
      '/desk/sign-in',
      '/desk/cases/X',
      '/v1/staff/me',
      '/v1/st%61ff/me',
      '/v1/codec/decode',
    ])
      expect([url, await statusAt('cases.example', url)]).toEqual([url, 404]);
    for (const url of [
      '/login',
      '/orders/X',
      '/sw.js',
      '/portal/assets/x-1.js',
      '/v1/me',
      '/v1/m%65',
      '/v1/orders',
    ])
      expect([url, await statusAt('desk.example', url, one.token)]).toEqual([url, 404]);
    expect(await statusAt('desk.example', '/desk/sign-in')).toBe(200);
    expect(await statusAt('cases.example', '/login')).toBe(200);
    for (const host of ['desk.example', 'cases.example', 'DESK.EXAMPLE', '10.0.0.7:3000'])
      for (const url of ['/v1/posts', '/openapi.json', '/healthz'])
        expect([host, url, await statusAt(host, url)]).toEqual([host, url, 200]);
    const home = await house.inject({ url: '/', headers: { host: 'desk.example' } });
    expect([home.statusCode, home.headers.location]).toEqual([302, '/desk']);
  });

  test('each route is at exactly the host of its door', async () => {
    const member = await sessionToken(rooms, { staffId: (await hire(rooms, ['officer'])).id });
    const tokens = { account: one.token, staff: member, public: undefined };
    for (const [id, { method, url }] of house.operations) {
      const { door } = RIGHTS[id as OperationId];
      if (method !== 'GET' || door === 'public' || STREAMS.includes(id)) continue;
      const at = url.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
      const own = door === 'staff' ? 'desk.example' : 'cases.example';
      const other = door === 'staff' ? 'cases.example' : 'desk.example';
      expect([id, await statusAt(other, at, tokens[door])]).toEqual([id, 404]);
      const found = await house.inject({
        url: at,
        headers: { host: own, authorization: `Bearer ${tokens[door]}` },
      });
      expect([id, found.statusCode === 404 && !url.includes(':')]).toEqual([id, false]);
    }
  });
});

describe('V4.2.1 W5 bytes that two readers could understand differently', () => {
  test.each([
    [
      'length and chunks',
      `POST /v1/sessions HTTP/1.1\r\n${HOST}${JSON_BODY}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'two lengths',
      `POST /v1/sessions HTTP/1.1\r\n${HOST}${JSON_BODY}content-length: 5\r\ncontent-length: 6\r\n\r\n{}   `,
    ],
    [
      'a length that is no number',
      `POST /v1/sessions HTTP/1.1\r\n${HOST}${JSON_BODY}content-length: +5\r\n\r\n{}   `,
    ],
    [
      'an unknown transfer coding',
      `POST /v1/sessions HTTP/1.1\r\n${HOST}${JSON_BODY}transfer-encoding: xchunked\r\n\r\n{}   `,
    ],
    ['NUL in a header', `GET /v1/posts HTTP/1.1\r\n${HOST}x: a\0b\r\n\r\n`],
    ['a blank before the colon', `GET /v1/posts HTTP/1.1\r\n${HOST}x : a\r\n\r\n`],
    ['a folded header', `GET /v1/posts HTTP/1.1\r\n${HOST}x: a\r\n b\r\n\r\n`],
    ['line feeds alone', `GET /v1/posts HTTP/1.1\n${HOST}\n\n`],
    ['a method of its own', `FOO /v1/posts HTTP/1.1\r\n${HOST}\r\n`],
    ['two hosts', `GET /v1/posts HTTP/1.1\r\nhost: a.example\r\nhost: b.example\r\n\r\n`],
    ['the same host twice', `GET /v1/posts HTTP/1.1\r\n${HOST}${HOST}\r\n`],
    ['no host', `GET /v1/posts HTTP/1.1\r\n\r\n`],
  ])('%s: 400, in our words and with our headers', async (_what, text) => {
    const said = await say(text);

    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    for (const line of [
      'x-content-type-options: nosniff',
      'strict-transport-security: max-age=31536000',
      'application/problem\\+json',
    ])
      expect(said).toMatch(new RegExp(line, 'i'));
    expect(said).not.toMatch(/llhttp|HPE_|at Socket/);
  });

  test('headers that never end are cut off', async () => {
    expect(await say(`GET /v1/posts HTTP/1.1\r\n${HOST}x: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  test('V4.4.1 nothing is upgraded: there are no web sockets', async () => {
    const said = await say(
      `GET /v1/posts HTTP/1.1\r\n${HOST}upgrade: websocket\r\nconnection: upgrade\r\n\r\n`,
    );

    expect(said).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('V4.1.4 W4 methods', () => {
  test('one that the address does not have is 405 with those it has; an unknown address is 404', async () => {
    for (const [method, url, allow] of [
      ['PUT', '/v1/posts', 'GET, HEAD'],
      ['DELETE', '/v1/sessions', 'POST'],
      ['GET', '/v1/sessions/current', 'DELETE'],
      ['POST', '/v1/orders/ABCD-EFGH-JKMN?x=1', 'GET, HEAD'],
      ['OPTIONS', '/v1/me', 'GET, HEAD, PATCH'],
    ] as const) {
      const answer = await app.inject({ method, url });
      expect({ url, status: answer.statusCode, allow: answer.headers.allow }).toEqual({
        url,
        status: 405,
        allow,
      });
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
    expect((await app.inject({ method: 'POST', url: '/v1/nothing' })).statusCode).toBe(404);
  });

  test('V13.4.4 TRACE repeats nothing, PROPFIND and CONNECT neither', async () => {
    for (const method of ['TRACE', 'PROPFIND']) {
      const said = await say(`${method} /v1/posts HTTP/1.1\r\n${HOST}x-secret: opensesame\r\n\r\n`);
      expect(said).toMatch(/^HTTP\/1\.1 405 /);
      expect(said).not.toContain('opensesame');
    }
    expect(await say(`CONNECT other.example:443 HTTP/1.1\r\n${HOST}\r\n`)).not.toMatch(/^HTTP\/1\.1 2/);
  });
});

describe('V13.4 what a server gives away by mistake', () => {
  test.each([
    '/.git/config',
    '/.git/HEAD',
    '/package.json',
    '/../package.json',
    '/%2e%2e/package.json',
    '/portal/..%2f..%2fserver.ts',
    '/.env',
  ])('V13.4.1 %s is not there', async (url) => {
    expect((await app.inject({ url })).statusCode).toBe(404);
    const said = await say(`GET ${url} HTTP/1.1\r\n${HOST}\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 40[034] /);
  });

  test('V13.4.3 no folder is listed', async () => {
    for (const url of ['/portal/', '/portal/assets', '/portal/assets/', '/desk/assets/'])
      expect((await app.inject({ url })).body).not.toContain('x-1.js');
  });

  test('V13.4.6 no answer names what it runs on', async () => {
    for (const url of ANSWERS) {
      const { headers } = await app.inject({ url });
      expect(headers).not.toHaveProperty('server');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });
});

describe('input that tries to be something else', () => {
  const post = (payload: string, type = 'application/json') =>
    app.inject({ method: 'POST', url: '/v1/sessions', payload, headers: { 'content-type': type } });

  test.each([
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '[]',
    '"x"',
    '{"email":["a@b.example"],"password":{}}',
    '{"a":',
  ])('V15.3.5 V15.3.6 J4 %s is refused, and no object changes', async (payload) => {
    expect((await post(payload)).statusCode).toBe(400);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  test('V15.3.6 J4 no description asks for a name that every body is refused for', async () => {
    const description = JSON.stringify(app.swagger());
    const names =
      JSON.parse(description).components.schemas.PasskeySignature.properties.clientExtensionResults;

    expect(new RegExp(names.propertyNames.pattern).test('credProps')).toBe(true);
    expect(new RegExp(names.propertyNames.pattern).test('__proto__')).toBe(false);
  });

  test.each([
    ['NUL in the query', { url: '/v1/services/passport.renew/requirements?age=%00' }, 'age'],
    ['half a surrogate pair', { payload: { email: 'a@b.example', password: '\\ud800' } }, 'password'],
    ['NUL deep inside', { payload: { email: { in: ['a', '\\u0000'] } } }, 'email/in/1'],
    ['NUL in a name', { payload: { email: { 'a\\u0000b': 1 } } }, 'email'],
  ] as const)('Z8 J3 %s is 400, and the refusal names where it stands', async (_what, asked, field) => {
    const answer = await ('url' in asked
      ? app.inject(asked)
      : post(JSON.stringify(asked.payload).replaceAll('\\\\', '\\')));

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      type: '/problems/invalid-request',
      errors: [{ field, rule: 'text-characters', reason: expect.any(String) }],
    });
  });

  test('V3.5.2 what a form of another site can send is no JSON to us', async () => {
    const payload = '{"email":"a@b.example","password":"x"}';
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    ])
      expect([400, 415]).toContain((await post(payload, type)).statusCode);
  });

  test('V15.3.7 a parameter that comes twice, or in another place, is refused or means nothing', async () => {
    const { person: asks } = one;
    const requirements = '/v1/services/passport.renew/requirements';
    expect((await asks.get(`${requirements}?age=adult&age=minor`)).status).toBe(400);
    expect((await asks.get('/v1/services?lang=en&lang=hans')).status).toBe(400);
    const body = { service: 'passport.renew', post: 'LAX' };
    const { body: draft } = await asks.send('POST', '/v1/drafts?post=NYC&service=pension', body);
    expect(draft).toMatchObject(body);
  });

  test('V1.1.1 V1.2.3 what is typed is kept as it is: decoded once, never again, and written as JSON', async () => {
    const typed = '%41 &lt;b&gt; \\u0041 <script>alert(1)</script> \u2028"\'';
    const { body: draft } = await one.person.send('POST', '/v1/drafts', {
      service: 'passport.renew',
      post: 'LAX',
    });
    await one.person.send('PATCH', `/v1/drafts/${draft.id}`, { answers: { 'person.birthplace': typed } });

    const read = await one.person.get(`/v1/drafts/${draft.id}`);

    expect(read.body.answers['person.birthplace']).toBe(typed);
    expect(read.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(
      (await one.person.get(`/v1/drafts/${encodeURIComponent(encodeURIComponent(draft.id))}%2561`)).status,
    ).toBe(404);
  });
});

const STREAMS: readonly string[] = ['accountEvents', 'staffEvents'];

test('V14.3.2 D9 no answer of the API is kept by a browser or on its way', async () => {
  const member = await newMember(app, rooms, ['officer']);
  for (const [id, { method, url }] of app.operations) {
    if (method !== 'GET' || STREAMS.includes(id)) continue;
    const at = url.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
    const asks = RIGHTS[id as OperationId].door === 'staff' ? member : one.person;
    expect({ id, kept: (await asks.get(at)).headers['cache-control'] }).toEqual({
      id,
      kept: expect.stringMatching(/^(private, )?no-store$/),
    });
  }
});

/** All that the tables hold, but for what asking leaves behind: records of reading, when a session was seen, counts of tries. */
async function contents(): Promise<Record<string, string>> {
  const left = ['audit_records', 'audit_pending', 'audit_chain', 'sessions', 'rate_limits', 'challenges'];
  const { rows: tables } = await rooms.db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const held = tables.filter(({ name }) => !left.includes(name));
  expect(held.length).toBeGreaterThan(20);
  return Object.fromEntries(
    await Promise.all(
      held.map(async ({ name }) => {
        const { rows } = await rooms.db.execute<{ sum: string }>(
          sql`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${sql.identifier(name)} t`,
        );
        return [name, rows[0]?.sum ?? ''] as const;
      }),
    ),
  );
}

test('V3.5.3 S7 whatever is asked with GET, nothing of anybody’s changes', async () => {
  const world = await openWorld(app, rooms);
  const [draft, order] = [await world.draft(world.owner), await world.order(world.owner)];
  const askers = await world.askers();
  const before = await contents();
  for (const [id, { method, url }] of app.operations) {
    if (method !== 'GET' || STREAMS.includes(id)) continue;
    const right: Right = RIGHTS[id as OperationId];
    const thing: Record<string, string> =
      right.door === 'account' && right.object !== 'order' ? draft : order;
    const at = url.replace(/:(\w+)/g, (_, name: string) => thing[name] ?? 'passport.renew');
    for (const { token, account, role, post } of askers) {
      const isTheirs = right.door === 'account' ? account === 'owner' : role && post === 'LAX';
      if (isTheirs && token) await app.inject({ url: at, headers: { authorization: `Bearer ${token}` } });
    }
  }
  expect(await contents()).toEqual(before);
}, 120_000);

type Schema = { [key: string]: unknown };

describe('what the API takes and gives', () => {
  const openApi = async () => (await app.inject({ url: '/openapi.json' })).json();
  /** Every schema inside of one, references followed once. */
  function* within(
    schema: unknown,
    components: Record<string, Schema>,
    seen = new Set<unknown>(),
  ): Generator<Schema> {
    if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
    seen.add(schema);
    const here = schema as Schema;
    yield here;
    const ref = typeof here['$ref'] === 'string' ? here['$ref'].split('/').at(-1) : undefined;
    if (ref) yield* within(components[ref], components, seen);
    for (const value of Object.values(here)) yield* within(value, components, seen);
  }
  type Described = {
    requestBody?: { content: Record<string, { schema: Schema }> };
    responses: Record<string, Schema>;
  };

  test('V15.3.3 Z8 no body takes a field that it does not name', async () => {
    const { paths, components } = await openApi();
    let bodies = 0;
    for (const [path, methods] of Object.entries<Record<string, Described>>(paths)) {
      for (const [method, { requestBody }] of Object.entries(methods)) {
        const schema = requestBody?.content['application/json']?.schema;
        if (!schema || OPEN_BODIES.includes(path)) continue;
        bodies += 1;
        for (const each of within(schema, components.schemas)) {
          if (each['type'] !== 'object' || !each['properties']) continue;
          expect({ method, path, open: each['additionalProperties'] !== false }).toEqual({
            method,
            path,
            open: false,
          });
        }
      }
    }
    expect(bodies).toBeGreaterThan(40);
  });

  test('V15.3.1 every answer in JSON is described, and what is not described is not sent', async () => {
    const { paths } = await openApi();
    for (const [path, methods] of Object.entries<Record<string, Described>>(paths)) {
      for (const [method, { responses }] of Object.entries(methods)) {
        if (BYTES.test(path)) continue;
        const good = Object.keys(responses).filter((status) => /^[23]/.test(status));
        expect({ method, path, good: good.length > 0 }).toEqual({ method, path, good: true });
      }
    }
  });
});
/** Pictures, papers, the file of one’s data, and the way back from a login page. */
const BYTES = /\{documentId\}|\/preview$|\.pdf$|\/export$|\/callback$/;
/** Temporal Web decides what it asks to be decoded, and browsers what they report. */
const OPEN_BODIES = ['/v1/codec/decode', '/v1/policy-reports'];

test.each([
  [0, '127.0.0.1'],
  [1, '203.0.113.9'],
  [2, '198.51.100.7'],
])(
  'V4.1.3 V15.3.4 R9 behind %i proxies the address that counts is %s, whatever the client says',
  async (trustedProxies, ip) => {
    const behind = await openAppAlone(rooms, { trustedProxies });
    behind.get('/seen', async (request) => ({ ip: request.ip }));

    // A client may begin the list with anything; each proxy adds whom it saw.
    const headers = { 'x-forwarded-for': '192.0.2.1, 198.51.100.7, 203.0.113.9', 'x-real-ip': '192.0.2.2' };
    const seen = await behind.inject({ url: '/seen', headers });

    expect(seen.json()).toEqual({ ip });
    await behind.close();
  },
);

test('V16.3.2 V16.3.3 a refusal is on record with its code, its route and whose it was, without what was asked', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('api', 'info', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const watched = await openAppAlone(rooms, { log });
  const member = await newMember(watched, rooms, ['mailroom']);
  const { person: applicant, accountId } = await oneWithSession(watched, rooms);

  const refused = await member.get('/v1/staff/people');
  await applicant.get('/v1/orders/AAAA-AAAA-AAAA');
  await applicant.send('POST', '/v1/drafts', {
    service: 'passport.renew',
    post: 'LAX',
    secret: 'opensesame',
  });
  await watched.inject({ url: '/v1/me', headers: { authorization: `Bearer ${'A'.repeat(43)}` } });

  const said = lines.filter((line) => line['msg'] === 'request refused');
  expect(said).toMatchObject([
    { status: 403, errorCode: 'not-permitted', route: '/v1/staff/people', staffId: expect.any(String) },
    { status: 404, errorCode: 'not-found', route: '/v1/orders/:orderNumber', accountId },
    { status: 400, errorCode: 'invalid-request', route: '/v1/drafts', accountId },
    { status: 401, errorCode: 'session-expired', route: '/v1/me' },
  ]);
  expect(said[0]?.['requestId']).toBe(refused.body.instance.replace('urn:request:', ''));
  expect(JSON.stringify(lines)).not.toMatch(/opensesame|AAAA/);
  await watched.close();
});
