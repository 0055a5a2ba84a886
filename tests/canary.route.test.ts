import { randomInt, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { isNull, sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRelays } from '../activities/relays.ts';
import { smtpMailer } from '../adapters/mailer.ts';
import { mailOutbox } from '../db/schema.ts';
import { residentIdCheck } from '../domain/resident-id.ts';
import { createLog } from '../log.ts';
import {
  answerConsent,
  goodAnswers,
  newMember,
  openApp,
  type Person,
  person,
  sign,
  submit,
} from './support/app.ts';
import { astronautJpeg, passportPortrait, withSecret } from './support/faces.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { passportNumber } from './support/people.ts';
import { jpegWithExif } from './support/pictures.ts';
import { playRenewal, type RenewalStaff } from './support/renewal.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let engine: Awaited<ReturnType<typeof openApp>>['engine'];
let logged = '';
const log = createLog('api', 'debug', { write: (line: string) => void (logged += line) });

/** Mails as they went over the wire, by recipient. */
const mails: { to: string; raw: string }[] = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData(stream, session, done) {
    void text(stream).then((raw) => {
      for (const { address } of session.envelope.rcptTo) mails.push({ to: address, raw });
      done();
    });
  },
});
let mailer: ReturnType<typeof smtpMailer>;
let relays: ReturnType<typeof runRelays>;

beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app, engine } = await openApp(rooms, env, { log }));
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  const { port } = mailServer.server.address() as AddressInfo;
  mailer = smtpMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'desk@consulate.example' });
  const publicUrl = 'https://cases.example';
  relays = runRelays({ outbox: rooms.outbox, mailer, sms: undefined, engine: engine.engine, publicUrl, log });
});
afterAll(async () => {
  await relays.stop();
  mailer.close();
  await new Promise<void>((resolve) => mailServer.close(resolve));
  await app.close();
  await env.teardown();
  await rooms.close();
});

/** Everything that one applicant is known by, unlike anything else in the house. */
function canaries(at: number) {
  const body = `11010519900101${String(randomInt(50) * 2).padStart(3, '0')}`;
  return {
    email: `Canary.${randomUUID()}@bird.example`,
    password: `canary pass phrase ${randomUUID()}`,
    name: `鸝金絲${['甲', '乙', '丙'][at] ?? '丁'}`,
    idNumber: body + residentIdCheck(body),
    passport: passportNumber(),
    street: `77${at} Canary Row Qx${at}`,
    newStreet: `77${at} Canary Row Apt Zw${at}`,
    city: `Canaryville ${at}`,
    father: `鸝父${at}`,
    phone: `213807808${at}`,
    note: `The canary ${randomUUID()} sang in the interview.`,
    fileName: `canary-${randomUUID()}.jpg`,
    exif: `canary exif ${randomUUID()}`,
    tracking: '9400111201080805483016',
    documentNumber: `EJ${String(randomInt(10_000_000)).padStart(7, '0')}`,
    pinyin: 'CESHI',
  };
}
type Canaries = ReturnType<typeof canaries>;

async function register({ email, password, idNumber, name }: Canaries): Promise<Person> {
  const anyone = person(app);
  expect((await anyone.send('POST', '/v1/accounts', { email, password })).status).toBe(202);
  const mailOf = () => mails.find(({ to }) => to === email)?.raw ?? '';
  await expect.poll(mailOf, { timeout: 15_000 }).toMatch(/is \d{6}/);
  const [, code] = /is (\d{6})/.exec(mailOf()) ?? [];
  expect((await anyone.send('POST', '/v1/accounts/confirmation', { email, code })).status).toBe(200);
  const { body } = await anyone.send('POST', '/v1/sessions', { email, password });
  const applicant = person(app, body.token);
  const claim = { kind: 'resident-id', number: idNumber, name } as const;
  rooms.identityAuthority.enter(claim);
  expect((await applicant.send('POST', '/v1/me/real-name', claim)).status).toBe(200);
  return applicant;
}

