import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { clamd } from '../adapters/virus-scanner.ts';
import { rateLimits } from '../db/schema.ts';
import type { FileKind } from '../domain/file-kinds.ts';
import { FAULT_TEXTS } from '../domain/texts/faults.ts';
import { FILE_KIND_TEXTS } from '../domain/texts/file-kinds.ts';
import { PICTURE_TEXTS } from '../domain/texts/refusals.ts';
import type { Text } from '../domain/texts/text.ts';
import { newDraft, oneWithSession, openApp, type Person, person } from './support/app.ts';
import { infected, startClamd } from './support/clamd.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { jpegOfBytes, pageJpeg, pngNamedJpg, portraitJpeg, truncatedJpeg } from './support/pictures.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let applicant: Person;
let token: string;
let draftId: string;
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app } = await openApp(rooms, env));
  ({ person: applicant, token } = await oneWithSession(app, rooms));
  draftId = await newDraft(applicant);
});
// Most of them send from one account, more in a minute than it may in an hour.
beforeEach(async () => {
  await rooms.db.delete(rateLimits);
});
afterAll(async () => {
  await app.close();
  await env.teardown();
  await rooms.close();
});

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
/** How a file of each kind begins. */
const BEGINNINGS: Record<FileKind, Buffer> = {
  heic: bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
  avif: bytes('\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf'),
  png: bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
  webp: bytes('RIFF\x24\0\0\0WEBPVP8 '),
  gif: bytes('GIF89a\x01\0\x01\0'),
  tiff: bytes('II*\0\x08\0\0\0'),
  bmp: bytes('BM\x46\0\0\0\0\0\0\0\x36\0\0\0'),
  pdf: bytes('%PDF-1.7\n'),
  video: bytes('\0\0\0\x14ftypqt  \0\0\0\0qt  '),
};

const MB_5 = 5 * 1024 * 1024;
const LANGS = { hans: 'zh-CN', hant: 'zh-TW', en: 'en' } as const;
type Lang = keyof typeof LANGS;
type Part = { name?: string; fileName?: string; type?: string; content: Buffer | string };

/** A multipart body as a hostile client may write it: names go in as they are. */
function multipart(parts: Part[]): { payload: Buffer; type: string } {
  const boundary = 'boundary-of-a-test';
  const chunks = parts.flatMap(({ name = 'file', fileName, type, content }) => [
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"`,
    fileName === undefined ? '' : `; filename="${fileName}"`,
    type ? `\r\ncontent-type: ${type}` : '',
    '\r\n\r\n',
    content,
    '\r\n',
  ]);
  const payload = Buffer.concat(
    [...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk as string)),
  );
  return { payload, type: `multipart/form-data; boundary=${boundary}` };
}

