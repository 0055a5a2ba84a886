/// <reference lib="dom" />
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../adapters/passwords.ts';
import { newTotpSecret } from '../adapters/totp.ts';
import { byEmail } from '../domain/address.ts';
import type { AccountId } from '../domain/ids.ts';
import { createCodes } from '../scripts/demo/codes.ts';
import { PASSWORD } from './support/app.ts';
import { openVisit } from './support/browser.ts';
import { openSite, type Site } from './support/desk.ts';
import { authenticate } from './support/people.ts';
import { type Hand, handOf, PHONE } from './support/portal.ts';

const NEW_PASSWORD = 'quite another long pass phrase';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site?.close());

type Someone = { accountId: AccountId; email: string; hand: Hand };

/** An account with a password, and a phone of its own; not logged in yet. */
async function someone(): Promise<Someone> {
  const { rooms, browser, url } = site;
  const email = `${randomUUID()}@example.org`;
  const address = byEmail(email);
  const passwordHash = await hashPassword(PASSWORD);
  await rooms.people.register({ address, passwordHash, lang: 'hans', code: '123456' });
  await rooms.people.confirm(address, '123456');
  const account = await rooms.people.findAccountAt(address);
  if (!account) throw new Error('not registered');
  await authenticate(rooms, account.id);
  const visit = await openVisit(browser, { baseURL: url, ...PHONE });
  visit.page.setDefaultTimeout(10_000);
  return { accountId: account.id, email, hand: handOf(visit) };
}

async function logIn({ page, byId }: Hand, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/login');
  await byId('login').fill(email);
  await byId('password').fill(password);
  await send(page);
}

const send = (page: Hand['page']) => page.click('main button[type=submit]');
const focused = (page: Hand['page']) => page.evaluate(() => document.activeElement?.id);

/** The code that was sent to this address last. */
async function codeTo(address: string): Promise<string> {
  let code = '';
  const keep = async ({ to, content }: { to: string; content: { kind: string; code?: string } }) => {
    if (to === address && content.kind === 'code') code = content.code ?? '';
  };
  while (await site.rooms.outbox.sendWaitingMail(keep)) continue;
  return code;
}

test('R-06 a forgotten password is replaced with a code that was sent, and the new one opens the account', async () => {
  const { email, hand } = await someone();
  const { page, byId, main, expectSound } = hand;
  await page.goto('/login');
  await page.click('main a[href="/forgot"]');
  await byId('login').waitFor();
  await byId('login').fill('12345');
  await send(page);
  await byId('login-fault').waitFor();
  await expectSound('forgotten password');
  await byId('login').fill(email);
  await send(page);
  await byId('code').waitFor();
  expect(await main().textContent()).toContain(email);
  await byId('code').fill('000000');
  await send(page);
  await byId('code-fault').waitFor();
  expect(await byId('code-fault').textContent()).toContain('验证码不正确或已过期');
  await expectSound('code for a forgotten password');
  await byId('code').fill(await codeTo(email));
  await send(page);
  await byId('new-password').waitFor();
  await byId('new-password').fill('short');
  await send(page);
  expect(await byId('new-password-fault').textContent()).toContain('15');
  await byId('new-password').fill('passwordpasswordpassword');
  await send(page);
  await page.waitForFunction(
    () => document.getElementById('new-password-fault')?.textContent?.includes('常见') ?? false,
  );
  expect(await focused(page)).toBe('new-password');
  await expectSound('a new password');
  await byId('new-password').fill(NEW_PASSWORD);
  await send(page);
  await main().locator('.panel-done').waitFor();
  await expectSound('the new password is set');
  await page.click('main a[href="/login"]');
  await byId('login').waitFor();
  await logIn(hand, email, PASSWORD);
  await main().locator('.panel-fault').waitFor();
  await logIn(hand, email, NEW_PASSWORD);
  await page.locator('main a[href="/apply"]').waitFor();
}, 90_000);

test('R-06 of an account with a second factor the code alone replaces no password', async () => {
  const { accountId, email, hand } = await someone();
  const { page, byId, main, expectSound } = hand;
  const secret = newTotpSecret();
  const { factors } = site.rooms;
  const id = (await factors.add({ accountId }, 'phone', { kind: 'totp', secret })) ?? '';
  await factors.confirm({ accountId }, id, 0);
  await page.goto('/forgot');
  await byId('login').fill(email);
  await send(page);
  await byId('code').waitFor();
  await byId('code').fill(await codeTo(email));
  await send(page);
  await byId('new-password').fill('eight or more');
  await send(page);
  await byId('code').waitFor();
  await expectSound('the second factor of a new password');
  await byId('code').fill('000000');
  await send(page);
  await main().locator('.panel-fault').waitFor();
  await byId('code').fill(await createCodes(secret)());
  await send(page);
  await main().locator('.panel-done').waitFor();
}, 60_000);
