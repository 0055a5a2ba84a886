import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createDocumentStore } from '../../adapters/document-store.ts';
import { fileObjectStore } from '../../adapters/object-store.ts';
import { createOperatorDecoder } from '../../adapters/payload-codec.ts';
import { createPapers } from '../../adapters/pdf/papers.ts';
import { prepareTempDir } from '../../adapters/temp-files.ts';
import { createVision } from '../../adapters/vision/vision.ts';
import { buildApp } from '../../api/app.ts';
import { createChanges } from '../../api/changes.ts';
import type { AppDeps } from '../../api/deps.ts';
import type { CaseEngine } from '../../api/engine.ts';
import { hashToken } from '../../api/sessions.ts';
import { statementIn, textIn } from '../../api/statements.ts';
import type { Application } from '../../db/applications.ts';
import type { MailToSend } from '../../db/outbox.ts';
import type { StaffRole } from '../../domain/commands.ts';
import { formFor } from '../../domain/forms/form.ts';
import type { AccountId, DocumentId, DraftId, StaffId } from '../../domain/ids.ts';
import type { PostCode } from '../../domain/posts.ts';
import { CONSENTS } from '../../domain/texts/consents.ts';
import type { StatementKind } from '../../domain/texts/statements.ts';
import type { Lang } from '../../domain/texts/text.ts';
import { createLog } from '../../log.ts';
import { astronautJpeg, passportPortrait } from './faces.ts';
import { openEngine, type Rooms } from './house.ts';
import { authenticate, hire, passportNumber, registerAccount } from './people.ts';
import { pageJpeg } from './pictures.ts';

/** The API over one test file's rooms, as server.ts puts it together. */
export async function openApp(rooms: Rooms, env: TestWorkflowEnvironment, overrides: Partial<AppDeps> = {}) {
  const engine = openEngine(rooms, env);
  return { app: await build(rooms, { engine: engine.engine, ...overrides }), engine };
}

/** The API without an engine, for what reads and writes the database only: tests move cases with `takeStep`. */
export function openAppAlone(rooms: Rooms, overrides: Partial<AppDeps> = {}): Promise<FastifyInstance> {
  const absent = async (): Promise<never> => {
    throw new Error('there is no engine in this test');
  };
  const engine: CaseEngine = {
    start: absent,
    command: absent,
    findStanding: absent,
    isRunning: absent,
    listMissing: async () => [],
  };
  return build(rooms, { engine, ...overrides });
}

async function build(
  rooms: Rooms,
  rest: Partial<AppDeps> & Pick<AppDeps, 'engine'>,
): Promise<FastifyInstance> {
  const { keyring, caseKeys, vault } = rooms;
  const uploadDir = join(rooms.dir, 'uploads');
  prepareTempDir(uploadDir);
  const vision = createVision(); // starts its process only when a test asks it something
  const app = await buildApp({
    ...rooms,
    ...rooms.api,
    vault,
    documents: createDocumentStore({ objects: fileObjectStore(join(rooms.dir, 'objects')), caseKeys }),
    papers: createPapers(),
    vision,
    decodePayloads: createOperatorDecoder(keyring),
    uploadDir,
    changes: createChanges(),
    openId: undefined,
    webDir: undefined,
    temporalWebUrl: 'http://127.0.0.1:8233',
    log: createLog('api', 'silent'),
    ...rest,
  });
  app.addHook('onClose', () => vision.close());
  return app;
}

// A test looks into whatever JSON comes back.
// oxlint-disable-next-line typescript/no-explicit-any
export type Answer = { status: number; body: any; headers: LightMyRequestResponse['headers'] };

/** A person at the API: sends JSON with a session, an Idempotency-Key where a command needs one, and a language. */
export type Person = {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  upload(path: string, file: Buffer, options?: { name?: string; type?: string }): Promise<Answer>;
};

export function person(app: FastifyInstance, token?: string, lang = 'en'): Person {
  const common = { 'accept-language': lang, ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = (response: LightMyRequestResponse): Answer => ({
    status: response.statusCode,
    headers: response.headers,
    body: /json/.test(String(response.headers['content-type'])) ? response.json() : response.rawPayload,
  });
  return {
    get: async (url, headers = {}) =>
      answer(await app.inject({ method: 'GET', url, headers: { ...common, ...headers } })),
    send: async (method, url, body, headers = {}) =>
      answer(
        await app.inject({
          method,
          url,
          headers: { ...common, 'idempotency-key': randomUUID(), ...headers },
          ...(body === undefined ? {} : { payload: body as object }),
        }),
      ),
    upload: async (url, file, { name = 'photo.jpg', type = 'image/jpeg' } = {}) => {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(file)], { type }), name);
      const body = new Response(form);
      return answer(
        await app.inject({
          method: 'POST',
          url,
          headers: { ...common, 'content-type': body.headers.get('content-type') ?? '' },
          payload: Buffer.from(await body.arrayBuffer()),
        }),
      );
    },
  };
}

