import { and, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AccountId, OrderNumber } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import type { MessageTemplate } from '../domain/texts/messages.ts';
import type { Vault } from '../domain/vault.ts';
import type { Database } from './client.ts';
import type { MessageParams } from './effects.ts';
import { REACHED } from './orders.ts';
import { place } from './places.ts';
import { cases, messages } from './schema.ts';

/** One message of the message centre, opened; its words are made when it is read (api/message-words.ts). */
export type Message = {
  id: string;
  orderNumber: OrderNumber;
  post: PostCode;
  template: MessageTemplate;
  params: MessageParams;
  sentAt: Date;
  readAt: Date | null;
};

/** The message centre 消息中心: written by steps (db/effects.ts), read and marked here. */
export function createMessages(db: Database, vault: Vault) {
  /** Whose an order is now, his are its messages: also one that a step wrote while the order changed hands. */
  const ofAccount = (accountId: AccountId) =>
    and(eq(cases.orderNumber, messages.orderNumber), eq(cases.accountId, accountId), REACHED);

  return {
    /** The latest 200 of an account, or of one of its orders; newest first. */
    async listMessages(accountId: AccountId, orderNumber?: OrderNumber): Promise<Message[]> {
      const rows = await db
        .select({ message: messages, keyId: cases.keyId, post: cases.post })
        .from(messages)
        .innerJoin(cases, ofAccount(accountId))
        .where(orderNumber ? eq(messages.orderNumber, orderNumber) : undefined)
        .orderBy(desc(messages.sentAt), desc(messages.id))
        .limit(200);
      return Promise.all(
        rows.map(async ({ message, keyId, post }) => ({
          id: message.id,
          orderNumber: message.orderNumber,
          post,
          template: message.template as MessageTemplate,
          params: await vault.open<MessageParams>(
            keyId,
            place.messageParams(message.id),
            message.paramsSealed,
          ),
          sentAt: message.sentAt,
          readAt: message.readAt,
        })),
      );
    },

    async countUnread(accountId: AccountId): Promise<number> {
      const [row] = await db
        .select({ unread: count() })
        .from(messages)
        .innerJoin(cases, ofAccount(accountId))
        .where(isNull(messages.readAt));
      return row?.unread ?? 0;
    },

    /** The first reading counts. @returns how many of these messages are this account's */
    async markRead(accountId: AccountId, ids: readonly string[]): Promise<number> {
      const rows = await db
        .update(messages)
        .set({ readAt: sql`coalesce(${messages.readAt}, now())` })
        .from(cases)
        .where(and(inArray(messages.id, [...ids]), ofAccount(accountId)))
        .returning({ id: messages.id });
      return rows.length;
    },
  };
}
export type Messages = ReturnType<typeof createMessages>;
