import { get as httpGet } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';

type Heard = { event: string; data: unknown };

/** Listens as an open page does, over a real connection; the app must listen. `ended` is the server's end of it. */
export async function listenLive(
  app: FastifyInstance,
  token: string,
  path = '/v1/events',
): Promise<{ events(): Heard[]; ended: Promise<void>; close(): void }> {
  const { port } = app.server.address() as AddressInfo;
  let text = '';
  const request = httpGet({
    port,
    host: '127.0.0.1',
    path,
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
  });
  const ended = new Promise<void>((done) => {
    request.on('response', (response) =>
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (text += chunk))
        .on('close', () => done()),
    );
  });
  request.on('error', () => undefined); // closed below
  const events = (): Heard[] =>
    text.split('\n\n').flatMap((block) => {
      const [event, data] = ['event', 'data'].map(
        (name) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1],
      );
      return event && data ? [{ event, data: JSON.parse(data) as unknown }] : [];
    });
  await expect.poll(() => events().some(({ event }) => event === 'open')).toBe(true);
  return { events, ended, close: () => request.destroy() };
}
