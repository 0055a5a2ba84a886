/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderNumber } from '../domain/ids.ts';
import { newMember } from './support/app.ts';
import type { Page } from './support/browser.ts';
import { expectSound, newOrder, openSite, type Site, signedIn, taskOpened } from './support/desk.ts';
import { BODIES } from './support/people.ts';

// Cases that are not the plain renewal, decided in the browser: minors, lost passports, travel documents.
let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site?.close());

const stateOf = async (orderNumber: OrderNumber) => {
  const order = await site.rooms.orders.findOrder(orderNumber);
  return { status: order?.status, issuer: order?.state.issuer };
};
const english = (page: Page) => page.locator('.language button', { hasText: 'English' }).click();

/** Takes the next review and stands before it. */
async function take(page: Page, orderNumber: OrderNumber): Promise<void> {
  await page.keyboard.press('n');
  await page.waitForURL((url) => url.pathname.endsWith(orderNumber));
  await page.locator('.decide .choices button').first().waitFor();
}

/** Opens a decision by its key, once the case as it stands now offers it. */
async function open(page: Page, key: string): Promise<void> {
  await page.locator(`.decide .choices button[aria-keyshortcuts="${key}"]`).waitFor();
  await page.keyboard.press(key);
  await page.locator('form.decision').waitFor();
}

/** Sends what is written and stays with the case. */
async function give(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.locator('.outcome').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.decide').waitFor();
}

