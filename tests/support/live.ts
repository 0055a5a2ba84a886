import { get as httpGet } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';

type Heard = { event: string; data: unknown };

/** Listens as an applicant's page does, over a real connection; the app must listen. */
export async function listenLive(
  app: FastifyInstance,
  token: string,
): Promise<{ events(): Heard[]; close(): void }> {
  const { port } = app.server.address() as AddressInfo;
  let text = '';
  const request = httpGet({
    port,
    host: '127.0.0.1',
    path: '/v1/events',
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
  });
  request.on('response', (response) =>
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)),
  );
  request.on('error', () => undefined); // closed below
  const events = (): Heard[] =>
    text.split('\n\n').flatMap((block) => {
      const [event, data] = ['event', 'data'].map(
        (name) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1],
      );
      return event && data ? [{ event, data: JSON.parse(data) as unknown }] : [];
    });
  await expect.poll(() => events().some(({ event }) => event === 'open')).toBe(true);
  return { events, close: () => request.destroy() };
}
