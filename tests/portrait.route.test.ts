import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../api/limits.ts';
import { goodAnswers, oneWithSession, openApp } from './support/app.ts';
import { astronautJpeg, passportPortrait } from './support/faces.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { mrzPageJpeg, pageJpeg, portraitJpeg } from './support/pictures.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app } = await openApp(rooms, env));
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

async function drafting(lang = 'en') {
  const { person: applicant } = await oneWithSession(app, rooms, lang);
  const { body } = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
  const path = `/v1/drafts/${body.id}`;
  return {
    applicant,
    path,
    add: (kind: string, file: Buffer) => applicant.upload(`${path}/documents?kind=${kind}`, file),
  };
}

test('R-16 what the check finds is said with its mending, and stays with the picture', async () => {
  const { applicant, path, add } = await drafting('zh-Hans');
  const uploaded = await add('portrait', await passportPortrait({ tilt: 6, above: 26, centre: 236 }));
  expect(uploaded.body.advice).toBeNull();
  const { status, body } = await applicant.send('POST', `${path}/portrait-check`);
  expect(status).toBe(200);
  expect(body.findings).toEqual([
    {
      rule: 'tilted',
      params: { measured: expect.any(Number), max: 5 },
      reason: expect.stringContaining('摆正头部'),
    },
  ]);
  const [document] = (await applicant.get(path)).body.documents;
  expect(document.advice).toEqual(body);
});

test('R-16 the advice stops nothing: no fault of the draft comes from it', async () => {
  const { applicant, path, add } = await drafting();
  await applicant.send('PATCH', path, { answers: goodAnswers() });
  await add('portrait', await portraitJpeg());
  const before = (await applicant.get(path)).body.open;
  expect((await applicant.send('POST', `${path}/portrait-check`)).body.findings).not.toEqual([]);
  expect((await applicant.get(path)).body.open).toEqual(before);
});

test('R-16 on request a portrait is made to fit and takes the place of the old one', async () => {
  const { applicant, path, add } = await drafting();
  const { body: old } = await add('portrait', await astronautJpeg());
  const fitted = await applicant.send('POST', `${path}/portrait-fit`);
  expect(fitted).toMatchObject({ status: 201, body: { kind: 'portrait', width: 390, height: 567 } });
  expect(fitted.body.advice.findings.map(({ rule }: { rule: string }) => rule)).toEqual([
    'background-not-white',
  ]);
  const { documents } = (await applicant.get(path)).body;
  expect(documents.map(({ id }: { id: string }) => id)).toEqual([fitted.body.id]);
  expect((await applicant.get(`${path}/documents/${old.id}`)).status).toBe(404);
  const stored = (await applicant.get(`${path}/documents/${fitted.body.id}`)).body;
  expect(await sharp(stored).metadata()).toMatchObject({ format: 'jpeg', width: 390, height: 567 });
});

test('R-16 a portrait without a face cannot be fitted and stays as it is', async () => {
  const { applicant, path, add } = await drafting();
  const { body: old } = await add('portrait', await pageJpeg());
  const answer = await applicant.send('POST', `${path}/portrait-fit`);
  expect(answer).toMatchObject({ status: 422, body: { type: '/problems/portrait-not-one-face' } });
  expect((await applicant.get(path)).body.documents).toMatchObject([{ id: old.id }]);
});

test('R-15 R-16 a PNG is refused unless its conversion is asked for, and then only as a portrait', async () => {
  const { applicant, path } = await drafting();
  const png = await sharp(await passportPortrait())
    .png()
    .toBuffer();
  const file = { name: 'portrait.png', type: 'image/png' };
  const send = (query: string) => applicant.upload(`${path}/documents?${query}`, png, file);
  expect((await send('kind=portrait')).status).toBe(415);
  expect((await send('kind=residence-proof&convert=jpeg')).status).toBe(415);
  const converted = await send('kind=portrait&convert=jpeg');
  expect(converted).toMatchObject({
    status: 201,
    body: { fileName: 'portrait.jpg', width: 390, height: 567 },
  });
  const stored = (await applicant.get(`${path}/documents/${converted.body.id}`)).body;
  expect((await sharp(stored).metadata()).format).toBe('jpeg');
  const half = await applicant.upload(
    `${path}/documents?kind=portrait&convert=jpeg`,
    png.subarray(0, 9_000),
    file,
  );
  expect(half).toMatchObject({ status: 422, body: { errors: [{ rule: 'jpeg-broken' }] } });
  const large = await applicant.upload(
    `${path}/documents?kind=portrait&convert=jpeg`,
    Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]),
    file,
  );
  expect(large).toMatchObject({ status: 413, body: { errors: [{ rule: 'picture-over-5-mb' }] } });
});

test('R-15 a HEIC picture is told how to become a JPEG, by its name and by its content', async () => {
  const { applicant, path } = await drafting();
  const heic = Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from('ftypheic'), Buffer.alloc(400)]);
  for (const file of [
    { name: 'IMG_0001.HEIC', type: 'image/heic' },
    { name: 'IMG_0001.jpg', type: 'image/jpeg' },
  ]) {
    const answer = await applicant.upload(`${path}/documents?kind=portrait&convert=jpeg`, heic, file);
    expect(answer).toMatchObject({ status: 415, body: { errors: [{ rule: 'not-a-jpeg' }] } });
    expect(answer.body.errors[0].reason).toContain('Most Compatible');
  }
});

test('R-12 the lines of the data page are suggested, and no answer is written', async () => {
  const { applicant, path, add } = await drafting();
  expect(await applicant.send('POST', `${path}/mrz-reading`)).toMatchObject({
    status: 422,
    body: { type: '/problems/data-page-missing' },
  });
  const lines = [
    'POCHNLYU<<CESHI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<',
    'EA12345676CHN9001011F3106143<<<<<<<<<<<<<<06',
  ];
  await add('passport-data-page', await mrzPageJpeg(lines));
  const { status, body } = await applicant.send('POST', `${path}/mrz-reading`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ found: true, line1: lines[0] });
  expect(body.suggestions).toContainEqual({ field: 'passport.number', value: 'EA1234567', checked: true });
  const suggested = Object.fromEntries(
    body.suggestions.map(({ field, value }: { field: string; value: string }) => [field, value]),
  );
  expect((await applicant.get(path)).body.answers).toEqual({});
  // What is suggested is what the form takes.
  const saved = await applicant.send('PATCH', path, { answers: suggested });
  expect(saved).toMatchObject({ status: 200, body: { faults: [] } });
});

test('R-12 a page that cannot be read gives no suggestion and is no error', async () => {
  const { applicant, path, add } = await drafting();
  await add('passport-data-page', await pageJpeg());
  expect(await applicant.send('POST', `${path}/mrz-reading`)).toMatchObject({
    status: 200,
    body: { found: false, line1: null, line2: null, suggestions: [] },
  });
});

test('looking at pictures is limited per account', async () => {
  const { applicant, path, add } = await drafting();
  await add('portrait', await pageJpeg({ width: 80, height: 60 }));
  const bucket = LIMITS.vision;
  const answers: number[] = [];
  for (let time = 0; time <= bucket.max; time += 1) {
    answers.push((await applicant.send('POST', `${path}/portrait-check`)).status);
  }
  expect(answers.slice(0, -1)).toEqual(Array.from({ length: bucket.max }, () => 200));
  expect(answers.at(-1)).toBe(429);
}, 60_000);
