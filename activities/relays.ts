import type { Mailer } from '../adapters/mailer.ts';
import type { Sms } from '../adapters/sms.ts';
import { HANDFUL, type MailToSend, type Outbox } from '../db/outbox.ts';
import type { OrderNumber } from '../domain/ids.ts';
import type { PostCode } from '../domain/posts.ts';
import { mailWords, smsWords } from '../domain/texts/mails.ts';
import { loop } from './loop.ts';

type RelayDeps = {
  outbox: Outbox;
  mailer: Mailer;
  /** Undefined where none is set up: what should go to a mobile number waits. */
  sms: Sms | undefined;
  engine: { start(order: { orderNumber: OrderNumber; service: string; post: PostCode }): Promise<void> };
  publicUrl: string;
  /** Where staff are led; the same unless told. */
  deskUrl?: string;
  log: { warn(fields: { err?: unknown; orderNumber?: string }, text: string): void };
};

const MAIL_IDLE_MS = 500;
const START_IDLE_MS = 2_000;
/** The API starts a workflow at once; an order that waits longer was left behind by a crash. */
const START_GRACE_MS = 5_000;

/** Carries out what transactions have left in the outboxes, until stopped. Any number of workers may run relays. */
export function runRelays(deps: RelayDeps): { stop(): Promise<void> } {
  const { log } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const loops = [
    loop({ signal, log, idleMs: MAIL_IDLE_MS, failure: 'mail relay failed' }, async () => {
      const tried = await deps.outbox.sendWaitingMail((mail) => send(deps, mail));
      return tried >= HANDFUL;
    }),
    loop({ signal, log, idleMs: START_IDLE_MS, failure: 'start relay failed' }, () => startLeftBehind(deps)),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function send(
  { mailer, sms, publicUrl, deskUrl = publicUrl }: RelayDeps,
  { id, by, to, lang, content, isForStaff }: MailToSend,
): Promise<void> {
  if (by === 'phone') {
    if (!sms) throw new Error('no SMS gateway is set up');
    return sms.send({ to, text: smsWords(content, lang, publicUrl), id });
  }
  const { hostname } = new URL(publicUrl);
  await mailer.send({
    to,
    ...mailWords(content, lang, isForStaff ? deskUrl : publicUrl),
    messageId: `<${id}@${hostname}>`,
  });
}

async function startLeftBehind({ outbox, engine, log }: RelayDeps): Promise<boolean> {
  const orders = await outbox.listUnstarted(START_GRACE_MS);
  for (const order of orders) {
    try {
      await engine.start(order);
      await outbox.markStarted(order.orderNumber);
    } catch (err) {
      log.warn({ err, orderNumber: order.orderNumber }, 'a workflow could not be started yet');
      return false;
    }
  }
  return orders.length > 0;
}
