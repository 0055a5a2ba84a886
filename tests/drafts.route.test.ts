import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases, statements } from '../db/schema.ts';
import { FAULT_TEXTS } from '../domain/texts/faults.ts';
import { REFUSAL_TEXTS } from '../domain/texts/refusals.ts';
import {
  type Answer,
  goodAnswers,
  newDraft,
  oneWithSession,
  openApp,
  type Person,
  person,
  storedDraft,
  submit,
} from './support/app.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { passportNumber } from './support/people.ts';

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

const LANGS = { hans: 'zh-Hans', hant: 'zh-Hant', en: 'en' } as const;
type Lang = keyof typeof LANGS;
const START = { service: 'passport.renew', post: 'LAX' };

async function someone(answers: Record<string, string> = {}) {
  const { person: applicant, token, accountId } = await oneWithSession(app, rooms);
  const { body } = await applicant.send('POST', '/v1/drafts', START);
  const path = `/v1/drafts/${body.id}`;
  if (Object.keys(answers).length > 0) await applicant.send('PATCH', path, { answers });
  return { applicant, token, accountId, id: body.id as string, path };
}

function expectProblem(answer: Answer, status: number, type: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type,
    status,
    title: expect.stringMatching(/./),
    instance: expect.stringMatching(/^urn:request:[0-9a-f-]{36}$/),
  });
}

/** Refused in each language; the draft is as before. */
async function expectRefusal(
  { token, path, applicant }: { token: string; path: string; applicant: Person },
  ask: (person: Person) => Promise<Answer>,
  expected: { status: number; type: string; errors?: unknown },
): Promise<void> {
  const before = (await applicant.get(path)).body;
  const titles = new Set<string>();
  for (const lang of Object.keys(LANGS) as Lang[]) {
    const answer = await ask(person(app, token, LANGS[lang]));
    expectProblem(answer, expected.status, expected.type);
    expect(answer.headers['content-language']).toBe(LANGS[lang]);
    if (expected.errors) expect(answer.body.errors).toEqual(expected.errors);
    titles.add(answer.body.title);
  }
  expect(titles.size).toBe(3);
  expect((await applicant.get(path)).body).toEqual(before);
}

test.each([
  ['an unknown field', { answers: {}, isAdmin: true }, 'isAdmin', 'unrecognized_keys'],
  ['null for an answer', { answers: { 'name.chinese': null } }, 'answers/name.chinese', 'invalid_type'],
  ['a number for an answer', { answers: { 'address.zip': 90020 } }, 'answers/address.zip', 'invalid_type'],
  ['a list for an answer', { answers: { 'address.zip': ['90020'] } }, 'answers/address.zip', 'invalid_type'],
  ['a list for the answers', { answers: [] }, 'answers', 'invalid_type'],
  ['no answers', {}, 'answers', 'invalid_type'],
  ['text for a revision', { answers: {}, seenRevision: '1' }, 'seenRevision', 'invalid_type'],
  [
    'an answer too long',
    { answers: { 'name.chinese': '吕'.repeat(5_000) } },
    'answers/name.chinese',
    'too_big',
  ],
])(
  'Z8 R-11 %s is refused by name, in three languages, and nothing is lost',
  async (_what, body, field, rule) => {
    const one = await someone({ 'name.chinese': '吕测试' });

    await expectRefusal(one, (who) => who.send('PATCH', one.path, body), {
      status: 400,
      type: '/problems/invalid-request',
      errors: [{ field, rule, reason: expect.stringMatching(/./) }],
    });
  },
);

test('Z8 a question that the form does not have is refused by name', async () => {
  const one = await someone();

  await expectRefusal(one, (who) => who.send('PATCH', one.path, { answers: { 'name.chinse': '吕' } }), {
    status: 422,
    type: '/problems/form-incomplete',
    errors: [{ field: 'name.chinse', rule: 'unknown-field', reason: expect.any(String) }],
  });
});