async function send(parts: Part[], { lang = 'en' as Lang, kind = 'residence-proof', to = draftId } = {}) {
  const { payload, type } = multipart(parts);
  const response = await app.inject({
    method: 'POST',
    url: `/v1/drafts/${to}/documents?kind=${encodeURIComponent(kind)}`,
    headers: { authorization: `Bearer ${token}`, 'accept-language': LANGS[lang], 'content-type': type },
    payload,
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

const jpeg = (content: Buffer, fileName = 'photo.jpg', type = 'image/jpeg'): Part => ({
  content,
  fileName,
  type,
});
const draft = async () => (await applicant.get(`/v1/drafts/${draftId}`)).body;
const filesUnder = (dir: string): string[] =>
  readdirSync(join(rooms.dir, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const leftovers = () => [...filesUnder('uploads'), ...filesUnder('objects/incoming')];

/** Refused in each language with this status, field and rule; draft, objects and temp files are as before. */
async function expectRefusal(
  parts: Part[],
  expected: { status: number; field: string; rule: string; text?: Text },
  options: { kind?: string } = {},
): Promise<void> {
  const before = { draft: await draft(), objects: filesUnder('objects') };
  const reasons = new Set<string>();
  for (const lang of Object.keys(LANGS) as Lang[]) {
    const { status, headers, body } = await send(parts, { ...options, lang });
    expect(status).toBe(expected.status);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(headers['content-language']).toBe({ hans: 'zh-Hans', hant: 'zh-Hant', en: 'en' }[lang]);
    expect(body).toMatchObject({ type: '/problems/picture-refused', status: expected.status });
    expect(body.errors).toEqual([{ field: expected.field, rule: expected.rule, reason: expect.any(String) }]);
    if (expected.text) expect(body.errors[0].reason).toBe(expected.text[lang]);
    reasons.add(body.errors[0].reason);
  }
  expect(reasons.size).toBe(3);
  expect({ draft: await draft(), objects: filesUnder('objects') }).toEqual(before);
  expect(leftovers()).toEqual([]);
}

/** Refused as this kind of file, in the words that say how to get a JPEG. */
async function notAJpeg(part: Part, kind: FileKind): Promise<void> {
  await expectRefusal([part], {
    status: 415,
    field: 'file',
    rule: 'not-a-jpeg',
    text: FILE_KIND_TEXTS[kind],
  });
  expect((await send([part])).body.details).toEqual({ fileKind: kind });
}

type Rule = keyof typeof PICTURE_TEXTS;
const picture = async (part: Part | Promise<Part>, status: number, rule: Rule): Promise<void> =>
  expectRefusal([await part], { status, field: 'file', rule, text: PICTURE_TEXTS[rule] });

test('R-15 U1 a PNG named .jpg is refused', async () => {
  await notAJpeg(jpeg(await pngNamedJpg()), 'png');
});

test.each(Object.keys(BEGINNINGS) as FileKind[])(
  'R-15 a %s is refused by its content, whatever it is called, with the way to a JPEG',
  async (kind) => {
    const content = Buffer.concat([BEGINNINGS[kind], Buffer.alloc(2_000, 7)]);

    await notAJpeg(jpeg(content, 'IMG_0001.jpg'), kind);
    await notAJpeg(jpeg(content, 'IMG_0001.HEIC', 'application/octet-stream'), kind);
  },
);

test('R-15 what is neither a JPEG nor of a kind that we know is refused as no JPEG', async () => {
  await picture(jpeg(Buffer.alloc(2_000, 7)), 415, 'not-a-jpeg');
});

test('R-15 a HEIC over 5 MB is told to be a HEIC', async () => {
  await notAJpeg(
    jpeg(Buffer.concat([BEGINNINGS.heic, Buffer.alloc(MB_5 + 10)]), 'IMG_2.heic', 'image/heic'),
    'heic',
  );
});

test('R-15 U1 half a JPEG is refused', async () => {
  await picture(jpeg(await truncatedJpeg(0.5)), 422, 'jpeg-broken');
});

test('R-15 U1 an empty file is refused', async () => {
  await picture(jpeg(Buffer.alloc(0)), 415, 'not-a-jpeg');
});

test('R-15 U2 5 MB and one byte is refused', async () => {
  await picture(jpeg(await jpegOfBytes(MB_5 + 1)), 413, 'picture-over-5-mb');
});

test('R-15 U2 5 MB exactly is accepted, and read back byte for byte', async () => {
  const content = await jpegOfBytes(MB_5);

  const stored = await send([jpeg(content)]);

  expect(stored).toMatchObject({
    status: 201,
    body: { bytes: MB_5, kind: 'residence-proof', state: 'current' },
  });
  const read = await applicant.get(`/v1/drafts/${draftId}/documents/${stored.body.id}`);
  expect(read.status).toBe(200);
  expect(read.body.equals(content)).toBe(true);
  expect(leftovers()).toEqual([]);
});

test('R-15 U3 256 megapixels in few bytes are refused', async () => {
  const bomb = await portraitJpeg();
  const frame = bomb.indexOf(Buffer.of(0xff, 0xc0)); // its header tells height and width
  bomb.writeUInt16BE(16_000, frame + 5);
  bomb.writeUInt16BE(16_000, frame + 7);

  await picture(jpeg(bomb), 422, 'picture-too-large');
});

test.each([
  ['NUL', 'photo\0.jpg'],
  ['a turned direction', 'photo\u202Egpj.jpg'],
])('R-15 U5 %s in the file name is refused', async (_what, name) => {
  await picture(jpeg(await portraitJpeg(), name), 422, 'file-name-unsafe');
});

test.each(['../../../etc/passwd.jpg', '..\\\\..\\\\boot.jpg', '/etc/cron.d/x.jpg'])(
  'R-15 U5 the path in the file name %j goes nowhere',
  async (name) => {
    const { status, body } = await send([jpeg(await portraitJpeg({ width: 300, height: 400 }), name)]);

    if (status === 201) expect(body.fileName).toMatch(/^[^/\\]+\.jpg$/);
    else expect(body).toMatchObject({ status: 422, errors: [{ field: 'file', rule: 'file-name-unsafe' }] });
    expect(filesUnder('objects').every((file) => /^[0-9a-f]+\.object$/.test(file))).toBe(true);
  },
);

test('R-15 U5 a name that is too long or does not end in .jpg is refused', async () => {
  await picture(jpeg(await portraitJpeg(), `${'x'.repeat(300)}.jpg`), 422, 'file-name-too-long');
  await picture(jpeg(await portraitJpeg(), 'photo.png'), 415, 'file-name-not-jpg');
});

test('R-15 U1 a JPEG declared as something else is refused', async () => {
  await picture(jpeg(await portraitJpeg(), 'photo.jpg', 'image/png'), 415, 'declared-type-not-jpeg');
});

test('R-15 a kind that the service does not ask for is refused', async () => {
  const kind = 'taiwan-paper';

  await expectRefusal(
    [jpeg(await portraitJpeg())],
    {
      status: 422,
      field: `materials.${kind}`,
      rule: 'material-unknown',
      text: FAULT_TEXTS['material-unknown'],
    },
    { kind },
  );
});

test('R-15 an upload without a file is refused', async () => {
  await expectRefusal([], { status: 422, field: 'file', rule: 'required' });
});

test('R-15 two files at once, or a file and something else, are refused whole', async () => {
  const expected = { status: 422, field: 'file', rule: 'one-file-only' };
  const page = await pageJpeg({ width: 600, height: 400 });

  await expectRefusal([jpeg(page), jpeg(await portraitJpeg(), 'second.jpg')], expected);
  await expectRefusal([jpeg(page), { name: 'kind', content: 'portrait' }], expected);
});

test.each(['application/json', 'text/plain', 'image/jpeg'])(
  'R-15 an upload as %s instead of multipart/form-data is 415',
  async (type) => {
    const before = await draft();

    const answer = await app.inject({
      method: 'POST',
      url: `/v1/drafts/${draftId}/documents?kind=portrait`,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      payload: type === 'application/json' ? '{"file":"x"}' : 'x',
    });

    expect(answer.statusCode).toBe(415);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(await draft()).toEqual(before);
  },
);

test.each(['multipart/form-data', 'multipart/form-data; boundary=another'])(
  'R-15 a form whose boundary is missing or another (%s) is refused',
  async (type) => {
    const { payload } = multipart([jpeg(await portraitJpeg())]);

    const answer = await app.inject({
      method: 'POST',
      url: `/v1/drafts/${draftId}/documents?kind=portrait`,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      payload,
    });

    expect([400, 422]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(leftovers()).toEqual([]);
  },
);

test('R-15 a body that ends in the middle of the file is a 4xx and leaves nothing behind', async () => {
  const before = await draft();
  const { payload, type } = multipart([jpeg(await portraitJpeg())]);

  const answer = await app.inject({
    method: 'POST',
    url: `/v1/drafts/${draftId}/documents?kind=portrait`,
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    payload: payload.subarray(0, payload.length / 2),
  });

  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode).toBeLessThan(500);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(await draft()).toEqual(before);
  expect(leftovers()).toEqual([]);
});

test('U2 the 21st document is refused, the same picture again is no new one', async () => {
  const { person: someone } = await oneWithSession(app, rooms);
  const { body: fresh } = await someone.send('POST', '/v1/drafts', {
    service: 'passport.renew',
    post: 'LAX',
  });
  const documents = `/v1/drafts/${fresh.id}/documents?kind=residence-proof`;
  for (let at = 0; at < 20; at += 1) {
    expect((await someone.upload(documents, await jpegOfBytes(30_000 + at))).status).toBe(201);
  }
  const full = (await someone.get(`/v1/drafts/${fresh.id}`)).body;
  expect(full.documents).toHaveLength(20);

  const refused = await someone.upload(documents, await jpegOfBytes(31_000));
  const again = await someone.upload(documents, await jpegOfBytes(30_000));

  expect(refused).toMatchObject({
    status: 422,
    body: { type: '/problems/too-many-documents', details: { max: 20 } },
  });
  expect(again).toMatchObject({ status: 201, body: { id: full.documents[0].id } });
  expect((await someone.get(`/v1/drafts/${fresh.id}`)).body).toEqual(full);
  expect(leftovers()).toEqual([]);
});

test('Z7 pictures of another, of an unknown draft and without a session cannot be sent or read', async () => {
  const { person: other } = await oneWithSession(app, rooms);
  const file = await portraitJpeg();
  const [mine] = (await draft()).documents;
  const unknown = crypto.randomUUID();

  for (const path of [`/v1/drafts/${draftId}`, `/v1/drafts/${unknown}`]) {
    expect((await other.upload(`${path}/documents?kind=portrait`, file)).status).toBe(404);
    expect((await other.get(`${path}/documents/${mine.id}`)).status).toBe(404);
    expect((await other.send('DELETE', `${path}/documents/${mine.id}`)).status).toBe(404);
  }
  const nobody = person(app);
  expect((await nobody.upload(`/v1/drafts/${draftId}/documents?kind=portrait`, file)).status).toBe(401);
  expect((await nobody.get(`/v1/drafts/${draftId}/documents/${mine.id}`)).status).toBe(401);
  expect((await applicant.get(`/v1/drafts/${draftId}/documents/${mine.id}`)).status).toBe(200);
});

test('U6 a picture is sent as a picture that is never cached, sniffed, framed or run', async () => {
  const [mine] = (await draft()).documents;

  const { headers } = await applicant.get(`/v1/drafts/${draftId}/documents/${mine.id}`);

  expect(headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline; filename="document.jpg"',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['cache-control']).toContain('no-store');
  expect(headers['content-security-policy']).toContain('sandbox');
});

test('R4 of one account sixty pictures an hour are looked at, kept or not; another account goes on', async () => {
  const usual = { token, draftId };
  const be = async (): Promise<void> => {
    const next = await oneWithSession(app, rooms);
    const start = { service: 'passport.renew', post: 'LAX' };
    token = next.token;
    draftId = (await next.person.send('POST', '/v1/drafts', start)).body.id;
  };
  try {
    await be();
    const empty = jpeg(Buffer.alloc(0));
    for (let at = 0; at < 60; at += 1) expect((await send([empty])).status).toBe(415);
    const refused = await send([jpeg(await portraitJpeg())]);
    expect(refused).toMatchObject({ status: 429, body: { type: '/problems/rate-limited' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_000);
    await be();
    expect((await send([jpeg(await portraitJpeg())])).status).toBe(201);
  } finally {
    ({ token, draftId } = usual);
  }
});

test('U7 V5.4.3 what the virus scanner calls infected, or cannot look at, is kept nowhere; what is clean is', async () => {
  const daemon = await startClamd();
  const usual = app;
  ({ app } = await openApp(rooms, env, { virusScanner: clamd(daemon.address) }));
  const good = await portraitJpeg();

  await picture(jpeg(infected(good)), 422, 'picture-infected');
  expect((await send([jpeg(good)])).status).toBe(201);
  await daemon.stop();
  const before = filesUnder('objects');
  const away = await send([jpeg(await portraitJpeg())]);
  expect(away).toMatchObject({ status: 503, headers: { 'retry-after': '2' }, body: { type: 'about:blank' } });
  expect(filesUnder('objects')).toEqual(before);
  expect(leftovers()).toEqual([]);
  await app.close();
  app = usual;
});
