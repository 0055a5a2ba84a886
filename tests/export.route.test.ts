import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocumentStore } from '../adapters/document-store.ts';
import { fileObjectStore } from '../adapters/object-store.ts';
import type { Order } from '../db/orders.ts';
import { auditRecords, cases } from '../db/schema.ts';
import { localDate } from '../domain/calendar.ts';
import type { AccountId, DocumentId, DraftId } from '../domain/ids.ts';
import { signatureSvg } from '../domain/signature.ts';
import {
  goodAnswers,
  openAppAlone,
  type Person,
  person,
  sessionToken,
  storedDraft,
  submit,
} from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { authenticate, byEngine, registerAccount, takeStep } from './support/people.ts';
import { pageJpeg } from './support/pictures.ts';
import { dataIn, filesIn } from './support/zip.ts';

let rooms: Rooms;
let app: FastifyInstance;
let store: ReturnType<typeof createDocumentStore>;
beforeAll(async () => {
  rooms = await openRooms();
  store = createDocumentStore({
    objects: fileObjectStore(join(rooms.dir, 'objects')),
    caseKeys: rooms.caseKeys,
  });
  app = await openAppAlone(rooms, { documents: store });
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

type Owner = { accountId: AccountId; token: string; person: Person };
async function owner({ steppedUp = true, realName = true } = {}): Promise<Owner> {
  const accountId = await registerAccount(rooms);
  if (realName) await authenticate(rooms, accountId);
  const token = await sessionToken(rooms, { accountId }, { steppedUp });
  return { accountId, token, person: person(app, token) };
}

/** A stored draft whose pictures lie in the object store. @returns what was put there, by kind */
async function draftWithPictures({ accountId }: Owner, answers: Record<string, string>) {
  const id = await storedDraft(rooms, accountId, answers);
  const application = (await rooms.applications.findApplication(id)) as NonNullable<
    Awaited<ReturnType<Rooms['applications']['findApplication']>>
  >;
  const pictures: Record<string, Buffer> = {};
  for (const { kind, objectKey } of await rooms.applications.listDocuments(application)) {
    const picture = Buffer.from(`picture of ${kind} ${randomUUID()}`);
    pictures[kind] = picture;
    await store.put(application.keyId, objectKey, () => Readable.from([picture]));
  }
  return { id, pictures };
}

test('V14 one’s own data come as a file: account, identity, consents, drafts, orders, signatures, messages and pictures', async () => {
  const me = await owner();
  await authenticate(rooms, me.accountId, { number: 'EA0000001', name: '吕本人' });
  const draft = await draftWithPictures(me, goodAnswers());
  const filed = await draftWithPictures(me, goodAnswers());
  const { orderNumber } = (await submit(me.person, filed.id)).body;
  await takeStep(rooms, (await rooms.orders.findOrderOf(filed.id)) as Order, 'startReview', byEngine);

  const { status, headers, body } = await me.person.get('/v1/me/export');

  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'application/zip',
    'cache-control': 'private, no-store',
    'content-disposition': 'attachment; filename="my-data.zip"',
  });
  const files = filesIn(body);
  expect(String(files.get('readme.txt'))).toContain('个人数据副本');
  const data = dataIn(files);
  expect(data).toMatchObject({
    account: {
      id: me.accountId,
      lang: 'hans',
      addresses: [{ kind: 'email', text: expect.stringMatching(/@example/) }],
    },
    identity: { kind: 'passport', number: 'EA0000001', name: '吕本人' },
    factors: [],
    sessions: [{ device: '' }],
    consents: [
      { kind: 'face', given: 'given' },
      { kind: 'face', given: 'given' },
    ],
  });
  expect(data.applications.map(({ id }: { id: string }) => id)).toEqual([draft.id, filed.id]);
  const [own, ordered] = data.applications;
  expect(own).toMatchObject({ order: null, submittedAt: null, answers: { 'name.chinese': '吕测试' } });
  expect(ordered).toMatchObject({
    answers: { 'address.street': '443 Shatto Pl' },
    statements: [
      { kind: 'nationality', signature: expect.stringMatching(/^<svg .*<polyline points="10,10 60,90/) },
    ],
    consents: [{ kind: 'face', given: 'given' }],
    faceChecks: [{ outcome: 'likely-same' }],
    order: {
      orderNumber,
      status: 'in_review',
      events: [{ step: 'startReview', by: 'engine' }],
      messages: [{ title: '订单已提交' }],
    },
  });
  for (const { id, pictures } of [draft, filed])
    for (const [kind, picture] of Object.entries(pictures))
      expect(files.get(`documents/${id}/${kind}-1.jpg`)?.equals(picture)).toBe(true);
  expect(files.size).toBe(2 + 6);
  const text = String(files.get('data.json'));
  for (const secret of ['passwordHash', 'password', 'tokenHash', 'Sealed', 'Index', 'score', 'keyId'])
    expect(text).not.toContain(secret);
  const [record] = await rooms.db.select().from(auditRecords).where(eq(auditRecords.objectId, me.accountId));
  expect(record).toMatchObject({ action: 'data.export', actorId: me.accountId });
});

test('V14 nothing of another account, of an order that was taken over, or of a grown child is in it', async () => {
  const [me, other] = [await owner(), await owner()];
  const theirs = await draftWithPictures(other, { ...goodAnswers(), 'name.chinese': '鴞他人' });
  const given = await draftWithPictures(me, { ...goodAnswers(), 'name.chinese': '鸝接管' });
  const grown = await draftWithPictures(me, { ...goodAnswers(), 'name.chinese': '鸝成年' });
  const kept = await draftWithPictures(me, { ...goodAnswers(), 'name.chinese': '吕本人' });
  for (const [who, { id }] of [
    [other, theirs],
    [me, given],
    [me, grown],
    [me, kept],
  ] as const)
    expect((await submit(who.person, id)).status).toBe(201);
  const { orderNumber } = (await rooms.orders.findOrderOf(given.id)) as Order;
  const { code } = (await me.person.send('POST', `/v1/orders/${orderNumber}/hand-over`, {})).body;
  await other.person.send('POST', '/v1/hand-overs', { orderNumber, code });
  const todayOn = localDate(Date.now(), 'America/Los_Angeles');
  await rooms.db.update(cases).set({ guardianUntilOn: todayOn }).where(eq(cases.applicationId, grown.id));

  const files = filesIn((await me.person.get('/v1/me/export')).body);

  expect(dataIn(files).applications.map(({ id }: { id: string }) => id)).toEqual([kept.id]);
  for (const bird of ['鴞', '鸝', theirs.id, given.id, grown.id, other.accountId])
    expect(
      [...files].filter(([name, bytes]) => name.includes(bird) || bytes.includes(bird)).map(([name]) => name),
    ).toEqual([]);
  const taken = dataIn(filesIn((await other.person.get('/v1/me/export')).body));
  expect(taken.applications.map(({ id }: { id: string }) => id).toSorted()).toEqual(
    [theirs.id, given.id].toSorted(),
  );
});

test('S5 V14 without a recent second factor there is no copy, and it costs no try', async () => {
  const { person: me, accountId } = await owner({ steppedUp: false });
  for (let tries = 0; tries < 3; tries += 1)
    expect(await me.get('/v1/me/export')).toMatchObject({
      status: 403,
      body: { type: '/problems/step-up-required' },
    });
  const fresh = person(app, await sessionToken(rooms, { accountId }, { steppedUp: true }));
  expect((await fresh.get('/v1/me/export')).status).toBe(200);
});

test('R7 V14 two copies a day, also when they are asked for at once', async () => {
  const me = await owner();
  const answers = await Promise.all(Array.from({ length: 8 }, () => me.person.get('/v1/me/export')));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 429, 429, 429, 429, 429, 429]);
});