export const PASSWORD = 'a long enough pass phrase';

/** Registers, confirms with the mailed code, logs in and passes the real-name authentication, all over HTTP. */
export async function newApplicant(app: FastifyInstance, rooms: Rooms, lang = 'en'): Promise<Person> {
  const anyone = person(app, undefined, lang);
  const email = `${randomUUID()}@example.org`;
  await anyone.send('POST', '/v1/accounts', { email, password: PASSWORD });
  let code = '';
  const keep = async (mail: MailToSend) => {
    if (mail.to === email && mail.content.kind === 'code') code = mail.content.code;
  };
  while (!code && (await rooms.outbox.sendWaitingMail(keep))) continue;
  await anyone.send('POST', '/v1/accounts/confirmation', { email, code });
  const session = await anyone.send('POST', '/v1/sessions', { email, password: PASSWORD });
  const applicant = person(app, session.body.token, lang);
  const claim = { kind: 'passport', number: passportNumber(), name: '吕本人' } as const;
  rooms.identityAuthority.enter(claim);
  await applicant.send('POST', '/v1/me/real-name', claim);
  return applicant;
}

/** A member of staff with a session, past the door. */
export async function newMember(
  app: FastifyInstance,
  rooms: Rooms,
  roles: StaffRole[],
  post: PostCode = 'LAX',
): Promise<Person> {
  const { id } = await hire(rooms, roles, post);
  return person(app, await sessionToken(rooms, { staffId: id }));
}

/** An account with a session, made past the door: for tests about something behind it. */
export async function oneWithSession(app: FastifyInstance, rooms: Rooms, lang = 'en') {
  const accountId = await registerAccount(rooms);
  await authenticate(rooms, accountId);
  const token = await sessionToken(rooms, { accountId });
  return { accountId, token, person: person(app, token, lang) };
}

export async function sessionToken(
  { people }: Rooms,
  who: { accountId: AccountId } | { staffId: StaffId },
  { steppedUp = true } = {},
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await people.openSession(hashToken(token), who, { steppedUp });
  return token;
}

/** A draft that can be submitted, written into the database without its pictures' bytes. @returns its id */
export async function storedDraft(
  rooms: Rooms,
  accountId: AccountId,
  answers: Record<string, string>,
  post: PostCode = 'LAX',
): Promise<DraftId> {
  const { applications, faces } = rooms;
  const draft = await applications.createDraft({
    accountId,
    service: 'passport.renew',
    formVersion: formFor('passport.renew').version,
    post,
  });
  await applications.saveDraft(draft, answers, undefined);
  for (const kind of ['passport-data-page', 'portrait', 'residence-proof']) {
    const id = randomUUID() as DocumentId;
    const picture = {
      kind,
      state: 'current',
      objectKey: `${draft.id}/${id}`,
      bytes: 1,
      width: 1,
      height: 1,
    } as const;
    await applications.addDocument(draft, { ...picture, id, fileName: 'photo.jpg', content: id });
    if (kind !== 'portrait') continue;
    await consented(rooms, draft);
    const check = await faces.begin(draft, { portraitId: id, since: new Date(), max: 1 });
    await faces.finish(draft, check, 'likely-same', 0.2);
  }
  const { version, textHash } = statementIn('nationality', 'hans');
  await applications.signStatement(draft, 'nationality', {
    version,
    textHash,
    signature: SIGNATURE,
    signedAtMs: Date.now(),
  });
  return draft.id;
}

/** Consented to the comparison of faces, past the door. */
export const consented = (
  { consents }: Pick<Rooms, 'consents'>,
  draft: Pick<Application, 'id' | 'accountId'>,
) => consents.answer(draft, { kind: 'face', ...consentTo('hans'), given: 'given' });

const consentTo = (lang: Lang): { version: string; textHash: string } => {
  const { version, textHash } = textIn(CONSENTS.face, lang);
  return { version, textHash };
};

