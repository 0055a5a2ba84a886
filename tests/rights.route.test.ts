import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STAFF_ROLES, type StaffRole } from '../domain/commands.ts';
import { type OperationId, RIGHTS, type Right } from '../domain/rights.ts';
import { rightsTable } from '../scripts/client/rights-table.ts';
import { openAppAlone, sessionToken } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import {
  type Asker,
  NO_PROVIDER,
  openWorld,
  UNREACHED_ENGINE,
  unknownOrder,
  type World,
} from './support/world.ts';

let rooms: Rooms;
let app: FastifyInstance;
let world: World;

beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms, { engine: UNREACHED_ENGINE, openId: NO_PROVIDER });
  world = await openWorld(app, rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

/** What a route is asked about: one's own or another's thing, of another post, in New York's hands, or nothing there is. */
type Relation = 'own' | 'another’s' | 'of another post' | 'in production' | 'unknown' | 'none';
type Verdict = 'through' | 401 | 403 | 404;

const rowOf = (id: OperationId): Right => RIGHTS[id];

function relationsOf(right: Right): Relation[] {
  if (right.door === 'public' || right.object === undefined) return ['none'];
  return right.door === 'account' ? ['own', 'another’s', 'unknown'] : ['own', 'in production', 'unknown'];
}

/** The table in other words: what this asker must be answered, told apart from how the guard finds it. */
function verdictOf(right: Right, asker: Asker, relation: Relation): Verdict {
  if (right.door === 'public') return 'through';
  if (right.door === 'account') {
    if (!asker.account) return 401;
    if (right.object === undefined) return 'through';
    return relation === (asker.account === 'owner' ? 'own' : 'another’s') ? 'through' : 404;
  }
  if (!asker.role) return 401;
  if (right.roles !== 'any' && !right.roles.includes(asker.role)) return 403;
  if (right.object === undefined) return 'through';
  if (relation === 'unknown') return 404;
  const AT_POST: readonly StaffRole[] = ['officer', 'supervisor', 'mailroom'];
  if (asker.post === 'LAX' && AT_POST.includes(asker.role)) return 'through';
  return asker.role === 'production' && asker.post === 'NYC' && relation === 'in production'
    ? 'through'
    : 404;
}

function heard({ statusCode, body }: { statusCode: number; body: string }, right: Right): Verdict {
  if (statusCode === 401) return right.door === 'public' ? 'through' : 401;
  if (statusCode === 403) return 403;
  const isObject = right.door !== 'public' && right.object !== undefined;
  if (statusCode === 404 && isObject) return 404;
  if (statusCode >= 500 && statusCode !== 503) throw new Error(`${statusCode} ${body}`);
  return 'through';
}

async function thingFor(right: Right, relation: Relation) {
  const owner = relation === 'another’s' ? world.other : world.owner;
  if (relation === 'unknown') {
    return { id: randomUUID(), orderNumber: unknownOrder(), documentId: randomUUID() };
  }
  const wanted = right.door === 'public' ? undefined : right.object;
  if (wanted === 'draft' || wanted === 'application') return world.draft(owner);
  if (wanted === 'order' || wanted === 'case')
    return world.order(owner, relation === 'in production' ? 'in_production' : 'in_review');
  return {};
}

/** Streams never end by themselves: that they open is what is asked. */
const STREAMS: readonly string[] = ['accountEvents', 'staffEvents'];
const VALUES: Record<string, string> = { service: 'passport.renew', kind: 'nationality' };

async function ask(id: OperationId, asker: Asker, thing: Record<string, string>) {
  const route = app.operations.get(id);
  if (!route) throw new Error(`no route ${id}`);
  const url = route.url.replace(/:(\w+)/g, (_, name: string) => thing[name] ?? VALUES[name] ?? randomUUID());
  const isRead = route.method === 'GET' || route.method === 'DELETE' || route.method === 'OPTIONS';
  return app.inject({
    method: route.method as 'GET',
    url,
    headers: {
      'idempotency-key': randomUUID(),
      ...(asker.token ? { authorization: `Bearer ${asker.token}` } : {}),
      ...(isRead ? {} : { 'content-type': 'application/json' }),
    },
    ...(isRead ? {} : { payload: '{}' }),
  });
}

const OPERATIONS = (Object.keys(RIGHTS) as OperationId[]).filter((id) => !STREAMS.includes(id));

describe('Z1 every route × every role × own, another’s, other post’s, unknown', () => {
  test.each(OPERATIONS)('%s answers as its row in the table says', async (id) => {
    const right = rowOf(id);
    const wrong: string[] = [];
    for (const relation of relationsOf(right)) {
      // Denied first: what is let through may use the thing up.
      const askers = (await world.askers()).toSorted(
        (a, b) =>
          Number(verdictOf(right, a, relation) === 'through') -
          Number(verdictOf(right, b, relation) === 'through'),
      );
      let thing = await thingFor(right, relation);
      for (const asker of askers) {
        const expected = verdictOf(right, asker, relation);
        const got = heard(await ask(id, asker, thing), right);
        // Seen, and there is nothing to claim of it: the same words as for what is not there.
        if (id === 'claimCase' && expected === 'through' && got === 404) continue;
        if (got !== expected) wrong.push(`${asker.name}, ${relation}: ${got}, not ${expected}`);
        if (got === 'through' && right.door !== 'public' && right.object === 'draft')
          thing = await thingFor(right, relation);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each(STREAMS)('%s opens for its own door only', async (id) => {
    const right = rowOf(id as OperationId);
    for (const asker of await world.askers()) {
      if (verdictOf(right, asker, 'none') === 'through') continue;
      expect((await ask(id as OperationId, asker, {})).statusCode).toBe(401);
    }
  });

  test('S5 what needs a recent second factor is refused without one, whoever asks', async () => {
    const critical = OPERATIONS.filter((id) => 'stepUp' in RIGHTS[id]);
    expect(critical.length).toBeGreaterThan(1);
    for (const id of critical) {
      for (const [name, who] of criticalAskers(rowOf(id))) {
        const token = await sessionToken(rooms, who, { steppedUp: false });
        const answer = await ask(id, { name, token }, { orderNumber: unknownOrder() });
        expect({ id, name, ...answer.json() }).toMatchObject({
          status: 403,
          type: '/problems/step-up-required',
        });
      }
    }
  });
});

/** Everybody whom a critical route is open to, by name. */
function criticalAskers(right: Right): [string, Parameters<typeof sessionToken>[1]][] {
  if (right.door !== 'staff') return [['account', { accountId: world.owner }]];
  const roles: readonly StaffRole[] = right.roles === 'any' ? STAFF_ROLES : right.roles;
  return roles.map((role) => {
    const staffId = world.memberIds.get(`${role} LAX`);
    if (!staffId) throw new Error(role);
    return [role, { staffId }];
  });
}

test('Z1 every route has its row and every row its route', () => {
  expect([...app.operations.keys()].toSorted()).toEqual(Object.keys(RIGHTS).toSorted());
});

test('Z1 docs/rights.md is the table as it is', async () => {
  const written = readFileSync(new URL('../docs/rights.md', import.meta.url), 'utf8');
  expect(written).toBe(await rightsTable());
});

test('Z1 all roles of staff are asked', () => {
  const asked = new Set([...world.memberIds.keys()].map((name) => name.split(' ')[0]));
  expect([...asked].toSorted()).toEqual([...STAFF_ROLES].toSorted());
});
