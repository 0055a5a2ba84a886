/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodAnswers, PASSWORD } from './support/app.ts';
import { mailTo, openScene, type Page, passRealName, type Scene } from './support/browser.ts';
import { signIn } from './support/desk.ts';
import { astronautJpeg, passportPortrait } from './support/faces.ts';
import { pageJpeg } from './support/pictures.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
}, 180_000);
afterAll(() => scene?.close());

const jpeg = async (picture: Promise<Buffer>) => ({
  name: 'photo.jpg',
  mimeType: 'image/jpeg',
  buffer: await picture,
});
const at = (page: Page, id: string) => page.locator(`[id="${id}"]`);
const headings = (page: Page) => page.textContent('main h1');

/** Clicks on and waits until the next page has its own heading. */
async function goOn(page: Page): Promise<void> {
  const before = await headings(page);
  await page.click('main button[type=submit]');
  await page.waitForFunction((title) => {
    const now = document.querySelector('main h1')?.textContent;
    return now && now !== title;
  }, before);
}

async function fillSection(page: Page, answers: Record<string, string>): Promise<void> {
  await page.locator('main form').waitFor();
  for (const [id, value] of Object.entries(answers)) {
    const field = at(page, id);
    if ((await field.count()) === 0) continue;
    const tag = await field.evaluate((element) => element.tagName);
    if (tag === 'FIELDSET') await field.locator(`input[value="${value}"]`).check();
    else if (tag === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
}

async function register(page: Page): Promise<void> {
  const email = `play.${Date.now()}@example.org`;
  await page.goto('/register');
  await at(page, 'email').fill(email);
  await at(page, 'password').fill(PASSWORD);
  await page.click('main button[type=submit]');
  await at(page, 'code').waitFor();
  await at(page, 'code').fill(await mailTo(scene, email, /\b(\d{6})\b/));
  await page.click('main button[type=submit]');
  await passRealName(scene, page);
  await page.locator('main a[href="/apply"]').click();
}

/** Answers everything, adds the pictures, signs, checks, submits. @returns the order number on the slip */
async function apply(page: Page): Promise<string> {
  const answers = goodAnswers();
  await page.locator('main a[href="/apply/passport.renew"]').click();
  await at(page, 'minor').locator('input[value="no"]').check();
  await at(page, 'situation').locator('input[value="under-one-year"]').check();
  await at(page, 'address.state').selectOption('CA');
  await at(page, 'address.county').selectOption('Los Angeles');
  await page.click('main button[type=submit]');
  await page.locator('main button.button').click();
  await page.locator('.tasks a').first().click();
  for (let section = 0; section < 7; section += 1) {
    await fillSection(page, answers);
    await goOn(page);
  }
  for (const [kind, picture] of [
    ['portrait', passportPortrait()],
    ['passport-data-page', pageJpeg()],
    ['residence-proof', pageJpeg()],
  ] as const) {
    await at(page, `materials.${kind}`).setInputFiles(await jpeg(picture));
  }
  await page.waitForFunction(() => document.querySelectorAll('.picture').length === 3);
  await at(page, 'face-consent').click();
  await at(page, 'face').setInputFiles(await jpeg(astronautJpeg()));
  await page.locator('.face-outcome').waitFor();
  await page.locator('main > .page button.button').click();
  await sign(page);
  await page.locator('main > .page button.button').click();
  await page.locator('main a[href$="/check"]').click();
  await page.locator('.answers').first().waitFor();
  await page.locator('main button.button').click();
  await page.waitForURL('**/submitted');
  return (await page.locator('.number-large').textContent()) ?? '';
}

async function sign(page: Page): Promise<void> {
  const canvas = page.locator('canvas');
  await canvas.waitFor();
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  for (const x of [60, 120, 180]) {
    await page.mouse.move(box.x + x, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + x + 20, box.y + 90, { steps: 4 });
    await page.mouse.up();
  }
  await page.locator('.signature button').first().click();
}

async function staffPage(login: string) {
  const account = scene.stack.demoAccounts.find((each) => each.login === login);
  if (!account) throw new Error(`no demo account ${login}`);
  const visit = await scene.open({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-TW',
    timezoneId: 'America/Los_Angeles',
  });
  await signIn(visit.page, scene.stack.addresses.api, account);
  return visit;
}

/** Takes the case in its turn, once the workflow has opened its task. */
async function takeNext(page: Page, orderNumber: string): Promise<void> {
  await page.locator('tbody tr', { hasText: orderNumber }).waitFor(); // came by itself
  await page.keyboard.press('n');
  await page.locator('.case-who', { hasText: orderNumber }).waitFor();
  await page.locator('.decide .choices button').first().waitFor();
}

test('R-18 R-19 R-23 R-24 R-29 R-34 R-36 one applicant on a phone and staff at the desk play a renewal to its end', async () => {
  const applicant = await scene.open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    timezoneId: 'America/New_York',
  });
  const officer = await staffPage('officer.lax');
  const { page } = applicant;
  const desk = officer.page;
  page.setDefaultTimeout(15_000);
  desk.setDefaultTimeout(15_000);

  await register(page);
  const orderNumber = await apply(page);
  expect(orderNumber).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await page.goto(`/orders/${orderNumber}`);
  await page.locator('.timeline').waitFor();

  // The officer asks for a field and a picture, ticked beside them.
  await takeNext(desk, orderNumber);
  // Numbers and addresses are masked until one asks for them.
  expect(await desk.locator('.answers').allTextContents()).not.toContain('443 Shatto Pl');
  await desk.keyboard.press('p');
  const street = desk.locator('.answers > div', { hasText: '443 Shatto Pl' });
  await street.waitFor();
  await desk.keyboard.press('s');
  await street.locator('.ask input').check();
  await street.locator('select').selectOption('incomplete');
  const proof = desk.locator('.ask-documents li', { hasText: '長期居住地址證明' });
  await proof.locator('.ask input').check();
  await proof.locator('select').selectOption('unreadable');
  await desk.locator('#note').fill('请补上公寓号。');
  await desk.keyboard.press('Control+Enter');
  await desk.locator('.outcome').waitFor();
  await desk.keyboard.press('h');

  // The applicant hears of it without a reload, and answers.
  await page.locator('main a[href$="/supplement"]').click();
  await at(page, 'address.street').fill('443 Shatto Pl, Apt 5');
  await at(page, 'materials.residence-proof').setInputFiles(
    await jpeg(pageJpeg({ width: 900, height: 700 })),
  );
  await page.locator('.picture').waitFor();
  await page.click('main button[type=submit]');
  await page.locator('.timeline').waitFor();

  // The second look shows only the difference; then approval.
  await takeNext(desk, orderNumber);
  expect(await desk.locator('.answers > div').count()).toBe(1);
  expect(await desk.locator('.answers').textContent()).toContain('原為:•••••');
  await desk.keyboard.press('p');
  await desk.locator('.answers', { hasText: '原為:443 Shatto Pl' }).waitFor();
  expect(await desk.locator('.shelf .new').count()).toBe(1);
  await desk.keyboard.press('a');
  await desk.keyboard.press('Enter');
  await desk.locator('.outcome').waitFor();
  await page.locator('main a[href$="/mail"]').waitFor();

  const mailroom = await staffPage('mailroom.lax');
  await mailroom.page.goto(`${scene.stack.addresses.api}/desk/mail`);
  await mailroom.page.locator('#order').fill(orderNumber);
  await mailroom.page.keyboard.press('Enter');
  await mailroom.page.locator('.lane-work input[type=checkbox]').first().check();
  await mailroom.page.locator('#payee').fill('Chinese Consulate General in Los Angeles');
  await mailroom.page.locator('#amount').fill('23');
  await mailroom.page.locator('#return-tracking').fill('9400111201080805483016');
  await mailroom.page.keyboard.press('Enter');
  await mailroom.page.locator('.done-list').waitFor();

  const york = await staffPage('production.nyc');
  await york.page.locator('tbody tr', { hasText: orderNumber }).waitFor();
  await york.page.keyboard.press('n');
  await york.page.locator('#document-number').fill('EJ0000001');
  await york.page.keyboard.press('Enter');
  await york.page.locator('.done-list').waitFor();

  await mailroom.page.locator('.ways a[href="/desk/return"]').click();
  await mailroom.page.locator('#order').fill(orderNumber);
  await mailroom.page.keyboard.press('Enter');
  await mailroom.page.locator('#tracking').fill('9400111201080805483016');
  await mailroom.page.keyboard.press('Enter');
  await mailroom.page.locator('.done-list').waitFor();

  await page.locator('.panel-turn button.button').click();
  await page.locator('.panel-done').waitFor();
  await desk.goto(`${scene.stack.addresses.api}/desk/cases/${orderNumber}`);
  await desk.locator('.case-facts', { hasText: '已辦結' }).waitFor();
  expect(await desk.locator('.timeline li').count()).toBe(9);
  for (const { complaints } of [applicant, officer, mailroom, york]) expect(complaints).toEqual([]);
}, 150_000);