/** Reads what comparing faces means, and consents or refuses. */
export async function answerConsent(applicant: Person, draftId: string, given = true): Promise<Answer> {
  const { version, textHash } = (await applicant.get('/v1/consents/face')).body;
  return applicant.send('PUT', `/v1/drafts/${draftId}/consents/face`, { version, textHash, given });
}

/** A renewal's answers that pass every check; another passport each time. */
export function goodAnswers(passport = passportNumber()): Record<string, string> {
  return {
    'name.chinese': '吕测试',
    'name.surnamePinyin': 'LYU',
    'name.givenPinyin': 'CESHI',
    'name.changed': 'no',
    'name.former': '無',
    'person.sex': 'F',
    'person.bornOn': '1990-01-01',
    'person.birthplace': '北京',
    'person.ethnicity': '汉',
    'person.idNumber': '無',
    'passport.number': passport,
    'passport.issuedOn': '2017-01-15',
    'passport.expiresOn': '2027-01-14',
    'passport.authority': '公安部出入境管理局',
    'passport.mrz': mrz(passport),
    'renewal.ground': 'under-one-year',
    'us.inUnitedStates': 'yes',
    'us.statusKind': 'student',
    'us.status': 'F-1',
    'us.statusDocument': 'I-20',
    'us.leftChinaOn': '2019-08-20',
    'address.street': '443 Shatto Pl',
    'address.city': 'Los Angeles',
    'address.state': 'CA',
    'address.county': 'Los Angeles',
    'address.zip': '90020',
    'contact.phone': '+12138078088',
    'contact.email': 'applicant@example.org',
    'china.address': '無',
    'family.father': '吕父',
    'family.fatherAddress': '北京',
    'family.mother': '王母',
    'family.motherAddress': '去世',
    'family.spouse': '無',
    'nationality.foreign': 'never',
    'nationality.foreignPassport': 'no',
    'annotation.wanted': 'no',
    'handIn.way': 'mail',
    'collect.way': 'mail',
  };
}

function mrz(passport: string): string {
  const digit = (text: string): number =>
    [...text].reduce(
      (sum, char, index) =>
        sum + (char === '<' ? 0 : Number.parseInt(char, 36)) * ([7, 3, 1][index % 3] ?? 0),
      0,
    ) % 10;
  const parts = [`${passport}${digit(passport)}`, `900101${digit('900101')}`, `270114${digit('270114')}`];
  const optional = '<'.repeat(14);
  const composite = digit(`${parts[0]}${parts[1]}${parts[2]}${optional}0`);
  return `${'POCHNLYU<<CESHI'.padEnd(44, '<')}\n${parts[0]}CHN${parts[1]}F${parts[2]}${optional}0${composite}`;
}

const SIGNATURE = { width: 600, height: 200, strokes: [[10, 10, 60, 90, 120, 40, 200, 100]] };

/** A draft that can be submitted, filled in over HTTP with a real portrait and a real comparison. @returns its id */
export async function newDraft(
  applicant: Person,
  answers = goodAnswers(),
  post: PostCode = 'LAX',
): Promise<string> {
  const draft = await applicant.send('POST', '/v1/drafts', { service: 'passport.renew', post });
  const id: string = draft.body.id;
  await applicant.send('PATCH', `/v1/drafts/${id}`, { answers });
  const pictures = {
    'passport-data-page': await pageJpeg(),
    portrait: await passportPortrait(),
    'residence-proof': await pageJpeg(),
  };
  for (const [kind, file] of Object.entries(pictures))
    await applicant.upload(`/v1/drafts/${id}/documents?kind=${kind}`, file);
  await answerConsent(applicant, id);
  await applicant.upload(`/v1/drafts/${id}/face-checks`, await astronautJpeg());
  await sign(applicant, id, 'nationality');
  return id;
}

/** Reads a statement and signs it. */
export async function sign(applicant: Person, draftId: string, kind: StatementKind): Promise<Answer> {
  const { version, textHash } = (await applicant.get(`/v1/statements/${kind}`)).body;
  const body = { version, textHash, signature: SIGNATURE };
  return applicant.send('PUT', `/v1/drafts/${draftId}/statements/${kind}`, body);
}

export async function submit(
  applicant: Person,
  draftId: string,
  key: string = randomUUID(),
): Promise<Answer> {
  return applicant.send('POST', `/v1/drafts/${draftId}/submission`, undefined, { 'idempotency-key': key });
}
