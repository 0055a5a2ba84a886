import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { createDocumentStore } from '../../adapters/document-store.ts';
import { fileObjectStore } from '../../adapters/object-store.ts';
import { hashPassword } from '../../adapters/passwords.ts';
import { createChanges } from '../../api/changes.ts';
import { listenForChanges } from '../../db/changes.ts';
import { staff } from '../../db/schema.ts';
import type { StaffRole } from '../../domain/commands.ts';
import type { DraftId, OrderNumber } from '../../domain/ids.ts';
import type { PostCode } from '../../domain/posts.ts';
import { buildWeb } from '../../scripts/parts/web.ts';
import { goodAnswers, oneWithSession, openApp, PASSWORD, type Person, storedDraft, submit } from './app.ts';
import { caseEnvironment, openRooms, type Rooms } from './house.ts';
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
  const { app, engine } = await openApp(rooms, env, { webDir: WEB_DIR, changes });
  const listening = listenForChanges(rooms.url, changes.publish);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  let endWork = (): void => undefined;
  const work = engine.withWorkers(() => new Promise<void>((done) => (endWork = done)));
  return {
    app,
    rooms,
    engine,
    url,
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
  await expect
    .poll(async () => (await rooms.tasks.listOpenTasks(orderNumber)).map(({ kind }) => kind), {
      timeout: 15_000,
    })
    .toContain('review');
  return { orderNumber, applicant };
}

let pictures: Promise<Record<string, Buffer>> | undefined;
/** Real bytes behind the stored documents: drawn once, sealed for each case. */
async function putPictures({ applications, caseKeys, dir }: Rooms, draftId: DraftId): Promise<void> {
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
): Promise<Watched & { staffId: string }> {
  const { post = 'LAX', name = 'Lin Wei' } = options;
  const login = `${roles[0]}.${crypto.randomUUID()}`;
  const [row] = await site.rooms.db
    .insert(staff)
    .values({ login, name, passwordHash: await hashPassword(PASSWORD), post, roles })
    .returning({ id: staff.id });
  const watched = await openPage(site.browser, options);
  await signIn(watched.page, site.url, login, PASSWORD);
  // The question who one is, before one has said it, is answered with 401: the browser notes that by itself.
  watched.faults.splice(
    0,
    watched.faults.length,
    ...watched.faults.filter((fault) => !/\b401\b/.test(fault)),
  );
  return { ...watched, staffId: row?.id ?? '' };
}

export async function signIn(page: Page, url: string, login: string, password: string): Promise<void> {
  await page.goto(`${url}/desk`);
  await page.locator('#login').waitFor();
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.locator('.person').waitFor();
}
