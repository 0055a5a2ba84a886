import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFile } from '../adapters/master-key-file.ts';
import { addMasterKey, retireOlder, rewrap } from '../adapters/rotation.ts';
import { createPeople } from '../db/accounts.ts';
import { createApplications } from '../db/applications.ts';
import { connect } from '../db/client.ts';
import { applications } from '../db/schema.ts';
import { byEmail } from '../domain/address.ts';
import type { DraftId } from '../domain/ids.ts';
import { openKeyring } from '../keyring.ts';
import { oneWithSession, openAppAlone, type Person } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { onServer } from './support/servers.ts';

let rooms: Rooms;
let app: FastifyInstance;
beforeEach(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms);
});
afterEach(async () => {
  await app?.close();
  await rooms?.close();
});

const SCRIPT = fileURLToPath(new URL('../scripts/keys.ts', import.meta.url));

/** `npm run keys`, as a process of its own beside the running ones. */
async function keysCommand(name: string): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, name], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: rooms.url,
      KEYS_DATABASE_URL: rooms.keysUrl,
      MASTER_KEY_FILE: rooms.keyFile,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise((done) => child.once('close', done));
  expect(code, said).toBe(0);
  return said;
}

/** What another process has, run by the databases' owner: its own caches over the same databases and the same file. */
async function anotherProcess(keyFile = rooms.keyFile) {
  const pool = connect(rooms.url, { max: 4 });
  const keyring = await openKeyring({
    masterKeyFile: keyFile,
    keysDatabaseUrl: rooms.keysUrl,
    db: pool.db,
    max: 2,
  });
  return {
    keyring,
    people: createPeople(pool.db, keyring.vault),
    applications: createApplications(pool.db, keyring.vault),
    close: async () => void (await Promise.all([keyring.close(), pool.close()])),
  };
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trim().split('\n');

async function newDraft(by: Person): Promise<string> {
  const { status, body } = await by.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

test('D1 F22 the master key rotates while people work: no request fails, and the old key is not needed any more', async () => {
  const { person: applicant } = await oneWithSession(app, rooms);
  const before = await newDraft(applicant);
  await applicant.send('PATCH', `/v1/drafts/${before}`, { answers: { 'name.chinese': '吕测试' } });
  const [first = ''] = linesOf(rooms.keyFile);
  const statuses: number[] = [];
  let isWorking = true;
  const people = Array.from({ length: 3 }, async () => {
    while (isWorking) {
      const { status, body } = await applicant.send('POST', '/v1/drafts', {
        service: 'passport.renew',
        post: 'LAX',
      });
      const answers = { 'name.surnamePinyin': 'LYU' };
      const saved = await applicant.send('PATCH', `/v1/drafts/${body.id}`, { answers });
      const read = await applicant.get(`/v1/drafts/${body.id}`);
      const old = await applicant.get(`/v1/drafts/${before}`);
      statuses.push(status, saved.status, read.status, old.status);
      expect(read.body.answers).toMatchObject(answers);
      expect(old.body.answers).toMatchObject({ 'name.chinese': '吕测试' });
    }
  });
  // A worker that has known the first key alone, and asks for keys that were wrapped since.
  const worker = await anotherProcess();
  const asking = (async () => {
    while (isWorking) {
      const rows = await rooms.db.select({ id: applications.id }).from(applications);
      for (const { id } of rows.slice(-5))
        expect(await worker.applications.findApplication(id)).toBeDefined();
    }
  })();
  try {
    const said = await keysCommand('rotate');
    expect(said).toMatch(/The master key [0-9a-f]{8} wraps from now on/);
    expect(linesOf(rooms.keyFile)).toEqual([expect.any(String), first]);
    expect(statSync(rooms.keyFile).mode & 0o777).toBe(0o600);
    expect(await keysCommand('retire')).toMatch(/is retired/);
  } finally {
    isWorking = false;
    await Promise.all([...people, asking]);
    await worker.close();
  }

  expect(statuses.length).toBeGreaterThan(40);
  expect(statuses.filter((status) => status >= 400)).toEqual([]);
  const [only, ...others] = linesOf(rooms.keyFile);
  expect([only === first, others]).toEqual([false, []]);
  const fresh = await anotherProcess(); // a restart, with the new key alone
  try {
    const rows = await rooms.db.select({ id: applications.id }).from(applications);
    for (const { id } of rows) expect(await fresh.applications.findApplication(id)).toBeDefined();
    const known = await fresh.keyring.store.listMasterKeys();
    expect(known).toEqual([{ id: expect.any(String), inUse: true }]);
  } finally {
    await fresh.close();
  }
  const audited = await rooms.db.execute(`select object_id from audit_records where action = 'key.rotate'`);
  expect(audited.rows).toEqual([{ object_id: (await rooms.keyring.masterKey.ids())[0] }]);
}, 120_000);

test('D1 D2 look-ups, shared columns and Temporal’s namespace key survive the master key', async () => {
  const address = byEmail('somebody@example.org');
  await rooms.people.register({ address, passwordHash: 'x', lang: 'hans', code: '000000' });
  const labels = ['temporal', 'shared columns', 'index person', 'index audit record'];
  const before = await Promise.all(labels.map((label) => rooms.keyring.purposeKeys.get(label)));
  const file = masterKeyFile(rooms.keyFile);

  const { keyring, close } = await anotherProcess();
  await addMasterKey({ ...keyring, file });
  await rewrap(keyring);
  await retireOlder({ file, store: keyring.store });
  await close();

  const fresh = await anotherProcess();
  try {
    expect(await Promise.all(labels.map((label) => fresh.keyring.purposeKeys.get(label)))).toEqual(before);
    const found = await fresh.people.findAccountAt(address);
    expect(await fresh.people.labelOf(found!)).toBe(address.text);
  } finally {
    await fresh.close();
  }
});

test('F22 a rotation that was interrupted is finished by the next one; a key that is still needed is not dropped', async () => {
  const { person: applicant } = await oneWithSession(app, rooms);
  const draft = (await newDraft(applicant)) as DraftId;
  const file = masterKeyFile(rooms.keyFile);
  const { keyring, close } = await anotherProcess();
  const { store } = keyring;
  await store.addMasterKey('0badc0de'); // a crash right after the key was named
  await addMasterKey({ ...keyring, file }); // a crash before anything was wrapped by it

  const early = await retireOlder({ file, store });
  expect([early.retired, early.inUse.length, file.list().length]).toEqual([[], 1, 2]);
  const restarted = await anotherProcess();
  expect(await restarted.applications.findApplication(draft)).toBeDefined();
  await restarted.close();

  await rewrap(keyring);
  const { retired, inUse } = await retireOlder({ file, store });
  expect([retired.length, inUse, file.list().length]).toEqual([1, [], 1]);
  await close();
});

test('F22 what was wrapped by a key that is retired before it is stored is refused by the database and wrapped anew', async () => {
  const { masterKey, store, caseKeys } = rooms.keyring;
  const late = await masterKey.wrap(randomBytes(32), 'case key x');
  const file = masterKeyFile(rooms.keyFile);
  const { keyring, close } = await anotherProcess();
  await addMasterKey({ ...keyring, file });
  await rewrap(keyring);
  expect((await retireOlder({ file, store: keyring.store })).retired).toEqual([late.by]);
  await close();

  expect(await store.insertKey(crypto.randomUUID(), late)).toBe(false);
  const { keyId, key } = await caseKeys.newKey();

  const fresh = await anotherProcess();
  expect(await fresh.keyring.caseKeys.getKey(keyId)).toEqual(key);
  await fresh.close();
});

test('C1 D1 another master key, or a file that lacks one, refuses to start', async () => {
  await rooms.keyring.caseKeys.newKey();
  const other = join(rooms.dir, 'other.key');
  writeFileSync(other, randomBytes(32).toString('base64'), { mode: 0o600 });
  await expect(anotherProcess(other)).rejects.toThrow(/is missing/);

  // The right one is there, but the newest came in past the rotation.
  writeFileSync(other, `${randomBytes(32).toString('base64')}\n${readFileSync(rooms.keyFile, 'utf8')}`);
  await expect(anotherProcess(other)).rejects.toThrow(/not added by a rotation/);

  copyFileSync(rooms.keyFile, other);
  chmodSync(other, 0o644);
  await expect(anotherProcess(other)).rejects.toThrow(/open to others/);
});

test('D1 a master key that our file lacks is answered with 503, and nothing is stored in the clear', async () => {
  const { person: applicant, accountId } = await oneWithSession(app, rooms);
  const elsewhere = join(rooms.dir, 'elsewhere.key'); // rotated on a machine whose file never came to ours
  copyFileSync(rooms.keyFile, elsewhere);
  const other = await anotherProcess(elsewhere);
  const file = masterKeyFile(elsewhere);
  await addMasterKey({ ...other.keyring, file });
  await rewrap(other.keyring);
  const draft = { accountId, service: 'passport.renew', formVersion: 1, post: 'LAX' } as const;
  const { id } = await other.applications.createDraft({ ...draft, answers: { 'name.chinese': '吕测试' } });

  const read = await applicant.get(`/v1/drafts/${id}`);
  await retireOlder({ file, store: other.keyring.store });
  const begun = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });

  expect([read.status, begun.status]).toEqual([503, 503]);
  expect(read.headers['retry-after']).toBe('2');
  expect(JSON.stringify([read.body, begun.body])).not.toContain('key');
  expect(await rooms.db.$count(applications)).toBe(1);
  copyFileSync(elsewhere, rooms.keyFile); // the file arrives: no restart is needed
  const arrived = await applicant.get(`/v1/drafts/${id}`);
  expect([arrived.status, arrived.body.answers]).toEqual([200, { 'name.chinese': '吕测试' }]);
  await other.close();
});