async function fileRenewal(applicant: Person, canary: Canaries): Promise<string> {
  const { body: draft } = await applicant.send('POST', '/v1/drafts', {
    service: 'passport.renew',
    post: 'LAX',
  });
  const path = `/v1/drafts/${draft.id}`;
  const answers = {
    ...goodAnswers(canary.passport),
    'name.chinese': canary.name,
    'person.idNumber': canary.idNumber,
    'address.street': canary.street,
    'address.city': canary.city,
    'contact.phone': `+1${canary.phone}`,
    'family.father': canary.father,
  };
  expect(await applicant.send('PATCH', path, { answers })).toMatchObject({
    status: 200,
    body: { faults: [] },
  });
  for (const [at, kind] of ['passport-data-page', 'portrait', 'residence-proof'].entries()) {
    const secret = `${canary.exif} ${at}`;
    const file =
      kind === 'portrait'
        ? await withSecret(await passportPortrait(), secret)
        : await jpegWithExif(1, secret);
    const upload = await applicant.upload(`${path}/documents?kind=${kind}`, file, { name: canary.fileName });
    expect(upload.status).toBe(201);
  }
  const selfie = await withSecret(await astronautJpeg(), canary.exif);
  expect((await answerConsent(applicant, draft.id)).status).toBe(204);
  const compared = await applicant.upload(`${path}/face-checks`, selfie, { name: canary.fileName });
  expect(compared).toMatchObject({ status: 201, body: { standing: 'passed' } });
  expect((await sign(applicant, draft.id, 'nationality')).status).toBe(204);
  const { status, body } = await submit(applicant, draft.id);
  expect(status).toBe(201);
  return body.orderNumber;
}

/** Requests that fail with a canary in every part of them. */
async function stumble(applicant: Person, officer: Person, canary: Canaries): Promise<void> {
  const { email, name, passport, note } = canary;
  const path = `/v1/nothing/${passport}?name=${encodeURIComponent(name)}`;
  expect((await applicant.get(path)).status).toBe(404);
  expect((await applicant.get(`/v1/orders/${passport}`)).status).toBe(404);
  expect((await person(app).send('POST', '/v1/sessions', { email, password: note })).status).toBe(401);
  expect((await person(app).send('POST', '/v1/sessions', { email, [note]: name })).status).toBe(400);
  expect((await officer.send('POST', '/v1/staff/case-search', { text: name })).status).toBe(200);
  expect((await officer.send('POST', '/v1/staff/case-search', { [passport]: name })).status).toBe(400);
}

