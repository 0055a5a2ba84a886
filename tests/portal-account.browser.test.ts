/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sessions } from '../db/schema.ts';
import type { AccountId } from '../domain/ids.ts';
import { goodAnswers, PASSWORD, person, sessionToken, storedDraft, submit } from './support/app.ts';
import { openVisit, withAuthenticator } from './support/browser.ts';
import { openSite, putPictures, type Site } from './support/desk.ts';
import { newPhone } from './support/doors.ts';
import { handOf, PHONE } from './support/portal.ts';
import { codeTo, focused, logIn, send, someone } from './support/someone.ts';
import { dataIn, filesIn } from './support/zip.ts';

const NEW_PASSWORD = 'quite another long pass phrase';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site?.close());

/** As ten minutes after the login. */
const later = (accountId: AccountId) =>
  site.rooms.db.update(sessions).set({ steppedUpUntil: null }).where(eq(sessions.accountId, accountId));

test('V14 S5 a copy of one’s own data is made after proving who one is: a ZIP that holds drafts, orders and pictures; twice a day', async () => {
  const { accountId, email, hand } = await someone(site);
  const { page, byId, main, expectSound } = hand;
  const { app, rooms } = site;
  const draft = await storedDraft(rooms, accountId, { ...goodAnswers(), 'name.chinese': '吕草稿' });
  const filed = await storedDraft(rooms, accountId, goodAnswers());
  for (const id of [draft, filed]) await putPictures(rooms, id);
  const applicant = person(app, await sessionToken(rooms, { accountId }));
  const { orderNumber } = (await submit(applicant, filed)).body;
  await logIn(hand, email);
  await page.click('.own-nav a[href="/account"]');
  await page.click('main a[href="/account/data"]');
  await byId('make-copy').waitFor();
  const text = await main().textContent();
  for (const part of ['365天', '90天', '180天', '比对之后立即删除']) expect(text).toContain(part);
  await expectSound('my data');

  await later(accountId);
  await byId('make-copy').click();
  await byId('password').waitFor();
  expect(await focused(page)).toBe('password');
  await expectSound('once more who one is, for a copy');
  await byId('password').fill(PASSWORD);
  const [download] = await Promise.all([page.waitForEvent('download'), send(page)]);
  expect(download.suggestedFilename()).toBe('my-data.zip');
  const files = filesIn(await readFile(await download.path()));
  expect(dataIn(files)).toMatchObject({
    account: { id: accountId, addresses: [{ kind: 'email', text: email }] },
    applications: [
      { id: draft, answers: { 'name.chinese': '吕草稿' }, order: null },
      { id: filed, order: { orderNumber } },
    ],
  });
  for (const id of [draft, filed])
    expect(files.get(`documents/${id}/portrait-1.jpg`)?.subarray(0, 2)).toEqual(Buffer.of(0xff, 0xd8));
  await main().locator('.panel-done').waitFor();
  await expectSound('a copy that was made');
  const [again] = await Promise.all([page.waitForEvent('download'), page.click('main a[download]')]);
  expect(await readFile(await again.path())).toEqual(await readFile(await download.path()));

  await Promise.all([page.waitForEvent('download'), byId('make-copy').click()]);
  await main().locator('.panel-done').waitFor();
  await byId('make-copy').click();
  await main().locator('.fault').waitFor();
  expect(await main().locator('.fault').textContent()).toContain('今天的两份都已制作');
  await expectSound('no third copy a day');
}, 120_000);

test('V14 a copy that breaks off on its way is not saved, and the page says so', async () => {
  const { email, hand } = await someone(site);
  const { page, byId, main } = hand;
  await logIn(hand, email);
  await page.locator('main a[href="/apply"]').waitFor();
  await page.goto('/account/data');
  await byId('make-copy').waitFor();
  const cutOff = async (): Promise<void> => {
    const body = new ReadableStream<Uint8Array>({
      start(at) {
        at.enqueue(new Uint8Array(2_000));
        at.error(new Error('the line is cut'));
      },
    });
    window.fetch = async () => new Response(body);
  };
  await page.evaluate(cutOff);
  await byId('make-copy').click();
  await main().locator('.fault').waitFor();
  expect(await main().locator('.fault').textContent()).toContain('没有保存');
  expect(await main().locator('a[download]').count()).toBe(0);
}, 60_000);

