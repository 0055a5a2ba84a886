/// <reference lib="dom" />
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staff } from '../db/schema.ts';
import { type Page, unusedCode } from './support/browser.ts';
import {
  english,
  expectSound,
  lapse,
  newCase,
  openSite,
  other,
  type Site,
  signedIn,
} from './support/desk.ts';
import { type LetterBox, letterBox, newEmail } from './support/doors.ts';

// The staff themselves: proving it again, people and roles.
let site: Site;
let letters: LetterBox;
beforeAll(async () => {
  site = await openSite();
  letters = letterBox(site.rooms);
}, 180_000);
afterAll(() => site?.close());

test('S5 an approval that lacks a recent second factor asks for it once, then goes on by itself under the same key', async () => {
  const { orderNumber } = await newCase(site);
  const { page, faults, context, staffId, account } = await signedIn(site, ['officer']);
  await page.keyboard.press('n');
  await page.locator('.decide .choices button').first().waitFor();
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/approval')) keys.push(request.headers()['idempotency-key']);
  });
  await lapse(site, staffId);
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

const administrator = (name: string) => signedIn(site, ['administrator'], { post: 'SFO', name });
const openPeople = async (page: Page) => {
  await page.locator('.ways a', { hasText: 'People and roles' }).click();
  await page.locator('.people table').first().waitFor();
};
const waiting = (page: Page, words: string) => page.locator('.waiting li', { hasText: words });
/** Typed where the focus stands now, then on to the next field. */
const type = async (page: Page, ...lines: string[]) => {
  for (const line of lines) {
    await page.keyboard.type(line);
    await page.keyboard.press('Tab');
  }
};

test('Z6 A9 one administrator invites with a reason, only another one confirms it, and the link goes by mail', async () => {
  const one = await administrator('Asker One');
  const two = await administrator('Second Two');
  const email = newEmail();
  const login = `new.${crypto.randomUUID()}`;
  await openPeople(one.page);
  await one.page.locator('.waiting', { hasText: 'No change waits.' }).waitFor();
  await expectSound(one.page, 'people');
  await english(one.page);

  // From the keyboard; what is wrong is said at its field, blank or refused by the API.
  await one.page.keyboard.press('i');
  await one.page.waitForFunction(() => document.activeElement?.id === 'change-name');
  await one.page.keyboard.press('Control+Enter');
  await one.page.locator('#change-reason-fault').waitFor();
  expect(await one.page.locator('.ask-change .fault').count()).toBe(5);
  expect(await one.page.evaluate(() => document.activeElement?.id)).toBe('change-name');
  await type(one.page, 'Fang Xin', 'No Blanks', 'nobody');
  await one.page.keyboard.press('Tab');
  await one.page.keyboard.press('Space');
  await one.page.locator('#change-reason').fill('two officers have left');
  await one.page.keyboard.press('Control+Enter');
  await one.page.locator('#change-email-fault').waitFor();
  await one.page.waitForFunction(() => document.activeElement?.id === 'change-login');
  expect(await one.page.locator('.ask-change .fault').allTextContents()).toEqual([
    expect.stringContaining('small letters'),
    expect.stringContaining('whole address'),
  ]);
  await expectSound(one.page, 'invitation');
  await english(one.page);

  // The second factor in between: nothing is typed twice.
  await lapse(site, one.staffId);
  await one.page.locator('#change-login').fill(login);
  await one.page.locator('#change-email').fill(email);
  await one.page.keyboard.press('Enter');
  await one.page.locator('dialog #code').fill(await unusedCode(one.account));
  await one.page.keyboard.press('Enter');
  await waiting(one.page, 'Fang Xin').waitFor();
  expect(await one.page.locator('.ask-change').count()).toBe(0);
  expect(await waiting(one.page, 'Fang Xin').getByRole('button').allTextContents()).toEqual(['Withdraw']);
  expect(await one.page.evaluate(() => document.activeElement?.id)).toBe('ask-new');

  await openPeople(two.page);
  await two.page.keyboard.press('w');
  await two.page.keyboard.press('Tab');
  const told = await waiting(two.page, 'two officers have left').innerText();
  for (const part of ['Asker One', email]) expect(told).toContain(part);
  await expectSound(two.page, 'a waiting change');
  await english(two.page);
  await two.page.locator('.waiting li .ant-btn-primary').focus();
  await two.page.keyboard.press('Enter');
  await two.page.locator('.people tr', { hasText: login }).getByText('invited').waitFor();
  await two.page.locator('.notice', { hasText: 'Confirmed: Invite somebody · Fang Xin' }).waitFor();
  expect((await letters.open(email)).map(({ content }) => content.kind)).toEqual(['invitation']);
  // Who asked sees it without asking for it again.
  await one.page.locator('.tasks tr', { hasText: 'carried out' }).waitFor({ timeout: 30_000 });

  await one.page.locator('.people input[type="search"]').fill(login);
  await one.page.waitForFunction(() => document.querySelectorAll('.people tbody tr .mark').length <= 1);
  expect(other([...one.faults, ...two.faults], 400, 403)).toEqual([]);
  await one.context.close();
  await two.context.close();
}, 120_000);

