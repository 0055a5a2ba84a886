import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OperationId, RIGHTS, type Right } from '../domain/rights.ts';
import { seeded } from '../scripts/chaos/random.ts';
import { openAppAlone } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { type Asker, openWorld, UNREACHED_ENGINE, unknownOrder } from './support/world.ts';

const PROBES = Number(process.env['PROBES'] ?? 20_000);
const SEED = Number(process.env['SEED'] ?? 20_261_125);

let rooms: Rooms;
let app: FastifyInstance;
beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms, { engine: UNREACHED_ENGINE });
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

type Thing = { id: string; orderNumber: string; documentId: string };

/** What stands in every object that is probed for, and must never come back. */
const CANARY = '鸝金絲';

test(`Z1 G10 ${PROBES} random probes for other people’s things find none`, async () => {
  const random = seeded(SEED);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const world = await openWorld(app, rooms);
  const things: Thing[] = [];
  for (let left = 12; left > 0; left -= 1) {
    const { orderNumber, applicationId, documentId } = await world.order(world.owner, 'in_review', CANARY);
    const draft = await world.draft(world.owner);
    things.push({ id: applicationId, orderNumber, documentId }, { ...draft, orderNumber });
  }
  const strangers = (await world.askers()).filter(
    ({ account, post }) => account !== 'owner' && post !== 'LAX',
  );
  const about = (Object.keys(RIGHTS) as OperationId[]).filter((id) => {
    const right: Right = RIGHTS[id];
    return right.door !== 'public' && right.object !== undefined;
  });

  /** Somebody else's id, one that is nearly that, or one of nothing. */
  const idFrom = (theirs: string, unknown: string): string => {
    const dice = random();
    if (dice < 0.6) return theirs;
    if (dice < 0.8) return unknown;
    const at = Math.floor(random() * theirs.length);
    return `${theirs.slice(0, at)}${pick([...'0A3f-%00'])}${theirs.slice(at + 1)}`;
  };
  async function probe(asker: Asker): Promise<string | undefined> {
    const id = pick(about);
    const route = app.operations.get(id);
    const thing = pick(things);
    const named: Record<string, string> = {
      id: idFrom(thing.id, randomUUID()),
      orderNumber: idFrom(thing.orderNumber, unknownOrder()),
      documentId: idFrom(thing.documentId, randomUUID()),
      kind: 'nationality',
    };
    const url = (route?.url ?? '').replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(named[name] ?? randomUUID()),
    );
    const method = route?.method as 'GET';
    const { statusCode, body } = await app.inject({
      method,
      url,
      headers: {
        'idempotency-key': randomUUID(),
        ...(asker.token ? { authorization: `Bearer ${asker.token}` } : {}),
      },
      ...(['GET', 'DELETE'].includes(method) ? {} : { payload: { seenVersion: 1, answers: {} } }),
    });
    const isRefused = [400, 401, 403, 404].includes(statusCode);
    const isQuiet = !body.includes(CANARY);
    return isRefused && isQuiet ? undefined : `${asker.name} ${method} ${url}: ${statusCode}`;
  }

  const leaks: string[] = [];
  for (let left = PROBES; left > 0; left -= 20) {
    const found = await Promise.all(Array.from({ length: Math.min(20, left) }, () => probe(pick(strangers))));
    leaks.push(...found.filter((each) => each !== undefined));
  }
  expect({ seed: SEED, leaks }).toEqual({ seed: SEED, leaks: [] });
}, 600_000);
