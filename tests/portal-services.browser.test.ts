/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localDate } from '../domain/calendar.ts';
import { soundAnswers } from '../scripts/demo/answers.ts';
import { ROWS } from '../scripts/demo/rows.ts';
import { openScene, type Page, type Scene, staffAt, type Visit } from './support/browser.ts';
import { passportPortrait } from './support/faces.ts';
import { mrzPageJpeg, pageJpeg } from './support/pictures.ts';
import { type Hand, handOf, PHONE } from './support/portal.ts';

let scene: Scene;
let visit: Visit;
let page: Page;
let hand: Hand;
let orderNumber = '';
const MINOR_LOST = ROWS.find(
  ({ service, situation, minor }) => service === 'passport.replace' && situation.id === 'lost' && minor,
)!;
const MRZ = [
  'POCHNLYU<<CESHI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<',
  'EA12345676CHN9001011F3106143<<<<<<<<<<<<<<06',
] as const;

beforeAll(async () => {
  scene = await openScene();
  visit = await scene.open(PHONE);
  page = visit.page;
  page.setDefaultTimeout(10_000);
  hand = handOf(visit);
}, 180_000);
afterAll(() => scene?.close());

/** One question of the questionnaire after the other, each a page. */
async function choose(answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, value] of Object.entries(answers)) {
    await hand.byId(id).waitFor();
    await hand.answer(id, value);
    await page.click('main button[type=submit]');
  }
}

test('R-09 R-10 without a login a few questions lead away from what is not handled here, or to the right service', async () => {
  await page.goto('/');
  await page.click('main a[href="/apply"]');
  await hand.settled();
  await hand.expectSound('services');
  await page.click('main a[href="/apply/which"]');
  await page.click('main button[type=submit]'); // nothing chosen
  await hand.main().locator('.fault').waitFor();
  await hand.expectSound('a question');
  await choose({ need: 'papers', inUnitedStates: 'yes', foreign: 'no', held: 'official' });
  await page.locator('.panel-turn').waitFor();
  await hand.expectSound('not handled here');
  expect(await page.textContent('h1')).toBe('因公护照');
  expect(await hand.main().locator('a[href^="/apply/passport"]').count()).toBe(0);

  await page.goBack(); // the browser's own way back goes one question back
  await choose({ held: 'ordinary', state: 'lost', stay: 'resident', urgent: 'no' });
  await page.locator('.panel-done').waitFor();
  await hand.expectSound('the right service');
  await page.locator('main a.button').click();
  await hand.byId('situation').waitFor();
  expect(await hand.byId('situation').locator('input:checked').getAttribute('value')).toBe('lost');
}, 60_000);

test('R-05 R-09 what it needs is told first; who registers to begin comes back to it', async () => {
  await page.click('main button[type=submit]');
  expect(await hand.main().locator('.fault').count()).toBe(2); // age and post
  await hand.answer('minor', 'yes');
  await hand.answer('address.state', 'NY');
  expect(await hand.byId('post').locator('input:checked').getAttribute('value')).toBe('NYC');
  await hand.answer('post', 'LAX'); // across districts, and the page says so
  await page.waitForFunction(() => document.querySelectorAll('.panel-know p').length === 2);
  await hand.expectSound('situation');
  await hand.goOn();
  await hand.expectSound('what it needs');
  const text = await hand.main().textContent();
  for (const part of [
    '护照/旅行证补充声明书',
    '同意为未成年人办理证照声明',
    '监护人护照',
    '$23.00',
    '證件辦理',
    '一个月',
  ])
    expect(text).toContain(part);
  await page.click('main a[href="/register"]');
  await hand.register(scene, `guardian.${Date.now()}@example.org`);
  await page.locator('main button.button', { hasText: '开始填写' }).click();
  await page.locator('.tasks').waitFor();
}, 60_000);

test('R-13 R-14 R-15 R-18 a child’s lost passport is applied for through the pages', async () => {
  const answers = soundAnswers(MINOR_LOST, {
    todayOn: localDate(Date.now(), 'America/Los_Angeles'),
    post: 'LAX',
  });
  await page.locator('.tasks a').first().click();
  await hand.settled();
  while (!page.url().endsWith('/documents')) {
    await hand.answerAll(answers);
    if (page.url().endsWith('/nationality')) await isStoppedAtOnce();
    await hand.goOn();
  }
  await page.locator('.material').first().waitFor();
  const kinds = await page
    .locator('.material input[type=file]:not([capture])')
    .evaluateAll((inputs) => inputs.map(({ id }) => id));
  expect(kinds).toEqual(expect.arrayContaining(['materials.guardian-passport', 'materials.police-report']));
  for (const [index, id] of kinds.entries()) {
    const size = { width: 1200 + index, height: 880 };
    await hand.put(id, id.endsWith('portrait') ? await passportPortrait() : await pageJpeg(size));
    await page.waitForFunction((count) => document.querySelectorAll('.picture').length === count, index + 1);
  }
  // The same picture under another kind is advised about, and replaced in one step.
  await hand.put('materials.portrait', await pageJpeg({ width: 1200, height: 880 }));
  await page.locator('.picture .advice').first().waitFor();
  await hand.put('materials.portrait', await passportPortrait());
  await page.waitForFunction(() => !document.querySelector('.picture .advice'));
  expect(await page.locator('.picture').count()).toBe(kinds.length);
  await hand.leave(() => page.locator('main > .page button.button').click());

  while (page.url().includes('/statement/')) {
    if (page.url().endsWith('/loss')) await hand.expectSound('statement of loss');
    expect(await hand.main().textContent()).toContain('由监护人签名');
    await hand.sign();
    await hand.leave(() => page.locator('main > .page button.button').click());
  }
  await page.locator('main a[href$="/check"]').click();
  await page.locator('.answers').first().waitFor();
  await hand.expectSound('check of a child’s application');
  await page.locator('main button.button').click();
  await page.waitForURL('**/submitted');
  orderNumber = (await page.locator('.number-large').textContent()) ?? '';
  expect(orderNumber).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
}, 120_000);

