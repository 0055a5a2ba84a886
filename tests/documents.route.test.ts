import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileObjectStore } from '../adapters/object-store.ts';
import type { DraftId } from '../domain/ids.ts';
import { PICTURE_TEXTS } from '../domain/texts/refusals.ts';
import { newMember, oneWithSession, openAppAlone, type Person, person } from './support/app.ts';
import { openRooms, type Rooms } from './support/house.ts';
import { prepareRenewal } from './support/people.ts';
import { jpegWithExif, pageJpeg, portraitJpeg, truncatedJpeg } from './support/pictures.ts';

let rooms: Rooms;
let app: FastifyInstance;
beforeAll(async () => {
  rooms = await openRooms();
  app = await openAppAlone(rooms);
});
afterAll(async () => {
  await app.close();
  await rooms.close();
});

async function withDraft() {
  const { person: applicant, accountId } = await oneWithSession(app, rooms);
  const { body } = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  const path = `/v1/drafts/${body.id}`;
  const upload = (kind: string, file: Buffer, more = '') =>
    applicant.upload(`${path}/documents?kind=${kind}${more}`, file);
  return { applicant, accountId, path, upload, list: () => listed(applicant, path) };
}

const listed = async (applicant: Person, path: string) =>
  (await applicant.get(path)).body.documents as { id: string; kind: string; sameAs: string[] }[];

async function storedObjects(path: string): Promise<number> {
  let count = 0;
  const prefix = `${path.split('/').at(-1)}/`;
  for await (const _ of fileObjectStore(`${rooms.dir}/objects`).list(prefix)) count += 1;
  return count;
}

test('R-15 a portrait is replaced in one step, and the old picture is gone', async () => {
  const { upload, list, path } = await withDraft();
  const { body: old } = await upload('portrait', await portraitJpeg());

  const { status, body: fresh } = await upload(
    'portrait',
    await portraitJpeg({ width: 400, height: 560 }),
    '&replace=true',
  );

  expect(status).toBe(201);
  expect(fresh.id).not.toBe(old.id);
  expect((await list()).map(({ id }) => id)).toEqual([fresh.id]);
  expect(await storedObjects(path)).toBe(1);
});

test('R-15 a replacement that is refused leaves the stored picture as it was', async () => {
  const { upload, list, path, applicant } = await withDraft();
  const picture = await portraitJpeg();
  const { body: old } = await upload('portrait', picture);

  const refused = await upload('portrait', await truncatedJpeg(0.5), '&replace=true');

  expect(refused).toMatchObject({ status: 422, body: { errors: [{ rule: 'jpeg-broken' }] } });
  expect((await list()).map(({ id }) => id)).toEqual([old.id]);
  expect((await applicant.get(`${path}/documents/${old.id}`)).body.equals(picture)).toBe(true);
});

test('R-15 the same picture as its own replacement stays', async () => {
  const { upload, list, path, applicant } = await withDraft();
  const picture = await portraitJpeg();
  const { body: first } = await upload('portrait', picture);

  const { body: again } = await upload('portrait', picture, '&replace=true');

  expect(again.id).toBe(first.id);
  expect(await list()).toHaveLength(1);
  expect((await applicant.get(`${path}/documents/${first.id}`)).status).toBe(200);
});

test('R-15 a replaced picture that another kind shares is kept for that one', async () => {
  const { upload, list, path, applicant } = await withDraft();
  const shared = await pageJpeg();
  await upload('portrait', shared);
  const { body: page } = await upload('passport-data-page', shared);

  await upload('portrait', await portraitJpeg(), '&replace=true');

  expect(await list()).toHaveLength(2);
  expect((await applicant.get(`${path}/documents/${page.id}`)).body.equals(shared)).toBe(true);
});

test('R-15 where several pictures are allowed none is replaced unasked', async () => {
  const { upload, list } = await withDraft();
  await upload('residence-proof', await pageJpeg());

  const refused = await upload('residence-proof', await portraitJpeg(), '&replace=true');

  const reason = PICTURE_TEXTS['replaces-one-of-many'].en;
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ rule: 'replaces-one-of-many', reason }] },
  });
  expect(await list()).toHaveLength(1);
});

test('R-15 a picture that is uploaded under two kinds is taken, with the other kind named', async () => {
  const { upload, list } = await withDraft();
  const picture = await pageJpeg();
  const first = await upload('passport-data-page', picture);
  expect(first.body.sameAs).toEqual([]);

  const second = await upload('residence-proof', picture);

  expect(second).toMatchObject({ status: 201, body: { sameAs: ['passport-data-page'] } });
  const told = (await list()).map(({ kind, sameAs }) => [kind, sameAs]);
  expect(Object.fromEntries(told)).toEqual({
    'passport-data-page': ['residence-proof'],
    'residence-proof': ['passport-data-page'],
  });
});

test('R-15 a preview is small, upright and says nothing of camera or place', async () => {
  const { upload, path, applicant } = await withDraft();
  const secret = 'where the photo was taken';
  const lying = await jpegWithExif(6, secret, { width: 900, height: 600 });
  const { body } = await upload('portrait', lying);
  expect(lying.includes(secret)).toBe(true);

  const { status, headers, body: preview } = await applicant.get(`${path}/documents/${body.id}/preview`);

  expect(status).toBe(200);
  expect(headers['content-type']).toBe('image/jpeg');
  expect(headers['cache-control']).toContain('no-store');
  expect(headers['content-security-policy']).toContain('sandbox');
  const { width, height, exif, orientation } = await sharp(preview).metadata();
  expect({ width, height, exif, orientation }).toEqual({
    width: 320,
    height: 480,
    exif: undefined,
    orientation: undefined,
  });
  expect(preview.includes(secret)).toBe(false);
});

test('Z7 previews are for the owner and for the staff who may see the picture', async () => {
  const { upload, path, applicant } = await withDraft();
  const { body } = await upload('portrait', await portraitJpeg());
  const url = `${path}/documents/${body.id}/preview`;
  const { person: other } = await oneWithSession(app, rooms);
  const mailroom = await newMember(app, rooms, ['mailroom']);

  expect((await other.get(url)).status).toBe(404);
  expect((await person(app).get(url)).status).toBe(401);
  expect((await mailroom.get(url)).status).toBe(401);
  expect((await applicant.get(`${path}/documents/${crypto.randomUUID()}/preview`)).status).toBe(404);
});

test('R-15 R-45 of an order, applicant and officer get previews; the mailroom sees no pictures', async () => {
  const { upload, applicant, accountId, path } = await withDraft();
  const { body } = await upload('portrait', await portraitJpeg());
  const prepared = await prepareRenewal(rooms, { accountId });
  const application = await rooms.applications.findApplication(path.split('/').at(-1) as DraftId);
  const { order } = await rooms.orders.submit({
    ...prepared,
    application: application!,
    documentIds: [body.id],
  });
  const [officer, mailroom, elsewhere] = await Promise.all([
    newMember(app, rooms, ['officer']),
    newMember(app, rooms, ['mailroom']),
    newMember(app, rooms, ['officer'], 'SFO'),
  ]);
  const ofCase = `/v1/staff/cases/${order.orderNumber}/documents/${body.id}/preview`;

  const own = await applicant.get(`/v1/orders/${order.orderNumber}/documents/${body.id}/preview`);

  expect([own.status, own.headers['content-type']]).toEqual([200, 'image/jpeg']);
  expect((await officer.get(ofCase)).status).toBe(200);
  expect((await mailroom.get(ofCase)).status).toBe(403);
  expect((await elsewhere.get(ofCase)).status).toBe(404);
});
