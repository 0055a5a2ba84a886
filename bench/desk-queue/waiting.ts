import { randomBytes, randomUUID } from 'node:crypto';
import { byEmail } from '../../domain/address.ts';
import type { AccountId, CommandId } from '../../domain/ids.ts';
import { mintOrderNumber } from '../../domain/order-number.ts';
import { personIdentifiers } from '../../domain/person.ts';
import { NO_TRAITS } from '../../domain/traits.ts';
import type { Office } from './office.ts';

const AT_ONCE = 16;
const DAY_MS = 86_400_000;

/** So many orders of Los Angeles that wait for their review, submitted over the last ten days, every third from elsewhere. */
export async function fillQueue(office: Office, count: number): Promise<void> {
  const accountId = await openAccount(office);
  const { id: policyId } = await office.orders.getPolicy('LAX', '2026-01-01');
  let next = 0;
  const fill = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await addOrder(office, { accountId, policyId, index, count });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fill));
}

async function openAccount({ people }: Office): Promise<AccountId> {
  const email = `${randomUUID()}@example.org`;
  await people.register({ address: byEmail(email), passwordHash: 'x', lang: 'hans', code: '000000' });
  const account = await people.findAccountAt(byEmail(email));
  if (!account) throw new Error('not registered');
  return account.id;
}

type Plan = { accountId: AccountId; policyId: string; index: number; count: number };

async function addOrder(office: Office, { accountId, policyId, index, count }: Plan): Promise<void> {
  const { applications, orders, commitStep } = office;
  const draft = await applications.createDraft({
    accountId,
    service: 'passport.renew',
    formVersion: 1,
    post: 'LAX',
  });
  const answers = { 'passport.number': `E${String(10_000_000 + index)}`, 'name.chinese': '吕测试' };
  await applications.saveDraft(draft, answers, undefined);
  const application = await applications.findApplication(draft.id);
  if (!application) throw new Error('no draft');
  const now = new Date(Date.now() - (10 * DAY_MS * (count - index)) / count);
  const { order } = await orders.submit({
    submitId: randomUUID() as CommandId,
    orderNumber: mintOrderNumber(randomBytes(16)),
    application,
    documentIds: [],
    post: 'LAX',
    homePost: index % 3 === 0 ? 'SFO' : 'LAX',
    policyId,
    feeCents: 2_300,
    traits: NO_TRAITS,
    personIdentifiers: personIdentifiers(answers),
    guardianUntilOn: null,
    nameText: answers['name.chinese'],
    now,
  });
  await commitStep({
    orderNumber: order.orderNumber,
    kind: 'startReview',
    commandId: randomUUID() as CommandId,
    by: { role: 'engine', id: null, post: null },
    seenVersion: null,
    nowMs: now.getTime(),
  });
}
