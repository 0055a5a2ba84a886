import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Address } from '../domain/address.ts';
import type { OrderNumber } from '../domain/ids.ts';
import type { MailContent } from '../domain/texts/mails.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { Vault } from '../domain/vault.ts';
import { openAddress } from './addresses.ts';
import type { Owner } from './challenges.ts';
import type { Database, Transaction } from './client.ts';
import { REACHED } from './orders.ts';
import { place } from './places.ts';
import { accounts, cases, mailOutbox, staff, startOutbox } from './schema.ts';

/** `to` is an e-mail address or a mobile number in E.164, as `by` says. */
export type MailToSend = {
  id: string;
  by: Address['kind'];
  to: string;
  lang: Lang;
  content: MailContent;
  isForStaff: boolean;
};
/** What lies sealed in a row: `address` where it does not go to the owner's usual one. */
type SealedMail = MailContent & { address?: Address };
/** Of members of staff no language is kept. */
const STAFF_LANG: Lang = 'hans';

/**
 * The row of an e-mail or text message to send; write it in the transaction of the change that it announces.
 * @param address  where to, if not to the owner's usual address: one that is new, or was removed
 */
export async function sealMail(
  vault: Vault,
  owner: Owner,
  content: MailContent,
  address?: Address,
): Promise<typeof mailOutbox.$inferInsert> {
  const id = crypto.randomUUID();
  const mail: SealedMail = address ? { ...content, address } : content;
  const aboutOrder = content.kind === 'announcement' ? content.orderNumber : null;
  return { id, ...owner, aboutOrder, mailSealed: await vault.sealShared(place.mail(id), mail) };
}

/** So many mails a transaction: fewer commits under load, few to send again after a crash in the middle. */
export const HANDFUL = 20;
const RETRY_MINUTES_MAX = 60;
const ATTEMPTS_MAX = 40;

/** What was written beside a change and still has to leave the house. Safe with several relays at once. */
export function createOutbox(db: Database, vault: Vault) {
  const emailOf = async (
    member: Pick<typeof staff.$inferSelect, 'id' | 'emailSealed'>,
  ): Promise<Address | undefined> =>
    member.emailSealed
      ? {
          kind: 'email',
          text: await vault.openShared<string>(place.staffEmail(member.id), member.emailSealed),
        }
      : undefined;

  return {
    /**
     * Sends what waits, a handful at a time, while the rows are locked; one that fails waits longer each time and holds
     * nobody up. News of an order that the account does not reach any more is dropped (R-08, Z4).
     * @returns how many were tried; a full {@link HANDFUL} says that more may wait
     */
    async sendWaitingMail(send: (mail: MailToSend) => Promise<void>): Promise<number> {
      return db.transaction(async (tx) => {
        const rows = await tx
          .select({
            mail: mailOutbox,
            account: {
              id: accounts.id,
              emailSealed: accounts.emailSealed,
              phoneSealed: accounts.phoneSealed,
              lang: accounts.lang,
            },
            member: { id: staff.id, emailSealed: staff.emailSealed },
            isTheirs: sql<boolean>`${mailOutbox.aboutOrder} is null or (${cases.accountId} = ${accounts.id} and ${REACHED})`,
          })
          .from(mailOutbox)
          .leftJoin(accounts, eq(accounts.id, mailOutbox.accountId))
          .leftJoin(staff, eq(staff.id, mailOutbox.staffId))
          .leftJoin(cases, eq(cases.orderNumber, mailOutbox.aboutOrder))
          .where(and(isNull(mailOutbox.sentAt), lte(mailOutbox.nextAttemptAt, sql`now()`)))
          .orderBy(asc(mailOutbox.nextAttemptAt))
          .limit(HANDFUL)
          .for('update', { of: mailOutbox, skipLocked: true });
        const sent: string[] = [];
        const dropped = rows.filter(({ isTheirs }) => !isTheirs).map(({ mail }) => mail.id);
        if (dropped.length > 0) await tx.delete(mailOutbox).where(inArray(mailOutbox.id, dropped));
        const due = rows.filter(({ isTheirs }) => isTheirs);
        await Promise.all(
          due.map(async ({ mail, account, member }) => {
            const isSent = await attempt(async () => {
              const { address, ...content } = await vault.openShared<SealedMail>(
                place.mail(mail.id),
                mail.mailSealed,
              );
              const at =
                address ?? (account ? await openAddress(vault, account) : member && (await emailOf(member)));
              // A member of staff may have no address: then there is nobody to tell, now or later.
              if (at)
                await send({
                  id: mail.id,
                  by: at.kind,
                  to: at.text,
                  lang: account?.lang ?? STAFF_LANG,
                  content,
                  isForStaff: member !== null,
                });
            });
            if (isSent) sent.push(mail.id);
          }),
        );
        await noteSent(tx, sent);
        await putOff(
          tx,
          due.map(({ mail }) => mail).filter(({ id }) => !sent.includes(id)),
        );
        return rows.length;
      });
    },

    /** Orders whose workflow was not started within `graceMs` of their submission. */
    async listUnstarted(graceMs: number) {
      return db
        .select({ orderNumber: cases.orderNumber, service: cases.service, post: cases.post })
        .from(startOutbox)
        .innerJoin(cases, eq(cases.orderNumber, startOutbox.orderNumber))
        .where(
          and(
            isNull(startOutbox.startedAt),
            lte(startOutbox.createdAt, sql`now() - make_interval(secs => ${graceMs / 1000})`),
          ),
        )
        .orderBy(asc(startOutbox.createdAt))
        .limit(100);
    },

    async markStarted(orderNumber: OrderNumber): Promise<void> {
      await db
        .update(startOutbox)
        .set({ startedAt: sql`now()` })
        .where(eq(startOutbox.orderNumber, orderNumber));
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;

async function noteSent(tx: Transaction, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(mailOutbox)
    .set({ attempts: sql`${mailOutbox.attempts} + 1`, sentAt: sql`now()` })
    .where(inArray(mailOutbox.id, ids));
}

/** The next attempt comes later each time; the last one is given up, and stays unsent on record for somebody to see. */
async function putOff(tx: Transaction, mails: { id: string; attempts: number }[]): Promise<void> {
  for (const mail of mails) {
    const attempts = mail.attempts + 1;
    const waitSeconds = Math.min(2 ** attempts * 15, RETRY_MINUTES_MAX * 60);
    const nextAttemptAt =
      attempts >= ATTEMPTS_MAX ? sql`'infinity'` : sql`now() + make_interval(secs => ${waitSeconds})`;
    await tx.update(mailOutbox).set({ attempts, nextAttemptAt }).where(eq(mailOutbox.id, mail.id));
  }
}

async function attempt(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch {
    return false; // the row keeps the count; the mail server's words may name the recipient and are not kept
  }
}
