import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { AuditEntry } from '../domain/audit.ts';
import { CLAIM_CODE, plainClaimCode } from '../domain/claim-code.ts';
import { getPost } from '../domain/data/posts.ts';
import { accountReaches } from '../domain/guardianship.ts';
import type { AccountId, OrderNumber } from '../domain/ids.ts';
import type { Vault } from '../domain/vault.ts';
import { onErrand } from './acting.ts';
import { writeAudit } from './audit.ts';
import { announcement, CHANGES_CHANNEL } from './changes.ts';
import type { Database, Transaction } from './client.ts';
import type { MessageParams } from './effects.ts';
import type { Order } from './orders.ts';
import { sealMail } from './outbox.ts';
import { place } from './places.ts';
import { applications, casePersons, cases, handOvers, identities, mailOutbox, messages } from './schema.ts';

/** `orderNumber`: empty where what was typed cannot be one. */
type Asked = { orderNumber: string; code: string | undefined };
type By = { accountId: AccountId; requestId: string };

/** Who files for whom (R-08): whether an account is the applicant's own, and how an applicant takes an order over. */
export function createHandOvers(db: Database, vault: Vault) {
  const codeIndex = (orderNumber: string, code: string) =>
    vault.index('claim code', `${orderNumber}|${plainClaimCode(code)}`);
  const isOpen = (orderNumber: string) =>
    and(
      eq(handOvers.orderNumber, orderNumber as OrderNumber),
      isNull(handOvers.takenAt),
      isNull(handOvers.revokedAt),
    );
  const revokeOpen = (tx: Transaction, orderNumber: OrderNumber) =>
    tx
      .update(handOvers)
      .set({ revokedAt: sql`now()` })
      .where(isOpen(orderNumber))
      .returning({ id: handOvers.id });
  const entry = (by: By, action: AuditEntry['action'], orderNumber: string): AuditEntry => ({
    actor: { kind: 'account', id: by.accountId },
    action,
    ...(orderNumber === '' ? {} : { object: { kind: 'case' as const, id: orderNumber } }),
    requestId: by.requestId,
  });

  return {
    /** Whether the account's real-name identity is the person known by these identifiers (domain/person.ts). */
    async isOwn(accountId: AccountId, personIdentifiers: readonly string[]): Promise<boolean> {
      const [identity] = await db
        .select({ personIndex: identities.personIndex })
        .from(identities)
        .where(eq(identities.accountId, accountId));
      if (!identity) return false;
      const indexes = await Promise.all(personIdentifiers.map((id) => vault.index('person', id)));
      return indexes.some((index) => index.equals(identity.personIndex));
    },

    /** Until when the code that was made last can be used; undefined when there is none. */
    async findOffer(orderNumber: OrderNumber): Promise<{ expiresAt: Date } | undefined> {
      const [offer] = await db
        .select({ expiresAt: handOvers.expiresAt })
        .from(handOvers)
        .where(and(isOpen(orderNumber), gt(handOvers.expiresAt, sql`now()`), gt(handOvers.attemptsLeft, 0)));
      return offer;
    },

    /** Keeps a new code, as a keyed hash; the one before opens nothing any more. */
    async offer({ orderNumber }: Pick<Order, 'orderNumber'>, code: string, by: By): Promise<Date> {
      const index = await codeIndex(orderNumber, code);
      return db.transaction(async (tx) => {
        await inTurn(tx, orderNumber);
        await revokeOpen(tx, orderNumber);
        const [offer] = await tx
          .insert(handOvers)
          .values({
            orderNumber,
            madeBy: by.accountId,
            codeIndex: index,
            attemptsLeft: CLAIM_CODE.attempts,
            expiresAt: sql`now() + make_interval(days => ${CLAIM_CODE.days})`,
          })
          .returning({ expiresAt: handOvers.expiresAt });
        if (!offer) throw new Error('a claim code was inserted and not returned');
        await writeAudit(tx, vault, entry(by, 'hand-over.offer', orderNumber));
        return offer.expiresAt;
      });
    },

    /** The code that was made last opens nothing any more. */
    async revoke({ orderNumber }: Pick<Order, 'orderNumber'>, by: By): Promise<void> {
      await db.transaction(async (tx) => {
        const revoked = await revokeOpen(tx, orderNumber);
        if (revoked.length > 0) await writeAudit(tx, vault, entry(by, 'hand-over.revoke', orderNumber));
      });
    },

    /**
     * Makes the order the account's: with the right claim code, or because the account's real-name identity is the order's
     * applicant. In one transaction order, application and messages change hands, and both sides are told. The case itself is
     * not moved (R-46). Refused alike, with the same work, whatever the reason: an unknown order, a wrong or expired code.
     * @returns undefined when refused
     */
    async takeOver({ orderNumber, code = '' }: Asked, by: By): Promise<Order | undefined> {
      const index = await codeIndex(orderNumber, code);
      const takeIn = async (tx: Transaction): Promise<Order | undefined> => {
        await inTurn(tx, orderNumber);
        const [offer] = await tx
          .select({
            codeIndex: handOvers.codeIndex,
            isLive: sql<boolean>`${handOvers.attemptsLeft} > 0 and ${handOvers.expiresAt} > now()`,
          })
          .from(handOvers)
          .where(isOpen(orderNumber));
        const [found] = await tx
          .select()
          .from(cases)
          .where(eq(cases.orderNumber, orderNumber as OrderNumber));
        const isApplicant = (await countAs(tx, by.accountId, orderNumber)) > 0;
        const isRight = offer !== undefined && offer.isLive && offer.codeIndex.equals(index);
        if (found?.accountId === by.accountId) return found; // asked again after a lost answer
        if (found && found.erasedAt === null && (isRight || isApplicant)) {
          const taken = await changeHands(tx, vault, found, by);
          await tx
            .update(handOvers)
            .set(isRight ? { takenBy: by.accountId, takenAt: sql`now()` } : { revokedAt: sql`now()` })
            .where(isOpen(orderNumber));
          const reason = isRight ? 'code' : 'real-name';
          const details = { from: found.accountId };
          await writeAudit(tx, vault, { ...entry(by, 'hand-over.take', orderNumber), reason, details });
          return taken;
        }
        await tx
          .update(handOvers)
          .set({ attemptsLeft: sql`greatest(${handOvers.attemptsLeft} - ${code === '' ? 0 : 1}::int, 0)` })
          .where(isOpen(orderNumber));
        await writeAudit(tx, vault, {
          ...entry(by, 'hand-over.refused', orderNumber),
          reason: code === '' ? 'real-name' : 'code',
        });
        return undefined;
      };
      return onErrand('hand-over', () => db.transaction(takeIn));
    },
  };
}
export type HandOvers = ReturnType<typeof createHandOvers>;

