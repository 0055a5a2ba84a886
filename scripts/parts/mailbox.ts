import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { readSecret } from '../../adapters/shared-secret.ts';
import { smsSignature } from '../../adapters/sms.ts';
import { authenticatorPage } from './authenticator.ts';
import { escapeHtml, type IdentityOffice, identityOffice } from './identity-office.ts';

/** A mail as the list shows it. */
export type StoredMail = { to: string[]; subject: string; text: string; html: string; receivedAt: string };

/** A mail with its headers, nothing decoded; of a text message its text. */
export type WireMail = { to: string[]; raw: string };

export type Mailbox = { smtpPort: number; httpPort: number; stop(): Promise<void> };

/** Messages, in memory. */
export const KEPT = 5_000;
const HOST = '127.0.0.1';

type Options = {
  smtpPort: number;
  httpPort: number;
  /** Shared with who sends text messages; without it none is taken. */
  smsKey?: Buffer | undefined;
  /** Of the demo's accounts: their codes are shown at `GET /authenticator`. */
  accountsFile?: string | undefined;
  /** Shared with who asks the identity authority; without it there is none. */
  identityKey?: Buffer | undefined;
};

/**
 * STAND-IN for the outside mail provider and SMS gateway: it takes real SMTP, and text messages by the protocol of
 * adapters/sms.ts (`POST /sms`), on the loopback, and delivers nothing to anybody. What was sent can be read over HTTP:
 * `GET /` for people, `GET /messages?to=…` for programs, `GET /wire` as it came over the wire. The last 5,000 are kept, in memory. The identity authority's
 * stand-in (identity-office.ts) lives at the same address.
 */
export async function startMailbox({
  smsKey,
  accountsFile,
  identityKey,
  ...ports
}: Options): Promise<Mailbox> {
  const mails: KeptMail[] = [];
  const keep = (mail: KeptMail): void => {
    mails.push(mail);
    mails.splice(0, mails.length - KEPT);
  };
  const smtp = mailServer(keep);
  const http = listServer(mails, {
    accountsFile,
    takeSms: smsKey ? smsGateway(smsKey, keep) : undefined,
    office: identityKey ? identityOffice({ id: 'consular-cases', secret: identityKey }) : undefined,
  });
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(ports.smtpPort, HOST, resolve);
  });
  await new Promise<void>((resolve, reject) =>
    http.once('error', reject).listen(ports.httpPort, HOST, resolve),
  );
  smtp.on('error', (error) => console.error(`WARN mailbox: ${String(error)}`)); // a client that hangs up is no reason to end
  return {
    smtpPort: portOf(smtp.server),
    httpPort: portOf(http),
    stop: async () => {
      http.closeAllConnections();
      await Promise.all([
        new Promise<void>((done) => http.close(() => done())),
        new Promise<void>((done) => smtp.close(done)),
      ]);
    },
  };
}

/** A mail as it came: it is taken apart when somebody reads it, since most mails of a busy day nobody does. A text message is its text. */
type KeptMail = { to: string[]; receivedAt: string } & ({ raw: Buffer } | { sms: string });

/** Takes a text message whose signature is right and not older than five minutes; one that came before is taken once. */
function smsGateway(key: Buffer, keep: (mail: KeptMail) => void) {
  const taken = new Set<string>();
  return async (request: IncomingMessage): Promise<number> => {
    const { 'idempotency-key': id, 'x-timestamp': timestamp, 'x-signature': signature } = request.headers;
    const body = (await buffer(request)).toString();
    const said = { id: String(id), timestamp: String(timestamp), body };
    if (signature !== smsSignature(key, said)) return 401;
    if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return 401;
    if (taken.has(said.id)) return 200;
    taken.add(said.id);
    const { to, text } = JSON.parse(body) as { to: string; text: string };
    keep({ to: [to], receivedAt: new Date().toISOString(), sms: text });
    return 202;
  };
}

