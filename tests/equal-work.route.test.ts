import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { rateLimits } from '../db/schema.ts';
import { openAppAlone, PASSWORD, person } from './support/app.ts';
import { type LetterBox, letterBox, newEmail, registered } from './support/doors.ts';
import { openRooms, type Rooms } from './support/house.ts';

const hashing = vi.hoisted(() => ({ calls: 0 }));
vi.mock(import('argon2'), async (importOriginal) => {
  const { hash, verify, ...rest } = await importOriginal();
  const counted =
    <A extends unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      hashing.calls += 1;
      return work(...args);
    };
  return { ...rest, hash: counted(hash) as typeof hash, verify: counted(verify) };
});

let rooms: Rooms;
let app: FastifyInstance;
let letters: LetterBox;
beforeAll(async () => {
  rooms = await openRooms();
  letters = letterBox(rooms);
  app = await openAppAlone(rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

type Ask = { path: string; body: (email: string) => object };
const ASKS: Record<string, Ask> = {
  login: { path: '/v1/sessions', body: (email) => ({ email, password: 'not the pass phrase' }) },
  registration: { path: '/v1/accounts', body: (email) => ({ email, password: PASSWORD }) },
  confirmation: { path: '/v1/accounts/confirmation', body: (email) => ({ email, code: '000000' }) },
  reset: { path: '/v1/password-resets', body: (email) => ({ email }) },
  'confirmation of a reset': {
    path: '/v1/password-resets/confirmation',
    body: (email) => ({ email, code: '000000' }),
  },
};

/** What a request costs: passwords hashed, and the statements that the database was asked, by their first word. */
async function workOf({ path, body }: Ask, email: string) {
  await rooms.db.delete(rateLimits);
  const statements: string[] = [];
  const real = pg.Client.prototype.query;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [asked] = args as [string | { text?: string }];
    const text = (typeof asked === 'string' ? asked : (asked.text ?? '')).trim();
    // For whom a connection asks is told when it changes hands, whatever the request.
    if (!text.includes('acting.who')) statements.push(text.split(/\s+/, 1)[0]?.toLowerCase() ?? '');
    return (real as (...all: unknown[]) => unknown).apply(this, args) as never;
  });
  const before = hashing.calls;
  const { status } = await person(app).send('POST', path, body(email));
  spy.mockRestore();
  return { status, hashed: hashing.calls - before, statements };
}

/** Registering an unknown address inserts an account where a known one's is updated. */
const alike = (statements: string[]) => statements.map((word) => (word === 'update' ? 'insert' : word));

test.each(Object.entries(ASKS))(
  'A6 a %s costs as much for an unknown address as for a known one',
  async (_name, ask) => {
    const { email } = await registered(app, rooms, letters);
    await workOf(ask, newEmail()); // what is done once: keys, prepared statements
    const known = await workOf(ask, email);
    const unknown = await workOf(ask, newEmail());

    expect(unknown.status).toBe(known.status);
    expect(unknown.hashed).toBe(known.hashed);
    expect(known.statements.length).toBeGreaterThan(2);
    expect(alike(unknown.statements)).toEqual(alike(known.statements));
  },
);
