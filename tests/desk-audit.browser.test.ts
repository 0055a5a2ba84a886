/// <reference lib="dom" />
import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuditChain } from '../db/audit-chain.ts';
import { auditRecords } from '../db/schema.ts';
import type { StaffId } from '../domain/ids.ts';
import { linkAll, writeEntries } from './support/audit.ts';
import type { Page } from './support/browser.ts';
import { expectSound, newCase, openSite, type Site, signedIn } from './support/desk.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site?.close());

/** The `filters` of each look of this member, oldest first. */
async function looksOf(staffId: StaffId): Promise<unknown[]> {
  const { rooms } = site;
  const looks = await rooms.audit.search({ actor: staffId, action: 'audit.read', limit: 200 });
  return looks.map(({ details }) => details['filters']).toReversed();
}
const rows = (page: Page) => page.locator('.audit-table tbody tr');
const settled = (page: Page) => page.locator('.audit-list[aria-busy="false"]').waitFor();

async function lookFor(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`#audit-${name}`);
    await (name === 'action' ? field.selectOption(value) : field.fill(value));
  }
  const answered = page.waitForResponse((response) => response.url().includes('/staff/audit?'));
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await answered;
  await settled(page);
}

/** Through the head's navigation. */
async function openTrail(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Audit trail' }).click();
  await rows(page).first().waitFor();
  await settled(page);
}

test('R-50 Z2 what an officer did stands in the trail in words, for the auditor and the post’s supervisor, not for another post’s', async () => {
  const { orderNumber } = await newCase(site);
  const officer = await signedIn(site, ['officer']);
  await officer.page.keyboard.press('n');
  await officer.page.locator('.decide .choices button').first().waitFor();
  await linkAll(createAuditChain(site.rooms.db, site.rooms.vault));

  const auditor = await signedIn(site, ['auditor'], { post: 'WAS' });
  await openTrail(auditor.page);
  await auditor.page.keyboard.press('f');
  await auditor.page.keyboard.type(orderNumber.toLowerCase().replaceAll('-', ' '));
  await auditor.page.keyboard.press('Enter');
  await auditor.page.getByText('There are no older ones.').waitFor();
  await auditor.page.waitForURL((url) => url.searchParams.get('order') === orderNumber);
  await settled(auditor.page);
  const claim = rows(auditor.page).filter({ hasText: 'task.claim' });
  for (const words of [
    'claimed a task',
    officer.account.login,
    'Officer · LAX',
    orderNumber,
    'in turn',
    ' UTC',
  ])
    expect(await claim.textContent()).toContain(words);
  const record = await site.rooms.audit.search({ order: orderNumber, action: 'task.claim', limit: 1 });
  expect(await claim.locator('td').last().textContent()).toBe(String(record[0]?.link));
  await rows(auditor.page).filter({ hasText: 'has the task in hand: Review' }).first().waitFor();
  await rows(auditor.page).filter({ hasText: 'submitted the order' }).waitFor();
  expect(await rows(auditor.page).getByRole('link').count()).toBe(0);
  // What has been recorded since waits for the worker that links.
  const state = auditor.page.getByRole('region', { name: 'The chain' });
  expect(await state.textContent()).toContain('npm run audit -- verify');
  await lookFor(auditor.page, { order: '', actor: auditor.account.login });
  expect(await rows(auditor.page).first().locator('td').last().textContent()).toBe('waits');
  expect(auditor.page.url()).not.toContain(auditor.account.login);
  await expectSound(auditor.page, 'audit trail');
  await auditor.page.setViewportSize({ width: 390, height: 844 });
  await expectSound(auditor.page, 'audit trail on a phone');

  const here = await signedIn(site, ['supervisor'], { post: 'LAX' });
  await openTrail(here.page);
  await lookFor(here.page, { order: orderNumber });
  await rows(here.page).first().getByRole('link', { name: orderNumber }).click();
  await here.page.getByRole('heading', { level: 1 }).waitFor();
  expect(new URL(here.page.url()).pathname).toBe(`/desk/cases/${orderNumber}`);

  const there = await signedIn(site, ['supervisor'], { post: 'CHI' });
  await openTrail(there.page);
  await lookFor(there.page, { order: orderNumber });
  await there.page.getByText('No record is like this.').waitFor();
  expect(await rows(there.page).count()).toBe(0);
  for (const { faults, context } of [officer, auditor, here, there]) {
    expect(faults).toEqual([]);
    await context.close();
  }
}, 180_000);

