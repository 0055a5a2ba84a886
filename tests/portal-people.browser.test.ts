/// <reference lib="dom" />
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newTotpSecret } from '../adapters/totp.ts';
import { identities } from '../db/schema.ts';
import { createCodes } from '../scripts/demo/codes.ts';
import { goodAnswers, PASSWORD, person, sessionToken, storedDraft, submit } from './support/app.ts';
import { openSite, type Site } from './support/desk.ts';
import { authenticate, passportNumber } from './support/people.ts';
import { codeTo, focused, logIn, type Someone, send, someone } from './support/someone.ts';

const NEW_PASSWORD = 'quite another long pass phrase';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site?.close());

/** An order that this account filed, of the holder of that passport. */
async function filed({ accountId }: Someone, passport = passportNumber()): Promise<string> {
  const { app, rooms } = site;
  const answers = goodAnswers(passport);
  const draft = await storedDraft(rooms, accountId, answers);
  const { status, body } = await submit(person(app, await sessionToken(rooms, { accountId })), draft);
  expect(status).toBe(201);
  return body.orderNumber;
}

test('R-06 a forgotten password is replaced with a code that was sent, and the new one opens the account', async () => {
  const { email, hand } = await someone(site);
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
  await byId('code').fill(await codeTo(site, email));
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
  const { accountId, email, hand } = await someone(site);
  const { page, byId, main, expectSound } = hand;
  const secret = newTotpSecret();
  const { factors } = site.rooms;
  const id = (await factors.add({ accountId }, 'phone', { kind: 'totp', secret })) ?? '';
  await factors.confirm({ accountId }, id, 0);
  await page.goto('/forgot');
  await byId('login').fill(email);
  await send(page);
  await byId('code').waitFor();
  await byId('code').fill(await codeTo(site, email));
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

test('R-08 a helper hands an order over with a code that is shown once; then it is the applicant’s, and the helper’s page says so', async () => {
  const [helper, applicant] = [await someone(site), await someone(site)];
  const orderNumber = await filed(helper);
  const { page, byId, main, expectSound } = helper.hand;
  await logIn(helper.hand, helper.email);
  await page.locator(`main a[href="/orders/${orderNumber}"]`).click();
  await byId('make-code').click();
  await byId('claim-code').waitFor();
  const first = (await byId('claim-code').textContent()) ?? '';
  expect(first).toMatch(/^[0-9A-Z]{3}(?:-[0-9A-Z]{3}){8}$/);
  await byId('revoke-code').waitFor();
  await expectSound('a claim code');
  await byId('revoke-code').click();
  await byId('claim-code').waitFor({ state: 'detached' });
  await byId('make-code').click();
  await byId('claim-code').waitFor();
  const code = (await byId('claim-code').textContent()) ?? '';
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await byId('copy-code').click();
  await main().getByText('已复制').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  await page.reload();
  await byId('revoke-code').waitFor();
  expect(await main().textContent()).not.toContain(code);
  await expectSound('order with a claim code');

  const other = applicant.hand;
  await logIn(other, applicant.email);
  await other.page.click('main a[href="/take-over"]');
  await other.byId('number').fill('7K2M');
  await other.byId('code').fill('ABC');
  await send(other.page);
  await other.byId('number-fault').waitFor();
  expect(await other.main().locator('.fault').count()).toBe(2);
  expect(await focused(other.page)).toBe('number');
  await other.expectSound('take over, with faults');
  await other.byId('number').fill(orderNumber.toLowerCase());
  await other.byId('code').fill(first);
  await send(other.page);
  await other.main().locator('.panel-fault').waitFor();
  expect(await other.main().textContent()).toContain('不能接管');
  await other.byId('code').fill(code.toLowerCase());
  await send(other.page);
  await other.page.locator('.timeline').waitFor();
  await other.main().getByText('您于').waitFor();
  expect(await other.main().locator('#make-code').count()).toBe(0);
  await other.expectSound('order taken over');
  await other.page.click('.own-nav a[href="/"]');
  await other.page.locator(`main a[href="/orders/${orderNumber}"]`).waitFor();

  // The helper's open page finds out by itself.
  await main().getByText('已不属于您的账号').waitFor({ timeout: 20_000 });
  await expectSound('order no longer one’s own');
  await main().locator('a.button').click();
  await page.locator('main a[href="/take-over"]').waitFor();
  expect(await main().textContent()).not.toContain(orderNumber);
  await page.goto(`/orders/${orderNumber}`);
  await main().getByText('此订单不在您的账号中').waitFor();
  await expectSound('an order that is not one’s own');
}, 120_000);

test('R-08 an applicant whose real name is confirmed takes the order over without a code', async () => {
  const [helper, applicant] = [await someone(site), await someone(site)];
  const passport = passportNumber();
  const orderNumber = await filed(helper, passport);
  const { page, byId, main, expectSound } = applicant.hand;
  const { db } = site.rooms;
  await db.delete(identities).where(eq(identities.accountId, applicant.accountId));
  await logIn(applicant.hand, applicant.email);
  await page.click('main a[href="/take-over"]');
  await byId('number').fill(orderNumber);
  await send(page);
  await byId('code-fault').waitFor();
  expect(await byId('code-fault').textContent()).toContain('实名认证');
  expect(await main().locator('a[href="/real-name"]').count()).toBe(1);
  await expectSound('take over without a real name');
  await authenticate(site.rooms, applicant.accountId, { number: passport });
  await page.reload();
  await byId('number').fill(orderNumber);
  await send(page);
  await page.locator('.timeline').waitFor();
  await main().getByText('您于').waitFor();
}, 90_000);
