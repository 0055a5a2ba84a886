import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limitConcurrency } from '../adapters/concurrency.ts';
import { casePersons, cases } from '../db/schema.ts';
import type { PostCode } from '../domain/posts.ts';
import { residentIdCheck } from '../domain/resident-id.ts';
import { goodAnswers, openApp, sessionToken, storedDraft } from './support/app.ts';
import { caseEnvironment, openRooms, type Rooms } from './support/house.ts';
import { authenticate, passportNumber, registerAccount } from './support/people.ts';

let rooms: Rooms;
let env: TestWorkflowEnvironment;
let app: FastifyInstance;
let port: number;
const agent = new Agent({ keepAlive: true, maxSockets: 200 });
beforeAll(async () => {
  [rooms, env] = await Promise.all([openRooms(), caseEnvironment()]);
  ({ app } = await openApp(rooms, env));
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});
afterAll(async () => {
  agent.destroy();
  await app.close();
  await env.teardown();
  await rooms.close();
});

type Sent = {
  status: number;
  body: { type?: string; orderNumber?: string; details?: { orderNumber?: string } };
};

/** Submits over a real socket. */
function submitOver({ draftId, token }: Draft): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/v1/drafts/${draftId}/submission`,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    sent.on('error', reject).end();
  });
}

type Draft = { accountId: string; token: string; draftId: string };

/** Drafts of one person, spread over accounts and two posts; `answersOf` writes each. */
async function draftsOf(
  count: number,
  accountCount: number,
  answersOf: (at: number) => Record<string, string>,
): Promise<Draft[]> {
  const accounts = await Promise.all(
    Array.from({ length: accountCount }, async () => {
      const accountId = await registerAccount(rooms);
      await authenticate(rooms, accountId);
      return { accountId, token: await sessionToken(rooms, { accountId }) };
    }),
  );
  const posts: PostCode[] = ['LAX', 'NYC'];
  // The storm is the submission; what is prepared for it waits for no connection.
  const inTurn = limitConcurrency(10);
  return Promise.all(
    Array.from({ length: count }, (_, at) =>
      inTurn(async () => {
        const { accountId, token } = accounts[at % accountCount] as (typeof accounts)[number];
        const post = posts[Math.floor(at / accountCount) % 2];
        return { accountId, token, draftId: await storedDraft(rooms, accountId, answersOf(at), post) };
      }),
    ),
  );
}

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const spaced = (text: string): string => ` ${text.slice(0, 3)} ${text.slice(3)} `;
/** The same number as people write it. */
const SPELLINGS: ((number: string) => string)[] = [
  (number) => number,
  fullWidth,
  (number) => number.toLowerCase(),
  spaced,
  (number) => spaced(fullWidth(number.toLowerCase())),
  (number) => `${number.slice(0, 5)}-${number.slice(5)}`,
];
const spelt = (number: string, at: number): string => SPELLINGS[at % SPELLINGS.length]?.(number) ?? number;

/** An ID number of a woman born on 1990-01-01 that ends in X; another one for another `from`. */
function idNumberWithX(from: number): string {
  for (let sequence = from; sequence < 1_000; sequence += 2) {
    const body = `11010519900101${String(sequence).padStart(3, '0')}`;
    if (residentIdCheck(body) === 'X') return `${body}X`;
  }
  throw new Error('no such number');
}

/** A renewal under this passport and ID number, each in its at-th spelling. */
const renewal = (passport: string, idNumber: string | undefined, at: number): Record<string, string> => ({
  ...goodAnswers(passport),
  'passport.number': spelt(passport, at),
  ...(idNumber ? { 'person.idNumber': spelt(idNumber, at) } : {}),
});

const tally = (answers: Sent[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const key = `${status} ${body.type ?? ''}`.trim();
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

test('R-05 of 1,000 submissions at once for one person at two posts exactly one becomes an order', async () => {
  const passport = passportNumber();
  const idNumber = idNumberWithX(2);
  const drafts = await draftsOf(1_000, 100, (at) => renewal(passport, at % 2 ? idNumber : undefined, at));

  const answers = await Promise.all(drafts.map(submitOver));

  expect(tally(answers)).toEqual({ '201': 1, '409 /problems/open-order-exists': 999 });
  const won = answers.findIndex(({ status }) => status === 201);
  const orderNumber = answers[won]?.body.orderNumber;
  expect(await rooms.db.select({ orderNumber: cases.orderNumber }).from(cases)).toEqual([{ orderNumber }]);
  // Its number is named to its owner, and to nobody else.
  const owner = drafts[won]?.accountId;
  const told = answers.flatMap(({ body }, at) => (body.details?.orderNumber ? [drafts[at]?.accountId] : []));
  expect(told).toEqual(Array.from({ length: 9 }, () => owner));
  const executions = async () => {
    const found = [];
    for await (const { workflowId } of env.client.workflow.list()) found.push(workflowId);
    return found;
  };
  await expect.poll(executions, { timeout: 15_000 }).toEqual([`case/${orderNumber}`]);
}, 300_000); // 20 s on two free cores; most of it prepares the drafts

test('R-05 an order under passport and ID number closes the door to both, however they are written', async () => {
  const passport = passportNumber();
  const idNumber = idNumberWithX(100);
  const [first, ...others] = await draftsOf(101, 20, (at) => {
    if (at === 0) return renewal(passport, idNumber, at);
    return at % 2 ? renewal(passport, undefined, at) : renewal(passportNumber(), idNumber, at);
  });
  const opened = await submitOver(first as Draft);
  expect(opened.status).toBe(201);

  const answers = await Promise.all(others.map(submitOver));

  expect(tally(answers)).toEqual({ '409 /problems/open-order-exists': 100 });

  // Once the order has ended, the person is free to file again: exactly one of them may.
  await rooms.db
    .update(casePersons)
    .set({ open: false })
    .where(eq(casePersons.orderNumber, opened.body.orderNumber as never));
  const again = await Promise.all(others.filter((_, at) => at % 2 === 0).map(submitOver));
  expect(tally(again)).toEqual({ '201': 1, '409 /problems/open-order-exists': 49 });
}, 120_000);

test('R-05 two people at once are two orders', async () => {
  const drafts = await draftsOf(2, 2, () => goodAnswers(passportNumber()));

  expect(tally(await Promise.all(drafts.map(submitOver)))).toEqual({ '201': 2 });
});