test('F22 while the key database is away, what needs a key waits for it and is answered with 503', async () => {
  const { person: applicant, accountId } = await oneWithSession(app, rooms);
  const other = await anotherProcess(); // so that no cache of ours has the draft's key
  const draft = { accountId, service: 'passport.renew', formVersion: 1, post: 'LAX' } as const;
  const { id } = await other.applications.createDraft(draft);
  await other.close();
  const name = new URL(rooms.keysUrl).pathname.slice(1);
  await onServer([
    `alter database ${name} with allow_connections false`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  ]);
  try {
    const away = await applicant.get(`/v1/drafts/${id}`);
    expect([away.status, away.headers['retry-after']]).toEqual([503, '2']);
    expect((await applicant.get('/v1/orders')).status).toBe(200);
  } finally {
    await onServer([`alter database ${name} with allow_connections true`]);
  }
  expect((await applicant.get(`/v1/drafts/${id}`)).status).toBe(200);
});

test('D1 ciphertext that was moved to another row, or another wrapped key, does not open and is told to nobody', async () => {
  const { person: applicant } = await oneWithSession(app, rooms);
  const [one, other] = [await newDraft(applicant), await newDraft(applicant)];
  await applicant.send('PATCH', `/v1/drafts/${one}`, { answers: { 'name.chinese': '吕测试' } });
  const [row] = await rooms.db
    .select()
    .from(applications)
    .where(eq(applications.id, one as DraftId));

  // With its key, so that only the place speaks against it.
  await rooms.db
    .update(applications)
    .set({ answersSealed: row!.answersSealed, keyId: row!.keyId })
    .where(eq(applications.id, other as DraftId));

  const answer = await applicant.get(`/v1/drafts/${other}`);
  expect(answer.status).toBe(500);
  expect(JSON.stringify(answer.body)).not.toContain('测试');
});
