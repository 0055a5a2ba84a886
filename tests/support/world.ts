import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { OpenIdRefused } from '../../adapters/openid.ts';
import type { Order } from '../../db/orders.ts';
import { rateLimits, tasks } from '../../db/schema.ts';
import { STAFF_ROLES, type StaffRole } from '../../domain/commands.ts';
import { CaseError } from '../../domain/errors.ts';
import type { AccountId, StaffId } from '../../domain/ids.ts';
import { mintOrderNumber } from '../../domain/order-number.ts';
import type { PostCode } from '../../domain/posts.ts';
import { type Person, person, sessionToken } from './app.ts';
import type { Rooms } from './house.ts';
import {
  asStaff,
  authenticate,
  byEngine,
  hire,
  prepareRenewal,
  registerAccount,
  takeStep,
} from './people.ts';
import { pageJpeg } from './pictures.ts';

/** An engine that takes no command: what gets as far as it was let through. */
export const UNREACHED_ENGINE = {
  start: async (): Promise<never> => {
    throw new CaseError('command-pending');
  },
  command: async (): Promise<never> => {
    throw new CaseError('command-pending');
  },
  findStanding: async () => undefined,
  isRunning: async () => false,
  listMissing: async () => [],
};

const refused = async (): Promise<never> => {
  throw new OpenIdRefused();
};
/** A provider that lets nobody in. */
export const NO_PROVIDER = { begin: refused, finish: refused };

/** Somebody who asks: with nothing, as an account, or as staff in one role at a post. */
export type Asker = {
  name: string;
  token?: string;
  account?: 'owner' | 'other';
  role?: StaffRole;
  post?: PostCode;
  steppedUp?: boolean;
};

/** Two applicants, and staff of every role at two posts and of New York's production. */
export async function openWorld(app: FastifyInstance, rooms: Rooms) {
  const [owner, other] = await Promise.all([registerAccount(rooms), registerAccount(rooms)]);
  for (const accountId of [owner, other]) await authenticate(rooms, accountId);
  const members = new Map<string, StaffId>();
  const places = [...STAFF_ROLES.flatMap((role) => [[role, 'LAX'] as const, [role, 'CHI'] as const])];
  for (const [role, post] of [...places, ['production', 'NYC'] as const]) {
    members.set(`${role} ${post}`, (await hire(rooms, [role], post)).id);
  }
  const picture = await pageJpeg();

  async function as(accountId: AccountId): Promise<Person> {
    return person(app, await sessionToken(rooms, { accountId }));
  }

  /** One that may send as many pictures as this world needs. */
  async function filer(accountId: AccountId): Promise<Person> {
    await rooms.db.delete(rateLimits);
    return as(accountId);
  }

  /** A draft of `accountId` with one picture. */
  async function draft(accountId: AccountId): Promise<{ id: string; documentId: string }> {
    const one = await filer(accountId);
    const { body } = await one.send('POST', '/v1/drafts', { service: 'passport.renew', post: 'LAX' });
    const upload = await one.upload(`/v1/drafts/${body.id}/documents?kind=passport-data-page`, picture);
    return { id: body.id, documentId: upload.body.id };
  }

  /** An order at Los Angeles with one picture, in review or as far as production. */
  async function order(
    accountId: AccountId,
    status: 'in_review' | 'in_production' = 'in_review',
    name = '吕测试',
  ) {
    const answers = { 'name.chinese': name };
    const submission = await prepareRenewal(rooms, { accountId, answers });
    const one = await filer(accountId);
    const path = `/v1/drafts/${submission.application.id}/documents?kind=portrait`; // the one kind that production sees
    const documentId: string = (await one.upload(path, picture)).body.id;
    const documentIds = [documentId] as (typeof submission.documentIds)[number][];
    const { order: filed } = await rooms.orders.submit({ ...submission, documentIds });
    await takeStep(rooms, filed, 'startReview', byEngine);
    if (status === 'in_production') await bringToProduction(rooms, filed);
    return { orderNumber: filed.orderNumber, applicationId: submission.application.id, documentId };
  }

  /** Everybody, each with a session of their own that nothing else has touched. */
  async function askers(): Promise<Asker[]> {
    const accounts = await Promise.all(
      (
        [
          ['owner', owner],
          ['other', other],
        ] as const
      ).map(async ([account, accountId]) => ({
        name: `account, ${account}`,
        account,
        token: await sessionToken(rooms, { accountId }),
      })),
    );
    const staff = await Promise.all(
      [...members].map(async ([name, staffId]) => {
        const [role, post] = name.split(' ') as [StaffRole, PostCode];
        return { name, role, post, steppedUp: true, token: await sessionToken(rooms, { staffId }) };
      }),
    );
    return [{ name: 'nobody' }, ...accounts, ...staff];
  }
  return { owner, other, draft, order, askers, memberIds: members };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

export async function bringToProduction(rooms: Rooms, order: Order): Promise<void> {
  const [officer, mailroom] = [await hire(rooms, ['officer']), await hire(rooms, ['mailroom'])];
  await rooms.db.update(tasks).set({ claimedBy: officer.id }).where(eq(tasks.orderNumber, order.orderNumber));
  await takeStep(rooms, order, 'approve', asStaff(officer, 'officer'));
  await takeStep(rooms, order, 'receiveMaterials', asStaff(mailroom, 'mailroom'));
  await takeStep(rooms, order, 'orderProduction', byEngine);
}

export const unknownOrder = (): string => mintOrderNumber(randomBytes(16));