test('Z8 a key that would reach the prototype is an unknown question', async () => {
  const one = await someone();

  for (const key of ['__proto__', 'constructor', 'toString']) {
    const answer = await app.inject({
      method: 'PATCH',
      url: one.path,
      headers: { authorization: `Bearer ${one.token}`, 'content-type': 'application/json' },
      payload: `{"answers":{"${key}":"x"}}`,
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
  }
  expect((await one.applicant.get(one.path)).body.answers).toEqual({});
});

test.each([
  ['JSON that is cut off', 'application/json', '{"answers":', 400],
  ['no JSON at all', 'application/json', 'answers=1', 400],
  ['an empty body', 'application/json', '', 400],
  ['a body over the limit', 'application/json', `{"answers":{"x":"${'x'.repeat(300_000)}"}}`, 413],
  ['another content type', 'application/xml', '<answers/>', 415],
  ['a form', 'application/x-www-form-urlencoded', 'answers=1', 415],
])('%s is refused as such, and nothing is lost', async (_what, type, payload, status) => {
  const one = await someone({ 'name.chinese': '吕测试' });
  const before = (await one.applicant.get(one.path)).body;

  const titles = new Set<string>();
  for (const lang of Object.values(LANGS)) {
    const answer = await app.inject({
      method: 'PATCH',
      url: one.path,
      headers: { authorization: `Bearer ${one.token}`, 'content-type': type, 'accept-language': lang },
      payload,
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.headers['content-language']).toBe(lang);
    titles.add(answer.json().title);
  }

  expect(titles.size).toBe(3);
  expect((await one.applicant.get(one.path)).body).toEqual(before);
});

test('an unknown route is a problem like any other', async () => {
  for (const [method, url] of [
    ['GET', '/v1/nothing'],
    ['POST', '/v1/posts/nowhere/else'],
    ['GET', '/v2/posts'],
  ] as const) {
    const answer = await app.inject({ method, url, headers: { 'accept-language': 'en' } });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({
      type: '/problems/not-found',
      title: REFUSAL_TEXTS['not-found'].en,
    });
  }
});

test('R-11 R-12 a wrong digit in the machine-readable lines is saved with its fault at once, and stops the submission', async () => {
  const { person: applicant, token, accountId } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  const path = `/v1/drafts/${id}`;
  const good = (await applicant.get(path)).body.answers['passport.mrz'] as string;
  const wrong = good.replace(/\d(?=CHN9)/, (digit) => String((Number(digit) + 1) % 10));
  expect(wrong).not.toBe(good);

  for (const lang of Object.keys(LANGS) as Lang[]) {
    const saved = await person(app, token, LANGS[lang]).send('PATCH', path, {
      answers: { 'passport.mrz': wrong },
    });
    expect(saved.status).toBe(200);
    expect(saved.body.faults).toEqual([
      { field: 'passport.mrz', rule: 'mrz-check-digit', reason: expect.any(String), advice: false },
    ]);
  }
  expect((await applicant.get(path)).body).toMatchObject({
    answers: { 'passport.mrz': wrong },
    faults: [{ rule: 'mrz-check-digit' }],
  });
  await expectRefusal({ token, path, applicant }, (who) => submit(who, id), {
    status: 422,
    type: '/problems/form-incomplete',
    errors: [{ field: 'passport.mrz', rule: 'mrz-check-digit', reason: expect.any(String) }],
  });

  await applicant.send('PATCH', path, { answers: { 'passport.mrz': good } });
  expect((await submit(applicant, id)).status).toBe(201);
});

test('R-11 a control character in an answer is saved with its fault, and is no fault of ours', async () => {
  const one = await someone();

  const saved = await one.applicant.send('PATCH', one.path, {
    answers: { 'address.street': '1 Test\0 Street' },
  });

  expect(saved).toMatchObject({
    status: 200,
    body: { faults: [{ field: 'address.street', rule: 'text-characters' }] },
  });
});

test('R5 of one account ten complete forms an hour are submitted; what a form lacks is told before it counts', async () => {
  const one = await someone(goodAnswers());
  for (let at = 0; at < 12; at += 1)
    expect((await submit(one.applicant, one.id)).body.type).toBe('/problems/form-incomplete');
  const drafts: string[] = [];
  for (let at = 0; at < 11; at += 1)
    drafts.push(await storedDraft(rooms, one.accountId, goodAnswers(passportNumber())));

  for (const id of drafts.slice(0, 10)) expect((await submit(one.applicant, id)).status).toBe(201);
  const refused = await submit(one.applicant, drafts[10] ?? '');
  expectProblem(refused, 429, '/problems/rate-limited');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_000);
  expect((await one.applicant.get(`/v1/drafts/${drafts[10]}`)).body.submittedAt ?? null).toBeNull();
  const other = await someone();
  const theirs = await storedDraft(rooms, other.accountId, goodAnswers(passportNumber()));
  expect((await submit(other.applicant, theirs)).status).toBe(201);
});

test('R-11 R-15 an incomplete form names every missing answer and material', async () => {
  const { 'contact.phone': _phone, ...answers } = goodAnswers();
  const one = await someone(answers);

  await expectRefusal(one, (who) => submit(who, one.id), {
    status: 422,
    type: '/problems/form-incomplete',
    errors: [
      { field: 'contact.phone', rule: 'required', reason: expect.any(String) },
      ...['passport-data-page', 'portrait', 'residence-proof'].map((kind) => ({
        field: `materials.${kind}`,
        rule: 'material-required',
        reason: expect.any(String),
      })),
    ],
  });
  const { body } = await submit(person(app, one.token, 'zh-TW'), one.id);
  expect(body.errors[0].reason).toBe(FAULT_TEXTS.required.hant);
});

test('R-13 without the signed statement, or with an outdated one, nothing is submitted', async () => {
  const { person: applicant, token, accountId } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  const one = { applicant, token, path: `/v1/drafts/${id}` };
  const ofDraft = eq(statements.applicationId, id);

  await rooms.db.update(statements).set({ version: '1999-01' }).where(ofDraft);
  await expectRefusal(one, (who) => submit(who, id), { status: 409, type: '/problems/statement-outdated' });
  await rooms.db.delete(statements).where(ofDraft);
  await expectRefusal(one, (who) => submit(who, id), { status: 422, type: '/problems/statement-missing' });

  const { body: statement } = await applicant.get('/v1/statements/nationality');
  const signature = { width: 600, height: 200, strokes: [[1, 1, 2, 2]] };
  const sign = (who: Person, textHash: string) =>
    who.send('PUT', `${one.path}/statements/nationality`, {
      version: statement.version,
      textHash,
      signature,
    });
  await expectRefusal(one, (who) => sign(who, 'f'.repeat(64)), {
    status: 409,
    type: '/problems/statement-outdated',
  });
  expect((await sign(applicant, statement.textHash)).status).toBe(204);
  expect((await submit(applicant, id)).status).toBe(201);
});

test('R-11 a save that saw an older revision is refused and overwrites nothing', async () => {
  const one = await someone({ 'name.chinese': '吕测试' });

  await expectRefusal(
    one,
    (who) => who.send('PATCH', one.path, { answers: { 'name.chinese': '王' }, seenRevision: 0 }),
    { status: 409, type: '/problems/draft-changed' },
  );
});

test('Z7 another’s draft and one that is not there answer alike', async () => {
  const mine = await someone();
  const other = await someone();
  const of = (id: string): [string, () => Promise<Answer>][] => [
    ['get', () => other.applicant.get(`/v1/drafts/${id}`)],
    ['patch', () => other.applicant.send('PATCH', `/v1/drafts/${id}`, { answers: {} })],
    ['delete', () => other.applicant.send('DELETE', `/v1/drafts/${id}`)],
    ['submit', () => submit(other.applicant, id)],
    [
      'sign',
      () =>
        other.applicant.send('PUT', `/v1/drafts/${id}/statements/nationality`, {
          version: 'x',
          textHash: '0'.repeat(64),
          signature: { width: 50, height: 50, strokes: [[1, 1, 2, 2]] },
        }),
    ],
  ];
  const unknown = of(randomUUID());

  for (const [at, [, ask]] of of(mine.id).entries()) {
    const [foreign, missing] = [await ask(), await (unknown[at] as (typeof unknown)[number])[1]()];
    expect(foreign.status).toBe(404);
    expect(missing.status).toBe(404);
    expect({ ...foreign.body, instance: '' }).toEqual({ ...missing.body, instance: '' });
  }
  expect((await mine.applicant.get(mine.path)).status).toBe(200);
});

test('R-18 the same key gives the same order, another key on the same draft is told which order it became', async () => {
  const { person: applicant, accountId } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  const key = randomUUID();

  const answers = await Promise.all(Array.from({ length: 10 }, () => submit(applicant, id, key)));
  const first = answers[0] as Answer;
  const late = await submit(applicant, id, key);
  const other = await submit(applicant, id);

  expect(first.status).toBe(201);
  for (const answer of [...answers, late]) {
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual(first.body);
  }
  expectProblem(other, 409, '/problems/draft-submitted');
  expect(other.body.details).toEqual({ orderNumber: first.body.orderNumber });
  expect(await rooms.db.$count(cases, eq(cases.accountId, accountId))).toBe(1);
});

test('R-18 without an Idempotency-Key, or with a shapeless one, nothing is submitted', async () => {
  const { person: applicant, token, accountId } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  const one = { applicant, token, path: `/v1/drafts/${id}` };

  for (const key of ['', 'short', 'x'.repeat(129), 'with a blank', '鍵鍵鍵鍵鍵鍵鍵鍵'.normalize()]) {
    const encoded = Buffer.from(key).toString('latin1');
    await expectRefusal(one, (who) => submit(who, id, encoded), {
      status: 400,
      type: '/problems/idempotency-key-required',
    });
  }
});

test('R-18 one’s key is one’s own: another account may use the same', async () => {
  const key = randomUUID();
  const numbers = [];
  for (let at = 0; at < 2; at += 1) {
    const { person: applicant, accountId } = await oneWithSession(app, rooms);
    const answer = await submit(applicant, await storedDraft(rooms, accountId, goodAnswers()), key);
    expect(answer.status).toBe(201);
    numbers.push(answer.body.orderNumber);
  }
  expect(new Set(numbers).size).toBe(2);
});

test('R-18 a submitted draft can no longer be changed', async () => {
  const { person: applicant, accountId } = await oneWithSession(app, rooms);
  const id = await storedDraft(rooms, accountId, goodAnswers());
  const path = `/v1/drafts/${id}`;
  expect((await submit(applicant, id)).status).toBe(201);

  expectProblem(await applicant.send('PATCH', path, { answers: {} }), 409, '/problems/draft-submitted');
  expectProblem(await applicant.send('DELETE', path), 409, '/problems/draft-submitted');
  const documents = (await rooms.applications.listDocuments({ id, keyId: await keyIdOf(id) })).map(
    (each) => each.id,
  );
  for (const document of documents) {
    const answer = await applicant.send('DELETE', `${path}/documents/${document}`);
    expectProblem(answer, 409, '/problems/draft-submitted');
  }
});

const keyIdOf = async (id: Parameters<Rooms['applications']['findApplication']>[0]): Promise<string> =>
  (await rooms.applications.findApplication(id))?.keyId ?? '';

test('R-11 a draft is resumed as it was left, and is gone when its owner deletes it', async () => {
  const { person: applicant } = await oneWithSession(app, rooms);
  const answers = goodAnswers();
  const id = await newDraft(applicant, answers);

  const { body } = await applicant.get(`/v1/drafts/${id}`);
  expect(body).toMatchObject({
    answers,
    faults: [],
    statements: [{ kind: 'nationality', signer: 'applicant', signedAt: expect.any(String) }],
  });
  expect(body.documents.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual([
    'passport-data-page',
    'portrait',
    'residence-proof',
  ]);
  expect((await applicant.get('/v1/drafts')).body.drafts.map((draft: { id: string }) => draft.id)).toEqual([
    id,
  ]);

  expect((await applicant.send('DELETE', `/v1/drafts/${id}`)).status).toBe(204);
  expect((await applicant.get(`/v1/drafts/${id}`)).status).toBe(404);
  expect((await applicant.get('/v1/drafts')).body.drafts).toEqual([]);
});

test('R-04 R-10 an applicant abroad, and a renewal without a ground, are refused by name', async () => {
  const { person: applicant, accountId } = await oneWithSession(app, rooms);
  const early = storedDraft(rooms, accountId, {
    ...goodAnswers(passportNumber()),
    'us.inUnitedStates': 'no',
  });

  const answer = await submit(applicant, await early);

  expectProblem(answer, 422, '/problems/form-incomplete');
  expect(answer.body.errors).toEqual([
    {
      field: 'us.inUnitedStates',
      rule: 'not-in-united-states',
      reason: FAULT_TEXTS['not-in-united-states'].en,
    },
  ]);
});
