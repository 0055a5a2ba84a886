import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { newestCode } from '../demo/applicant.ts';
import type { Ask, Http } from '../demo/http.ts';
import type { Session } from '../demo/session.ts';
import { becomesTrue } from '../parts/processes.ts';
import { type Bird, sliceOf } from './birds.ts';
import type { Secret } from './search.ts';
import { stumblesOf } from './stumbles.ts';

/** Where a bird lives: the API, the mailbox stand-in, and an officer of its post with a session's token beside. */
export type Nest = { api: string; http: Http; mailbox: string; officer: Session; officerToken: string };

const CODE_WITHIN_MS = 120_000;

/** Every request must be refused. @throws Error for one that is not */
export async function stumble(
  { api, officerToken }: Nest,
  applicant: Session,
  bird: Bird,
  orderNumber: string,
): Promise<void> {
  const tokens = { nobody: undefined, applicant: await applicant.enter(), officer: officerToken };
  for (const { by, method, path, headers, body } of stumblesOf(bird, orderNumber)) {
    const token = tokens[by];
    const response = await fetch(`${api}${path}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    await response.arrayBuffer();
    if (response.status < 400 || response.status >= 500)
      throw new Error(`${method} as ${by} was answered ${response.status}, not refused.`);
  }
  for (const request of torn(bird)) await sendTorn(api, request);
}

/** No HTTP: a line that is none, a header that is none, and one that is too long. */
const torn = ({ phone, realNumber, device }: Bird): string[] => [
  `${realNumber} /${phone} HTTP/9\r\n\r\n`,
  `GET /v1/orders/${realNumber} HTTP/1.1\r\n${device} ${phone}\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\nX-Name: ${realNumber.repeat(4_000)}\r\n\r\n`,
];

async function sendTorn(api: string, request: string): Promise<void> {
  const { hostname, port } = new URL(api);
  const socket = createConnection({ host: hostname, port: Number(port) });
  socket.write(request);
  const answer = await text(socket);
  if (!/^HTTP\/1\.1 4\d\d /.test(answer)) throw new Error('A torn request was not refused.');
}

/** What an applicant and an officer do besides, once the case has ended: all of it reads or writes what is personal. */
export async function doDeeds(
  nest: Nest,
  applicant: Session,
  bird: Bird,
  orderNumber: string,
): Promise<void> {
  const ask = as(nest, await applicant.enter());
  await readAll(ask, orderNumber);
  await offerAround(ask, orderNumber);
  const stepped = as(nest, await stepUp(ask, bird.password));
  const copy = (await stepped<Buffer>('GET', '/v1/me/export')).body;
  if (copy.length < 1_000) throw new Error('The copy of the data is empty.');
  await stepped('POST', '/v1/me/factors/totp', { name: bird.factorName });
  await addAddress(nest, stepped, { email: bird.secondEmail });
  await addAddress(nest, stepped, { phone: `+86${bird.mobile}` });
  await stepped('PUT', '/v1/me/password', { current: bird.password, password: bird.secondPassword });
  await resetPassword(nest, bird.secondEmail, bird.thirdPassword);
  await lookUp(nest.officer, bird, orderNumber);
}

/** The pictures as they are given out, to be known again where they are kept. */
export async function picturesOf(applicant: Session, draftId: string): Promise<Secret[]> {
  const path = `/v1/drafts/${draftId}`;
  const { body } = await applicant.ask<{ documents: { id: string }[] }>({ method: 'GET', path });
  const secrets: Secret[] = [];
  for (const { id } of body.documents)
    for (const [kind, end] of [
      ['picture', ''],
      ['preview', '/preview'],
    ] as const) {
      const got = await applicant.ask<Buffer>({ method: 'GET', path: `${path}/documents/${id}${end}` });
      secrets.push(sliceOf(kind, got.body));
    }
  return secrets;
}

type Asking = <T>(method: Ask['method'], path: string, body?: unknown) => Promise<{ body: T }>;

const as =
  ({ http }: Pick<Nest, 'http'>, token?: string): Asking =>
  (method, path, body) =>
    http.ask({ method, path, ...(token ? { token } : {}), ...(body === undefined ? {} : { body }) });

async function readAll(ask: Asking, orderNumber: string): Promise<void> {
  const order = `/v1/orders/${orderNumber}`;
  for (const path of ['/v1/me', '/v1/orders', order, '/v1/messages', `${order}/confirmation.pdf`])
    await ask('GET', path);
}

async function offerAround(ask: Asking, orderNumber: string): Promise<void> {
  await ask('POST', `/v1/orders/${orderNumber}/hand-over`);
  await ask('GET', `/v1/orders/${orderNumber}/hand-over`);
}

async function stepUp(ask: Asking, password: string): Promise<string> {
  return (await ask<{ token: string }>('POST', '/v1/me/step-up', { password })).body.token;
}

type Reached = { email: string } | { phone: string };

async function addAddress({ mailbox }: Nest, ask: Asking, address: Reached): Promise<void> {
  await ask('POST', '/v1/me/addresses', address);
  const code = await codeFor(mailbox, address);
  await ask('POST', '/v1/me/addresses/confirmation', { ...address, code });
}

async function resetPassword(nest: Nest, email: string, password: string): Promise<void> {
  const ask = as(nest);
  const before = await codeFor(nest.mailbox, { email });
  await ask('POST', '/v1/password-resets', { email });
  const code = await untilSome(async () => {
    const newest = await newestCode(nest.mailbox, email);
    return newest === before ? undefined : newest;
  });
  const { body } = await ask<{ challenge: string }>('POST', '/v1/password-resets/confirmation', {
    email,
    code,
  });
  await ask('PUT', '/v1/password-resets/password', { challenge: body.challenge, password });
}

async function untilSome<T>(look: () => Promise<T | undefined>): Promise<T> {
  let found: T | undefined;
  await becomesTrue(async () => (found = await look()) !== undefined, CODE_WITHIN_MS);
  if (found === undefined) throw new Error(`No code came within ${CODE_WITHIN_MS / 1_000} s.`);
  return found;
}

const codeFor = (mailbox: string, address: Reached): Promise<string> =>
  untilSome(() => newestCode(mailbox, 'email' in address ? address.email : address.phone));

/** Looks for the name, opens the case, asks for what is masked, and prints the slip. */
async function lookUp(officer: Session, { name }: Bird, orderNumber: string): Promise<void> {
  const path = `/v1/staff/cases/${orderNumber}`;
  const search = { method: 'POST', path: '/v1/staff/case-search', body: { text: name } } as const;
  const { cases } = (await officer.ask<{ cases: { orderNumber: string }[] }>(search)).body;
  if (!cases.some((found) => found.orderNumber === orderNumber)) throw new Error('The name is not found.');
  const { masked } = (await officer.ask<{ masked: string[] }>({ method: 'GET', path })).body;
  const body = { fields: masked, reason: 'contact-applicant' };
  await officer.ask({ method: 'POST', path: `${path}/shown`, body });
}