test('V14 an empty account has a copy too', async () => {
  const data = dataIn(filesIn((await (await owner({ realName: false })).person.get('/v1/me/export')).body));
  expect(data).toMatchObject({ identity: null, consents: [], applications: [] });
});

test('V14 a hundred megabytes of pictures pass through little memory', async () => {
  const me = await owner();
  const { id } = await draftWithPictures(me, goodAnswers());
  const application = (await rooms.applications.findApplication(id)) as NonNullable<
    Awaited<ReturnType<Rooms['applications']['findApplication']>>
  >;
  const picture = Buffer.concat([await pageJpeg(), Buffer.alloc(6 * 1024 * 1024, 7)]);
  for (let at = 0; at < 16; at += 1) {
    const objectKey = `${id}/${randomUUID()}`;
    await store.put(application.keyId, objectKey, () => Readable.from(chunksOf(picture)));
    await rooms.applications.addDocument(application, {
      id: randomUUID() as DocumentId,
      kind: 'residence-proof',
      state: 'current',
      objectKey,
      bytes: picture.length,
      width: 1,
      height: 1,
      fileName: 'photo.jpg',
      content: objectKey,
    });
  }
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const headers = { authorization: `Bearer ${me.token}` };
  let bytes = 0;
  let peak = 0;
  const before = process.memoryUsage().arrayBuffers;
  await new Promise<void>((done, fail) => {
    httpRequest({ port, host: '127.0.0.1', path: '/v1/me/export', headers }, (response) => {
      // A reader on a slow line: what it has not taken must not pile up here.
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
        response.pause();
        setTimeout(() => response.resume(), 1);
      });
      response.on('end', done).on('error', fail);
    })
      .on('error', fail)
      .end();
  });
  expect(bytes).toBeGreaterThan(16 * picture.length);
  expect(peak).toBeLessThan(48 * 1024 * 1024);
}, 60_000);

test('V14 a picture that cannot be read breaks the file off; a reader who leaves stops it', async () => {
  const me = await owner();
  const { id } = await draftWithPictures(me, goodAnswers());
  let opened = 0;
  let closed = 0;
  const broken = await openAppAlone(rooms, {
    documents: {
      ...store,
      get: async (keyId, objectKey) => {
        const stream = await store.get(keyId, objectKey);
        opened += 1;
        stream.once('close', () => (closed += 1));
        if (opened === 2) setImmediate(() => stream.destroy(new Error('the store is away')));
        return stream;
      },
    },
  });
  await broken.listen({ host: '127.0.0.1', port: 0 });
  const { port } = broken.server.address() as AddressInfo;
  const headers = { authorization: `Bearer ${me.token}` };
  const ended = await new Promise<boolean>((done) => {
    httpRequest({ port, host: '127.0.0.1', path: '/v1/me/export', headers }, (response) => {
      response.resume();
      response.on('close', () => done(response.complete));
    })
      .on('error', () => done(false))
      .end();
  });
  expect(id satisfies DraftId).toBeTruthy();
  expect(ended).toBe(false);
  await expect.poll(() => closed).toBe(opened);
  await broken.close();
});

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

test('R-13 a signature is drawn of numbers alone', () => {
  const drawn = {
    width: 600,
    height: 200,
    strokes: [
      [1, 2, 3.5, 4],
      ['"/><script>' as unknown as number, 1],
    ],
  };
  const svg = signatureSvg(drawn);
  expect(svg).toContain('<polyline points="1,2 3.5,4"/>');
  expect(svg).not.toContain('script');
});
