/// <reference lib="dom" />
import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../adapters/passwords.ts';
import { type Address, byEmail } from '../../domain/address.ts';
import type { AccountId } from '../../domain/ids.ts';
import { PASSWORD } from './app.ts';
import { openVisit } from './browser.ts';
import type { Site } from './desk.ts';
import { authenticate } from './people.ts';
import { type Hand, handOf, PHONE } from './portal.ts';

export type Someone = { accountId: AccountId; email: string; hand: Hand };

/** An account with a password, and a phone of its own; not logged in yet. */
export async function someone({ rooms, browser, url }: Site): Promise<Someone> {
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

export async function logIn({ page, byId }: Hand, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/login');
  await byId('login').fill(email);
  await byId('password').fill(password);
  await send(page);
}

export const send = (page: Hand['page']) => page.click('main button[type=submit]');
export const focused = (page: Hand['page']) => page.evaluate(() => document.activeElement?.id);

/** The code that was sent to this e-mail address or number last. */
export async function codeTo({ rooms }: Pick<Site, 'rooms'>, address: Address['text']): Promise<string> {
  let code = '';
  const keep = async ({ to, content }: { to: string; content: { kind: string; code?: string } }) => {
    if (to === address && content.kind === 'code') code = content.code ?? '';
  };
  while (await rooms.outbox.sendWaitingMail(keep)) continue;
  return code;
}
