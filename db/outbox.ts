import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { AccountId, OrderNumber } from '../domain/ids.ts';
import type { MailContent } from '../domain/texts/mails.ts';
import type { Lang } from '../domain/texts/text.ts';
import type { Vault } from '../domain/vault.ts';
import type { Database, Queryable } from './client.ts';
import { place } from './places.ts';
import { accounts, cases, mailOutbox, startOutbox } from './schema.ts';

export type MailToSend = { id: string; to: string; lang: Lang; content: MailContent };

/** Queues an e-mail in the transaction of the change that it announces. */
export async function queueMail(
  tx: Queryable,
  vault: Vault,
  accountId: AccountId,
  content: MailContent,
): Promise<void> {
  const id = crypto.randomUUID();
  await tx
    .insert(mailOutbox)
    .values({ id, accountId, mailSealed: await vault.sealShared(place.mail(id), content) });
}

const RETRY_MINUTES_MAX = 60;
const ATTEMPTS_MAX = 40;

/** What was written beside a change and still has to leave the house. Safe with several relays at once. */
export function createOutbox(db: Database, vault: Vault) {
  return {
    /**
     * Sends one waiting e-mail while its row is locked; a failed one waits longer each time.
     * @returns false when nothing waits
     */
    async sendNextMail(send: (mail: MailToSend) => Promise<void>): Promise<boolean> {
      return db.transaction(async (tx) => {
        const [row] = await tx
          .select({ mail: mailOutbox, emailSealed: accounts.emailSealed, lang: accounts.lang })
          .from(mailOutbox)
          .innerJoin(accounts, eq(accounts.id, mailOutbox.accountId))
          .where(and(isNull(mailOutbox.sentAt), lte(mailOutbox.nextAttemptAt, sql`now()`)))
          .orderBy(asc(mailOutbox.nextAttemptAt))
          .limit(1)
          .for('update', { of: mailOutbox, skipLocked: true });
        if (!row) return false;
        const { mail, emailSealed, lang } = row;
        const sent = await attempt(async () => {
          const to = await vault.openShared<string>(place.accountEmail(mail.accountId), emailSealed);
          await send({
            id: mail.id,
            to,
            lang,
            content: await vault.openShared<MailContent>(place.mail(mail.id), mail.mailSealed),
          });
        });
        const attempts = mail.attempts + 1;
        const waitMinutes = Math.min(2 ** attempts / 4, RETRY_MINUTES_MAX);
        // Given up: it stays unsent on record, and waits for somebody to set it going again.
        const next =
          attempts >= ATTEMPTS_MAX
            ? sql`'infinity'`
            : sql`now() + make_interval(secs => ${waitMinutes * 60})`;
        await tx
          .update(mailOutbox)
          .set({ attempts, nextAttemptAt: next, ...(sent ? { sentAt: sql`now()` } : {}) })
          .where(eq(mailOutbox.id, mail.id));
        return true;
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

async function attempt(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch {
    return false; // the row keeps the count; the mail server's words may name the recipient and are not kept
  }
}