test('D8 consent to comparing faces is withdrawn from a draft; of an order one reads why not', async () => {
  const { accountId, email, hand } = await someone(site);
  const { page, main, expectSound } = hand;
  const { app, rooms } = site;
  await logIn(hand, email);
  await page.locator('main a[href="/apply"]').waitFor();
  await page.goto('/account/data');
  const consents = () => main().locator('section[aria-labelledby="consents"]');
  await consents().getByText('还没有哪份申请征求过同意').waitFor();
  const draft = await storedDraft(rooms, accountId, goodAnswers());
  const filed = await storedDraft(rooms, accountId, goodAnswers());
  const applicant = person(app, await sessionToken(rooms, { accountId }));
  const { orderNumber } = (await submit(applicant, filed)).body;
  await page.reload();
  const [ofDraft, ofOrder] = [`a[href="/drafts/${draft}"]`, `a[href="/orders/${orderNumber}"]`].map((link) =>
    consents().locator('li', { has: page.locator(link) }),
  );
  await ofOrder!.waitFor();
  expect(await ofOrder!.locator('button').count()).toBe(0);
  expect(await consents().textContent()).toContain('提交之后不能再撤回');
  await ofDraft!.locator('button').click();
  await consents().locator('.button-danger').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('立即删除');
  await expectSound('consent about to be withdrawn');
  await consents().locator('.button-danger').click();
  await ofDraft!.getByText('不同意').waitFor();
  await expectSound('consent withdrawn');
  expect(await rooms.consents.ofFace({ id: draft })).toBe('refused');
  expect(await rooms.consents.ofFace({ id: filed })).toBe('given');
}, 60_000);

test('R-06 S3 the password is changed with the present one; faults stand at their fields, and other devices are logged out', async () => {
  const { email, hand } = await someone(site);
  const { page, byId, main, expectSound } = hand;
  const elsewhere = await openVisit(site.browser, { baseURL: site.url, ...PHONE });
  for (const each of [handOf(elsewhere), hand]) {
    await logIn(each, email);
    await each.page.locator('main a[href="/apply"]').waitFor();
  }
  await page.click('.own-nav a[href="/account"]');
  await page.click('main a[href="/account/password"]');
  await byId('new-password').waitFor();
  await send(page);
  expect(await main().locator('.field .fault').count()).toBe(2);
  expect(await focused(page)).toBe('current-password');
  await expectSound('password, with faults');
  await byId('current-password').fill('not it, surely');
  await byId('new-password').fill(NEW_PASSWORD);
  await send(page);
  await main().getByText('密码不正确').waitFor();
  expect(await byId('current-password').getAttribute('aria-invalid')).toBe('true');
  expect(await focused(page)).toBe('current-password');
  await byId('current-password').fill(PASSWORD);
  await byId('new-password').fill('passwordpasswordpassword');
  await send(page);
  await main().getByText('太常见').waitFor();
  expect(await focused(page)).toBe('new-password');
  await expectSound('password that is too common');
  await byId('new-password').fill(NEW_PASSWORD);
  await send(page);
  await main().locator('.panel-done').waitFor();
  expect(await main().textContent()).toContain(email);
  await expectSound('password changed');

  await elsewhere.page.goto('/account');
  await elsewhere.page.locator('[id="login"]').waitFor();
  await logIn(handOf(elsewhere), email);
  await elsewhere.page.locator('main .panel-fault').waitFor();
  await logIn(handOf(elsewhere), email, NEW_PASSWORD);
  await elsewhere.page.locator('main a[href="/apply"]').waitFor();
}, 90_000);

test('R-06 S5 a mobile number is added with a code that was sent there, each time after proving who one is; the last address stays', async () => {
  const { accountId, email, hand } = await someone(site);
  const { page, byId, main, expectSound } = hand;
  const digits = `139${String(Date.now()).slice(-8)}`;
  const prove = async (): Promise<void> => {
    await byId('password').waitFor();
    expect(await focused(page)).toBe('password');
    await byId('password').fill(PASSWORD);
    await send(page);
  };
  await logIn(hand, email);
  await page.click('.own-nav a[href="/account"]');
  await page.click('main a[href="/account/addresses"]');
  await byId('email').getByText(email).waitFor();
  expect(await main().getByText('移除', { exact: true }).count()).toBe(0);
  await expectSound('the only address');

  await byId('phone').locator('button').click();
  await byId('address').fill('12345');
  await send(page);
  await byId('address-fault').waitFor();
  expect(await focused(page)).toBe('address');
  await expectSound('a number that is none');
  await later(accountId);
  await byId('address').fill(digits);
  await send(page);
  await prove();
  await byId('code').waitFor();
  await byId('code').fill('000000');
  await send(page);
  await byId('code-fault').waitFor();
  await expectSound('code for a new number');
  await later(accountId);
  await byId('code').fill(await codeTo(site, `+86${digits}`));
  await send(page);
  await byId('password').waitFor();
  await expectSound('once more who one is, for a number');
  await prove();
  await byId('phone').getByText(`+86${digits}`).waitFor();
  await expectSound('two addresses');

  await byId('email').locator('button').first().click();
  await byId('address').fill(email.toUpperCase());
  await send(page);
  await main().getByText('这就是现在登记的').waitFor();
  await expectSound('another e-mail address');
  await main().locator('.link-button').click();

  await byId('email').locator('button').last().click();
  await byId('email').locator('.button-danger').waitFor();
  await expectSound('an address about to be removed');
  await page.keyboard.press('Tab'); // from what it means, which has the focus
  await page.keyboard.press('Enter');
  await byId('email').getByText('没有').waitFor();
  expect(await byId('phone').textContent()).toContain('通知发到这里');
  expect(await byId('phone').locator('button').count()).toBe(1);
  await expectSound('an address removed');
  await page.context().clearCookies();
  await logIn(hand, digits);
  await page.locator('main a[href="/apply"]').waitFor();
}, 120_000);

