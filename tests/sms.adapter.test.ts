import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { httpSms, smsSignature } from '../adapters/sms.ts';
import { startMailbox } from '../scripts/parts/mailbox.ts';

const key = Buffer.alloc(32, 7);
const message = {
  to: '+8613800138000',
  text: '您的验证码是 123456',
  id: 'b7a1c1de-0000-4000-8000-000000000001',
};

let server: Server | undefined;
afterEach(() => void server?.close());

/** A gateway that answers every request alike. @returns what was asked of it */
async function gateway(status: number) {
  const asked: { headers: IncomingHttpHeaders; body: string }[] = [];
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      asked.push({ headers: request.headers, body: body.toString() });
      response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send` };
}

test('R-06 a message is sent once, with its id and a signature over time, id and body', async () => {
  const { asked, url } = await gateway(202);
  await httpSms({ url, key }).send(message);

  expect(asked).toHaveLength(1);
  const [{ headers, body } = { headers: {}, body: '' }] = asked;
  expect(JSON.parse(body)).toEqual({ to: message.to, text: message.text });
  expect(headers['idempotency-key']).toBe(message.id);
  const timestamp = String(headers['x-timestamp']);
  expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).toBeLessThan(60);
  expect(headers['x-signature']).toBe(smsSignature(key, { timestamp, id: message.id, body }));
});

test.each([302, 400, 500])(
  'J5 an answer %i is a failure that names neither number nor text',
  async (status) => {
    const { asked, url } = await gateway(status);
    const fault = await httpSms({ url, key })
      .send(message)
      .catch((err: Error) => `${err.stack} ${String(err.cause)}`);

    expect(asked).toHaveLength(1);
    expect(fault).toContain('Error');
    expect(fault).not.toContain(message.to);
    expect(fault).not.toContain('123456');
  },
);

test('the stand-in takes a message once, and none that is not signed with its key', async () => {
  const mailbox = await startMailbox({ smtpPort: 0, httpPort: 0, smsKey: key });
  const at = `http://127.0.0.1:${mailbox.httpPort}`;
  const sms = httpSms({ url: `${at}/sms`, key });
  await sms.send(message);
  await sms.send(message);
  await expect(httpSms({ url: `${at}/sms`, key: Buffer.alloc(32, 8) }).send(message)).rejects.toThrow('401');
  const found = await (await fetch(`${at}/messages?to=${encodeURIComponent(message.to)}`)).json();
  expect(found).toEqual([expect.objectContaining({ to: [message.to], subject: 'SMS', text: message.text })]);
  await mailbox.stop();
});
