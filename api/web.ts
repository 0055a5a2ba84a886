import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { REPORT_TO, REPORTING_ENDPOINTS } from './policy-reports.ts';

/** No inline script or style, no third-party host, no frame: what our own pages need and nothing else (W1). */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  REPORT_TO,
].join('; ');

/**
 * Serves the built pages: the portal at /, the desk at /desk. Built files bear their content's hash in their names and
 * may be kept for ever; a page's address that the browser's router knows gets the bundle's index.html.
 */
export async function serveWeb(app: FastifyInstance, webDir: string | undefined): Promise<void> {
  if (!webDir) return;
  await app.register(fastifyStatic, {
    root: webDir,
    index: false,
    wildcard: true,
    cacheControl: false,
    preCompressed: true, // built beside each file (web/vite.config.ts): three times less over a phone's network
    setHeaders(reply, path) {
      const isHashed = /\/assets\//.test(path);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      reply.header('content-security-policy', PAGE_POLICY);
      reply.header('reporting-endpoints', REPORTING_ENDPOINTS);
      reply.header('vary', 'accept-encoding');
    },
  });
  const page = (name: 'portal' | 'desk') => (_request: unknown, reply: FastifyReply) =>
    reply.sendFile(`${name}/index.html`);
  for (const path of DESK_PATHS) app.get(path, { schema: { hide: true } }, page('desk'));
  // A worker may serve the whole site only from a script at its top.
  app.get('/sw.js', { schema: { hide: true } }, (_request, reply) => reply.sendFile('portal/sw.js'));
  for (const path of PORTAL_PATHS) app.get(path, { schema: { hide: true } }, page('portal'));
}

/** The desk's pages; below /desk its files live too, so that no pattern may stand for all. */
const DESK_PATHS = [
  '/desk',
  '/desk/',
  '/desk/account',
  '/desk/sign-in',
  '/desk/cases/*',
  '/desk/issuer',
  '/desk/mail',
  '/desk/people',
  '/desk/production',
  '/desk/return',
  '/desk/audit',
];

/** The portal's pages; anything else under / is a file or does not exist. */
const PORTAL_PATHS = [
  '/',
  '/login',
  '/register',
  '/confirm',
  '/forgot',
  '/apply',
  '/apply/*',
  '/drafts/*',
  '/orders',
  '/orders/*',
  '/messages',
  '/account',
  '/account/*',
  '/real-name',
  '/take-over',
];