test('R-14 R-26 R-13 R-35 a minor’s lost passport: interview with the guardian, nationality, the issuer’s answer, by keyboard', async () => {
  const { orderNumber, applicant } = await newOrder(site, {
    service: 'passport.replace',
    situation: 'lost',
    minor: true,
    changes: { 'nationality.foreign': 'applied' },
  });
  const { page, faults, context } = await signedIn(site, ['officer'], { width: 1024, height: 768 });
  await take(page, orderNumber);
  await page.getByText('An interview must be held before this can be approved').waitFor();
  expect(await page.locator('.decide .choices button').first().textContent()).toContain(
    'Require an interview',
  );
  await page.keyboard.press('a'); // does nothing yet
  await page.getByText('due by rule · The applicant is a minor').waitFor();
  expect(await page.locator('.checks').textContent()).toMatch(
    /Under 16.*lost or stolen.*doubt about nationality.*The same picture was given for.*likely the same person.*the guardian 王母/s,
  );
  await expectSound(page, 'a minor’s lost passport');
  await english(page);
  await page.locator('.case-head h1').click();

  await open(page, 'i');
  expect(await page.getByRole('radio', { name: 'The applicant is a minor' }).isChecked()).toBe(true);
  await give(page);
  expect(await stateOf(orderNumber)).toMatchObject({ status: 'interview_required' });
  const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await applicant.send('POST', `/v1/orders/${orderNumber}/interview`, { startsAt });
  await page.getByRole('button', { name: 'Show how it stands now' }).click();

  await open(page, 'v');
  await page.keyboard.press('Space'); // it was held
  await page.getByRole('checkbox', { name: /The guardian who filed took part/ }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('A minor is interviewed with the guardian').waitFor();
  await expectSound(page, 'interview result');
  await english(page);
  await page.getByRole('radio', { name: 'It was held' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await give(page);
  expect(await stateOf(orderNumber)).toMatchObject({ status: 'in_review' });

  await page.keyboard.press('h');
  await page.locator('.lanes').waitFor();
  await take(page, orderNumber);
  await open(page, 'a');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Check the nationality and tick it first').waitFor();
  expect(await page.locator('.doubt').textContent()).toContain('Applied for, not acquired');
  await expectSound(page, 'approval with a doubt');
  await english(page);
  await page.getByRole('checkbox', { name: /a Chinese national/ }).focus();
  await page.keyboard.press('Space');
  await give(page);
  expect(await stateOf(orderNumber)).toEqual({ status: 'awaiting_materials', issuer: 'asked' });
  await page.getByText(/asked · asked on/).waitFor();
  expect(await page.locator('.case-facts').textContent()).toContain('declared void');
  expect(await page.getByRole('link', { name: /Print the slip/ }).getAttribute('href')).toContain('slip.pdf');

  await page.getByRole('link', { name: 'Issuing authorities' }).click();
  await page.locator('tbody tr', { hasText: orderNumber }).waitFor();
  await expectSound(page, 'issuer’s answers');
  await english(page);
  await page.locator('#order').fill(orderNumber.toLowerCase());
  await page.keyboard.press('Enter');
  await page.locator('form.decision').waitFor();
  await expectSound(page, 'the issuer’s answer');
  await english(page);
  await page.getByRole('radio', { name: 'It confirmed' }).focus();
  await page.keyboard.press('Space');
  await give(page);
  expect(await stateOf(orderNumber)).toEqual({ status: 'awaiting_materials', issuer: 'confirmed' });
  expect(faults).toEqual([]);
  await context.close();
}, 240_000);

test('R-35 R-22 after a denial the officer takes the issuer’s task and refuses', async () => {
  const { orderNumber } = await newOrder(site, { service: 'passport.replace', situation: 'stolen' });
  const { page, faults, context } = await signedIn(site, ['officer']);
  await take(page, orderNumber);
  await open(page, 'a');
  await page.getByText('With the approval the lost one becomes void').waitFor();
  await give(page);
  await taskOpened(site.rooms, orderNumber, 'issuer');
  await open(page, 'u');
  await page.keyboard.press('ArrowDown'); // denied
  await give(page);
  expect(await stateOf(orderNumber)).toEqual({ status: 'awaiting_materials', issuer: 'denied' });
  await page.getByText('The issuing authority denied').waitFor();
  expect(await page.getByRole('button', { name: /^Refuse/ }).count()).toBe(0); // not before it is taken
  await page.keyboard.press('g');
  await page.getByRole('button', { name: /^Refuse/ }).waitFor();
  await open(page, 'x');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await page.locator('.outcome').waitFor();
  expect(await stateOf(orderNumber)).toMatchObject({ status: 'refused' });
  expect(faults).toEqual([]);
  await context.close();
}, 120_000);

test('R-37 R-36 a travel document is made at Los Angeles by an officer, and the old one goes back cancelled', async () => {
  const { orderNumber } = await newOrder(site, { service: 'travel-document.renew', situation: 'expired' });
  const { page, faults, context } = await signedIn(site, ['officer'], { width: 1024, height: 768 });
  await take(page, orderNumber);
  await open(page, 'a');
  await give(page);
  const mailroom = await newMember(site.app, site.rooms, ['mailroom']);
  const materials = `/v1/staff/cases/${orderNumber}/materials`;
  expect(await mailroom.send('POST', materials, BODIES.receiveMaterials)).toMatchObject({ status: 200 });
  await taskOpened(site.rooms, orderNumber, 'production');

  // Who approved it does not make it (Z6).
  const maker = await signedIn(site, ['officer'], { width: 1024, height: 768 });
  await maker.page.getByRole('link', { name: 'Production' }).click();
  await maker.page.getByText('Travel documents are made at this post').waitFor();
  await maker.page.keyboard.type(orderNumber);
  await maker.page.keyboard.press('Enter');
  await maker.page.waitForFunction(() => document.activeElement?.id === 'document-number');
  expect(await maker.page.locator('.lane-work').textContent()).not.toContain('90020'); // what is printed, no address
  await expectSound(maker.page, 'production at the post');
  await maker.page.locator('#document-number').fill('l12345678');
  await maker.page.keyboard.press('Enter');
  await maker.page.locator('.done-list li', { hasText: 'L12345678' }).waitFor();

  const parcel = await signedIn(site, ['mailroom'], { width: 1024, height: 768 });
  await parcel.page.getByRole('link', { name: 'Return' }).click();
  await parcel.page.locator('#order').fill(orderNumber);
  await parcel.page.keyboard.press('Enter');
  await parcel.page.waitForFunction(() => document.activeElement?.id === 'tracking');
  expect(await parcel.page.locator('.contents').textContent()).toContain('the old document, cancelled');
  await expectSound(parcel.page, 'return');
  await parcel.page.locator('#tracking').fill('9400111201080805483016');
  await parcel.page.keyboard.press('Enter');
  await expect.poll(async () => (await stateOf(orderNumber)).status, { timeout: 10_000 }).toBe('mailed');
  expect([...faults, ...maker.faults, ...parcel.faults]).toEqual([]);
  await Promise.all([context.close(), maker.context.close(), parcel.context.close()]);
}, 180_000);
