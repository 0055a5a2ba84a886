import { readdirSync } from 'node:fs';
import { type AddressInfo, connect as connectSocket, type Socket } from 'node:net';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createPeople } from '../db/accounts.ts';
import { connect } from '../db/client.ts';
import { createOrders } from '../db/orders.ts';
import { createLog } from '../log.ts';
import { oneWithSession, openApp } from './support/app.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { portraitJpeg } from './support/pictures.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let port: number;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app } = await openApp(rooms, env, { patience: { bodyMs: 2_000, uploadMs: 4_000 } }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

/** Opens a socket, says `start` and then one byte every 200 ms, until the server hangs up. @returns what it said */
function drip(start: string, byte = 'x'): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket: Socket = connectSocket({ host: '127.0.0.1', port }, () => socket.write(start));
    const timer = setInterval(() => socket.writable && socket.write(byte), 200);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    socket.on('error', () => undefined); // a write after the server hung up
    socket.on('close', () => {
      clearInterval(timer);
      resolve(said);
    });
  });
}

test('F10 sockets that drip headers, a JSON body or a picture are hung up on, and leave nothing behind', async () => {
  const { token, person } = await oneWithSession(app, rooms);
  const { body: draft } = await person.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  const common = `host: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n`;
  const picture = (await portraitJpeg()).subarray(0, 2_000).toString('latin1');
  const part = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n${picture}`;

  const said = await Promise.all([
    drip(`GET /v1/posts HTTP/1.1\r\n${common}x-slow: `),
    drip(
      `PATCH /v1/drafts/${draft.id} HTTP/1.1\r\n${common}content-type: application/json\r\ncontent-length: 2000\r\n\r\n{"answers":{"x":"`,
    ),
    drip(
      `POST /v1/drafts/${draft.id}/documents?kind=portrait HTTP/1.1\r\n${common}content-type: multipart/form-data; boundary=b\r\ncontent-length: 400000\r\n\r\n${part}`,
    ),
    drip(''),
  ]);

  for (const text of said) expect(text).not.toMatch(/^HTTP\/1\.1 2/);
  expect((await person.get(`/v1/drafts/${draft.id}`)).body).toEqual(draft);
  await expect.poll(() => readdirSync(join(rooms.dir, 'uploads'))).toEqual([]);
}, 120_000);

const SECRET = 'relation "吕测试" EA1234567 password=opensesame';

/** An app whose log lines are kept, with routes and parts that fail. */
async function failingApp(overrides: Parameters<typeof openApp>[2] = {}) {
  let logged = '';
  const log = createLog('api', 'debug', { write: (line: string) => void (logged += line) });
  const { app: failing } = await openApp(rooms, env, { log, ...overrides });
  failing.get('/throws', async () => {
    throw Object.assign(new TypeError(SECRET), { detail: SECRET, code: 'E_SECRET', statusCode: 502 });
  });
  failing.get('/throws-text', async () => {
    // oxlint-disable-next-line no-throw-literal
    throw SECRET;
  });
  failing.get('/misfit', { schema: { response: { 200: z.object({ name: z.string() }) } } }, async () => ({
    name: [SECRET],
  }));
  failing.get('/query', async () => rooms.db.execute(sql`select ${SECRET}::int`));
  failing.get('/unique', async () =>
    rooms.db.execute(sql`select * from no_such_table where name = ${SECRET}`),
  );
  return { failing, logged: () => logged };
}

test.each(['/throws', '/throws-text', '/misfit', '/query', '/unique'])(
  'L5 V16.5.1 a fault (%s) is a plain 500 that tells nothing, and its log line neither',
  async (url) => {
    const { failing, logged } = await failingApp();

    const titles = new Set<string>();
    for (const lang of ['zh-CN', 'zh-TW', 'en']) {
      const answer = await failing.inject({ url, headers: { 'accept-language': lang } });
      expect(answer.statusCode).toBe(500);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.json()).toEqual({
        type: 'about:blank',
        status: 500,
        title: expect.any(String),
        instance: expect.stringMatching(/^urn:request:/),
      });
      titles.add(answer.json().title);
    }

    expect(titles.size).toBe(3);
    expect(logged()).toContain('"request failed"');
    for (const word of ['EA1234567', '吕', 'opensesame', 'relation']) expect(logged()).not.toContain(word);
    await failing.close();
  },
);

test('L5 the log line of a fault bears the id that its reader was given', async () => {
  const { failing, logged } = await failingApp();

  const { instance } = (await failing.inject({ url: '/throws' })).json();

  const lines = logged()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual(
    expect.objectContaining({
      requestId: instance.replace('urn:request:', ''),
      route: '/throws',
      errorName: 'TypeError',
      errorCode: 'E_SECRET',
    }),
  );
  await failing.close();
});

