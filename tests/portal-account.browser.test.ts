/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sessions } from '../db/schema.ts';
import type { AccountId } from '../domain/ids.ts';
import { goodAnswers, PASSWORD, person, sessionToken, storedDraft, submit } from './support/app.ts';
import { openSite, putPictures, type Site } from './support/desk.ts';
import { focused, logIn, send, someone } from './support/someone.ts';
import { dataIn, filesIn } from './support/zip.ts';

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
  await page.click('main a[href="/my-data"]');
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
  await page.goto('/my-data');
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
  await page.goto('/my-data');
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
  await expectSound('consent about to be withdrawn');
  await consents().locator('.button-danger').click();
  await ofDraft!.getByText('不同意').waitFor();
  await expectSound('consent withdrawn');
  expect(await rooms.consents.ofFace({ id: draft })).toBe('refused');
  expect(await rooms.consents.ofFace({ id: filed })).toBe('given');
}, 60_000);
