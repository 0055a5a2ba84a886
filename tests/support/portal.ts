/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { expect } from 'vitest';
import { PASSWORD } from './app.ts';
import { axeFindings, mailTo, type Page, passRealName, type Scene, type Visit } from './browser.ts';

/** A phone held upright. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  timezoneId: 'America/New_York',
};

const LANGS = ['hant', 'en', 'hans'] as const;
const TAGS = { hans: 'zh-Hans', hant: 'zh-Hant', en: 'en' };

export type Hand = ReturnType<typeof handOf>;

/** What an applicant does on the portal's pages, in words of the pages. */
export function handOf({ page, complaints }: Visit) {
  const byId = (id: string) => page.locator(`[id="${id}"]`);
  const main = () => page.locator('main');
  const settled = (at: Page = page) =>
    at.waitForFunction(
      () => document.querySelector('main h1')?.textContent && !document.querySelector('.waiting'),
    );

  /** No barrier and no overflow on the page as it stands, in all three languages. */
  async function expectSound(name: string): Promise<void> {
    for (const lang of LANGS) {
      await page.locator('.lang-menu select').selectOption(lang);
      await page.waitForFunction((tag) => document.documentElement.lang === tag, TAGS[lang]);
      await settled();
      expect(await axeFindings(page), `${name} in ${lang}`).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${name} in ${lang} is wider than the phone`).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  }

  async function answer(id: string, value: string): Promise<void> {
    const field = byId(id);
    const tag = await field.evaluate((element) => element.tagName);
    if (tag === 'FIELDSET') await field.locator(`input[value="${value}"]`).check();
    else if (tag === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }

  /** Whatever of these the page asks; an answer may make it ask for more. */
  async function answerAll(answers: Readonly<Record<string, string>>): Promise<void> {
    for (const [id, value] of Object.entries(answers)) if (await byId(id).count()) await answer(id, value);
  }

  /** Does something that leads to another page, and waits for that page's own heading. */
  async function leave(act: () => Promise<void>): Promise<void> {
    const title = await page.textContent('h1');
    await act();
    await page.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, title);
    await settled();
  }
  const goOn = () => leave(() => page.click('main button[type=submit]'));

  async function sign(): Promise<void> {
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
  }

  const put = (id: string, buffer: Buffer, name = 'photo.jpg') =>
    byId(id).setInputFiles({ name, mimeType: 'image/jpeg', buffer });

  /** From the page of the registration, with the code that is mailed. */
  async function register(scene: Scene, email: string): Promise<void> {
    await byId('email').fill(email);
    await byId('password').fill(PASSWORD);
    await page.click('main button[type=submit]');
    await byId('code').waitFor();
    await byId('code').fill(await mailTo(scene, email, /\b(\d{6})\b/));
    await page.click('main button[type=submit]');
    await passRealName(scene, page);
  }

  return { page, byId, main, settled, expectSound, answer, answerAll, leave, goOn, sign, put, register };
}