test('R-06 A5 a passkey that was added opens the portal alone, and as the second step beside the password; removed, it opens nothing', async () => {
  const { accountId, email, hand } = await someone({ ...site, url: site.namedUrl });
  const { page, byId, main, expectSound } = hand;
  const authenticator = await withAuthenticator(hand);
  const factors = () => main().locator('section[aria-labelledby="factors"]');
  const entered = () => page.locator('main a[href="/apply"]').waitFor();
  const leave = async (): Promise<void> => {
    await page.click('.own-nav a[href="/account"]');
    await main().getByRole('button', { name: '退出登录' }).click();
    await page.click('main a[href="/login"]');
    await byId('passkey').waitFor();
  };
  await logIn(hand, email);
  await entered();
  await page.click('.own-nav a[href="/account"]');
  await factors().getByText('添加通行密钥').click();
  await factors().locator('li').waitFor();
  expect(await authenticator.keys()).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);
  await expectSound('account with a passkey');

  await leave();
  await expectSound('login with a passkey or a password');
  await byId('passkey').click();
  await entered();
  await leave();
  await authenticator.recognises(false);
  await byId('passkey').click();
  await main().locator('.fault').waitFor();
  expect(await main().locator('.fault').textContent()).toContain('没有使用通行密钥');
  await expectSound('login with no passkey used');
  await authenticator.recognises(true);
  await logIn(hand, email);
  await main().getByText('此账号还需要第二种验证方式').waitFor();
  expect(await byId('code').count()).toBe(0);
  await expectSound('a passkey as the second step');
  await main().getByText('使用通行密钥').click();
  await entered();

  await page.click('.own-nav a[href="/account"]');
  await later(accountId);
  await factors().locator('li button').click();
  await factors().locator('li .button-danger').click();
  await factors().getByText('使用通行密钥').click();
  await factors().locator('#add-app').waitFor();
  await factors().locator('li').waitFor({ state: 'detached' });
  await leave();
  await byId('passkey').click();
  await main().locator('.fault').waitFor();
  expect(await main().locator('.fault').textContent()).toContain('没有账号使用这个通行密钥');
  await expectSound('login with a passkey that was removed');
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('__Host-portal');
}, 120_000);

test('R-06 where the browser knows no passkeys, or the site has no name, none is offered', async () => {
  const { hand: atNumber } = await someone(site);
  await atNumber.page.goto('/login');
  await atNumber.byId('password').waitFor();
  expect(await atNumber.byId('passkey').count()).toBe(0);
  const { hand: withoutAny } = await someone({ ...site, url: site.namedUrl });
  await withoutAny.page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
  await withoutAny.page.goto('/login');
  await withoutAny.byId('password').waitFor();
  expect(await withoutAny.byId('passkey').count()).toBe(0);
}, 60_000);

test('R-06 V6.6.1 one registers with a mobile number, is told that others may read text messages, and opens the account with it', async () => {
  const { page, byId, main, expectSound } = handOf(
    await openVisit(site.browser, { baseURL: site.url, ...PHONE }),
  );
  const phone = newPhone();
  await page.goto('/register');
  await byId('email').fill('138');
  await byId('password').fill(PASSWORD);
  await send(page);
  await byId('email-fault').waitFor();
  expect(await focused(page)).toBe('email');
  expect(await main().textContent()).toContain('短信可能被他人看到');
  await expectSound('register, with a number that is none');
  await byId('email').fill(`${phone.slice(3, 6)} ${phone.slice(6, 10)} ${phone.slice(10)}`);
  await send(page);
  await byId('code').waitFor();
  expect(await main().textContent()).toContain(phone);
  await byId('code').fill(await codeTo(site, phone));
  await send(page);
  await page.locator('main a[href="/apply"]').waitFor();
});

test('S5 S6 another device is sent away by who gives the password once more, and nobody else', async () => {
  const { accountId, email, hand } = await someone(site);
  const { page, byId, main, expectSound } = hand;
  await logIn(hand, email);
  await page.locator('main a[href="/apply"]').waitFor();
  const other = person(site.app, await sessionToken(site.rooms, { accountId }));
  await later(accountId);
  await page.click('.own-nav a[href="/account"]');
  const listed = main().locator('section[aria-labelledby="sessions"]');
  await listed.locator('li button').first().click();
  await byId('password').waitFor();
  await expectSound('once more who one is, before another device is sent away');
  expect((await other.get('/v1/me')).status).toBe(200);
  await byId('password').fill(PASSWORD);
  await listed.locator('button[type=submit]').click();
  await listed.locator('li').first().waitFor();
  await page.waitForFunction(
    () => document.querySelectorAll('section[aria-labelledby="sessions"] li').length === 1,
  );
  expect((await other.get('/v1/me')).status).toBe(401);
});
