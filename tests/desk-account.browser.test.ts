/// <reference lib="dom" />
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staff } from '../db/schema.ts';
import { PASSWORD, person, sessionToken } from './support/app.ts';
import { totpCode } from './support/authenticator.ts';
import { type Page, unusedCode, withAuthenticator } from './support/browser.ts';
import {
  english,
  expectSound,
  lapse,
  openPage,
  openSite,
  other,
  type Site,
  signedIn,
} from './support/desk.ts';
import { letterBox, newEmail } from './support/doors.ts';
import { hire } from './support/people.ts';

// One's own account at the desk, from the invitation on.
let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site?.close());

const openAccount = async (page: Page) => {
  await page.locator('.person a').click();
  await page.locator('.account .own-list li').first().waitFor();
};
const section = (page: Page, title: string) =>
  page.locator('.account section', { has: page.getByRole('heading', { name: title }) });

test('A3 S5 a second authenticator app is added at the desk with its first code, and the lost one removed', async () => {
  const { page, faults, context, staffId, account } = await signedIn(site, ['officer']);
  await openAccount(page);
  const factors = section(page, 'Second factors');
  // The last one stays, and at an address of numbers there is no passkey: nothing is shown that cannot work.
  expect(await factors.getByRole('button').allTextContents()).toEqual(['Add an authenticator app']);
  await expectSound(page, 'account');
  await english(page);
  await lapse(site, staffId);
  await factors.getByRole('button', { name: 'Add an authenticator app' }).click();
  await page.locator('dialog #code').fill(await unusedCode(account));
  await page.keyboard.press('Enter');
  await factors.locator('.qr').waitFor();
  await expectSound(page, 'new app');
  await english(page);
  const secret = ((await factors.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
  const field = page.locator('#first-code');
  await field.fill(totpCode(secret) === '000000' ? '000001' : '000000');
  await page.keyboard.press('Enter');
  await factors.locator('.ant-alert-error').waitFor();
  await field.fill(totpCode(secret, -1));
  await page.keyboard.press('Enter');
  await page.locator('.notice', { hasText: 'Added: Authenticator app' }).waitFor();

  const lost = factors.locator('li', { hasText: 'phone' });
  await lost.getByRole('button', { name: /^Remove: phone/ }).click();
  await lost.getByRole('button', { name: /^Remove it now: phone/ }).click();
  await page.locator('.notice', { hasText: 'Removed: phone' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.account .own-list')[0]?.children.length === 1);
  // The next time it is the new one that opens the door.
  await page.locator('.person button').click();
  await page.locator('#login').fill(account.login);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('#code').fill(totpCode(secret));
  await page.keyboard.press('Enter');
  await page.locator('.person').waitFor();
  expect(other(faults, 401, 403, 422)).toEqual([]);
  await context.close();
}, 120_000);

test('S3 S6 one’s other sessions are ended one by one or by a new password, whose faults stand at their field', async () => {
  const { page, faults, context, staffId, account } = await signedIn(site, ['duty']);
  const elsewhere = async () => person(site.app, await sessionToken(site.rooms, { staffId }));
  const [second, third] = [await elsewhere(), await elsewhere()];
  await second.get('/v1/staff/me');
  await openAccount(page);
  const own = section(page, 'Where you are signed in');
  await own.getByText('this one').waitFor();
  expect(await own.getByRole('button').count()).toBe(3);
  await own
    .getByRole('button', { name: /^End: / })
    .first()
    .click();
  await page.locator('.notice', { hasText: 'Ended: ' }).waitFor();
  await expect.poll(() => own.getByRole('button').count()).toBe(1);
  const statuses = async () =>
    (await Promise.all([second, third].map((each) => each.get('/v1/staff/me')))).map(({ status }) => status);
  expect((await statuses()).toSorted()).toEqual([200, 401]);

  const current = page.locator('#current-password');
  const next = page.locator('#new-password');
  await current.fill('not this one');
  await next.fill('short');
  await page.keyboard.press('Enter');
  await page.locator('#current-password-fault', { hasText: 'That is not it' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'current-password');
  await current.fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('#new-password-fault', { hasText: 'at least 8 characters' }).waitFor();
  expect(await page.locator('.account .fault').count()).toBe(1);
  await expectSound(page, 'weak password');
  await english(page);
  await next.fill('a lantern beside four quiet boats');
  await lapse(site, staffId);
  await page.keyboard.press('Enter');
  await page.locator('dialog #code').fill(await unusedCode(account));
  await page.keyboard.press('Enter');
  await page.locator('.notice', { hasText: 'The password is changed' }).waitFor();
  expect(await next.inputValue()).toBe('');
  await own.getByText('There is no other.').waitFor();
  expect(await statuses()).toEqual([401, 401]);
  const door = { login: account.login, password: 'a lantern beside four quiet boats' };
  expect((await person(site.app).send('POST', '/v1/staff/sessions', door)).status).toBe(202);
  expect(other(faults, 403, 422)).toEqual([]);
  await context.close();
}, 120_000);

test('A7 who comes in by the organisation’s login is not asked for a password that there is not', async () => {
  const { page, context, staffId } = await signedIn(site, ['officer']);
  await site.rooms.db.update(staff).set({ passwordHash: null }).where(eq(staff.id, staffId));
  await page.reload();
  await openAccount(page);
  await page.getByText('its password is changed there').waitFor();
  expect(await page.locator('.account input[type="password"]').count()).toBe(0);
  await context.close();
}, 60_000);

test('A9 who is invited is told at the field which rule the chosen password breaks', async () => {
  const email = newEmail();
  const login = `first.${crypto.randomUUID()}`;
  const { rooms } = site;
  const [one, two] = [
    await hire(rooms, ['administrator'], 'NYC'),
    await hire(rooms, ['administrator'], 'NYC'),
  ];
  const invited = { login, name: 'Ye Gang', email, post: 'NYC' as const, roles: ['officer' as const] };
  const asked = await rooms.staffing.ask(one, { kind: 'invite', invited, reason: 'more work' }, {});
  await rooms.staffing.decide(two, asked, 'carried-out', {});
  const [mail] = await letterBox(rooms).open(email);
  const invitation = mail?.content.kind === 'invitation' ? mail.content.invitation : '';
  const { page, context } = await openPage(site.browser);
  await page.goto(`${site.url}/desk/sign-in#invitation=${invitation}`);
  await page.locator('#new-password').fill(`${login}1`);
  await page.keyboard.press('Enter');
  await page.locator('#new-password-fault', { hasText: 'mostly your login' }).waitFor();
  await expectSound(page, 'invited');
  await english(page);
  await page.locator('#new-password').fill('a lantern beside four quiet boats');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Choose a second factor' }).waitFor();
  await page.getByRole('button', { name: 'Authenticator app' }).click();
  const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
  await page.locator('#first-code').fill(totpCode(secret, -1));
  await page.keyboard.press('Enter');
  await page.locator('.person').waitFor();
  await context.close();
}, 60_000);

test('A3 A5 a passkey that was added at the desk is the second step the next time', async () => {
  const named = { ...site, url: site.namedUrl };
  const { page, faults, context, account } = await signedIn(named, ['mailroom']);
  const authenticator = await withAuthenticator({ page });
  await openAccount(page);
  const factors = section(page, 'Second factors');
  // Whoever lets the browser's own dialog go is told what else there is.
  await authenticator.recognises(false);
  await factors.getByRole('button', { name: 'Add a passkey' }).click();
  await factors.getByText('No passkey was made').waitFor({ timeout: 90_000 });
  await authenticator.recognises(true);
  await factors.getByRole('button', { name: 'Add a passkey' }).click();
  await page.locator('.notice', { hasText: 'Added: Passkey' }).waitFor();
  await factors.locator('li', { hasText: 'Passkey' }).waitFor();
  await expectSound(page, 'two factors');
  await english(page);

  await page.locator('.person button').click();
  await page.locator('#login').fill(account.login);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.locator('.person').waitFor();
  expect(other(faults, 401)).toEqual([]);
  await context.close();
}, 120_000);
