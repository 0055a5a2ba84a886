import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Order } from '../../db/orders.ts';
import {
  consents,
  documents,
  faceChecks,
  handOvers,
  interviews,
  statements,
  supplementRequests,
} from '../../db/schema.ts';
import { getPost } from '../../domain/data/posts.ts';
import type { AccountId, CommandId, DocumentId, DraftId } from '../../domain/ids.ts';
import { expectedItems } from '../../domain/materials.ts';
import type { PostCode } from '../../domain/posts.ts';
import { NO_TRAITS } from '../../domain/traits.ts';
import type { Rooms } from './house.ts';
import { asStaff, authenticate, byEngine, hire, registerAccount, submitRenewal, takeStep } from './people.ts';

const SEALED = Buffer.from('sealed');

/** An account with a draft and an order that is being made, and something in every table that holds a person's things. */
export async function fillRows(
  rooms: Rooms,
  post: PostCode,
  service: string,
): Promise<{ accountId: AccountId; order: Order }> {
  const accountId = await registerAccount(rooms);
  await authenticate(rooms, accountId);
  const draft = await rooms.applications.createDraft({ accountId, service, formVersion: 1, post });
  const order = await submitRenewal(rooms, { accountId, post, homePost: post, service });
  const officer = await hire(rooms, ['officer'], post);
  await takeStep(rooms, order, 'startReview', byEngine);
  await rooms.tasks.claimNext(officer, 'review');
  await takeStep(rooms, order, 'approve', asStaff(officer, 'officer'));
  await takeStep(rooms, order, 'receiveMaterials', asStaff(officer, 'mailroom'), {
    body: {
      items: [...expectedItems(service, NO_TRAITS)],
      payment: { kind: 'money-order', cents: 2300, payee: getPost(post).payee },
      returnTracking: '9400111201080805483016',
    },
  });
  await takeStep(rooms, order, 'orderProduction', byEngine);
  for (const id of [draft.id, order.applicationId]) await fillApplication(rooms, accountId, id);
  await fillOrder(rooms, accountId, order);
  return { accountId, order };
}

async function fillApplication({ db }: Rooms, accountId: AccountId, applicationId: DraftId): Promise<void> {
  await db.insert(statements).values({
    applicationId,
    kind: 'nationality',
    version: '1',
    textHash: '',
    signatureSealed: SEALED,
    signedAt: new Date(),
  });
  await db.insert(faceChecks).values({ applicationId, outcome: 'likely-same' });
  await db.insert(documents).values({
    id: randomUUID() as DocumentId,
    applicationId,
    kind: 'portrait',
    state: 'pending',
    objectKey: randomUUID(),
    contentIndex: SEALED,
    nameSealed: SEALED,
    bytes: 1,
    width: 1,
    height: 1,
  });
  const consent = {
    accountId,
    applicationId,
    kind: 'face',
    version: '1',
    textHash: '',
    given: 'given',
  } as const;
  await db.insert(consents).values(consent);
}

async function fillOrder({ db }: Rooms, accountId: AccountId, { orderNumber }: Order): Promise<void> {
  const id = () => randomUUID() as CommandId;
  await db
    .insert(supplementRequests)
    .values({ id: id(), orderNumber, items: [], noteSealed: SEALED, askedAt: new Date() });
  await db.insert(interviews).values({ id: id(), orderNumber, startsAt: new Date(), outcome: 'held' });
  await db.insert(handOvers).values({
    orderNumber,
    madeBy: accountId,
    codeIndex: SEALED,
    attemptsLeft: 1,
    expiresAt: sql`now() + interval '1 day'`,
  });
}