/** Bytes as they are, and the bytes of every binary column and payload, in one searchable buffer. */
function bytesIn(value: unknown): Buffer[] {
  if (typeof value === 'string') return [Buffer.from(value), ...hexIn(value)];
  if (value instanceof Uint8Array) return [Buffer.from(value)];
  if (Array.isArray(value)) return value.flatMap(bytesIn);
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, each]) => [Buffer.from(key), ...bytesIn(each)]);
  return [];
}
const hexIn = (row: string): Buffer[] =>
  [...row.matchAll(/\\x([0-9a-f]{2,})/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'));

async function tablesAsText(): Promise<Buffer> {
  const { rows: tables } = await rooms.db.execute<{ name: string }>(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(15);
  const rows = await Promise.all(
    tables.map(({ name }) =>
      rooms.db.execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} as t`),
    ),
  );
  return Buffer.concat(rows.flatMap((table) => table.rows.flatMap(({ row }) => bytesIn(row))));
}

/** All workflows' histories and descriptions, asked by a client that knows nothing of our encryption. */
async function historiesAsStored(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const execution of env.client.workflow.list()) {
    const handle = env.client.workflow.getHandle(execution.workflowId, execution.runId);
    chunks.push(...bytesIn(await handle.fetchHistory()), ...bytesIn(execution.raw));
  }
  return Buffer.concat(chunks);
}

function filesOf(dir: string): Buffer {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(
    files.flatMap(({ parentPath, name }) => [Buffer.from(`${name}\n`), readFileSync(join(parentPath, name))]),
  );
}

/** Without the one line that must hold the address. */
const mailText = (raw: string): Buffer => {
  const unfolded = raw.replace(/\r\n[ \t]+/g, ' ').replace(/^To:.*$/im, '');
  const decoded = [...unfolded.matchAll(/[A-Za-z0-9+/=\r\n]{40,}/g)].map(([part]) =>
    Buffer.from(part, 'base64'),
  );
  const unquoted = unfolded
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.concat([Buffer.from(unfolded), ...decoded, Buffer.from(unquoted, 'latin1')]);
};

/** Which canaries are in these bytes: as they are, in lower case, in hex or in base64. */
function sungIn(haystack: Buffer, birds: Canaries[]): string[] {
  const lower = Buffer.from(haystack.toString('latin1').toLowerCase(), 'latin1');
  return birds.flatMap((canary) =>
    Object.entries(canary).flatMap(([what, value]) => {
      const bytes = Buffer.from(value);
      const inner = bytes.toString('base64').replace(/.{0,4}$/, ''); // its last group depends on what follows
      const found =
        haystack.includes(bytes) ||
        lower.includes(Buffer.from(value.toLowerCase())) ||
        lower.includes(bytes.toString('hex')) ||
        (inner.length >= 8 && haystack.includes(inner));
      return found ? [what] : [];
    }),
  );
}

test('D3 R-50 I10 of three whole cases nothing personal is found in any table, history, log line, file or mail', async () => {
  const birds = [0, 1, 2].map(canaries);
  const numbers: string[] = [];
  await engine.withWorkers(async () => {
    const [officer, mailroom, maker] = await Promise.all([
      newMember(app, rooms, ['officer']),
      newMember(app, rooms, ['mailroom']),
      newMember(app, rooms, ['production'], 'NYC'),
    ]);
    const staff: RenewalStaff = { officer, mailroom, maker };
    for (const canary of birds) {
      const applicant = await register(canary);
      const orderNumber = await fileRenewal(applicant, canary);
      numbers.push(orderNumber);
      await stumble(applicant, officer, canary);
      const seen = (await officer.get(`/v1/staff/cases/${orderNumber}`)).body;
      expect(seen.answers).toMatchObject({ 'name.chinese': canary.name });
      expect(sungIn(Buffer.from(JSON.stringify(seen.answers)), [canary])).toEqual([
        'name',
        'city',
        'father',
        'pinyin',
      ]);
      const shown = await officer.send('POST', `/v1/staff/cases/${orderNumber}/shown`, {
        fields: seen.masked,
        reason: 'contact-applicant',
      });
      expect(shown.body.values).toMatchObject({ 'passport.number': canary.passport });
      expect(seen.documents[0].fileName).toBe(canary.fileName);
      await playRenewal(staff, applicant, orderNumber, { ...canary, street: canary.newStreet });
    }
  });
  await expect
    .poll(() => rooms.db.$count(mailOutbox, isNull(mailOutbox.sentAt)), { timeout: 15_000 })
    .toBe(0);

  const sinks: Record<string, Buffer> = {
    tables: await tablesAsText(),
    histories: await historiesAsStored(),
    log: Buffer.from(logged),
    objects: filesOf(join(rooms.dir, 'objects')),
    uploads: filesOf(join(rooms.dir, 'uploads')),
    mails: Buffer.concat(mails.map(({ raw }) => mailText(raw))),
  };

  // Each sink was really read: it holds what it may hold.
  for (const sink of ['tables', 'histories', 'mails'] as const)
    for (const number of numbers)
      expect({ sink, has: sinks[sink]?.includes(number) }).toEqual({ sink, has: true });
  expect(logged.split('\n').length).toBeGreaterThan(100);
  expect(sinks['objects']?.length).toBeGreaterThan(50_000);
  expect(mails.length).toBeGreaterThan(20);
  expect(sungIn(Buffer.from(`x ${birds[1]?.name} ${birds[2]?.passport.toLowerCase()}`), birds)).toEqual([
    'name',
    'passport',
  ]);

  for (const [sink, bytes] of Object.entries(sinks))
    expect({ sink, found: sungIn(bytes, birds) }).toEqual({ sink, found: [] });
}, 180_000);