test('L2 each look is one record: neither focus, language nor a skip link looks again; older pages follow without a gap', async () => {
  await writeEntries(site.rooms, 120);
  const { page, faults, context, staffId } = await signedIn(site, ['auditor']);
  await openTrail(page);
  expect(await looksOf(staffId)).toEqual([[]]);

  await page.locator('.language button', { hasText: '繁體中文' }).click();
  await page.getByRole('heading', { name: '稽核紀錄' }).waitFor();
  await page.locator('.language button', { hasText: 'English' }).click();
  await page.evaluate(() => {
    for (const name of ['blur', 'focus', 'online']) window.dispatchEvent(new Event(name));
    document.dispatchEvent(new Event('visibilitychange'));
    location.hash = 'content';
  });
  await lookFor(page, { action: 'case.read', order: '' });
  expect(await looksOf(staffId)).toEqual([[], ['action']]);
  for (const shown of [100, await caseReads()]) {
    await page.keyboard.press('o');
    await page.getByText(`${shown} shown`).waitFor();
  }
  await page.getByText('There are no older ones.').waitFor();
  const seen = await rows(page).evaluateAll((all) => all.map((row) => Number(row.dataset['record'])));
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a));
  expect(seen).toHaveLength(await caseReads());
  await page.keyboard.press('o'); // there is nothing older to look for
  expect(await looksOf(staffId)).toEqual([[], ['action'], ['action', 'before'], ['action', 'before']]);

  // Back to the unfiltered address, and the same look once more: each is somebody's wish.
  await page.keyboard.press('r');
  await page.getByText('50 shown').waitFor();
  await page.goBack();
  await page.waitForURL((url) => url.search === '');
  await expect.poll(() => looksOf(staffId)).toHaveLength(6);
  expect((await looksOf(staffId)).slice(4)).toEqual([['action'], []]);
  expect(faults).toEqual([]);
  await context.close();
}, 120_000);

async function caseReads(): Promise<number> {
  const [found] = await site.rooms.db
    .select({ all: count() })
    .from(auditRecords)
    .where(eq(auditRecords.action, 'case.read'));
  return found?.all ?? 0;
}

test('R-50 days are the reader’s own; what cannot be asked is said at its field, and is no look', async () => {
  const { page, faults, context, staffId } = await signedIn(site, ['auditor']);
  const actor = { kind: 'operator', id: `clock-${staffId}` } as const;
  await site.rooms.audit.recordAll([
    { actor, action: 'key.rotate' },
    { actor, action: 'key.erase' },
  ]);
  await page.goto(`${site.url}/desk/audit?order=name&from=2026-02-30`);
  await page.getByText('Not an order number').waitFor();
  expect(await page.locator('#audit-from').inputValue()).toBe('');
  await page.locator('#audit-from').focus();
  await page.keyboard.type('02302026');
  await page.keyboard.press('Enter');
  await page.getByText('There is no such day.').waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'audit-order');
  await expectSound(page, 'refused filters');
  await page.locator('.language button', { hasText: 'English' }).click();
  expect(await looksOf(staffId)).toEqual([]);

  const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
  const yesterday = await page.evaluate(() => new Date(Date.now() - 86_400_000).toLocaleDateString('sv'));
  await page.locator('#audit-order').fill('');
  await page.locator('#audit-from').fill(today);
  await page.locator('#audit-to').fill(yesterday);
  await page.getByText('This is before the first day.').waitFor();
  await lookFor(page, { to: today, actor: actor.id });
  expect(await rows(page).count()).toBe(2);
  expect(await rows(page).first().textContent()).toContain('destroyed a key');
  await lookFor(page, { from: '', to: yesterday });
  await page.getByText('No record is like this.').waitFor();

  // The day after the last one that there is, as the server says.
  await lookFor(page, { to: '9999-12-31' });
  await page.locator('#audit-to[aria-invalid="true"]').waitFor();
  expect(await page.locator('.audit-filters .fault').textContent()).toMatch(/ISO/);
  await page.getByRole('button', { name: 'Clear' }).click();
  await rows(page).first().waitFor();
  expect(await page.locator('.fault').count()).toBe(0);
  expect(faults.filter((fault) => !fault.includes('status of 400'))).toEqual([]);
  await context.close();
}, 120_000);

test('Z1 who may not read the trail sees no way to it and asks for nothing; who has no queue is led to what there is', async () => {
  const officer = await signedIn(site, ['officer']);
  const asked: string[] = [];
  officer.page.on('request', (request) => asked.push(request.url()));
  expect(await officer.page.getByRole('link', { name: 'Audit trail' }).count()).toBe(0);
  await officer.page.goto(`${site.url}/desk/audit`);
  await officer.page.getByText('Your roles do not open this page').waitFor();
  await expectSound(officer.page, 'not yours');
  await officer.page.locator('.language button', { hasText: 'English' }).click();
  await officer.page.getByRole('link', { name: 'Back to my work' }).click();
  await officer.page.locator('.lanes').waitFor();
  expect(asked.filter((url) => url.includes('/staff/audit'))).toEqual([]);

  const auditor = await signedIn(site, ['auditor']);
  await auditor.page.locator('.places').waitFor();
  await expectSound(auditor.page, 'home of an auditor');
  await auditor.page.locator('.language button', { hasText: 'English' }).click();
  expect(await auditor.page.getByRole('button', { name: 'Search' }).count()).toBe(0);
  await auditor.page.locator('.places').getByRole('link', { name: 'Audit trail' }).click();
  await rows(auditor.page).first().waitFor();

  const administrator = await signedIn(site, ['administrator']);
  await administrator.page.locator('.places').getByRole('link', { name: 'People and roles' }).click();
  await administrator.page.getByRole('heading', { level: 1, name: 'People and roles' }).waitFor();
  expect(await administrator.page.getByRole('link', { name: 'Audit trail' }).count()).toBe(0);
  for (const { faults, context } of [officer, auditor, administrator]) {
    expect(faults).toEqual([]);
    await context.close();
  }
}, 120_000);
