import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staff } from '../db/schema.ts';
import { openAppAlone, PASSWORD, person } from './support/app.ts';
import { openRooms, PUBLIC_URL, type Rooms } from './support/house.ts';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms();
});
afterAll(() => rooms?.close());

function run(...args: string[]): Promise<{ code: number; out: string }> {
  const { url, keysUrl, keyFile } = rooms;
  const env = {
    ...process.env,
    DATABASE_URL: url,
    KEYS_DATABASE_URL: keysUrl,
    MASTER_KEY_FILE: keyFile,
    PUBLIC_URL,
  };
  return new Promise((done) => {
    execFile(process.execPath, ['--import', 'tsx', 'scripts/staff.ts', ...args], { env }, (err, out, told) =>
      done({ code: err ? Number(err.code) : 0, out: `${out}${told}` }),
    );
  });
}

test('A9 npm run staff invites the first administrator, who comes in by the link and by nothing else', async () => {
  const who = ['--name', 'Lin Wei', '--email', 'lin.wei@example.org', '--post', 'WAS'];
  const { code, out } = await run('add', '--login', 'lin.wei', ...who);
  expect({ code, out }).toMatchObject({ code: 0 });
  const invitation = new RegExp(`${PUBLIC_URL}/desk/sign-in#invitation=([\\w-]+)`).exec(out)?.[1];
  const [made] = await rooms.db.select().from(staff);
  expect(made).toMatchObject({ login: 'lin.wei', roles: ['administrator'], post: 'WAS', passwordHash: null });

  const app = await openAppAlone(rooms);
  const anyone = person(app);
  const blank = await anyone.send('POST', '/v1/staff/sessions', { login: 'lin.wei', password: '' });
  expect(blank.status).toBe(401);
  const accepted = await anyone.send('POST', '/v1/staff/invitations/acceptance', {
    invitation,
    password: PASSWORD,
  });
  expect(accepted).toMatchObject({ status: 202, body: { enrolment: {} } });
  await app.close();

  const again = await run('add', '--login', 'lin.wei', ...who);
  expect(again).toMatchObject({ code: 1, out: expect.stringContaining('taken') });
  const odd = await run('add', '--login', 'x.y', ...who, '--roles', 'king');
  expect(odd).toMatchObject({ code: 1, out: expect.stringContaining('king') });
  expect((await run()).out).toContain('npm run staff -- add');
}, 60_000);
