import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MailRefused, smtpMailer } from '../adapters/mailer.ts';

type Received = { to: string[]; mail: ParsedMail };
const received: Received[] = [];
let failNext = false;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData(stream, session, done) {
    void simpleParser(stream).then((mail) => {
      if (failNext) {
        failNext = false;
        done(Object.assign(new Error('mailbox full'), { responseCode: 452 }));
        return;
      }
      received.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail });
      done();
    });
  },
});
let mailer: ReturnType<typeof smtpMailer>;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  mailer = smtpMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: '領事 <desk@consulate.example>' });
});
afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => server.close(resolve));
});
beforeEach(() => void received.splice(0));

const mail = {
  to: 'wang@mail.example',
  subject: '您的訂單 — your order',
  text: '您好。\nHello.',
  messageId: '<0198-1@consulate.example>',
};

test('a mail arrives with its address, subject, texts and message id', async () => {
  await mailer.send({ ...mail, html: '<p>您好。</p>' });

  expect(received).toHaveLength(1);
  const { to, mail: arrived } = received[0]!;
  expect(to).toEqual(['wang@mail.example']);
  expect(arrived).toMatchObject({ subject: mail.subject, messageId: mail.messageId, html: '<p>您好。</p>' });
  expect(arrived.text?.trim()).toBe(mail.text);
  expect(arrived.from?.value).toEqual([{ name: '領事', address: 'desk@consulate.example' }]);
});

test('a mail without HTML has one part', async () => {
  await mailer.send(mail);

  expect(received[0]!.mail.html).toBe(false);
});

test.each([
  ['a line break and a header', 'a@b.example\r\nBcc: c@d.example'],
  ['a lone line feed', 'a@b.example\n'],
  ['two addresses', 'a@b.example, c@d.example'],
  ['two addresses without a space', 'a@b.example,c@d.example'],
  ['a name', 'Wang <a@b.example>'],
  ['a group', 'all:a@b.example;'],
  ['a NUL', 'a\0@b.example'],
  ['no address', 'nobody'],
  ['nothing', ''],
])('J3 a recipient with %s is refused', async (_what, to) => {
  await expect(mailer.send({ ...mail, to })).rejects.toThrow(MailRefused);
  expect(received).toEqual([]);
});

test.each(['Hello\r\nBcc: c@d.example', 'Hello\nX: y', 'Hello\0'])(
  'J3 the subject %j is refused',
  async (subject) => {
    await expect(mailer.send({ ...mail, subject })).rejects.toThrow(MailRefused);
    expect(received).toEqual([]);
  },
);

test.each(['no-brackets@x', '<a@b>\r\nBcc: c@d.example', '<a b@c>', ''])(
  'J3 the message id %j is refused',
  async (messageId) => {
    await expect(mailer.send({ ...mail, messageId })).rejects.toThrow(MailRefused);
  },
);

test('J3 text that looks like headers stays text', async () => {
  await mailer.send({ ...mail, text: 'Bcc: c@d.example\r\n\r\n.\r\nMAIL FROM:<x@y>' });

  expect(received).toHaveLength(1);
  expect(received[0]!.mail.bcc).toBeUndefined();
  expect(received[0]!.mail.text).toContain('MAIL FROM:<x@y>');
});

test('a refusal by the server and a server that is not there are errors, and the next mail gets through', async () => {
  failNext = true;
  await expect(mailer.send(mail)).rejects.toMatchObject({ responseCode: 452 });
  await mailer.send(mail);
  expect(received).toHaveLength(1);

  const nobody = smtpMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'a@b.example' });
  await expect(nobody.send(mail)).rejects.toMatchObject({ code: 'ESOCKET' });
  nobody.close();
});

test('fifty mails at once go through the pool', async () => {
  await Promise.all(
    Array.from({ length: 50 }, (_, at) => mailer.send({ ...mail, messageId: `<${at}@x.example>` })),
  );

  expect(new Set(received.map((one) => one.mail.messageId)).size).toBe(50);
});