/** Codes of one order are made, tried and used one after the other. */
const inTurn = (tx: Transaction, orderNumber: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`hand-over ${orderNumber}`}, 0))`);

/** Of how many of the order's identifiers the account's real-name identity is the holder. */
const countAs = (tx: Transaction, accountId: AccountId, orderNumber: string): Promise<number> => {
  const own = tx
    .select({ personIndex: identities.personIndex })
    .from(identities)
    .where(eq(identities.accountId, accountId));
  return tx.$count(
    casePersons,
    and(eq(casePersons.orderNumber, orderNumber as OrderNumber), inArray(casePersons.personIndex, own)),
  );
};

/** Order, application and messages become the account's; both sides hear of it, and open pages ask anew. */
async function changeHands(tx: Transaction, vault: Vault, order: Order, by: By): Promise<Order> {
  const { orderNumber, keyId, post, status } = order;
  const { accountId } = by;
  const [taken] = await tx
    .update(cases)
    .set({ accountId, handedOverAt: sql`now()` })
    .where(eq(cases.orderNumber, orderNumber))
    .returning();
  if (!taken) throw new Error('an order was taken over and not returned');
  await tx.update(applications).set({ accountId }).where(eq(applications.id, order.applicationId));
  await tx.update(messages).set({ accountId }).where(eq(messages.orderNumber, orderNumber));
  const messageId = crypto.randomUUID();
  const params: MessageParams = { status };
  await tx.insert(messages).values({
    id: messageId,
    orderNumber,
    accountId,
    template: 'handed-over',
    paramsSealed: await vault.seal(keyId, place.messageParams(messageId), params),
    sentAt: sql`now()`,
  });
  const mails = [
    await sealMail(vault, { accountId }, { kind: 'announcement', template: 'handed-over', orderNumber }),
  ];
  if (accountReaches(order, Date.now(), getPost(post).timeZone))
    mails.push(await sealMail(vault, { accountId: order.accountId }, { kind: 'handed-over', orderNumber }));
  await tx.insert(mailOutbox).values(mails);
  for (const each of [{ messageId }, {}])
    await tx.execute(
      sql`select pg_notify(${CHANGES_CHANNEL}, ${announcement({ orderNumber, accountId, post, ...each })})`,
    );
  return taken;
}
