// Keeps the shell, so that the portal opens without a network. Answers of the API are never kept: they are personal.
const SHELL = 'shell-1';
const PAGE = '/';

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (isPortalPage(url.pathname)) event.respondWith(pageFirstFromNetwork(request));
  } else if (url.pathname.startsWith('/portal/')) {
    event.respondWith(fileFirstFromCache(request, url));
  }
});

const isPortalPage = (path) => !/^\/(v1|desk|docs|openapi\.json|healthz|ready)(\/|$)/.test(path);

/** The page and the files that it names; the pages behind it are kept when they are first fetched. */
async function keepShell() {
  const cache = await caches.open(SHELL);
  const page = await fetch(PAGE, { cache: 'no-cache' });
  const html = await page.clone().text();
  await cache.put(PAGE, page);
  await cache.addAll([...html.matchAll(/(?:src|href)="(\/portal\/[^"]+)"/g)].map(([, path]) => path));
}

async function pageFirstFromNetwork(request) {
  try {
    const page = await fetch(request);
    if (page.ok) await (await caches.open(SHELL)).put(PAGE, page.clone());
    return page;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

/** A built file bears the hash of its content in its name: what is kept is never old. Others are asked for again. */
async function fileFirstFromCache(request, url) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept && url.pathname.startsWith('/portal/assets/')) return kept;
  try {
    const file = await fetch(request);
    if (file.ok) await cache.put(request, file.clone());
    return file;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
