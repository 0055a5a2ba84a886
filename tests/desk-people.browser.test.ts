/// <reference lib="dom" />
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sessions } from '../db/schema.ts';
import type { StaffId } from '../domain/ids.ts';
import { type Page, unusedCode } from './support/browser.ts';
import { expectSound, newCase, openSite, type Site, signedIn } from './support/desk.ts';

// Proving it again, at the desk.
let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site?.close());

/** As if ten minutes had gone since the second factor was given. */
const lapse = (staffId: StaffId) =>
  site.rooms.db.update(sessions).set({ steppedUpUntil: null }).where(eq(sessions.staffId, staffId));
const english = (page: Page) =>
  page.locator('.language button', { hasText: 'English' }).dispatchEvent('click');
/** The browser's own line about an answer that the page says in words. */
const other = (faults: string[], ...statuses: number[]) =>
  faults.filter((fault) => !statuses.some((status) => fault.includes(`status of ${status}`)));

test('S5 an approval that lacks a recent second factor asks for it once, then goes on by itself under the same key', async () => {
  const { orderNumber } = await newCase(site);
  const { page, faults, context, staffId, account } = await signedIn(site, ['officer']);
  await page.keyboard.press('n');
  await page.locator('.decide .choices button').first().waitFor();
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/approval')) keys.push(request.headers()['idempotency-key']);
  });
  await lapse(staffId);
  await page.keyboard.press('a');
  await page.keyboard.press('Enter');

  // Whoever would rather not is told why nothing was done, and stands where he was.
  await page.locator('dialog #code').waitFor();
  await expectSound(page, 'step-up');
  await english(page);
  await page.keyboard.press('Escape');
  await page.locator('.decide .ant-alert-error', { hasText: 'once more' }).waitFor();
  await page.waitForFunction(() =>
    document.activeElement?.matches('button[aria-keyshortcuts="Control+Enter"]'),
  );

  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'code');
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await page.locator('dialog .ant-alert-error').waitFor();
  expect((await site.rooms.orders.findOrder(orderNumber))?.status).toBe('in_review');
  await page.locator('#code').fill(await unusedCode(account));
  await page.keyboard.press('Enter');
  await page.locator('.outcome').waitFor();
  expect(await page.locator('dialog').count()).toBe(0);
  expect((await site.rooms.orders.findOrder(orderNumber))?.status).toBe('awaiting_materials');
  expect(keys).toHaveLength(3);
  expect(keys[1]).toBe(keys[2]);
  expect(other(faults, 403, 422)).toEqual([]);
  await context.close();
}, 120_000);
