import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mailbox, type StoredMail, startMailbox, type WireMail } from '../scripts/parts/mailbox.ts';

let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox({ smtpPort: 0, httpPort: 0 });
  const transport = createTransport(`smtp://127.0.0.1:${mailbox.smtpPort}`);
  const mail = { from: 'cases@example.org', subject: '您的申請已受理', text: '<b>訂單</b>' };
  await transport.sendMail({ ...mail, to: 'Wang@example.org' });
  await transport.sendMail({ ...mail, to: 'other@example.org' });
  transport.close();
});

afterAll(() => mailbox.stop());

test('a mail sent by SMTP is found by its recipient', async () => {
  const response = await fetch(`http://127.0.0.1:${mailbox.httpPort}/messages?to=wang@example.org`);

  const mails = (await response.json()) as StoredMail[];
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ to: ['Wang@example.org'], subject: '您的申請已受理' });
});

test('D3 a mail is shown as it came over the wire, headers and all', async () => {
  const response = await fetch(`http://127.0.0.1:${mailbox.httpPort}/wire?to=wang@example.org`);

  const [mail, ...others] = (await response.json()) as WireMail[];
  expect(others).toEqual([]);
  expect(mail?.raw).toMatch(/^From: cases@example\.org\r\n/m);
  expect(mail?.raw).toContain('=?UTF-8?B?');
});

test('the page shows markup in a mail as text', async () => {
  const html = await (await fetch(`http://127.0.0.1:${mailbox.httpPort}/`)).text();

  expect(html).toContain('&lt;b&gt;訂單&lt;/b&gt;');
  expect(html).not.toContain('<b>');
});
