import { randomBytes, randomUUID } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { AccountId, CommandId } from '../domain/ids.ts';
import { mintOrderNumber } from '../domain/order-number.ts';
import { personIdentifiers } from '../domain/person.ts';
import { NO_TRAITS } from '../domain/traits.ts';
import type { Office } from './desk-queue/office.ts';
import { inLanes } from './lanes.ts';
import { cpuSeconds, residentMb } from './memory.ts';
import { quantile, rounded } from './numbers.ts';
import { type OwnServer, openAccount, withOwnServer } from './own-server.ts';

const GOAL_P95_MS = 50;
const WARM_SECONDS = 10;
const ORDERS_EACH = 5;
const ACTIONS = ['save a draft field', 'my orders'] as const;
type Action = (typeof ACTIONS)[number];
type User = { token: string; draftId: string };
type Plan = { users: number; seconds: number; thinkMs: number };

/**
 * `npm run bench -- applicant [--users 50] [--seconds 40] [--think 1000]`: applicants at work. Each saves a field of a
 * filled-in draft or opens my-orders (five orders) in turn, thinks for half to one and a half of the given milliseconds,
 * and goes on. They act from this process; server.ts and PostgreSQL are others.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((each) => each !== 'applicant'),
    options: {
      users: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '40' },
      think: { type: 'string', default: '1000' },
    },
  });
  const plan = {
    users: Number(values.users),
    seconds: Number(values.seconds),
    thinkMs: Number(values.think),
  };
  const report = await withOwnServer((server) => measure(server, plan));
  console.table(report.figures);
  console.log(JSON.stringify(report));
  return ACTIONS.every((action) => report.figures[action].p95Ms < GOAL_P95_MS);
}

async function measure(server: OwnServer, plan: Plan) {
  const users: User[] = [];
  await inLanes(plan.users, 8, async () => void users.push(await settle(server.office)));
  await act(server, users, { ...plan, seconds: WARM_SECONDS }); // compilers, caches and connections
  const cpuBefore = cpuSeconds(server.pid);
  const [loadBefore] = loadavg();
  const taken = await act(server, users, plan);
  const figures = Object.fromEntries(
    ACTIONS.map((action) => [action, figuresOf(taken.filter((each) => each.action === action))]),
  ) as Record<Action, ReturnType<typeof figuresOf>>;
  return {
    machine: { cores: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version },
    plan,
    figures,
    serverCpuMsEach: rounded(((cpuSeconds(server.pid) - cpuBefore) * 1_000) / taken.length, 1),
    serverMb: residentMb(server.pid),
    load: [loadBefore, loadavg()[0]].map((each) => rounded(each ?? Number.NaN, 1)),
  };
}

type Taken = { action: Action; ms: number };

const figuresOf = (taken: readonly Taken[]) => {
  const ms = taken.map((each) => each.ms);
  return {
    requests: ms.length,
    p50Ms: rounded(quantile(ms, 0.5), 1),
    p95Ms: rounded(quantile(ms, 0.95), 1),
    p99Ms: rounded(quantile(ms, 0.99), 1),
  };
};

/** Everybody acts until the time is over. */
async function act({ url }: OwnServer, users: readonly User[], { seconds, thinkMs }: Plan): Promise<Taken[]> {
  const taken: Taken[] = [];
  const untilMs = performance.now() + seconds * 1_000;
  const work = async (user: User): Promise<void> => {
    await pause(Math.random() * thinkMs); // not all at once
    for (let turn = 0; performance.now() < untilMs; turn += 1) {
      const action = ACTIONS[turn % ACTIONS.length] as Action;
      const beganAtMs = performance.now();
      await (action === 'my orders' ? openOrders(url, user) : saveField(url, user, turn));
      taken.push({ action, ms: performance.now() - beganAtMs });
      await pause(thinkMs * (0.5 + Math.random()));
    }
  };
  await Promise.all(users.map(work));
  return taken;
}

async function saveField(url: string, { token, draftId }: User, turn: number): Promise<void> {
  await asked(`${url}/v1/drafts/${draftId}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ answers: { 'address.street': `${turn} Test Street` } }),
  });
}

async function openOrders(url: string, { token }: User): Promise<void> {
  const { orders } = (await asked(`${url}/v1/orders`, { headers: { authorization: `Bearer ${token}` } })) as {
    orders: unknown[];
  };
  if (orders.length !== ORDERS_EACH) throw new Error(`${orders.length} orders were listed`);
}

async function asked(url: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(url, init);
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Somebody with a filled-in draft and some orders in review. */
async function settle(office: Office): Promise<User> {
  const { accountId, token } = await openAccount(office);
  for (let count = 0; count < ORDERS_EACH; count += 1) await addOrder(office, accountId);
  return { token, draftId: await addDraft(office, accountId) };
}

async function addDraft({ applications }: Office, accountId: AccountId) {
  const draft = await applications.createDraft({
    accountId,
    service: 'passport.renew',
    formVersion: 1,
    post: 'LAX',
  });
  await applications.saveDraft(draft, answers(), undefined);
  return draft.id;
}

async function addOrder(office: Office, accountId: AccountId): Promise<void> {
  const { applications, orders, commitStep } = office;
  const application = await applications.findApplication(await addDraft(office, accountId));
  if (!application) throw new Error('no draft');
  const { id: policyId } = await orders.getPolicy('LAX', '2026-01-01');
  const { order } = await orders.submit({
    submitId: randomUUID() as CommandId,
    orderNumber: mintOrderNumber(randomBytes(16)),
    application,
    documentIds: [],
    post: 'LAX',
    homePost: 'LAX',
    policyId,
    feeCents: 2_300,
    traits: NO_TRAITS,
    personIdentifiers: personIdentifiers(application.answers),
    guardianUntilOn: null,
    nameText: '吕测试',
    now: new Date(),
  });
  const by = { role: 'engine', id: null, post: null } as const;
  const step = { commandId: randomUUID() as CommandId, seenVersion: null, nowMs: Date.now() };
  await commitStep({ orderNumber: order.orderNumber, kind: 'startReview', by, ...step });
}

let passports = 10_000_000;

/** As full as a draft is before its submission; another passport each time. */
function answers(): Record<string, string> {
  return {
    'name.chinese': '吕测试',
    'name.surnamePinyin': 'LYU',
    'name.givenPinyin': 'CESHI',
    'person.sex': 'F',
    'person.bornOn': '1990-01-01',
    'person.birthplace': '北京',
    'person.idNumber': '無',
    'passport.number': `E${(passports += 1)}`,
    'passport.issuedOn': '2017-01-15',
    'passport.expiresOn': '2027-01-14',
    'renewal.ground': 'under-one-year',
    'us.inUnitedStates': 'yes',
    'us.status': 'F-1',
    'address.street': '1 Test Street',
    'address.city': 'Los Angeles',
    'address.state': 'CA',
    'address.county': 'Los Angeles',
    'address.zip': '90020',
    'contact.phone': '+12138078088',
    'family.father': '吕父',
    'family.mother': '王母',
    'family.spouse': '無',
    'collect.way': 'mail',
  };
}

process.exitCode = (await main()) ? 0 : 1;
