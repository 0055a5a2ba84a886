import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChanges } from '../api/changes.ts';
import { listenForChanges } from '../db/changes.ts';
import { oneWithSession, openAppAlone, person, sessionToken } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { listenLive } from './support/live.ts';
import { applicant, byEngine, hire, submitRenewal, takeStep } from './support/people.ts';
import { bringToProduction } from './support/world.ts';

/** Two API processes on one database. */
const houses: { app: FastifyInstance; ears: ReturnType<typeof listenForChanges> }[] = [];
let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
  for (let left = 2; left > 0; left -= 1) {
    const changes = createChanges();
    const app = await openAppAlone(rooms, { changes });
    const ears = listenForChanges(rooms.url, changes.publish);
    await ears.ready;
    await app.listen({ host: '127.0.0.1', port: 0 });
    houses.push({ app, ears });
  }
});
afterAll(async () => {
  for (const { app, ears } of houses) {
    await ears.stop();
    await app.close();
  }
  await rooms.close();
});

test('S3 whoever ends a session ends its open streams, in every process, and nobody else’s', async () => {
  const [here, there] = [houses[0]!.app, houses[1]!.app];
  const { token, accountId } = await oneWithSession(here, rooms);
  const kept = await sessionToken(rooms, { accountId });
  const [near, far, other] = [
    await listenLive(here, token),
    await listenLive(there, token),
    await listenLive(there, kept),
  ];
  expect((await person(here, token).send('DELETE', '/v1/sessions/current')).status).toBe(204);
  await Promise.all([near.ended, far.ended]);

  const order = await submitRenewal(rooms, { accountId });
  await takeStep(rooms, order, 'startReview', byEngine);
  await expect.poll(() => other.events().some(({ event }) => event === 'message')).toBe(true);
  expect(far.events().every(({ event }) => event === 'open')).toBe(true);
  other.close();
});

test('Z5 New York’s production hears of a case of another post while it makes its document, and of nothing else', async () => {
  const { app } = houses[0]!;
  const { accountId } = await oneWithSession(app, rooms);
  const maker = await hire(rooms, ['production'], 'NYC');
  const heard = await listenLive(app, await sessionToken(rooms, { staffId: maker.id }), '/v1/staff/events');
  const unmade = await submitRenewal(rooms, { accountId });
  await takeStep(rooms, unmade, 'startReview', byEngine);
  await takeStep(rooms, unmade, 'withdraw', applicant);
  const made = await submitRenewal(rooms, { accountId });
  await takeStep(rooms, made, 'startReview', byEngine);
  await bringToProduction(rooms, made);
  await expect.poll(() => heard.events().length).toBeGreaterThan(1);
  expect(heard.events().slice(1)).toEqual([{ event: 'change', data: { orderNumber: made.orderNumber } }]);
  heard.close();
});