function mailServer(keep: (mail: KeptMail) => void): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onData: (stream, session, done) => {
      buffer(stream).then((raw) => {
        keep({
          to: session.envelope.rcptTo.map(({ address }) => address),
          receivedAt: new Date().toISOString(),
          raw,
        });
        done();
      }, done);
    },
  });
}

const asItCame = (kept: KeptMail): WireMail => ({
  to: kept.to,
  raw: 'sms' in kept ? kept.sms : kept.raw.toString(),
});

async function read(kept: KeptMail): Promise<StoredMail> {
  const { to, receivedAt } = kept;
  if ('sms' in kept) return { to, subject: 'SMS', text: kept.sms, html: '', receivedAt };
  const { subject = '', text = '', html } = await simpleParser(kept.raw);
  return { to, subject, text, html: html || '', receivedAt };
}

type Served = {
  accountsFile: string | undefined;
  takeSms: ((request: IncomingMessage) => Promise<number>) | undefined;
  office: IdentityOffice | undefined;
};

function listServer(mails: readonly KeptMail[], { accountsFile, takeSms, office }: Served): Server {
  const list = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? HOST}`);
    const official = await office?.(request, url);
    if (official) return answer(response, official.status, official.type, official.body, official.headers);
    if (request.method === 'POST' && url.pathname === '/sms' && takeSms)
      return answer(response, await takeSms(request), 'text/plain', '');
    const to = url.searchParams.get('to')?.toLowerCase();
    const wanted = mails.filter((mail) => !to || mail.to.some((address) => address.toLowerCase() === to));
    if (request.method !== 'GET') return answer(response, 405, 'text/plain', 'Only GET.');
    if (url.pathname === '/authenticator' && accountsFile)
      return answer(response, 200, 'text/html', authenticatorPage(accountsFile));
    if (url.pathname === '/wire')
      return answer(response, 200, 'application/json', JSON.stringify(wanted.map(asItCame)));
    if (url.pathname !== '/messages' && url.pathname !== '/')
      return answer(response, 404, 'text/plain', 'There are only /, /messages and /wire.');
    const found = await Promise.all(wanted.map(read));
    if (url.pathname === '/') answer(response, 200, 'text/html', page(found));
    else answer(response, 200, 'application/json', JSON.stringify(found));
  };
  return createServer((request, response) => {
    list(request, response).catch((error: unknown) => answer(response, 500, 'text/plain', String(error)));
  });
}

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: Record<string, string> = {},
): void {
  // The mails show their text, never their HTML, and nothing on the page may run.
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': "default-src 'none'",
    ...more,
  };
  response.writeHead(status, headers).end(body);
}

function page(mails: readonly StoredMail[]): string {
  const items = mails.toReversed().map(
    (mail) => `<article><h2>${escapeHtml(mail.subject)}</h2>
<p>${escapeHtml(mail.to.join(', '))} · <time>${mail.receivedAt}</time></p><pre>${escapeHtml(mail.text)}</pre></article>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox (stand-in)</title>
<h1>Mailbox: stand-in for the mail provider and the SMS gateway</h1><p>${mails.length} messages; none of them left this machine.</p>
${items.join('\n')}</html>`;
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as { port: number }).port;
}

/** As its own process: `node --import tsx scripts/parts/mailbox.ts SMTP_PORT HTTP_PORT`; SMS_KEY_FILE and IDENTITY_KEY_FILE name the shared keys, DEMO_ACCOUNTS_FILE the demo's accounts. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [smtpPort, httpPort] = process.argv.slice(2).map(Number);
  const env = process.env;
  const secret = (file: string | undefined) => (file ? readSecret(file) : undefined);
  const mailbox = await startMailbox({
    smtpPort: smtpPort ?? 2525,
    httpPort: httpPort ?? 8026,
    smsKey: secret(env['SMS_KEY_FILE']),
    identityKey: secret(env['IDENTITY_KEY_FILE']),
    accountsFile: env['DEMO_ACCOUNTS_FILE'],
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void mailbox.stop().then(() => process.exit(0)));
}