/** Who has lost the nationality hears it before anything else is filled in, and cannot go on until it is mended. */
async function isStoppedAtOnce(): Promise<void> {
  await hand.answer('nationality.foreign', 'acquired');
  await hand.answer('nationality.country', 'US');
  await hand.answer('nationality.how', 'voluntary');
  await hand.answer('nationality.settled', 'yes');
  await page.locator('.panel-fault').waitFor();
  expect(await page.locator('.panel-fault').textContent()).toContain('第九条');
  await hand.expectSound('no Chinese national');
  const { pathname } = new URL(page.url());
  await page.click('main button[type=submit]');
  await page.waitForFunction(() => document.activeElement?.id === 'nationality-notice');
  expect(new URL(page.url()).pathname).toBe(pathname);
  await hand.answer('nationality.foreign', 'never');
}

test('R-20 R-35 once the lost passport is void the order says so, and why it cannot be withdrawn', async () => {
  await page.locator(`main a[href="/orders/${orderNumber}"]`).click();
  await page.locator('.timeline').waitFor();
  expect(await hand.main().locator('a[href$="/withdraw"]').count()).toBe(1);
  const officer = await staffAt(scene, 'officer.lax');
  await officer.decide(orderNumber, 'interview-requirement', { reason: 'minor', note: '' });
  await page.locator('main a[href$="/interview"]').click();
  await page.locator('.radio input').first().check();
  await page.click('main button[type=submit]');
  await page.locator('.when').waitFor();
  await officer.decide(
    orderNumber,
    'interview-result',
    { outcome: 'held', note: '', guardianPresent: true },
    'interview',
  );
  await officer.decide(orderNumber, 'approval', {});
  await page.goto(`/orders/${orderNumber}`);
  await page.locator('.timeline').waitFor();
  await hand.main().getByText('原护照已作废').waitFor();
  await hand.expectSound('order with a void passport');
  expect(await hand.main().locator('a[href$="/withdraw"]').count()).toBe(0);
  await page.goto(`/orders/${orderNumber}/withdraw`);
  await page.locator('.panel-fault').waitFor();
  await hand.expectSound('withdrawal refused');
}, 90_000);

test('R-12 R-16 R-17 photo rules, a selfie in the page and lines read from the data page help, and fill in nothing by themselves', async () => {
  await page.goto('/apply/passport.renew/needs?post=LAX&situation=under-one-year&minor=no');
  await page.locator('main button.button').click();
  await page.locator('.tasks').waitFor();
  const draft = page.url();
  await page.locator('.tasks a').first().click();
  await hand.byId('person.bornOn').waitFor();
  await hand.answer('person.bornOn', '1990-01-01');
  await page.waitForSelector('.save-saved .sign');
  await page.goto(`${draft}/documents`);
  await hand.byId('materials.portrait').waitFor();
  await hand.put('materials.portrait', await passportPortrait({ tilt: 6, above: 26, centre: 236 }));
  await page.locator('.portrait-lines svg').waitFor(); // one's own picture under the rule's lines

  await hand.byId('face-consent').waitFor();
  await hand.expectSound('consent');
  await hand.byId('face-consent').click();
  await page.locator('#face-title ~ .button-quiet').click();
  await hand.main().getByText('浏览器没有允许使用摄像头').waitFor();
  await visit.context.grantPermissions(['camera']);
  await page.locator('#face-title ~ .button-quiet').click();
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
  await hand.expectSound('camera');
  await page.locator('.selfie .button-quiet').click();
  await page.locator('.face-outcome').waitFor(); // the browser's test card has no face
  expect(await page.locator('.face-outcome').textContent()).toContain('没有找到可比对的人脸');
  expect(await page.locator('video').count()).toBe(0);
  await hand.put('materials.passport-data-page', await mrzPageJpeg(MRZ));
  await page.locator('.offer').waitFor();
  await hand.expectSound('photo advice and selfie');

  await page.goto(`${draft}/part/passport`);
  await page.locator('.offer > .button-quiet').click();
  await page.locator('.offer dl').waitFor();
  expect(await hand.byId('passport.number').inputValue()).toBe('');
  await hand.expectSound('lines read');
  await page.locator('.offer dl button').first().click();
  await page.waitForFunction(() => document.querySelectorAll('.taken').length === 1);
  expect(await hand.byId('passport.mrz').inputValue()).toContain('EA12345676CHN');
  await page.locator('.offer div > .button-quiet').click(); // all the others
  await page.waitForFunction(() => !document.querySelector('.offer dl button'));
  expect(await hand.byId('passport.number').inputValue()).toBe('EA1234567');
}, 120_000);
