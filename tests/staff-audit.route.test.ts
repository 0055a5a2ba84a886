import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffRole } from '../domain/commands.ts';
import type { PostCode } from '../domain/posts.ts';
import { openAppAlone, person, sessionToken } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { hire } from './support/people.ts';
import { openWorld, UNREACHED_ENGINE, type World } from './support/world.ts';

let rooms: Rooms;
let app: FastifyInstance;
let world: World;
beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms, { engine: UNREACHED_ENGINE });
  world = await openWorld(app, rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

async function member(role: StaffRole, post: PostCode) {
  const { id: staffId, login } = await hire(rooms, [role], post);
  return { ...(await person(app, await sessionToken(rooms, { staffId }))), login };
}

test('R-50 an auditor finds who did what to an order, in the reader’s words, and the search itself is on record', async () => {
  const { orderNumber } = await world.order(world.owner);
  const [auditor, officer] = await Promise.all([member('auditor', 'WAS'), member('officer', 'LAX')]);
  await officer.get(`/v1/staff/cases/${orderNumber}`);

  const { status, body } = await auditor.get(`/v1/staff/audit?order=${orderNumber}`);
  expect(status).toBe(200);
  const actions = body.records.map(({ action }: { action: string }) => action);
  expect(actions.at(-1)).toBe('case.submit');
  expect(actions[0]).toBe('case.read');
  expect(body.records[0]).toMatchObject({ actor: officer.login, actorPost: 'LAX', objectId: orderNumber });
  expect(body.records[0].words).not.toBe('case.read');

  const own = await auditor.get(`/v1/staff/audit?actor=${auditor.login}&action=audit.read`);
  expect(own.body.records.length).toBeGreaterThanOrEqual(2);
  // One searches for an order; which one is in the record, since that is the deed.
  expect(own.body.records.at(-1)).toMatchObject({
    objectKind: 'log',
    details: { filters: ['order'], order: orderNumber },
  });
});

test('R-50 Z2 a supervisor reads what the post did and what was done to its cases, and nothing of another post', async () => {
  const { orderNumber } = await world.order(world.owner);
  const [here, there] = await Promise.all([member('supervisor', 'LAX'), member('supervisor', 'CHI')]);
  const of = async (asker: typeof here) =>
    (await asker.get(`/v1/staff/audit?order=${orderNumber}`)).body.records.length;
  expect(await of(here)).toBeGreaterThan(0);
  expect(await of(there)).toBe(0);
  const all = (await there.get('/v1/staff/audit')).body.records;
  expect(all.every(({ actorPost }: { actorPost: string }) => actorPost === 'CHI')).toBe(true);
});

test('R-50 pages of the trail follow each other without a gap or a repetition', async () => {
  const auditor = await member('auditor', 'WAS');
  const seen: number[] = [];
  for (let before = ''; seen.length < 9; before = `&before=${seen.at(-1)}`) {
    const { body } = await auditor.get(`/v1/staff/audit?limit=3${before}`);
    expect(body.records).toHaveLength(3);
    seen.push(...body.records.map(({ id }: { id: number }) => id));
  }
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
  expect((await auditor.get('/v1/staff/audit?limit=0')).status).toBe(400);
  const state = (await auditor.get('/v1/staff/audit/state')).body;
  expect(state.records).toBeGreaterThan(9);
  expect(state.head + state.pending).toBe(state.records);
});

test('R-50 an order is looked for by its number alone, however it is written: a name that somebody types there is not recorded', async () => {
  const { orderNumber } = await world.order(world.owner);
  const auditor = await member('auditor', 'WAS');
  const refused = await auditor.get(`/v1/staff/audit?order=${encodeURIComponent('王小明')}`);
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ field: 'order', rule: 'order-number-format' }]);

  const asWritten = orderNumber.toLowerCase().replaceAll('-', '');
  const found = await auditor.get(`/v1/staff/audit?order=${asWritten}`);
  expect(found.body.records.length).toBeGreaterThan(0);
  const own = await auditor.get(`/v1/staff/audit?actor=${auditor.login}&action=audit.read`);
  const looks = own.body.records.map(({ details }: { details: object }) => details);
  expect(looks).toEqual([
    { filters: expect.arrayContaining(['actor', 'action']) },
    { filters: ['order'], order: orderNumber },
  ]);
});
