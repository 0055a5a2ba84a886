/// <reference lib="dom" />
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { createDocumentStore } from '../../adapters/document-store.ts';
import { fileObjectStore } from '../../adapters/object-store.ts';
import { createPasskeys } from '../../adapters/passkeys.ts';
import { hashPassword } from '../../adapters/passwords.ts';
import { createChanges } from '../../api/changes.ts';
import { listenForChanges } from '../../db/changes.ts';
import { faceChecks, sessions, staff } from '../../db/schema.ts';
import { localDate } from '../../domain/calendar.ts';
import type { StaffRole } from '../../domain/commands.ts';
import { getPost } from '../../domain/data/posts.ts';
import type { TaskKind } from '../../domain/effects.ts';
import { shownForm } from '../../domain/forms/conditions.ts';
import { type FormService, formFor } from '../../domain/forms/form.ts';
import type { DraftId, OrderNumber, StaffId } from '../../domain/ids.ts';
import type { PostCode } from '../../domain/posts.ts';
import { soundAnswers } from '../../scripts/demo/answers.ts';
import { ROWS } from '../../scripts/demo/rows.ts';
import { buildWeb } from '../../scripts/parts/web.ts';
import {
  goodAnswers,
  oneWithSession,
  openApp,
  PASSWORD,
  type Person,
  sign,
  storedDraft,
  submit,
} from './app.ts';
import { type Authenticator, axeFindings, unusedCode } from './browser.ts';

import { caseEnvironment, openRooms, type Rooms } from './house.ts';
import { giveAuthenticator } from './people.ts';
import { pageJpeg, portraitJpeg } from './pictures.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const WEB_DIR = fileURLToPath(new URL('../../web/dist', import.meta.url));
export type Lang = 'hans' | 'hant' | 'en';

export type Site = Awaited<ReturnType<typeof openSite>>;

/** The API with the built pages, a real database and engine, both workers, and a browser: all in one test file. */
export async function openSite() {
  const [rooms, env] = await Promise.all([
    openRooms(),
    caseEnvironment(),
    buildWeb((line) => console.error(line)),
  ]);
  const changes = createChanges();
  const passkeys = { ...rooms.passkeys };
  const { app, engine } = await openApp(rooms, env, { webDir: WEB_DIR, changes, passkeys });
  const listening = listenForChanges(rooms.url, changes.publish);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const namedUrl = `http://localhost:${port}`;
  for (const door of ['account', 'staff'] as const) Object.assign(passkeys[door], createPasskeys(namedUrl)); // known only now
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  let endWork = (): void => undefined;
  const work = engine.withWorkers(() => new Promise<void>((done) => (endWork = done)));
  return {
    app,
    rooms,
    engine,
    url,
    /** The same pages below a name, as passkeys need one. */
    namedUrl,
    browser,
    async close() {
      await browser.close();
      await app.close();
      await listening.stop();
      endWork();
      await work;
      await env.teardown();
      await rooms.close();
    },
  };
}

/** A renewal of a new applicant, waiting in review. */
export async function newCase(
  { app, rooms }: Site,
  { name = '吕测试', post = 'LAX' }: { name?: string; post?: PostCode } = {},
): Promise<{ orderNumber: OrderNumber; applicant: Person }> {
  const { accountId, person: applicant } = await oneWithSession(app, rooms);
  const draftId = await storedDraft(rooms, accountId, { ...goodAnswers(), 'name.chinese': name }, post);
  await putPictures(rooms, draftId);
  const submitted = await submit(applicant, draftId);
  if (submitted.status !== 201) throw new Error(`not submitted: ${JSON.stringify(submitted.body)}`);
  const orderNumber = submitted.body.orderNumber as OrderNumber;
  await taskOpened(rooms, orderNumber, 'review');
  return { orderNumber, applicant };
}

type Kind = { service: FormService; situation: string; minor?: boolean; changes?: Record<string, string> };

/** An order of any service and situation, filled in over HTTP at Los Angeles and waiting in review. */
export async function newOrder(
  { app, rooms }: Site,
  { service, situation, minor = false, changes = {} }: Kind,
): Promise<{ orderNumber: OrderNumber; applicant: Person }> {
  const row = ROWS.find(
    (each) => each.service === service && each.situation.id === situation && each.minor === minor,
  );
  if (!row) throw new Error(`no such order: ${service} ${situation}`);
  const context = { todayOn: localDate(Date.now(), getPost('LAX').timeZone), post: 'LAX' } as const;
  const answers = { ...soundAnswers(row, context), ...changes };
  const { person: applicant } = await oneWithSession(app, rooms);
  const draft = (await applicant.send('POST', '/v1/drafts', { service, post: 'LAX' })).body.id as DraftId;
  await applicant.send('PATCH', `/v1/drafts/${draft}`, { answers });
  const [page, portrait] = await Promise.all([pageJpeg(), portraitJpeg()]);
  for (const { kind, required } of shownForm(formFor(service), answers, context).materials) {
    if (!required) continue;
    const upload = await applicant.upload(
      `/v1/drafts/${draft}/documents?kind=${kind}`,
      kind === 'portrait' ? portrait : page,
    );
    if (kind === 'portrait')
      await rooms.db
        .insert(faceChecks)
        .values({ applicationId: draft, portraitId: upload.body.id, outcome: 'likely-same' });
  }
  const { statements } = (await applicant.get(`/v1/drafts/${draft}`)).body;
  for (const { kind } of statements) await sign(applicant, draft, kind);
  const submitted = await submit(applicant, draft);
  if (submitted.status !== 201) throw new Error(`not submitted: ${JSON.stringify(submitted.body)}`);
  const { orderNumber } = submitted.body;
  await taskOpened(rooms, orderNumber, 'review');
  return { orderNumber, applicant };
}

