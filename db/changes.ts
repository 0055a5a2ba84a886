import { setTimeout as pause } from 'node:timers/promises';
import type { AccountId, OrderNumber } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { singleConnection } from './client.ts';

/**
 * An order changed, or (with `messageId`) its applicant got a message: whose it is and which post works on it. Ids only.
 */
export type Change = {
  orderNumber: OrderNumber;
  /** Null once the guardian who filed has no right to it any more (Z4). */
  accountId: AccountId | null;
  post: PostCode;
  /** The post that makes its document, while it does. */
  making?: PostCode | null;
  messageId?: string | undefined;
};
/** A session was ended, by whomever (S3); `any`: one may have been without our hearing of it. */
export type SessionEnd = { endedSession: string };
export type News = Change | SessionEnd;

export const ANY_SESSION = 'any';
export const CHANGES_CHANNEL = 'case_changes';
/** A trigger tells it. */
const ENDS_CHANNEL = 'session_ends';
const AGAIN_MS = 1_000;

/** What is told to every API process when and if the transaction commits. */
export const announcement = ({ orderNumber, accountId, post, making = null, messageId }: Change): string =>
  JSON.stringify({ orderNumber, accountId, post, making, messageId });

/**
 * Hears of changes over a connection of its own, which comes back by itself after an outage. What is announced while
 * it is away is not heard: open pages ask again by themselves, and as any session may have ended, so do those that only
 * listen. `ready` is the first time that it hears.
 */
export function listenForChanges(
  databaseUrl: string,
  hear: (news: News) => void,
): { ready: Promise<void>; stop(): Promise<void> } {
  let heardFirst = (): void => undefined;
  const ready = new Promise<void>((done) => {
    heardFirst = done;
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  const listening = (async () => {
    while (!signal.aborted) {
      await listenOnce(databaseUrl, hear, heardFirst, signal).catch(() => undefined);
      hear({ endedSession: ANY_SESSION });
      await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    ready,
    async stop() {
      stopping.abort();
      await listening;
    },
  };
}

/** Listens until the connection ends, by itself or because we stop. */
async function listenOnce(
  databaseUrl: string,
  hear: (news: News) => void,
  onListening: () => void,
  signal: AbortSignal,
): Promise<void> {
  const client = singleConnection(databaseUrl);
  const ended = new Promise<void>((done) => {
    client.once('end', done);
    client.on('error', () => done());
  });
  client.on('notification', ({ payload }) => hear(JSON.parse(payload ?? '') as News));
  const end = () => void client.end().catch(() => undefined);
  signal.addEventListener('abort', end, { once: true });
  try {
    await client.connect();
    await client.query(`listen ${CHANGES_CHANNEL}; listen ${ENDS_CHANNEL}`);
    onListening();
    await ended;
  } finally {
    signal.removeEventListener('abort', end);
    await client.end().catch(() => undefined);
  }
}
