import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Claim } from '../../domain/real-name.ts';
import { createCodes } from '../../scripts/demo/codes.ts';
import { type Stack, startStack } from '../../scripts/parts/stack.ts';

export type { BrowserContext, Page } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A camera that shows a test card, to those whom the test allows it.
  '--use-fake-device-for-media-stream',
];

/** The whole system and a real browser before it: no mocked network, no part left out. */
export type Scene = {
  stack: Stack;
  browser: Browser;
  /** A browser profile of one's own, with what its pages complained about. */
  open(options?: Parameters<Browser['newContext']>[0]): Promise<Visit>;
  close(): Promise<void>;
};
export type Visit = { context: BrowserContext; page: Page; complaints: string[] };

/** Builds the pages if need be, starts all parts on free ports with demo staff, and Chromium. */
export async function openScene(): Promise<Scene> {
  const dataDir = mkdtempSync(join(tmpdir(), 'consular-cases-browser-'));
  const stack = await startStack({ dataDir, ports: 'free', demo: true, quiet: true });
  const browser = await chromium
    .launch({ executablePath: CHROMIUM, args: ARGS })
    .catch(async (error: unknown) => {
      await stack.stop();
      throw error;
    });
  return {
    stack,
    browser,
    open: (options = {}) => openVisit(browser, { baseURL: stack.addresses.api, ...options }),
    async close() {
      await browser.close();
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function openVisit(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0],
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const complaints: string[] = [];
  context.on('page', (opened) => listen(opened, complaints));
  return { context, page: await context.newPage(), complaints };
}

/** What must not be heard from a page: script errors, refused content, console errors. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // That a request was refused, or the network away, is the browser's own line; tests assert what the page says.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource'))
      complaints.push(`console: ${text}`);
  });
}

/** Text of the last mail to this address that matches, as soon as it is there. */
export async function mailTo(
  { stack }: Pick<Scene, 'stack'>,
  address: string,
  part: RegExp,
): Promise<string> {
  const url = `${stack.addresses.mailbox}/messages?to=${encodeURIComponent(address)}`;
  for (let round = 0; round < 150; round += 1) {
    const mails = (await (await fetch(url)).json()) as { text: string }[];
    const found = mails.map(({ text }) => part.exec(text)?.[1] ?? part.exec(text)?.[0]).findLast(Boolean);
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no mail to ${address} with ${part}`);
}

/** Somebody invented whom the stand-in of the identity authority knows. */
export async function knownPerson({ stack }: Pick<Scene, 'stack'>, name = '本人'): Promise<Claim> {
  const number = `EF${String(Date.now() % 10_000_000).padStart(7, '0')}`;
  const claim: Claim = { kind: 'passport', number, name };
  await fetch(`${stack.addresses.mailbox}/identity/people`, { method: 'POST', body: JSON.stringify(claim) });
  return claim;
}

/** Lets whoever has just logged in on this page pass the real-name authentication, by the API. */
export async function passRealName(scene: Pick<Scene, 'stack'>, page: Page): Promise<void> {
  const isIn = async () => (await page.context().cookies()).some(({ name }) => name === '__Host-portal');
  for (let round = 0; !(await isIn()) && round < 100; round += 1) await page.waitForTimeout(100);
  const data = await knownPerson(scene);
  const { api } = scene.stack.addresses;
  const answer = await page.request.post(`${api}/v1/me/real-name`, { data, headers: { origin: api } });
  if (!answer.ok()) throw new Error(`no real name: ${answer.status()} ${await answer.text()}`);
}

/** One demo member of staff at the HTTP API. */
export async function staffAt({ stack }: Pick<Scene, 'stack'>, login: string) {
  const account = stack.demoAccounts.find((each) => each.login === login);
  if (!account) throw new Error(`no demo account ${login}`);
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${stack.addresses.api}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return answer ? JSON.parse(answer) : undefined;
  };
  let token: string | undefined;
  const { secondFactor } = await call('POST', '/v1/staff/sessions', { login, password: account.password });
  const proof = { challenge: secondFactor.challenge, code: await unusedCode(account) };
  ({ token } = await call('POST', '/v1/staff/sessions/second-factor', proof));
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: unknown = {}) => call('POST', path, body),
    /** Takes the case in its turn (or claims its interview, its parcel …) and decides on the version that is there. */
    async decide(orderNumber: string, what: string, body: Record<string, unknown>, kind = 'review') {
      await untilTaken(call, orderNumber, kind);
      const { version } = await call('GET', `/v1/staff/cases/${orderNumber}`);
      return call('POST', `/v1/staff/cases/${orderNumber}/${what}`, { seenVersion: version, ...body });
    },
  };
}

const authenticators = new Map<string, () => Promise<string>>();

/** A code of the account's authenticator that was not taken yet in this process. */
export function unusedCode({ login, totpSecret }: Authenticator): Promise<string> {
  const next = authenticators.get(login) ?? createCodes(totpSecret);
  authenticators.set(login, next);
  return next();
}
export type Authenticator = { login: string; totpSecret: string };

/** The workflow opens a task a moment after the step before it; reviews are taken in turn, all else is claimed. */
async function untilTaken(
  call: (method: string, path: string, body?: unknown) => Promise<{ task?: { orderNumber: string } | null }>,
  orderNumber: string,
  kind: string,
): Promise<void> {
  const take = () =>
    kind === 'review'
      ? call('POST', '/v1/staff/tasks/next', { kind })
      : call('POST', `/v1/staff/cases/${orderNumber}/claim`, {});
  for (let round = 0; round < 60; round += 1) {
    const taken = await take().catch(() => undefined);
    if (taken?.task?.orderNumber === orderNumber) return;
    if (taken?.task) throw new Error(`${taken.task.orderNumber} is before ${orderNumber} in the queue`);
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`no ${kind} task of ${orderNumber}`);
}

const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

export type AxeFinding = { rule: string; where: string[]; help: string };

/**
 * What axe finds on the page as it stands, with all its rules (WCAG 2.2 A and AA, and its best practices). The page's
 * policy lets in no script of ours, so it is evaluated through the debugger, which the policy does not bind.
 */
export async function axeFindings(page: Page): Promise<AxeFinding[]> {
  await page.evaluate(AXE_SOURCE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({
      rule: id,
      where: nodes.map(
        ({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary?.slice(0, 200)}`,
      ),
      help,
    }));
  });
}

/** An authenticator in the browser itself, whose owner is at hand (WebAuthn's own way to test). */
export async function withAuthenticator({ page }: { page: Page }) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognises: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    keys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  };
}
