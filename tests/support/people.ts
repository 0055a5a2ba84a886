import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { newTotpSecret } from '../../adapters/totp.ts';
import type { Order, Submission } from '../../db/orders.ts';
import { place } from '../../db/places.ts';
import { cases, identities, staff } from '../../db/schema.ts';
import { byEmail } from '../../domain/address.ts';
import type { CommandBodies } from '../../domain/case-state.ts';
import type { Actor, CommandKind, PersonCommand } from '../../domain/commands.ts';
import type { AccountId, CommandId, StaffId } from '../../domain/ids.ts';
import { expectedItems } from '../../domain/materials.ts';
import { mintOrderNumber } from '../../domain/order-number.ts';
import { personIdentifiers } from '../../domain/person.ts';
import type { PostCode } from '../../domain/posts.ts';
import { NO_TRAITS, type Traits } from '../../domain/traits.ts';
import type { Rooms } from './house.ts';

/** A different ordinary passport number at each call. */
export const passportNumber = (): string => `EA${String(nextPassport++).padStart(7, '0')}`;
let nextPassport = randomInt(9_000_000);

export async function registerAccount({ people }: Rooms): Promise<AccountId> {
  const email = `${randomUUID()}@example.org`;
  await people.register({ address: byEmail(email), passwordHash: 'x', lang: 'hans', code: '000000' });
  const account = await people.findAccountAt(byEmail(email));
  if (!account) throw new Error('not registered');
  return account.id;
}

/** A different identity number's passport at each call, of nobody whom a case is about. */
const ownPassport = (): string => `EB${String(nextOwnPassport++).padStart(7, '0')}`;
let nextOwnPassport = randomInt(9_000_000);

/** Has passed the real-name authentication, past the authority; instead of an earlier one. */
export async function authenticate(
  { db, vault }: Rooms,
  accountId: AccountId,
  { number = ownPassport(), name = '本人' } = {},
): Promise<void> {
  const values = {
    kind: 'passport' as const,
    numberSealed: await vault.sealShared(place.identityNumber(accountId), number),
    nameSealed: await vault.sealShared(place.identityName(accountId), name),
    personIndex: await vault.index('person', `passport:${number}`),
  };
  await db
    .insert(identities)
    .values({ accountId, ...values })
    .onConflictDoUpdate({ target: identities.accountId, set: values });
}

export async function hire(
  { db }: Rooms,
  roles: (typeof staff.$inferInsert)['roles'],
  post: PostCode = 'LAX',
) {
  const [row] = await db
    .insert(staff)
    .values({ login: randomUUID(), name: 'Test', passwordHash: 'x', post, roles })
    .returning();
  if (!row) throw new Error('not hired');
  return row;
}

type Overrides = {
  post?: PostCode;
  homePost?: PostCode | null;
  accountId?: AccountId;
  passport?: string;
  answers?: Record<string, string>;
  now?: Date;
  service?: string;
  /** What the rules must know of the answers, as the submission tells it. */
  traits?: Partial<Traits>;
};

/** A filled-in draft, ready for the API's submission, past the form's checks. */
export async function prepareRenewal(rooms: Rooms, overrides: Overrides = {}): Promise<Submission> {
  const { post = 'LAX', homePost = 'LAX', now = new Date(), passport = passportNumber() } = overrides;
  const accountId = overrides.accountId ?? (await registerAccount(rooms));
  const draft = await rooms.applications.createDraft({
    accountId,
    service: overrides.service ?? 'passport.renew',
    formVersion: 1,
    post,
  });
  const answers = { 'passport.number': passport, 'name.chinese': '吕测试', ...overrides.answers };
  await rooms.applications.saveDraft(draft, answers, undefined);
  const application = await rooms.applications.findApplication(draft.id);
  if (!application) throw new Error('no draft');
  const { id: policyId } = await rooms.orders.getPolicy(post, '2026-01-01');
  return {
    submitId: randomUUID() as CommandId,
    orderNumber: mintOrderNumber(randomBytes(16)),
    application,
    documentIds: [],
    post,
    homePost,
    policyId,
    feeCents: 2300,
    traits: NO_TRAITS,
    personIdentifiers: personIdentifiers(application.answers),
    guardianUntilOn: null,
    nameText: '吕测试',
    now,
  };
}

/** An order as the API's submission makes it. */
export async function submitRenewal(rooms: Rooms, overrides: Overrides = {}): Promise<Order> {
  const { order } = await rooms.orders.submit(await prepareRenewal(rooms, overrides));
  if (!overrides.traits) return order;
  const traits = { ...NO_TRAITS, ...overrides.traits };
  await rooms.db.update(cases).set({ traits }).where(eq(cases.orderNumber, order.orderNumber));
  return { ...order, traits };
}

/** What people typically say, for tests about something else. */
export const BODIES: { [K in PersonCommand]: CommandBodies[K] } = {
  requestSupplement: { items: [{ target: 'field', name: 'address.street', reason: 'incomplete' }], note: '' },
  provideSupplement: { answers: { 'address.street': '1 Test Street' } },
  requireInterview: { reason: 'officer', note: '' },
  bookInterview: { startsAtMs: 0 },
  cancelInterview: {},
  recordInterview: { outcome: 'held', note: 'answered all' },
  approve: { note: '' },
  recordIssuerAnswer: { outcome: 'confirmed', note: 'letter of 3 May' },
  refuse: { ground: 'identity-unproved', note: 'papers disagree' },
  withdraw: { note: '' },
  receiveMaterials: {
    items: [...expectedItems('passport.renew', NO_TRAITS)],
    payment: { kind: 'money-order', cents: 2300, payee: 'Chinese Consulate General in Los Angeles' },
    returnTracking: '9400111201080805483016',
  },
  completeProduction: { documentNumber: 'EJ0000001' },
  mailDocument: { tracking: '9400111201080805483016' },
  confirmReceipt: {},
  closeCase: { note: '' },
  extendDeadline: { days: 10, note: '' },
  lapse: { note: '' },
};

export const applicant: Actor = { role: 'applicant', id: 'applicant', post: null };
export const asStaff = (member: { id: string; post: PostCode }, role: Actor['role']): Actor => ({
  role,
  id: member.id,
  post: member.post,
});
export const byEngine: Actor = { role: 'engine', id: null, post: null };

type Taken<K extends CommandKind> = {
  body?: CommandBodies[K];
  seenVersion?: number | null;
  id?: CommandId;
  nowMs?: number;
};

/** Takes one step of a case as its workflow's activity does, without a workflow. */
export async function takeStep<K extends CommandKind>(
  { orders, commitStep }: Rooms,
  order: Order,
  kind: K,
  by: Actor,
  { body, seenVersion = null, id = randomUUID() as CommandId, nowMs = Date.now() }: Taken<K> = {},
) {
  if (by.role !== 'engine') {
    const usual = (body ?? BODIES[kind as PersonCommand]) as CommandBodies[K];
    await orders.stageCommand(order, { id, kind, body: usual, seenVersion });
  }
  return commitStep({ orderNumber: order.orderNumber, kind, commandId: id, by, seenVersion, nowMs });
}

/** A second factor of the member, as if it had been enrolled. @returns its secret */
export async function giveAuthenticator({ factors }: Rooms, staffId: StaffId): Promise<string> {
  const secret = newTotpSecret();
  const id = await factors.add({ staffId }, 'phone', { kind: 'totp', secret });
  if (!id || !(await factors.confirm({ staffId }, id, 0))) throw new Error('no second factor');
  return secret;
}