/** Until a task of this kind waits for staff. */
export async function taskOpened(rooms: Rooms, orderNumber: OrderNumber, kind: TaskKind): Promise<void> {
  await expect
    .poll(async () => (await rooms.tasks.listOpenTasks(orderNumber)).map((task) => task.kind), {
      timeout: 15_000,
    })
    .toContain(kind);
}

let pictures: Promise<Record<string, Buffer>> | undefined;
/** Real bytes behind the stored documents: drawn once, sealed for each case. */
export async function putPictures({ applications, caseKeys, dir }: Rooms, draftId: DraftId): Promise<void> {
  pictures ??= Promise.all([pageJpeg(), portraitJpeg()]).then(([page, portrait]) => ({
    'passport-data-page': page,
    portrait,
    'residence-proof': page,
  }));
  const drawn = await pictures;
  const store = createDocumentStore({ objects: fileObjectStore(join(dir, 'objects')), caseKeys });
  const draft = await applications.findApplication(draftId);
  if (!draft) throw new Error('no draft');
  for (const { kind, objectKey } of await applications.listDocuments(draft))
    await store.put(draft.keyId, objectKey, () => Readable.from([drawn[kind] ?? Buffer.alloc(0)]));
}

export type Watched = { context: BrowserContext; page: Page; faults: string[] };

/** A page of its own, in this language; whatever the console, the content policy or a script complains of is kept. */
export async function openPage(
  browser: Browser,
  { lang = 'en', width = 1440, height = 900 }: { lang?: Lang; width?: number; height?: number } = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    timezoneId: 'America/New_York',
  });
  await context.addInitScript((chosen) => localStorage.setItem('lang', chosen), lang);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  return { context, page, faults };
}

/** Hires a member of staff who signs in at the desk's own door. */
export async function signedIn(
  site: Pick<Site, 'rooms' | 'url' | 'browser'>,
  roles: StaffRole[],
  options: Parameters<typeof openPage>[1] & { post?: PostCode; name?: string } = {},
): Promise<Watched & { staffId: StaffId; account: Authenticator }> {
  const { post = 'LAX', name = 'Lin Wei' } = options;
  const { rooms } = site;
  const login = `${roles[0]}.${crypto.randomUUID()}`;
  const [row] = await rooms.db
    .insert(staff)
    .values({ login, name, passwordHash: await hashPassword(PASSWORD), post, roles })
    .returning({ id: staff.id });
  if (!row) throw new Error('not hired');
  const totpSecret = await giveAuthenticator(rooms, row.id);
  const watched = await openPage(site.browser, options);
  const account = { login, password: PASSWORD, totpSecret };
  await signIn(watched.page, site.url, account);
  // The question who one is, before one has said it, is answered with 401: the browser notes that by itself.
  watched.faults.splice(
    0,
    watched.faults.length,
    ...watched.faults.filter((fault) => !/\b401\b/.test(fault)),
  );
  return { ...watched, staffId: row.id, account };
}

export async function signIn(
  page: Page,
  url: string,
  account: Authenticator & { password: string },
): Promise<void> {
  await page.goto(`${url}/desk`);
  await page.locator('#login').waitFor();
  await page.keyboard.type(account.login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await page.locator('#code').waitFor();
  await page.keyboard.type(await unusedCode(account));
  await page.keyboard.press('Enter');
  await page.locator('.person').waitFor();
}

const LANGS = ['en', 'hant', 'hans'] as const satisfies readonly Lang[];
const TAGS = { hans: 'zh-Hans', hant: 'zh-Hant', en: 'en' };
const NAMES = { hans: '简体中文', hant: '繁體中文', en: 'English' };

/** Nothing for axe to say, no scroll bar below the page, in all three languages. */
export async function expectSound(page: Page, name: string): Promise<void> {
  for (const lang of LANGS) {
    // The page's own switch; past a dialog it is out of reach of the mouse, as it should be.
    await page.locator('.language button', { hasText: NAMES[lang] }).dispatchEvent('click');
    await page.waitForFunction((tag) => document.documentElement.lang === tag, TAGS[lang]);
    await page.waitForFunction(() => !document.querySelector('.ant-btn-loading'));
    expect(await axeFindings(page), `${name} in ${lang}`).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `${name} in ${lang} is wider than the screen`).toBeLessThanOrEqual(0);
  }
}

/** As if ten minutes had gone since the second factor was given. */
export const lapse = ({ rooms }: Pick<Site, 'rooms'>, staffId: StaffId) =>
  rooms.db.update(sessions).set({ steppedUpUntil: null }).where(eq(sessions.staffId, staffId));
/** The page's own switch; past a dialog too. */
export const english = (page: Page) =>
  page.locator('.language button', { hasText: 'English' }).dispatchEvent('click');
/** Without the browser's own line about an answer that the page says in words. */
export const other = (faults: string[], ...statuses: number[]) =>
  faults.filter((fault) => !statuses.some((status) => fault.includes(`status of ${status}`)));