test('S3 changed roles and a disabled account take hold at once; who asked may only take it back', async () => {
  const one = await administrator('Asker Three');
  const two = await administrator('Second Four');
  const member = await signedIn(site, ['mailroom'], { post: 'SFO', name: 'Zhou Leaving' });
  const row = (page: Page) => page.locator('.people tr', { hasText: member.account.login }).first();
  await openPeople(one.page);
  await openPeople(two.page);
  const askFor = async (page: Page, kind: string, reason: string) => {
    await row(page).getByRole('button').click();
    await page.locator('.ask-change').getByText(kind).click();
    if (kind.includes('roles')) await page.locator('.ask-change').getByText('Officer').click();
    await page.locator('#change-reason').fill(reason);
    await page.keyboard.press('Control+Enter');
    await waiting(page, reason).waitFor();
  };

  // Taken back by who asked, refused by the other one: nothing has changed.
  await askFor(one.page, 'Disable the account', 'by mistake');
  await waiting(one.page, 'by mistake').getByRole('button', { name: 'Withdraw' }).click();
  await one.page.locator('.notice', { hasText: 'Withdrawn' }).waitFor();
  // What the other one has refused meanwhile is answered in words, while the page still shows it as waiting.
  await askFor(one.page, 'Disable the account', 'too early');
  const lists = '**/v1/staff/changes';
  await one.page.route(lists, () => new Promise(() => undefined));
  await two.page.reload();
  await waiting(two.page, 'too early').getByRole('button', { name: 'Refuse' }).click();
  await two.page.locator('.notice', { hasText: 'Refused' }).waitFor();
  await waiting(one.page, 'too early').getByRole('button', { name: 'Withdraw' }).click();
  await one.page.locator('.notice', { hasText: 'Somebody has decided about this change already' }).waitFor();
  await one.page.unroute(lists);

  await askFor(one.page, 'Change roles or post', 'more reviews');
  await two.page.reload();
  await waiting(two.page, 'more reviews').getByRole('button', { name: 'Confirm' }).click();
  await row(two.page).getByText('Officer').waitFor();
  const [changed] = await site.rooms.db.select().from(staff).where(eq(staff.id, member.staffId));
  expect(changed?.roles).toEqual(['officer', 'mailroom']);
  await member.page.reload();
  await member.page.locator('#login').waitFor();

  await askFor(two.page, 'Disable the account', 'left the service');
  await one.page.reload();
  await waiting(one.page, 'left the service').getByRole('button', { name: 'Confirm' }).click();
  await row(one.page).getByText('disabled').waitFor();
  // Back again by the same two steps: what is offered now is to let in, not to shut out.
  await row(one.page).getByRole('button').click();
  expect(await one.page.locator('.ask-change .ant-radio-wrapper').allTextContents()).toEqual([
    'Enable the account',
    'Change roles or post',
  ]);
  await one.page.keyboard.press('Escape');
  expect(await one.page.locator('.ask-change').count()).toBe(0);
  for (const { context } of [one, two, member]) await context.close();
}, 120_000);

test('Z6 people and roles are shown to administrators alone, and nobody changes the own rights', async () => {
  const { page, context } = await signedIn(site, ['officer', 'supervisor'], { post: 'SFO' });
  expect(await page.locator('.ways a', { hasText: 'People and roles' }).count()).toBe(0);
  await page.goto(`${site.url}/desk/people`);
  await page.getByText('Your roles do not open this page').waitFor();
  expect(await page.locator('table').count()).toBe(0);
  await context.close();
  const own = await signedIn(site, ['administrator'], { post: 'SFO', name: 'Only Me', width: 390 });
  await openPeople(own.page);
  await expectSound(own.page, 'people on a phone');
  const row = own.page.locator('.people tr', { hasText: own.account.login });
  expect(await row.getByRole('button').count()).toBe(0);
  await own.context.close();
}, 60_000);