test('R8 I11 while the database is away every route that needs it is 503 with Retry-After', async () => {
  const away = connect('postgres://nobody@127.0.0.1:1/nothing', { max: 2 });
  const { app: poor } = await openApp(rooms, env, {
    people: createPeople(away.db, rooms.vault),
    orders: createOrders(away.db, rooms.vault),
    pingDatabase: away.ping,
  });
  const email = 'a@b.example';
  const password = 'a long enough pass phrase';
  const token = 'A'.repeat(43);

  for (const [method, url, payload] of [
    ['GET', '/v1/posts'],
    ['GET', '/v1/me'],
    ['GET', '/v1/staff/tasks'],
    ['POST', '/v1/accounts', { email, password }],
    ['POST', '/v1/sessions', { email, password }],
    ['POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' }],
  ] as const) {
    const answer = await poor.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}` },
      ...(payload ? { payload } : {}),
    });
    expect({ url, status: answer.statusCode }).toEqual({ url, status: 503 });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  const ready = await poor.inject({ url: '/ready' });
  expect(ready.statusCode).toBe(503);
  expect(ready.json().missing).toContain('database');
  expect((await poor.inject({ url: '/healthz' })).statusCode).toBe(200);
  await poor.close();
  await away.close();
});

type Operation = {
  operationId?: string;
  security?: Record<string, unknown>[];
  responses: Record<string, { content?: Record<string, unknown> }>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, unknown> };
};

async function openApi(): Promise<Document> {
  const answer = await app.inject({ url: '/openapi.json' });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  return JSON.parse(answer.payload) as Document;
}

/** Streams for open pages and what a browser asks by itself: not for callers of the API. */
const NOT_DESCRIBED = ['GET /v1/events', 'GET /v1/staff/events'];

test('the OpenAPI document is 3.1 and describes every route of /v1 with its problems and sessions', async () => {
  const { openapi, paths, components } = await openApi();
  expect(openapi).toMatch(/^3\.1\./);
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

  expect(
    described
      .map(({ name }) => name)
      .filter((name) => name.includes(' /v1'))
      .toSorted(),
  ).toEqual((await routesOf()).filter((name) => !NOT_DESCRIBED.includes(name)));
  const ids = described.map(({ operation }) => operation.operationId);
  expect(ids.every((id) => /^[a-z][A-Za-z]+$/.test(id ?? ''))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { name, operation } of described.filter((each) => each.name.includes(' /v1'))) {
    const { security, responses } = operation;
    const isPublic = security?.length === 0;
    expect({ name, security: Array.isArray(security) }).toEqual({ name, security: true });
    for (const scheme of (security ?? []).flatMap((each) => Object.keys(each)))
      expect(components.securitySchemes).toHaveProperty(scheme);
    const needed = [
      400,
      500,
      503,
      ...(isPublic ? [] : [401, 403]),
      ...(name.startsWith('GET') ? [] : [413, 415]),
    ];
    expect(Object.keys(responses).map(Number), name).toEqual(expect.arrayContaining(needed));
    for (const [status, response] of Object.entries(responses).filter(([code]) => Number(code) >= 400)) {
      expect({ name, status, type: Object.keys(response.content ?? {}) }).toEqual({
        name,
        status,
        type: ['application/problem+json'],
      });
    }
  }
  expect(described.find(({ name }) => name === 'GET /v1/posts')?.operation.security).toEqual([]);
  expect(described.find(({ name }) => name === 'GET /v1/me')?.operation.security).not.toEqual([]);
});

/** Every route under /v1 that the router knows, as `GET /v1/posts`. */
async function routesOf(): Promise<string[]> {
  const routes: string[] = [];
  const lines = app.printRoutes({ commonPrefix: false }).split('\n');
  const path: string[] = [];
  for (const line of lines) {
    const found = /^((?:[│ ] {3})*)[└├]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) continue;
    const [, indent = '', piece = '', methods] = found;
    path.length = indent.length / 4;
    path.push(piece);
    const url = path.join('').replace(/:(\w+)/g, '{$1}');
    for (const method of methods?.split(', ') ?? []) {
      if (url.startsWith('/v1') && method !== 'HEAD' && method !== 'OPTIONS') routes.push(`${method} ${url}`);
    }
  }
  expect(routes).toContain('GET /v1/posts');
  return routes.toSorted();
}

test('every reference in the OpenAPI document leads somewhere', async () => {
  const document = await openApi();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    ([, path = '']) => path,
  );

  expect(references.length).toBeGreaterThan(10);
  for (const path of new Set(references)) {
    const target = path
      .split('/')
      .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
    expect({ path, found: target !== undefined }).toEqual({ path, found: true });
  }
});

test('/docs answers with a page', async () => {
  const redirected = await app.inject({ url: '/docs' });
  const page = await app.inject({ url: redirected.headers.location ?? '/docs' });

  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
});

test('W1 W2 D9 answers carry the headers that browsers obey, and personal ones are not kept', async () => {
  const { person } = await oneWithSession(app, rooms);

  for (const { headers } of [await person.get('/v1/me'), await person.get('/v1/nothing')]) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'strict-transport-security': expect.stringContaining('max-age='),
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  }
  expect((await person.get('/v1/me')).headers['cache-control']).toBe('no-store');
});

test('F4 connections that the database ends are replaced, and no request is a 500', async () => {
  const { person } = await oneWithSession(app, rooms);
  const statuses: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const asked = Array.from({ length: 20 }, () => person.get('/v1/drafts'));
    await rooms.db
      .execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()`)
      .catch(() => undefined); // it ends its own connection as well
    statuses.push(...(await Promise.all(asked)).map(({ status }) => status));
  }
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  await expect.poll(async () => (await person.get('/v1/drafts')).status).toBe(200);
});
