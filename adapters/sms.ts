import { createHmac } from 'node:crypto';

/** One text message. `id` is minted before it is sent: a second sending is recognised by it. */
export type TextMessage = { to: string; text: string; id: string };
/** Sends text messages. Rejects when the provider did not take it: the caller tries again with the same id. */
export type Sms = { send(message: TextMessage): Promise<void> };

const TIMEOUT_MS = 10_000;

/**
 * The text that is signed: time, id and body, so that none of them can be exchanged. Providers refuse what is older than
 * five minutes, and send an id once.
 */
export const smsSignature = (
  key: Buffer,
  { timestamp, id, body }: Record<'timestamp' | 'id' | 'body', string>,
) => createHmac('sha256', key).update([timestamp, id, body].join('\n')).digest('hex');

/**
 * Sends through an HTTP gateway at one fixed address: `POST url`, JSON `{"to": "+86…", "text": "…"}`, with the headers
 * `idempotency-key` (the message's id), `x-timestamp` (seconds since the Unix epoch) and `x-signature` (hex HMAC-SHA256 over
 * timestamp, id and body, each on a line). Any 2xx means taken. Redirects are not followed (J5); 10 s at most.
 *
 * @param key  shared with the gateway, 32 bytes at least
 */
export function httpSms({ url, key }: { url: string; key: Buffer }): Sms {
  return {
    async send({ to, text, id }) {
      const body = JSON.stringify({ to, text });
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          'x-timestamp': timestamp,
          'x-signature': smsSignature(key, { timestamp, id, body }),
        },
        body,
      });
      await response.body?.cancel();
      // The gateway's words may repeat the number or the code: only its status is told.
      if (!response.ok) throw new Error(`The SMS gateway answered ${response.status}.`);
    },
  };
}
