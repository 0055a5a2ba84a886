import { createTransport } from 'nodemailer';

/** `messageId` is minted before the mail is sent: a second sending is recognised by it. */
export type Mail = { to: string; subject: string; text: string; html?: string; messageId: string };
export type Mailer = { send(mail: Mail): Promise<void> };

/** The mail cannot be sent as it is: an address or header that would reach further than meant. */
export class MailRefused extends Error {
  override name = 'MailRefused';
}

const ADDRESS = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+$/;
const MESSAGE_ID = /^<[^\s<>@]+@[^\s<>@]+>$/;
const CONTROL = /\p{Cc}/u;

/**
 * Sends through SMTP with a pool of three connections. At most 10 s to connect, 10 s for the greeting, 30 s of
 * silence; then the promise rejects and the caller tries again. Never reads files or URLs into a mail.
 *
 * @param smtpUrl  smtp:// or smtps://, may carry nodemailer's options as a query (`?requireTLS=true`)
 * @param from     the sender, `Name <address>` allowed: it comes from the configuration
 */
export function smtpMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer & { close(): void } {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    /** @throws MailRefused when the address is not exactly one address, or a header has a control character */
    async send({ to, subject, text, html, messageId }) {
      if (!ADDRESS.test(to) || CONTROL.test(to))
        throw new MailRefused('The recipient is not one plain address.');
      if (CONTROL.test(subject)) throw new MailRefused('The subject has a line break or control character.');
      if (!MESSAGE_ID.test(messageId) || CONTROL.test(messageId))
        throw new MailRefused('The message id is malformed.');
      const recipient = { name: '', address: to }; // an object: nodemailer does not parse it for more addresses
      await transport.sendMail({
        from,
        to: recipient,
        subject,
        text,
        messageId,
        ...(html === undefined ? {} : { html }),
      });
    },
    close: () => transport.close(),
  };
}
